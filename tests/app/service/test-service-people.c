/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "household.h"

#include "ebb-current-session-steps.h"
#include "ebb-people-private.h"
#include "ebb-store-people.h"

/* A household on one computer: what one of them answered and had is theirs, and no one else's. */

static gboolean
is_ticked (ServiceFixture *fixture)
{
  for (int i = 0; i < EBB_N_CHECKS; i++)
    {
      if (ebb_current_session_get_check (fixture->session, (EbbCheck) i))
        return TRUE;
    }
  return FALSE;
}

static void
count_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
test_somebody_is_there_without_a_name (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpuint (ebb_people_get_n (household_get_people (fixture)), ==, 1);
  g_assert_cmpstr (household_get_name (fixture), ==, "");
}

static void
test_first_name_goes_to_whoever_was_there (ServiceFixture    *fixture,
                                           gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = g_strdup (ebb_people_get_current (household_get_people (fixture))->id);
  g_autofree char *ada = NULL;
  guint            n_changes = 0;

  household_answer_well (fixture);
  g_signal_connect_swapped (household_get_people (fixture), "changed", G_CALLBACK (count_cb),
                            &n_changes);
  ada = household_add (fixture, "Ada");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpstr (ada, ==, before);
  g_assert_cmpstr (household_get_name (fixture), ==, "Ada");
  g_assert_nonnull (ebb_wearer_get_answers (ebb_core_get_wearer (fixture->core)));
  g_assert_cmpstr (ebb_people_find (household_get_people (fixture), " ADA ")->id, ==, ada);
  g_assert_cmpstr (ebb_people_find (household_get_people (fixture), ada)->name, ==, "Ada");
  g_assert_null (ebb_people_find (household_get_people (fixture), "Bea"));
}

static void
test_answers_of_one_start_nothing_for_another (ServiceFixture    *fixture,
                                               gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;

  household_make (fixture, &ada, &bea);
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  service_fixture_tick_all (fixture);

  g_assert_true (ebb_core_use_person (fixture->core, bea));
  /* Not for a moment. */
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_WEARER));
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  service_fixture_run_until (fixture, household_is_known, 2000);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  service_fixture_tick_all (fixture);
  g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));

  household_use (fixture, ada);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  service_fixture_start (fixture);
}

static void
test_switching_drops_the_confirmation (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;

  household_make (fixture, &ada, &bea);
  household_use (fixture, bea);
  household_answer_well (fixture);
  service_fixture_run_until (fixture, service_fixture_is_read, 3000);
  for (int turn = 0; turn < 4; turn++)
    {
      service_fixture_tick_all (fixture);
      g_assert_true (is_ticked (fixture));
      household_use (fixture, turn % 2 == 0 ? ada : bea);
      g_assert_false (is_ticked (fixture));
      g_assert_false (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
    }
  service_fixture_tick_all (fixture);
  /* Who it is already changes nothing. */
  household_use (fixture, bea);
  g_assert_true (is_ticked (fixture));
}

static guint
count_sessions (ServiceFixture *fixture)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (fixture);

  return records->len;
}

static void
test_sessions_count_for_who_had_them (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;
  g_autoptr (GPtrArray) records = NULL;

  household_make (fixture, &ada, &bea);
  household_use (fixture, bea);
  household_answer_well (fixture);
  household_run_session (fixture);
  records = service_fixture_list_sessions (fixture);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (((EbbSessionRecord *) g_ptr_array_index (records, 0))->person_id, ==, bea);

  household_use (fixture, ada);
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_GAP));
  household_use (fixture, bea);
  g_assert_cmpuint (count_sessions (fixture), ==, 1);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_GAP));
}

static void
test_nobody_is_switched_in_a_session (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;
  g_autoptr (GError) error = NULL;

  household_make (fixture, &ada, &bea);
  service_fixture_start (fixture);
  g_assert_false (ebb_core_use_person (fixture->core, bea));
  g_assert_true (ebb_core_use_person (fixture->core, ada));
  g_assert_cmpstr (household_get_name (fixture), ==, "Ada");
  /* What boots are owed would go with them. */
  g_assert_false (household_drop (fixture, ada, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_LOCKED);
  g_assert_true (service_fixture_is_running (fixture));

  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  service_fixture_run_for (fixture, 1000);
  g_assert_true (ebb_core_use_person (fixture->core, bea));
  g_assert_false (ebb_core_use_person (fixture->core, "nobody"));
  g_assert_cmpstr (household_get_name (fixture), ==, "Bea");
}

static void
test_what_is_being_said_stays_with_who_says_it (ServiceFixture    *fixture,
                                                gconstpointer data G_GNUC_UNUSED)
{
  EbbQuestionnaire *questionnaire = ebb_core_get_questionnaire (fixture->core);
  EbbWearer        *wearer = ebb_core_get_wearer (fixture->core);
  g_autofree char  *ada = household_add (fixture, "Ada");
  g_autofree char  *bea = household_add (fixture, "Bea");

  service_fixture_run_for (fixture, 200);
  g_assert_true (ebb_questionnaire_begin (questionnaire));
  ebb_questionnaire_say (questionnaire, EBB_ANSWER_NO);
  /* On its way to the disk. */
  g_assert_true (ebb_core_use_person (fixture->core, bea));
  g_assert_cmpint (ebb_questionnaire_get_asking (questionnaire), ==, EBB_ASKING_NOTHING);
  service_fixture_run_for (fixture, 500);
  g_assert_cmpint (ebb_wearer_get_state (wearer), ==, EBB_WEARER_KNOWN);
  g_assert_null (ebb_wearer_get_answers (wearer));
  g_assert_null (ebb_questionnaire_get_error (questionnaire));

  g_assert_true (ebb_core_use_person (fixture->core, ada));
  service_fixture_run_for (fixture, 500);
  g_assert_nonnull (ebb_wearer_get_answers (wearer));
  g_assert_cmpint (ebb_wearer_get_answers (wearer)->answer[EBB_QUESTION_CLOT_NOW], ==,
                   EBB_ANSWER_NO);
}

static void
test_what_was_felt_is_of_who_felt_it (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;

  household_make (fixture, &ada, &bea);
  household_use (fixture, bea);
  household_answer_well (fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 5000);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  service_fixture_run_for (fixture, 1000);
  household_use (fixture, ada);
  ebb_current_session_say_symptom (fixture->session, EBB_ANSWER_YES);
  service_fixture_run_for (fixture, 1000);
  g_assert_false (service_fixture_is_refused (fixture, EBB_REFUSAL_REASK));
  household_use (fixture, bea);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_REASK));
}

static void
test_who_used_it_last_uses_it_again (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = household_add (fixture, "Ada");
  g_autofree char *bea = household_add (fixture, "Bea");
  g_autofree char *path = g_build_filename (fixture->directory, "ebb.sqlite3", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbStore) store = NULL;
  g_autoptr (EbbPeople) people = NULL;

  g_assert_true (ebb_core_use_person (fixture->core, bea));
  ebb_store_flush (fixture->store);
  store = ebb_store_open (path, &error);
  g_assert_no_error (error);
  people = ebb_people_new (store);
  g_assert_cmpuint (ebb_people_get_n (people), ==, 2);
  g_assert_cmpstr (ebb_people_get_current (people)->id, ==, bea);
  g_assert_cmpstr (ebb_people_get_nth (people, 0)->id, ==, ada);
}

/* As another program of the account sees it. */
static void
test_another_program_deletes (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = household_add (fixture, "Ada");
  g_autofree char *bea = household_add (fixture, "Bea");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbWearer *wearer = ebb_core_get_wearer (fixture->core);

  g_assert_true (ebb_core_use_person (fixture->core, bea));
  service_fixture_run_for (fixture, 200);
  ebb_store_delete_person_async (fixture->store, bea, NULL, household_result_cb, &result);
  household_wait (&result);
  g_assert_true (ebb_store_delete_person_finish (fixture->store, result, &error));
  /* Whoever looks first sees that nothing is known any more. */
  ebb_wearer_look (wearer);
  service_fixture_run_for (fixture, 200);
  g_assert_cmpint (ebb_wearer_get_state (wearer), ==, EBB_WEARER_UNREAD);
  ebb_people_look (household_get_people (fixture));
  service_fixture_run_for (fixture, 200);
  g_assert_cmpstr (household_get_name (fixture), ==, "Ada");
  g_assert_cmpint (ebb_wearer_get_state (wearer), ==, EBB_WEARER_KNOWN);
}

static void
test_who_is_gone_uses_nothing (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  household_make (fixture, &ada, &bea);
  household_use (fixture, bea);
  household_answer_well (fixture);
  service_fixture_tick_all (fixture);
  g_assert_true (household_drop (fixture, bea, &error));
  g_assert_cmpstr (household_get_name (fixture), ==, "Ada");
  g_assert_false (is_ticked (fixture));
  service_fixture_run_until (fixture, household_is_known, 2000);

  before = g_strdup (ada);
  g_assert_true (household_drop (fixture, ada, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (ebb_people_get_n (household_get_people (fixture)), ==, 1);
  g_assert_cmpstr (household_get_name (fixture), ==, "");
  g_assert_cmpstr (ebb_people_get_current (household_get_people (fixture))->id, !=, before);
  service_fixture_run_until (fixture, household_is_known, 2000);
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
}

static void
test_names_are_told_apart (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *ada = household_add (fixture, "Ada");
  g_autofree char *bea = household_add (fixture, "Bea");
  g_autoptr (EbbMember) wanted = ebb_member_new (bea, "ADA", EBB_COLOUR_BLUE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) next = NULL;
  g_autoptr (GError) error = NULL;

  ebb_people_edit_async (household_get_people (fixture), wanted, NULL, household_result_cb,
                         &result);
  household_wait (&result);
  g_assert_false (ebb_people_edit_finish (household_get_people (fixture), result, &error));
  g_assert_nonnull (strstr (error->message, "Ada"));
  g_clear_error (&error);

  g_free (wanted->name);
  wanted->name = g_strdup ("Beatrix");
  ebb_people_edit_async (household_get_people (fixture), wanted, NULL, household_result_cb, &next);
  household_wait (&next);
  g_assert_true (ebb_people_edit_finish (household_get_people (fixture), next, &error));
  g_assert_cmpstr (ebb_people_find_id (household_get_people (fixture), bea)->name, ==, "Beatrix");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define add_real(path, function)                                                                   \
  g_test_add (path, ServiceFixture, NULL, household_set_up, function, service_fixture_tear_down)
  add_real ("/people/somebody-is-there-without-a-name", test_somebody_is_there_without_a_name);
  add_real ("/people/first-name-goes-to-whoever-was-there",
            test_first_name_goes_to_whoever_was_there);
  add_real ("/safety/H14/answers-of-one-start-nothing-for-another",
            test_answers_of_one_start_nothing_for_another);
  add_real ("/safety/H14/switching-drops-the-confirmation", test_switching_drops_the_confirmation);
  add_real ("/people/sessions-count-for-who-had-them", test_sessions_count_for_who_had_them);
  add_real ("/people/nobody-is-switched-in-a-session", test_nobody_is_switched_in_a_session);
  add_real ("/people/what-is-being-said-stays-with-who-says-it",
            test_what_is_being_said_stays_with_who_says_it);
  add_real ("/people/what-was-felt-is-of-who-felt-it", test_what_was_felt_is_of_who_felt_it);
  add_real ("/people/who-used-it-last-uses-it-again", test_who_used_it_last_uses_it_again);
  add_real ("/people/another-program-deletes", test_another_program_deletes);
  add_real ("/people/who-is-gone-uses-nothing", test_who_is_gone_uses_nothing);
  add_real ("/people/names-are-told-apart", test_names_are_told_apart);
#undef add_real
  return g_test_run ();
}
