/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-definition.h"

#include <string.h>

#include "ebb-definition-parts-private.h"

/**
 * EbbDefinition:
 *
 * A kind of boots, as a file in data/devices/ describes it. Never changes once made.
 */
struct _EbbDefinition
{
  GObject parent_instance;

  EbbDefinitionParts parts;
};

G_DEFINE_QUARK (ebb - definition - error - quark, ebb_definition_error)
G_DEFINE_FINAL_TYPE (EbbDefinition, ebb_definition, G_TYPE_OBJECT)

static void
ebb_definition_finalize (GObject *object)
{
  ebb_definition_parts_clear (&EBB_DEFINITION (object)->parts);
  G_OBJECT_CLASS (ebb_definition_parent_class)->finalize (object);
}

static void
ebb_definition_class_init (EbbDefinitionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_definition_finalize;
}

static void
ebb_definition_init (EbbDefinition *self G_GNUC_UNUSED)
{
}

/**
 * ebb_definition_new_from_json:
 * @json: a whole file, as data/devices/device.example.json describes it
 *
 * Fails with %EBB_DEFINITION_ERROR_PARSE or %EBB_DEFINITION_ERROR_INVALID, naming the key, its
 * value and what was expected. Unknown keys and keys that come twice are refused, and so is a
 * definition that does not say how to stop.
 *
 * Returns: (transfer full) (nullable): the definition
 */
EbbDefinition *
ebb_definition_new_from_json (GBytes *json, GError **error)
{
  g_autoptr (EbbDefinition) self = g_object_new (EBB_TYPE_DEFINITION, NULL);

  g_return_val_if_fail (json != NULL, NULL);
  if (!ebb_definition_parts_read (&self->parts, json, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ebb_definition_get_id:
 *
 * Returns: lower-case words joined by -, unique among the definitions
 */
const char *
ebb_definition_get_id (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), NULL);
  return self->parts.id;
}

/**
 * ebb_definition_get_name:
 *
 * Returns: what a person calls this kind of boots
 */
const char *
ebb_definition_get_name (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), NULL);
  return self->parts.name;
}

/**
 * ebb_definition_get_support:
 *
 * Returns: how far Ebb's knowledge of this kind of boots goes. That one pair of boots is
 *   simulated is not said here, but by its own feature bit
 */
EbbSupport
ebb_definition_get_support (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), EBB_SUPPORT_RECOGNISED);
  return self->parts.support;
}

/**
 * ebb_definition_get_bonding:
 *
 * Returns: whether these boots can be used without a bond
 */
EbbBonding
ebb_definition_get_bonding (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), EBB_BONDING_UNKNOWN);
  return self->parts.bonding;
}

/**
 * ebb_definition_get_tier:
 *
 * Returns: what the boots do when the computer disappears
 */
EbbTier
ebb_definition_get_tier (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), EBB_TIER_D);
  return self->parts.tier;
}

/**
 * ebb_definition_get_own_timer_s:
 *
 * Returns: seconds after which the boots stop by themselves when nobody speaks to them, 1 to 7200;
 *   0: never, or not known
 */
guint
ebb_definition_get_own_timer_s (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), 0);
  return self->parts.own_timer_s;
}

/**
 * ebb_definition_get_stop_by_person:
 *
 * Returns: (nullable): what a person does to stop these boots, where Ebb cannot
 */
const char *
ebb_definition_get_stop_by_person (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), NULL);
  return self->parts.stop_by_person;
}

/**
 * ebb_definition_get_remote:
 *
 * Returns: (nullable): the buttons of wired boots; of all others none
 */
const EbbRemote *
ebb_definition_get_remote (EbbDefinition *self)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), NULL);
  return self->parts.remote;
}

/**
 * ebb_definition_get_uuid:
 *
 * Returns: (nullable): the characteristic that has @role, lower case
 */
const char *
ebb_definition_get_uuid (EbbDefinition *self, EbbRole role)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), NULL);
  g_return_val_if_fail (role < EBB_N_ROLES, NULL);
  return self->parts.roles[role].uuid;
}

/**
 * ebb_definition_get_service_uuid:
 *
 * Returns: (nullable): the service that holds the characteristic of @role, lower case
 */
const char *
ebb_definition_get_service_uuid (EbbDefinition *self, EbbRole role)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), NULL);
  g_return_val_if_fail (role < EBB_N_ROLES, NULL);
  return self->parts.roles[role].service_uuid;
}

/**
 * ebb_definition_needs_role:
 *
 * Returns: %TRUE if boots without that characteristic are not of this kind
 */
gboolean
ebb_definition_needs_role (EbbDefinition *self, EbbRole role)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), FALSE);
  g_return_val_if_fail (role < EBB_N_ROLES, FALSE);
  return self->parts.roles[role].is_needed;
}

/**
 * ebb_definition_find_role:
 * @uuid: of a characteristic, any case
 * @role: (out): what it is for; untouched if it is for nothing
 *
 * Returns: %TRUE if the characteristic has a role; @role is the first of several
 */
gboolean
ebb_definition_find_role (EbbDefinition *self, const char *uuid, EbbRole *role)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), FALSE);
  for (guint i = 0; i < EBB_N_ROLES; i++)
    if (self->parts.roles[i].uuid != NULL
        && g_ascii_strcasecmp (self->parts.roles[i].uuid, uuid) == 0)
      {
        *role = (EbbRole) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * ebb_definition_get_channel:
 *
 * Returns: the byte, 0 to 255, that messages of @role begin with in either direction, because its
 *   characteristic has other roles as well; %EBB_CHANNEL_NONE: they begin with none
 */
int
ebb_definition_get_channel (EbbDefinition *self, EbbRole role)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), EBB_CHANNEL_NONE);
  g_return_val_if_fail (role < EBB_N_ROLES, EBB_CHANNEL_NONE);
  return self->parts.roles[role].uuid != NULL ? self->parts.roles[role].channel : EBB_CHANNEL_NONE;
}

/**
 * ebb_channel_frame:
 * @channel: 0 to 255, or %EBB_CHANNEL_NONE
 * @framed: (out caller-allocates): what goes over the air for the message @bytes
 * @capacity: of @framed; @size and one more are always enough
 *
 * Puts the channel in front of a message, where it has one.
 *
 * Returns: how many bytes @framed has, or 0 if they do not fit
 */
size_t
ebb_channel_frame (int channel, const uint8_t *bytes, size_t size, uint8_t *framed, size_t capacity)
{
  const size_t n_before = channel == EBB_CHANNEL_NONE ? 0 : 1;

  if (size > capacity || n_before > capacity - size)
    return 0;
  memcpy (framed + n_before, bytes, size);
  if (n_before > 0)
    framed[0] = (uint8_t) channel;
  return size + n_before;
}

/**
 * ebb_definition_frame:
 * @role: whose message @bytes are
 *
 * Returns: as ebb_channel_frame(), with the channel of @role
 */
size_t
ebb_definition_frame (EbbDefinition *self,
                      EbbRole        role,
                      const uint8_t *bytes,
                      size_t         size,
                      uint8_t       *framed,
                      size_t         capacity)
{
  return ebb_channel_frame (ebb_definition_get_channel (self, role), bytes, size, framed, capacity);
}

/**
 * ebb_definition_unframe:
 * @role: (inout): any role of the characteristic that sent; the one whose message it is
 * @bytes: (inout): what it sent; the message in it
 * @size: (inout): of @bytes
 *
 * Finds what was sent to whom: the reverse of ebb_definition_frame().
 *
 * Returns: %FALSE, with all untouched, if it is nobody's, or has a channel and nothing after it
 */
gboolean
ebb_definition_unframe (EbbDefinition *self, EbbRole *role, const uint8_t **bytes, size_t *size)
{
  const char *uuid = ebb_definition_get_uuid (self, *role);

  if (ebb_definition_get_channel (self, *role) == EBB_CHANNEL_NONE)
    return TRUE;
  if (*size < 2)
    return FALSE;
  for (guint i = 0; i < EBB_N_ROLES; i++)
    if (ebb_definition_get_channel (self, (EbbRole) i) == (*bytes)[0]
        && g_str_equal (self->parts.roles[i].uuid, uuid))
      {
        *role = (EbbRole) i;
        *bytes += 1;
        *size -= 1;
        return TRUE;
      }
  return FALSE;
}

/**
 * ebb_definition_matches:
 *
 * The first of three levels: an advertisement says what a peer claims to be. The characteristics
 * it turns out to have, and an answered handshake, are the others.
 *
 * Returns: %TRUE if any of the matchers fits
 */
gboolean
ebb_definition_matches (EbbDefinition *self, const EbbAdvertisement *advertisement)
{
  g_return_val_if_fail (EBB_IS_DEFINITION (self), FALSE);
  for (guint i = 0; i < self->parts.matchers->len; i++)
    if (ebb_matcher_matches (g_ptr_array_index (self->parts.matchers, i), advertisement))
      return TRUE;
  return FALSE;
}

GPtrArray *
ebb_definition_get_matchers (EbbDefinition *self)
{
  return self->parts.matchers;
}

/**
 * ebb_role_to_string:
 *
 * Returns: the word for @role in a definition
 */
const char *
ebb_role_to_string (EbbRole role)
{
  static const char *const words[EBB_N_ROLES] = {
    [EBB_ROLE_FEATURES] = "features",   [EBB_ROLE_CONTROL] = "control",
    [EBB_ROLE_STOP] = "stop",           [EBB_ROLE_STATUS] = "status",
    [EBB_ROLE_TELEMETRY] = "telemetry", [EBB_ROLE_PROGRAM] = "program",
    [EBB_ROLE_BATTERY] = "battery",     [EBB_ROLE_MANUFACTURER] = "manufacturer",
    [EBB_ROLE_MODEL] = "model",         [EBB_ROLE_SERIAL] = "serial",
    [EBB_ROLE_FIRMWARE] = "firmware",
  };

  g_return_val_if_fail (role < EBB_N_ROLES, "unknown");
  return words[role];
}

/**
 * ebb_support_to_string:
 *
 * Returns: the word for @support in a definition
 */
const char *
ebb_support_to_string (EbbSupport support)
{
  switch (support)
    {
    case EBB_SUPPORT_RECOGNISED:
      return "recognised";
    case EBB_SUPPORT_WIRED:
      return "wired";
    case EBB_SUPPORT_SIMULATED:
      return "simulated";
    case EBB_SUPPORT_CAPTURED:
      return "captured";
    case EBB_SUPPORT_DOCUMENTED:
      return "documented";
    case EBB_SUPPORT_CONFIRMED:
      return "confirmed";
    default:
      return "unknown";
    }
}

/**
 * ebb_tier_to_string:
 *
 * Returns: "A" to "D"
 */
const char *
ebb_tier_to_string (EbbTier tier)
{
  switch (tier)
    {
    case EBB_TIER_A:
      return "A";
    case EBB_TIER_B:
      return "B";
    case EBB_TIER_C:
      return "C";
    default:
      return "D";
    }
}

/**
 * ebb_tier_from_string:
 *
 * Returns: %FALSE, with @tier untouched, for anything but "A" to "D"
 */
gboolean
ebb_tier_from_string (const char *name, EbbTier *tier)
{
  for (int i = EBB_TIER_A; i <= EBB_TIER_D; i++)
    {
      if (g_str_equal (ebb_tier_to_string ((EbbTier) i), name))
        {
          *tier = (EbbTier) i;
          return TRUE;
        }
    }
  return FALSE;
}
