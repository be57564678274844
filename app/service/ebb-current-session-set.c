/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-current-session-private.h"
#include "ebb-current-session-set.h"
#include "ebb-session-join.h"

/* What is set up may be one pair of boots, or two single boots as one set: here they are one. */

/*< private >
 * ebb_current_session_list_boots:
 * @boots: (out) (array length=EBB_SESSION_MAX_LINKS): borrowed
 *
 * All boots that a session would run on. A leg check asks about those alone that were named.
 *
 * Returns: how many
 */
guint
ebb_current_session_list_boots (EbbCurrentSession *self, EbbBoots *boots[])
{
  guint n = 0;

  if (self->boots != NULL)
    boots[n++] = self->boots;
  if (self->boots != NULL && self->boots->partner != NULL && self->leg_check == NULL)
    boots[n++] = self->boots->partner;
  return n;
}

/* Of a set with a boot that was never heard in this run, nobody knows what it can do. */
static gboolean
join (EbbCurrentSession *self, EbbBoots *const *boots, guint n)
{
  EbbController *controllers[EBB_SESSION_MAX_LINKS];

  for (guint i = 0; i < n; i++)
    {
      controllers[i] = boots[i]->controller;
      if (controllers[i] == NULL || ebb_controller_get_features (controllers[i]) == NULL)
        return FALSE;
    }
  ebb_session_join_capabilities (controllers, n, &self->capabilities);
  return TRUE;
}

/**
 * ebb_current_session_get_capabilities:
 *
 * Returns: (transfer none) (nullable): what the boots that are set up can do together; borrowed
 *   until the next call
 */
const EbbCapabilities *
ebb_current_session_get_capabilities (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  if (n == 0)
    return NULL;
  if (n == 1)
    return ebb_boots_get_capabilities (boots[0]);
  return join (self, boots, n) ? &self->capabilities : NULL;
}

/**
 * ebb_current_session_get_boots_name:
 *
 * Returns: (transfer none) (nullable): the name of the boots that are set up, or of both; borrowed
 *   until the next call
 */
const char *
ebb_current_session_get_boots_name (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  if (n < 2)
    return n == 1 ? ebb_boots_get_name (boots[0]) : NULL;
  g_free (self->set_name);
  self->set_name =
      g_strdup_printf ("%s + %s", ebb_boots_get_name (boots[0]), ebb_boots_get_name (boots[1]));
  return self->set_name;
}

/**
 * ebb_current_session_is_running_elsewhere:
 *
 * Returns: whether any of the boots that are set up runs, and it was not this account that started
 *   it
 */
gboolean
ebb_current_session_is_running_elsewhere (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 0; i < n; i++)
    {
      if (ebb_boots_is_running_elsewhere (boots[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * ebb_current_session_get_awaited_boots:
 *
 * Returns: (transfer none) (nullable): the boots whose link keeps a session from being started; the
 *   first if none does
 */
EbbBoots *
ebb_current_session_get_awaited_boots (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 0; i < n; i++)
    {
      if (ebb_boots_get_state (boots[i]) != EBB_BOOTS_READY)
        return boots[i];
    }
  return n > 0 ? boots[0] : NULL;
}

/**
 * ebb_current_session_get_boots_state:
 *
 * Returns: how the link stands that keeps a session from being started; %EBB_BOOTS_READY if none
 */
EbbBootsState
ebb_current_session_get_boots_state (EbbCurrentSession *self)
{
  EbbBoots *awaited = ebb_current_session_get_awaited_boots (self);

  return awaited != NULL ? ebb_boots_get_state (awaited) : EBB_BOOTS_AWAY;
}

/**
 * ebb_current_session_connect_boots:
 *
 * A person wants the boots that are set up: each that is not connected is tried at once.
 */
void
ebb_current_session_connect_boots (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 0; i < n; i++)
    {
      if (ebb_boots_get_state (boots[i]) != EBB_BOOTS_READY)
        ebb_boots_connect (boots[i]);
    }
}

/**
 * ebb_current_session_disconnect_boots:
 *
 * A person wants them no longer: those that are ready stay so, the others are not tried any more.
 */
void
ebb_current_session_disconnect_boots (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 0; i < n; i++)
    {
      if (ebb_boots_get_state (boots[i]) != EBB_BOOTS_READY)
        ebb_boots_disconnect (boots[i]);
    }
}

/**
 * ebb_current_session_get_tier:
 *
 * Returns: what boots do that lose their link, of a set those that do least
 */
EbbTier
ebb_current_session_get_tier (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);
  EbbTier   tier = EBB_TIER_A;

  for (guint i = 0; i < n; i++)
    tier = MAX (tier, ebb_boots_get_tier (boots[i]));
  return tier;
}

/**
 * ebb_current_session_get_own_timer_s:
 *
 * Returns: seconds after which boots that lost their link stop by themselves, of a set the longer
 *   time; 0: not known
 */
guint
ebb_current_session_get_own_timer_s (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);
  guint     longest_s = 0;

  for (guint i = 0; i < n; i++)
    longest_s = MAX (longest_s, ebb_boots_get_own_timer_s (boots[i]));
  return longest_s;
}

/**
 * ebb_current_session_get_battery_percent:
 *
 * Returns: the lowest that any of the boots says, or -1 if none does
 */
int
ebb_current_session_get_battery_percent (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);
  int       lowest = -1;

  for (guint i = 0; i < n; i++)
    {
      int percent = ebb_boots_get_battery_percent (boots[i]);

      if (percent >= 0 && (lowest < 0 || percent < lowest))
        lowest = percent;
    }
  return lowest;
}

/* Of a set both, or as many as there are. None while they are in the hands of a recovery. */
static guint
list_controllers (EbbCurrentSession *self, EbbController *controllers[])
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n_boots = ebb_current_session_list_boots (self, boots);
  guint     n = 0;

  for (guint i = 0; i < n_boots; i++)
    {
      if (boots[i]->is_lent && !self->is_holding)
        return 0;
    }
  for (guint i = 0; i < n_boots; i++)
    {
      controllers[n] = ebb_boots_ensure_controller (boots[i]);
      n += controllers[n] != NULL;
    }
  return n;
}

static gboolean
are_same (EbbCurrentSession *self, EbbController *const *controllers, guint n)
{
  gboolean are_same = n == self->n_controllers;

  for (guint i = 0; are_same && i < n; i++)
    are_same = controllers[i] == self->controllers[i];
  return are_same;
}

/*< private >
 * ebb_current_session_detach:
 *
 * Lets go of the controllers.
 */
void
ebb_current_session_detach (EbbCurrentSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->controllers); i++)
    g_clear_object (&self->controllers[i]);
  self->n_controllers = 0;
}

static guint32
find_owed (EbbBoots *const *boots, guint n, EbbController *controller)
{
  for (guint i = 0; i < n; i++)
    {
      if (boots[i]->controller == controller)
        return boots[i]->owed_stop_epoch;
    }
  return 0;
}

/*< private >
 * ebb_current_session_tell_epochs:
 *
 * Tells the session what was used with its boots, and what each of them is owed. Boots of a set
 * have used the epochs of each other.
 */
void
ebb_current_session_tell_epochs (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);
  guint32   owed[EBB_SESSION_MAX_LINKS] = { 0 };
  guint32   last = 0;

  for (guint i = 0; i < n; i++)
    last = MAX (last, boots[i]->known != NULL ? boots[i]->known->epoch : 0);
  for (guint i = 0; i < self->n_controllers; i++)
    owed[i] = find_owed (boots, n, self->controllers[i]);
  if (last > 0)
    ebb_session_set_last_epoch (self->session, last);
  if (owed[0] > 0 || owed[1] > 0)
    ebb_session_set_owed_stop_epochs (self->session, owed);
}

/*< private >
 * ebb_current_session_attach:
 *
 * The session is given the links as soon as there are any, so that it sees boots that run.
 */
void
ebb_current_session_attach (EbbCurrentSession *self)
{
  EbbController *controllers[EBB_SESSION_MAX_LINKS] = { NULL };
  guint          n;

  if (ebb_session_owns_links (self->session))
    return;
  n = list_controllers (self, controllers);
  if (are_same (self, controllers, n))
    return;
  ebb_current_session_detach (self);
  for (guint i = 0; i < n; i++)
    self->controllers[i] = g_object_ref (controllers[i]);
  self->n_controllers = n;
  ebb_session_set_controllers (self->session, self->controllers, n);
  /* After the boots are set: other boots have other epochs. */
  if (n > 0)
    ebb_current_session_tell_epochs (self);
}

/*< private >
 * ebb_current_session_keep_epochs:
 *
 * The first of a set is asked before each start; the others are told here what was used with them.
 */
void
ebb_current_session_keep_epochs (EbbCurrentSession *self)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  for (guint i = 1; i < n; i++)
    {
      boots[i]->known->epoch =
          MAX (boots[i]->known->epoch, ebb_session_get_last_epoch (self->session));
      ebb_store_save_boots (self->store, boots[i]->known);
    }
}
