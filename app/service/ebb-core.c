/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-core-private.h"

#include "ebb-boots-list-private.h"

#include "ebb-current-session-owed-private.h"
#include "ebb-current-session-private.h"
#include "ebb-current-session-rules-private.h"
#include "ebb-handover.h"
#include "ebb-history-private.h"
#include "ebb-people-private.h"
#include "ebb-questionnaire-private.h"
#include "ebb-wearer-private.h"

G_DEFINE_FINAL_TYPE (EbbCore, ebb_core, G_TYPE_OBJECT)

static void
ebb_core_dispose (GObject *object)
{
  EbbCore *self = EBB_CORE (object);

  g_clear_object (&self->leg_check);
  g_clear_object (&self->current_session);
  g_clear_object (&self->boots_list);
  g_clear_object (&self->programs);
  g_clear_object (&self->history);
  g_clear_object (&self->questionnaire);
  g_clear_object (&self->wearer);
  g_clear_object (&self->people);
  g_clear_object (&self->household);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_core_parent_class)->dispose (object);
}

static void
ebb_core_finalize (GObject *object)
{
  g_clear_error (&EBB_CORE (object)->store_error);
  g_free (EBB_CORE (object)->opened_for);
  g_clear_pointer (&EBB_CORE (object)->planned, ebb_plan_free);
  G_OBJECT_CLASS (ebb_core_parent_class)->finalize (object);
}

static void
ebb_core_class_init (EbbCoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_core_dispose;
  object_class->finalize = ebb_core_finalize;
}

static void
ebb_core_init (EbbCore *self G_GNUC_UNUSED)
{
}

/* What is shown, counted and set up is theirs, and no one else's. */
static void
people_switched_cb (EbbCore *self)
{
  const EbbMember *member = ebb_people_get_current (self->people);

  ebb_questionnaire_start_over (self->questionnaire);
  ebb_history_use (self->history, member->id);
  ebb_current_session_use_person (self->current_session, member->id);
  ebb_core_set_up_first (self);
}

/* The computer was away: what failed before says nothing any more. */
static void
start_over (EbbCore *self)
{
  ebb_boots_list_start_over (self->boots_list);
  ebb_current_session_start_over (self->current_session);
}

/**
 * ebb_core_new:
 *
 * Joins the nouns. The first program of the list is set up, and boots that are one's own when
 * there is one pair of them.
 *
 * Returns: (transfer full): a core
 */
EbbCore *
ebb_core_new (const EbbCoreParts *parts)
{
  EbbCore *self = g_object_new (EBB_TYPE_CORE, NULL);
  g_autoptr (EbbSession) session = NULL;
  const EbbMember *member;

  self->store = parts->store != NULL ? g_object_ref (parts->store) : NULL;
  self->clock = g_object_ref (parts->clock);
  self->screening = parts->screening;
  self->limits = *parts->limits;
  self->store_error = parts->store_error != NULL ? g_error_copy (parts->store_error) : NULL;
  self->household = g_object_ref (parts->household);
  self->programs = g_object_ref (ebb_household_get_programs (parts->household));
  self->people = g_object_ref (ebb_household_get_people (parts->household));
  self->history = ebb_history_new (parts->store);
  member = ebb_people_get_current (self->people);
  if (member != NULL)
    ebb_history_use (self->history, member->id);
  self->wearer = ebb_wearer_new (parts->clock, parts->store, parts->screening,
                                 member != NULL ? member->id : NULL);
  self->questionnaire = ebb_questionnaire_new (self->wearer, parts->limits);
  self->boots_list =
      ebb_boots_list_new (parts->scanner, parts->simulated, parts->clock, parts->store);
  if (parts->traces != NULL)
    ebb_boots_list_set_traces (self->boots_list, parts->traces);
  session = ebb_session_new (parts->clock, parts->journal, parts->limits, parts->guardian_path,
                             parts->ctl_path);
  ebb_session_set_runtime_directory (session, parts->runtime_directory);
  self->current_session = ebb_current_session_new (
      parts->clock, session, parts->store, self->wearer, parts->limits, parts->runtime_directory);
  self->leg_check = ebb_leg_check_new (self->current_session);
  ebb_core_set_up_first (self);
  g_signal_connect_object (self->people, "switched", G_CALLBACK (people_switched_cb), self,
                           G_CONNECT_SWAPPED);
  /* What was begun is not to be reminded of, and was not missed. */
  g_signal_connect_object (self->wearer, "changed", G_CALLBACK (ebb_reminders_look),
                           ebb_core_get_reminders (self), G_CONNECT_SWAPPED);
  g_signal_connect_object (self->boots_list, "radio-back",
                           G_CALLBACK (ebb_current_session_start_over), self->current_session,
                           G_CONNECT_SWAPPED);
  if (parts->sleep_watch != NULL)
    {
      ebb_current_session_set_sleep_watch (self->current_session, parts->sleep_watch);
      g_signal_connect_object (parts->sleep_watch, "back", G_CALLBACK (start_over), self,
                               G_CONNECT_SWAPPED);
    }
  return self;
}

static EbbBoots *
find_boots (const char *identity, gpointer user_data)
{
  EbbBoots *boots = ebb_boots_list_find (user_data, identity);

  return boots != NULL && ebb_boots_is_known (boots) ? boots : NULL;
}

static void
known_changed_cb (EbbCore        *self,
                  guint           position,
                  guint n_removed G_GNUC_UNUSED,
                  guint           n_added,
                  GListModel     *known)
{
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (known, position + i);

      ebb_current_session_note_known (self->current_session, boots);
    }
}

/**
 * ebb_core_recover:
 *
 * Stops what an earlier run left open. For programs that may run sessions, once, when their main
 * loop begins.
 */
void
ebb_core_recover (EbbCore *self)
{
  ebb_current_session_recover (self->current_session, find_boots, self->boots_list);
  g_signal_connect_object (ebb_boots_list_get_known (self->boots_list), "items-changed",
                           G_CALLBACK (known_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ebb_core_get_boots_list:
 *
 * Returns: (transfer none): all boots there are to show
 */
EbbBootsList *
ebb_core_get_boots_list (EbbCore *self)
{
  return self->boots_list;
}

/**
 * ebb_core_get_current_session:
 *
 * Returns: (transfer none): what is set up and what runs
 */
EbbCurrentSession *
ebb_core_get_current_session (EbbCore *self)
{
  return self->current_session;
}

/**
 * ebb_core_get_programs:
 *
 * Returns: (transfer none): what can be run
 */
EbbPrograms *
ebb_core_get_programs (EbbCore *self)
{
  return self->programs;
}

/**
 * ebb_core_get_history:
 *
 * Returns: (transfer none): what was run
 */
EbbHistory *
ebb_core_get_history (EbbCore *self)
{
  return self->history;
}

/**
 * ebb_core_get_leg_check:
 *
 * Returns: (transfer none): which leg is which
 */
EbbLegCheck *
ebb_core_get_leg_check (EbbCore *self)
{
  return self->leg_check;
}

/**
 * ebb_core_get_wearer:
 *
 * Returns: (transfer none): who wears the boots
 */
EbbWearer *
ebb_core_get_wearer (EbbCore *self)
{
  return self->wearer;
}

/**
 * ebb_core_get_questionnaire:
 *
 * Returns: (transfer none): the questions, and how far they are answered
 */
EbbQuestionnaire *
ebb_core_get_questionnaire (EbbCore *self)
{
  return self->questionnaire;
}

/**
 * ebb_core_get_plans:
 *
 * Returns: (transfer none): what people mean to run
 */
EbbPlans *
ebb_core_get_plans (EbbCore *self)
{
  return ebb_household_get_plans (self->household);
}

/**
 * ebb_core_get_reminders:
 *
 * Returns: (transfer none): what somebody is reminded of now
 */
EbbReminders *
ebb_core_get_reminders (EbbCore *self)
{
  return ebb_household_get_reminders (self->household);
}

/**
 * ebb_core_get_household:
 *
 * Returns: (transfer none): what stays when the core goes
 */
EbbHousehold *
ebb_core_get_household (EbbCore *self)
{
  return self->household;
}

/**
 * ebb_core_get_people:
 *
 * Returns: (transfer none): who there is in the household
 */
EbbPeople *
ebb_core_get_people (EbbCore *self)
{
  return self->people;
}

/**
 * ebb_core_use_person:
 *
 * Returns: %FALSE if they cannot use Ebb now
 */
gboolean
ebb_core_use_person (EbbCore *self, const char *id)
{
  const EbbMember *current = ebb_people_get_current (self->people);

  if (current != NULL && g_strcmp0 (current->id, id) == 0)
    return TRUE;
  return ebb_current_session_can_be_anothers (self->current_session)
         && ebb_people_use (self->people, id);
}

/**
 * ebb_core_look_at_person:
 * @id: of anybody there is
 *
 * Changes nothing of who uses Ebb now.
 *
 * Returns: (transfer full): what that person answered and had, which is being read
 */
EbbWearer *
ebb_core_look_at_person (EbbCore *self, const char *id)
{
  return ebb_wearer_new (self->clock, self->store, self->screening, id);
}

/**
 * ebb_core_describe_wearer:
 * @allowance: (out):
 *
 * By the rules that are asked at a start.
 *
 * Returns: %FALSE if it is not known
 */
gboolean
ebb_core_describe_wearer (EbbCore *self, EbbWearer *wearer, EbbAllowance *allowance)
{
  EbbPerson person;

  if (!ebb_wearer_describe (wearer, EBB_SAID_ALL, NULL, &person))
    return FALSE;
  ebb_caps_describe (allowance, &self->limits, &person);
  return TRUE;
}

/**
 * ebb_core_dup_setting:
 *
 * Returns: (transfer full) (nullable): the setting, %NULL if it was never saved
 */
char *
ebb_core_dup_setting (EbbCore *self, const char *key)
{
  return self->store != NULL ? ebb_store_dup_setting (self->store, key) : NULL;
}

/**
 * ebb_core_save_setting:
 *
 * Keeps a setting for later runs; lost if the store could not be opened.
 */
void
ebb_core_save_setting (EbbCore *self, const char *key, const char *value)
{
  if (self->store != NULL)
    ebb_store_save_setting (self->store, key, value);
}

/**
 * ebb_core_get_store_error:
 *
 * Returns: (transfer none) (nullable): why nothing can be kept in this run, in %EBB_STORE_ERROR
 */
const GError *
ebb_core_get_store_error (EbbCore *self)
{
  return self->store_error;
}

/**
 * ebb_core_get_store_state:
 *
 * Returns: the kind of ebb_core_get_store_error()
 */
EbbStoreState
ebb_core_get_store_state (EbbCore *self)
{
  static const EbbStoreState states[] = {
    [EBB_STORE_ERROR_NEWER] = EBB_STORE_IS_NEWER,
    [EBB_STORE_ERROR_CORRUPT] = EBB_STORE_IS_DAMAGED,
    [EBB_STORE_ERROR_LOCKED] = EBB_STORE_IS_HELD,
    [EBB_STORE_ERROR_FULL] = EBB_STORE_IS_FULL,
    [EBB_STORE_ERROR_FAILED] = EBB_STORE_IS_CLOSED,
  };

  if (self->store_error == NULL)
    return EBB_STORE_IS_OPEN;
  if (self->store_error->domain != EBB_STORE_ERROR
      || (guint) self->store_error->code >= G_N_ELEMENTS (states))
    return EBB_STORE_IS_CLOSED;
  return states[self->store_error->code];
}
