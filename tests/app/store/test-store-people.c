/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-store-people.h"
#include "store-fixture.h"

/* Who there is in a household, and what goes with whom. */

static GPtrArray *
list_people (EbbStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *people;

  ebb_store_list_people_async (store, NULL, store_answer_cb, &result);
  store_wait (&result);
  people = ebb_store_list_people_finish (store, result, &error);
  g_assert_no_error (error);
  return people;
}

static char *
add (EbbStore *store, const char *name, GError **error)
{
  g_autoptr (EbbMember) member = ebb_member_new ("", name, EBB_COLOUR_GREEN);
  g_autoptr (GAsyncResult) result = NULL;

  ebb_store_add_person_async (store, member, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_add_person_finish (store, result, error);
}

static char *
add_well (EbbStore *store, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *id = add (store, name, &error);

  g_assert_no_error (error);
  return id;
}

static gboolean
edit (EbbStore *store, const char *id, const char *name, GError **error)
{
  g_autoptr (EbbMember) member = ebb_member_new (id, name, EBB_COLOUR_GOLD);
  g_autoptr (GAsyncResult) result = NULL;

  ebb_store_edit_person_async (store, member, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_edit_person_finish (store, result, error);
}

static gboolean delete (EbbStore *store, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ebb_store_delete_person_async (store, id, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_delete_person_finish (store, result, error);
}

static EbbMemberHolding
count (EbbStore *store, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbMemberHolding holding;

  ebb_store_count_holding_async (store, id, NULL, store_answer_cb, &result);
  store_wait (&result);
  ebb_store_count_holding_finish (store, result, &holding, &error);
  g_assert_no_error (error);
  return holding;
}

static void
open_for (EbbStore *store, const char *id, const char *person_id)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (id);

  record->person_id = g_strdup (person_id);
  store_open_session (store, record, 1);
}

static void
have_session (EbbStore *store, const char *id, const char *person_id)
{
  g_autoptr (EbbSessionRecord) record = store_make_record (id);
  g_autoptr (GError) error = NULL;

  record->person_id = g_strdup (person_id);
  store_open_session (store, record, 1);
  record->ended_wall_us = record->started_wall_us + 1;
  record->is_vented_confirmed = TRUE;
  store_close_session (store, record, &error);
  g_assert_no_error (error);
}

static guint
count_sessions (EbbStore *store, const char *person_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  ebb_store_list_sessions_async (store, person_id, 0, NULL, store_answer_cb, &result);
  store_wait (&result);
  list = ebb_store_list_sessions_finish (store, result, &error);
  g_assert_no_error (error);
  return list->len;
}

static void
what_was_kept_is_of_the_first_to_get_a_name (StoreFixture      *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (GPtrArray) before = list_people (store);
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *id = NULL;
  const EbbMember *nameless;

  g_assert_cmpuint (before->len, ==, 1);
  nameless = g_ptr_array_index (before, 0);
  g_assert_cmpstr (nameless->name, ==, "");
  g_assert_true (g_uuid_string_is_valid (nameless->id));
  have_session (store, "a", NULL);
  id = add_well (store, "Ada");
  g_assert_cmpstr (id, ==, nameless->id);
  after = list_people (store);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((EbbMember *) g_ptr_array_index (after, 0))->name, ==, "Ada");
  g_assert_cmpint (((EbbMember *) g_ptr_array_index (after, 0))->colour, ==, EBB_COLOUR_GREEN);
  g_assert_cmpuint (count_sessions (store, id), ==, 1);
}

static void
sessions_are_of_one_person (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_well (store, "Ada");
  g_autofree char *ben = add_well (store, "Ben");

  have_session (store, "a", ada);
  have_session (store, "b", ben);
  have_session (store, "c", ben);
  g_assert_cmpuint (count_sessions (store, ada), ==, 1);
  g_assert_cmpuint (count_sessions (store, ben), ==, 2);
  g_assert_cmpuint (count_sessions (store, NULL), ==, 3);
  g_assert_cmpuint (count_sessions (store, "nobody"), ==, 0);
}

static gboolean
answer (EbbStore *store, const char *person_id, int age_years, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  EbbAnswers answers;

  ebb_answers_init (&answers);
  answers.revision = 1;
  answers.answered_s = 1790000000;
  answers.age_years = answers.answered_age_years = age_years;
  answers.answer[EBB_QUESTION_FEELING] = EBB_ANSWER_YES;
  answers.agreed_s[EBB_QUESTION_HEART] = age_years;
  ebb_store_save_answers_async (store, person_id, &answers, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_save_answers_finish (store, result, error);
}

static void
assert_answered (EbbStore *store, const char *person_id, int age_years)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbKeptAnswers kept;

  ebb_store_read_answers_async (store, person_id, NULL, store_answer_cb, &result);
  store_wait (&result);
  ebb_store_read_answers_finish (store, result, &kept, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept.is_there, ==, age_years != 0);
  if (age_years == 0)
    return;
  g_assert_cmpint (kept.answers.age_years, ==, age_years);
  g_assert_cmpint (kept.answers.agreed_s[EBB_QUESTION_HEART], ==, age_years);
}

/* What one of them may is not what another said. */
static void
answers_are_of_one_person (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_well (store, "Ada");
  g_autofree char *ben = add_well (store, "Ben");
  g_autoptr (GError) error = NULL;

  g_assert_true (answer (store, ada, 41, NULL));
  assert_answered (store, ben, 0);
  g_assert_true (answer (store, ben, 67, NULL));
  assert_answered (store, ada, 41);
  assert_answered (store, ben, 67);
  assert_answered (store, NULL, 41);
  g_assert_cmpuint (count (store, ben).n_answers, ==, 1);
  g_assert_cmpuint (count (store, ben).n_agreements, ==, 1);
  g_assert_false (answer (store, "nobody", 20, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED);
}

/* A session of nobody would count for nobody. */
static void
session_of_who_is_not_there_is_not_kept (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record ("a");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  record->person_id = g_strdup ("nobody");
  ebb_store_open_session_async (store, record, 1, NULL, store_answer_cb, &result);
  store_wait (&result);
  g_assert_false (ebb_store_open_session_finish (store, result, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED);
  g_assert_cmpuint (count_sessions (store, NULL), ==, 0);
}

static void
two_have_no_name_in_common (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_well (store, "Ada");
  g_autofree char *zoe = add_well (store, "Zo\303\253");
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  none = add (store, "ZO\303\213", &error);
  g_assert_null (none);
  g_assert_nonnull (strstr (error->message, "Zo\303\253"));
  g_clear_error (&error);
  g_assert_false (edit (store, zoe, "ada", &error));
  g_clear_error (&error);
  /* One's own in other letters is one's own. */
  g_assert_true (edit (store, ada, "ADA", &error));
  g_assert_no_error (error);
}

static void
all_that_is_theirs_goes_with_them (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_well (store, "Ada");
  g_autofree char *ben = add_well (store, "Benedict the Tall");
  g_autofree char *copy = g_strconcat (fixture->path, ".version-1", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  EbbMemberHolding holding;

  have_session (store, "a", ada);
  have_session (store, "b", ben);
  g_assert_true (g_file_set_contents (copy, "as it was", -1, NULL));
  holding = count (store, ben);
  g_assert_cmpuint (holding.n_sessions, ==, 1);
  g_assert_false (holding.has_open_session);
  g_assert_true (delete (store, ben, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_sessions (store, NULL), ==, 1);
  g_assert_cmpuint (count_sessions (store, ada), ==, 1);
  /* From the file too, and from what was kept of it before. */
  bytes = store_read_file (fixture->path);
  g_assert_null (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                         "Benedict the Tall", strlen ("Benedict the Tall")));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_false (delete (store, ben, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED);
}

/* Boots may be owed a Stop by it. */
static void
nobody_goes_whose_session_is_open (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_well (store, "Ada");
  g_autoptr (GError) error = NULL;

  open_for (store, "a", ada);
  g_assert_true (count (store, ada).has_open_session);
  g_assert_false (delete (store, ada, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_LOCKED);
  g_assert_cmpuint (count_sessions (store, ada), ==, 1);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM session_journal"), ==, 1);
}

/* Somebody uses this account. */
static void
after_the_last_there_is_one_without_a_name (StoreFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *ada = add_well (store, "Ada");
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GError) error = NULL;
  const EbbMember *nameless;

  g_assert_true (delete (store, ada, &error));
  g_assert_no_error (error);
  people = list_people (store);
  g_assert_cmpuint (people->len, ==, 1);
  nameless = g_ptr_array_index (people, 0);
  g_assert_cmpstr (nameless->name, ==, "");
  g_assert_true (g_uuid_string_is_valid (nameless->id));
  g_assert_cmpstr (nameless->id, !=, ada);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/store/people/" name, StoreFixture, NULL, store_fixture_set_up, test,               \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-was-kept-is-of-the-first-to-get-a-name", what_was_kept_is_of_the_first_to_get_a_name);
  ADD ("sessions-are-of-one-person", sessions_are_of_one_person);
  ADD ("answers-are-of-one-person", answers_are_of_one_person);
  ADD ("session-of-who-is-not-there-is-not-kept", session_of_who_is_not_there_is_not_kept);
  ADD ("two-have-no-name-in-common", two_have_no_name_in_common);
  ADD ("all-that-is-theirs-goes-with-them", all_that_is_theirs_goes_with_them);
  ADD ("nobody-goes-whose-session-is-open", nobody_goes_whose_session_is_open);
  ADD ("after-the-last-there-is-one-without-a-name", after_the_last_there_is_one_without_a_name);
  return g_test_run ();
}
