/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-peer.h"

struct _EbbPeer
{
  GObject parent_instance;

  /* owned */
  char             *identity;
  EbbAdvertisement *advertisement; /* (nullable): not heard yet */
  EbbDefinition    *definition;    /* (nullable) */

  /* state */
  gboolean is_present;
  gboolean is_paired;
  gboolean is_connected;
  int      battery_percent;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_SIGNAL,
  PROP_IS_PRESENT,
  PROP_IS_PAIRED,
  PROP_IS_CONNECTED,
  PROP_BATTERY_PERCENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EbbPeer, ebb_peer, G_TYPE_OBJECT)

static void
set_flag (EbbPeer *self, gboolean *field, gboolean value, guint property)
{
  if (*field == !!value)
    return;
  *field = !!value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
ebb_peer_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  EbbPeer *self = EBB_PEER (object);

  switch (property)
    {
    case PROP_NAME:
      g_value_set_string (value, ebb_peer_get_name (self));
      break;
    case PROP_SIGNAL:
      g_value_set_uint (value, ebb_peer_get_signal (self));
      break;
    case PROP_IS_PRESENT:
      g_value_set_boolean (value, self->is_present);
      break;
    case PROP_IS_PAIRED:
      g_value_set_boolean (value, self->is_paired);
      break;
    case PROP_IS_CONNECTED:
      g_value_set_boolean (value, self->is_connected);
      break;
    case PROP_BATTERY_PERCENT:
      g_value_set_int (value, self->battery_percent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ebb_peer_finalize (GObject *object)
{
  EbbPeer *self = EBB_PEER (object);

  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->advertisement, ebb_advertisement_free);
  g_clear_object (&self->definition);
  G_OBJECT_CLASS (ebb_peer_parent_class)->finalize (object);
}

static GParamSpec *
describe_flag (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE,
                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
ebb_peer_class_init (EbbPeerClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ebb_peer_get_property;
  object_class->finalize = ebb_peer_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SIGNAL] = g_param_spec_uint ("signal", NULL, NULL, EBB_SIGNAL_UNKNOWN,
                                               EBB_SIGNAL_STRONG, EBB_SIGNAL_UNKNOWN, flags);
  properties[PROP_IS_PRESENT] = describe_flag ("is-present");
  properties[PROP_IS_PAIRED] = describe_flag ("is-paired");
  properties[PROP_IS_CONNECTED] = describe_flag ("is-connected");
  properties[PROP_BATTERY_PERCENT] =
      g_param_spec_int ("battery-percent", NULL, NULL, -1, 100, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ebb_peer_init (EbbPeer *self)
{
  self->battery_percent = -1;
}

/**
 * ebb_peer_new:
 * @identity: how the link layer names the peer for good
 *
 * Returns: (transfer full): a peer that nothing is known of but its identity
 */
EbbPeer *
ebb_peer_new (const char *identity)
{
  EbbPeer *self;

  g_return_val_if_fail (identity != NULL, NULL);
  self = g_object_new (EBB_TYPE_PEER, NULL);
  self->identity = g_strdup (identity);
  return self;
}

/**
 * ebb_peer_get_identity:
 *
 * Returns: the peer's name in the link layer; never changes
 */
const char *
ebb_peer_get_identity (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), NULL);
  return self->identity;
}

/**
 * ebb_peer_get_name:
 *
 * Returns: the name it gives itself, or its identity while it has given none
 */
const char *
ebb_peer_get_name (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), NULL);
  if (self->advertisement == NULL || self->advertisement->name == NULL
      || self->advertisement->name[0] == '\0')
    return self->identity;
  return self->advertisement->name;
}

/**
 * ebb_peer_get_definition:
 *
 * Returns: (nullable): the definition that claims what it advertises
 */
EbbDefinition *
ebb_peer_get_definition (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), NULL);
  return self->definition;
}

/**
 * ebb_peer_get_signal:
 *
 * Returns: how strong it was heard last
 */
EbbSignal
ebb_peer_get_signal (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), EBB_SIGNAL_UNKNOWN);
  return self->advertisement != NULL ? self->advertisement->signal : EBB_SIGNAL_UNKNOWN;
}

/**
 * ebb_peer_is_present:
 *
 * Returns: %TRUE if it was heard in this scan, or is connected
 */
gboolean
ebb_peer_is_present (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), FALSE);
  return self->is_present;
}

/**
 * ebb_peer_is_paired:
 *
 * Returns: %TRUE if this computer has a bond with it
 */
gboolean
ebb_peer_is_paired (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), FALSE);
  return self->is_paired;
}

/**
 * ebb_peer_is_connected:
 *
 * Returns: %TRUE if this computer has a link to it, whoever opened it
 */
gboolean
ebb_peer_is_connected (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), FALSE);
  return self->is_connected;
}

/**
 * ebb_peer_get_battery_percent:
 *
 * Returns: 0 to 100, -1 while unknown
 */
int
ebb_peer_get_battery_percent (EbbPeer *self)
{
  g_return_val_if_fail (EBB_IS_PEER (self), -1);
  return self->battery_percent;
}

/**
 * ebb_peer_take_advertisement:
 * @advertisement: (transfer full): replaces what was heard before
 *
 * Notifies "name" and "signal" where they changed.
 */
void
ebb_peer_take_advertisement (EbbPeer *self, EbbAdvertisement *advertisement)
{
  g_autofree char *old_name = NULL;
  EbbSignal        old_signal;

  g_return_if_fail (EBB_IS_PEER (self));
  g_return_if_fail (advertisement != NULL);
  old_name = g_strdup (ebb_peer_get_name (self));
  old_signal = ebb_peer_get_signal (self);
  g_clear_pointer (&self->advertisement, ebb_advertisement_free);
  self->advertisement = advertisement;
  if (g_strcmp0 (old_name, ebb_peer_get_name (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (old_signal != ebb_peer_get_signal (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGNAL]);
}

/**
 * ebb_peer_set_definition:
 * @definition: (nullable)
 *
 * Sets which kind of boots it seems to be.
 */
void
ebb_peer_set_definition (EbbPeer *self, EbbDefinition *definition)
{
  g_return_if_fail (EBB_IS_PEER (self));
  g_set_object (&self->definition, definition);
}

/**
 * ebb_peer_set_is_present:
 *
 * Sets whether it is there now.
 */
void
ebb_peer_set_is_present (EbbPeer *self, gboolean is_present)
{
  g_return_if_fail (EBB_IS_PEER (self));
  set_flag (self, &self->is_present, is_present, PROP_IS_PRESENT);
}

/**
 * ebb_peer_set_is_paired:
 *
 * Sets whether there is a bond.
 */
void
ebb_peer_set_is_paired (EbbPeer *self, gboolean is_paired)
{
  g_return_if_fail (EBB_IS_PEER (self));
  set_flag (self, &self->is_paired, is_paired, PROP_IS_PAIRED);
}

/**
 * ebb_peer_set_is_connected:
 *
 * Sets whether there is a link.
 */
void
ebb_peer_set_is_connected (EbbPeer *self, gboolean is_connected)
{
  g_return_if_fail (EBB_IS_PEER (self));
  set_flag (self, &self->is_connected, is_connected, PROP_IS_CONNECTED);
}

/**
 * ebb_peer_set_battery_percent:
 * @battery_percent: 0 to 100; anything else is unknown
 *
 * Sets what the boots last said of their battery.
 */
void
ebb_peer_set_battery_percent (EbbPeer *self, int battery_percent)
{
  const int valid_percent = battery_percent >= 0 && battery_percent <= 100 ? battery_percent : -1;

  g_return_if_fail (EBB_IS_PEER (self));
  if (self->battery_percent == valid_percent)
    return;
  self->battery_percent = valid_percent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BATTERY_PERCENT]);
}
