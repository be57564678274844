/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "household.h"

#define SESSION_MS (4 * 60 * 1000) /* longer than what counts for nothing */

void
household_set_up (ServiceFixture *fixture, gconstpointer data)
{
  fixture->is_posing = TRUE;
  service_fixture_set_up (fixture, data);
}

EbbPeople *
household_get_people (ServiceFixture *fixture)
{
  return ebb_core_get_people (fixture->core);
}

void
household_result_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
household_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* (transfer full): their id */
char *
household_add (ServiceFixture *fixture, const char *name)
{
  g_autoptr (EbbMember) member = ebb_member_new (NULL, name, EBB_COLOUR_GREEN);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  ebb_people_add_async (household_get_people (fixture), member, NULL, household_result_cb, &result);
  household_wait (&result);
  id = ebb_people_add_finish (household_get_people (fixture), result, &error);
  g_assert_no_error (error);
  return id;
}

gboolean
household_drop (ServiceFixture *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ebb_people_delete_async (household_get_people (fixture), id, NULL, household_result_cb, &result);
  household_wait (&result);
  return ebb_people_delete_finish (household_get_people (fixture), result, error);
}

gboolean
household_is_known (ServiceFixture *fixture)
{
  return !service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER);
}

void
household_use (ServiceFixture *fixture, const char *id)
{
  g_assert_true (ebb_core_use_person (fixture->core, id));
  service_fixture_run_until (fixture, household_is_known, 2000);
}

void
household_answer_well (ServiceFixture *fixture)
{
  EbbAnswers answers = service_wearer_make_answers (fixture);

  service_wearer_answer (fixture, &answers);
}

const char *
household_get_name (ServiceFixture *fixture)
{
  return ebb_people_get_current (household_get_people (fixture))->name;
}

/* Two of one household, the first of whom answered well, and boots. */
void
household_make (ServiceFixture *fixture, char **ada, char **bea)
{
  service_fixture_take_boots (fixture);
  *ada = household_add (fixture, "Ada");
  household_answer_well (fixture);
  *bea = household_add (fixture, "Bea");
  service_fixture_run_until (fixture, household_is_known, 2000);
}

void
household_run_session (ServiceFixture *fixture)
{
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, SESSION_MS);
  g_assert_true (service_fixture_is_running (fixture));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  ebb_current_session_dismiss_result (fixture->session);
  service_fixture_run_for (fixture, 1000);
}
