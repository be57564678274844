/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-household-parts.h"

#include "ebb-people-private.h"
#include "ebb-plans-private.h"
#include "ebb-reminders-private.h"
#include "ebb-store-watch.h"

#define GRANTED "autostart-granted"

struct _EbbHousehold
{
  GObject parent_instance;

  /* owned */
  EbbStore      *store;       /* (nullable) */
  EbbStoreWatch *store_watch; /* (nullable): not begun, or no store */
  EbbPrograms   *programs;
  EbbPeople     *people;
  EbbPlans      *plans;
  EbbReminders  *reminders;
  EbbAutostart  *autostart;   /* (nullable) */
  EbbScreenLock *screen_lock; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (EbbHousehold, ebb_household, G_TYPE_OBJECT)

static void
ebb_household_dispose (GObject *object)
{
  EbbHousehold *self = EBB_HOUSEHOLD (object);

  if (self->autostart != NULL)
    g_signal_handlers_disconnect_by_data (self->autostart, self);
  g_clear_object (&self->store_watch);
  g_clear_object (&self->autostart);
  g_clear_object (&self->screen_lock);
  g_clear_object (&self->reminders);
  g_clear_object (&self->plans);
  g_clear_object (&self->people);
  g_clear_object (&self->programs);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (ebb_household_parent_class)->dispose (object);
}

static void
ebb_household_class_init (EbbHouseholdClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_household_dispose;
}

static void
ebb_household_init (EbbHousehold *self G_GNUC_UNUSED)
{
}

/**
 * ebb_household_new:
 * @limits: are copied
 *
 * Returns: (transfer full): a household that is being read
 */
EbbHousehold *
ebb_household_new (EbbClock *clock, EbbStore *store, EbbPrograms *programs, const EbbLimits *limits)
{
  EbbHousehold *self = g_object_new (EBB_TYPE_HOUSEHOLD, NULL);

  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->programs = g_object_ref (programs);
  self->people = ebb_people_new (store);
  self->plans = ebb_plans_new (clock, store, programs, limits);
  self->reminders = ebb_reminders_new (clock, store, self->plans, self->people);
  return self;
}

EbbPeople *
ebb_household_get_people (EbbHousehold *self)
{
  return self->people;
}

EbbPlans *
ebb_household_get_plans (EbbHousehold *self)
{
  return self->plans;
}

EbbPrograms *
ebb_household_get_programs (EbbHousehold *self)
{
  return self->programs;
}

EbbReminders *
ebb_household_get_reminders (EbbHousehold *self)
{
  return self->reminders;
}

static void
others_wrote_cb (EbbHousehold *self)
{
  ebb_people_look (self->people);
  ebb_plans_look (self->plans);
}

void
ebb_household_begin (EbbHousehold *self)
{
  g_return_if_fail (EBB_IS_HOUSEHOLD (self));

  if (self->store != NULL && self->store_watch == NULL)
    {
      self->store_watch = ebb_store_watch_new (self->store);
      g_signal_connect_object (self->store_watch, "changed", G_CALLBACK (others_wrote_cb), self,
                               G_CONNECT_SWAPPED);
    }
  ebb_reminders_begin (self->reminders);
}

EbbAutostart *
ebb_household_get_autostart (EbbHousehold *self)
{
  return self->autostart;
}

EbbScreenLock *
ebb_household_get_screen_lock (EbbHousehold *self)
{
  return self->screen_lock;
}

static void
autostart_changed_cb (EbbHousehold *self)
{
  EbbAutostartState state = ebb_autostart_get_state (self->autostart);

  if (state != EBB_AUTOSTART_ASKING)
    ebb_household_save_setting (self, GRANTED, state == EBB_AUTOSTART_ON ? "1" : "0");
}

/*< private >
 * ebb_household_set_desktop:
 *
 * What there is of a desktop around it.
 */
void
ebb_household_set_desktop (EbbHousehold *self, EbbAutostart *autostart, EbbScreenLock *screen_lock)
{
  g_autofree char *granted = ebb_household_dup_setting (self, GRANTED);

  g_set_object (&self->screen_lock, screen_lock);
  if (!g_set_object (&self->autostart, autostart) || autostart == NULL)
    return;
  ebb_autostart_set_granted (autostart, g_strcmp0 (granted, "1") == 0);
  g_signal_connect_swapped (autostart, "changed", G_CALLBACK (autostart_changed_cb), self);
}

/**
 * ebb_household_dup_setting:
 *
 * Returns: (transfer full) (nullable): the setting, %NULL if it was never saved
 */
char *
ebb_household_dup_setting (EbbHousehold *self, const char *key)
{
  return self->store != NULL ? ebb_store_dup_setting (self->store, key) : NULL;
}

/**
 * ebb_household_save_setting:
 *
 * Keeps a setting for later runs; lost if the store could not be opened.
 */
void
ebb_household_save_setting (EbbHousehold *self, const char *key, const char *value)
{
  if (self->store != NULL)
    ebb_store_save_setting (self->store, key, value);
}
