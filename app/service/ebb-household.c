/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-household-parts.h"

#include "ebb-people-private.h"
#include "ebb-plans-private.h"
#include "ebb-reminders-private.h"

struct _EbbHousehold
{
  GObject parent_instance;

  /* owned */
  EbbStore     *store; /* (nullable) */
  EbbPrograms  *programs;
  EbbPeople    *people;
  EbbPlans     *plans;
  EbbReminders *reminders;
};

G_DEFINE_FINAL_TYPE (EbbHousehold, ebb_household, G_TYPE_OBJECT)

static void
ebb_household_dispose (GObject *object)
{
  EbbHousehold *self = EBB_HOUSEHOLD (object);

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
