/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "full-disk.h"
#include "store-fixture.h"

/* What a person said to the questions, as the store keeps it. */

#define ANSWERED_S 1793527200

/* Every field that is kept has a value of its own. */
static EbbAnswers
make_answers (void)
{
  EbbAnswers answers;

  ebb_answers_init (&answers);
  answers.revision = 3;
  answers.answered_s = ANSWERED_S;
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    answers.answer[i] = (EbbAnswer) (EBB_ANSWER_NO + i % 3);
  answers.answer[EBB_QUESTION_AGE] = answers.answer[EBB_QUESTION_BONES] = EBB_ANSWER_NONE;
  answers.agreed_s[EBB_QUESTION_VEINS] = ANSWERED_S - 5;
  answers.agreed_s[EBB_QUESTION_HEART] = ANSWERED_S - 6;
  answers.born_month = ebb_born_make (1961, 4);
  answers.age_years = 65;
  answers.answered_age_years = 64;
  answers.skin_legs = EBB_LEGS_RIGHT;
  answers.has_no_fever = answers.is_helper_present = TRUE;
  answers.due_s = ANSWERED_S + 7;
  answers.profile_edited_s = ANSWERED_S - 8;
  answers.extended_acknowledged_s = ANSWERED_S - 9;
  answers.own_cap_pa = 4000;
  answers.own_longest_s = 900;
  return answers;
}

static void
assert_kept (EbbStore *store, const EbbAnswers *answers)
{
  EbbKeptAnswers kept = store_read_answers (store);

  g_assert_true (kept.is_there);
  g_assert_cmpint (kept.answers.revision, ==, answers->revision);
  g_assert_cmpint (kept.answers.answered_s, ==, answers->answered_s);
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      g_assert_cmpint (kept.answers.answer[i], ==, answers->answer[i]);
      g_assert_cmpint (kept.answers.agreed_s[i], ==, answers->agreed_s[i]);
    }
  g_assert_cmpint (kept.answers.born_month, ==, answers->born_month);
  g_assert_cmpint (kept.answers.age_years, ==, answers->age_years);
  g_assert_cmpint (kept.answers.answered_age_years, ==, answers->answered_age_years);
  g_assert_cmpint (kept.answers.skin_legs, ==, answers->skin_legs);
  g_assert_cmpint (kept.answers.has_no_fever, ==, answers->has_no_fever);
  g_assert_cmpint (kept.answers.is_helper_present, ==, answers->is_helper_present);
  g_assert_cmpint (kept.answers.due_s, ==, answers->due_s);
  g_assert_cmpint (kept.answers.profile_edited_s, ==, answers->profile_edited_s);
  g_assert_cmpint (kept.answers.extended_acknowledged_s, ==, answers->extended_acknowledged_s);
  g_assert_cmpint (kept.answers.own_cap_pa, ==, answers->own_cap_pa);
  g_assert_cmpuint (kept.answers.own_longest_s, ==, answers->own_longest_s);
}

static void
nobody_has_answered_a_new_one (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);

  g_assert_false (store_read_answers (store).is_there);
}

static void
all_that_was_said_comes_back (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  EbbAnswers answers = make_answers ();

  g_assert_true (store_save_answers (store, &answers, NULL));
  assert_kept (store, &answers);
  g_clear_object (&store);
  store = store_open (fixture);
  assert_kept (store, &answers);
}

static void
what_was_not_said_stays_so (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  EbbAnswers answers;

  ebb_answers_init (&answers);
  answers.revision = 1;
  answers.answered_s = ANSWERED_S;
  g_assert_true (store_save_answers (store, &answers, NULL));
  assert_kept (store, &answers);
}

/* Awake, nothing new, the right person: that is said for one session. */
static void
what_was_said_for_a_session_is_not_kept (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  EbbAnswers answers = make_answers ();

  answers.said = EBB_SAID_ALL;
  g_assert_true (store_save_answers (store, &answers, NULL));
  g_assert_cmpint (store_read_answers (store).answers.said, ==, 0);
}

static void
the_newest_holds_and_the_others_stay (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  EbbAnswers first = make_answers ();
  EbbAnswers second = make_answers ();

  /* Saved later, whatever its date says: clocks are set. */
  second.answered_s = ANSWERED_S - 100;
  second.answer[EBB_QUESTION_HEART] = EBB_ANSWER_NONE;
  second.age_years = 70;
  g_assert_true (store_save_answers (store, &first, NULL));
  g_assert_true (store_save_answers (store, &second, NULL));
  assert_kept (store, &second);
  g_clear_object (&store);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM answers"), ==, 2);
  g_assert_cmpint (
      store_ask_number (fixture->path, "SELECT answered_s FROM answers WHERE number = 1"), ==,
      ANSWERED_S);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM answer WHERE answers = 1"
                                                    " AND question = 'heart'"),
                   ==, 1);
}

/* Half a set holds, and the newest that lacks nothing stands beside it. */
static void
the_newest_full_set_is_known_too (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  EbbAnswers     half = make_answers ();
  EbbAnswers     full = make_answers ();
  EbbKeptAnswers kept;

  g_assert_true (store_save_answers (store, &half, NULL));
  g_assert_false (store_read_answers (store).has_full);
  full.answer[EBB_QUESTION_BONES] = EBB_ANSWER_YES;
  full.answered_s = ANSWERED_S + 20;
  g_assert_true (store_save_answers (store, &full, NULL));
  g_assert_cmpint (store_read_answers (store).full.answered_s, ==, ANSWERED_S + 20);
  g_assert_true (store_save_answers (store, &half, NULL));
  kept = store_read_answers (store);
  g_assert_cmpint (kept.answers.answer[EBB_QUESTION_BONES], ==, EBB_ANSWER_NONE);
  g_assert_true (kept.has_full);
  g_assert_cmpint (kept.full.answer[EBB_QUESTION_BONES], ==, EBB_ANSWER_YES);
  /* Without an age it is none. */
  full.answered_age_years = EBB_AGE_UNKNOWN;
  full.answered_s = ANSWERED_S + 30;
  g_assert_true (store_save_answers (store, &full, NULL));
  g_assert_cmpint (store_read_answers (store).full.answered_s, ==, ANSWERED_S + 20);
}

static void
an_agreement_is_a_record_of_its_own (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  EbbAnswers answers = make_answers ();

  g_assert_true (store_save_answers (store, &answers, NULL));
  answers.agreed_s[EBB_QUESTION_VEINS] = ANSWERED_S + 50;
  answers.agreed_s[EBB_QUESTION_HEART] = 0;
  g_assert_true (store_save_answers (store, &answers, NULL));
  assert_kept (store, &answers);
  /* One that was withdrawn is kept, and holds again when it is said again. */
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM agreement"), ==, 3);
  answers.agreed_s[EBB_QUESTION_HEART] = ANSWERED_S - 6;
  g_assert_true (store_save_answers (store, &answers, NULL));
  assert_kept (store, &answers);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM agreement"), ==, 3);
}

static void
a_full_disk_changes_nothing (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = NULL;
  g_autoptr (GError) error = NULL;
  EbbAnswers before = make_answers ();
  EbbAnswers after = make_answers ();

  after.answer[EBB_QUESTION_HEART] = EBB_ANSWER_NO;
  after.age_years = 30;
  after.agreed_s[EBB_QUESTION_VEINS] = 0;
  full_disk_begin ();
  store = store_open (fixture);
  g_assert_true (store_save_answers (store, &before, NULL));
  full_disk_set (FULL_DISK_NO_ROOM);
  g_assert_false (store_save_answers (store, &after, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FULL);
  full_disk_set (FULL_DISK_ROOM);
  assert_kept (store, &before);
  g_assert_true (store_save_answers (store, &after, NULL));
  assert_kept (store, &after);
  g_clear_object (&store);
  full_disk_end ();
}

/* A row that the tables refuse: the disk was at fault, or somebody else wrote it. */
static void
what_is_no_answer_is_never_read_as_one (StoreFixture *fixture, gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE answer SET answer = 'maybe' WHERE question = 'heart'",
    "UPDATE answer SET question = 'nose' WHERE question = 'heart'",
    "UPDATE answers SET skin_legs = 'middle'",
    "UPDATE answers SET answered_s = 0",
    "UPDATE answers SET age_years = 131",
    "UPDATE person SET age_years = -2",
    "UPDATE person SET born = '1961-13'",
    "UPDATE person SET own_cap_pa = -1",
    "UPDATE agreement SET question = 'nose'",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (EbbStore) store = store_open (fixture);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *sql =
          g_strdup_printf ("PRAGMA ignore_check_constraints = 1; %s", damages[i]);
      EbbAnswers     answers = make_answers ();
      EbbKeptAnswers kept = { .is_there = 77 };

      g_assert_true (store_save_answers (store, &answers, NULL));
      store_execute (fixture->path, sql);
      ebb_store_read_answers_async (store, NULL, NULL, store_answer_cb, &result);
      store_wait (&result);
      if (ebb_store_read_answers_finish (store, result, &kept, &error))
        g_error ("it was read after: %s", damages[i]);
      g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, fixture->path));
      g_assert_cmpint (kept.is_there, ==, 77);
      store_execute (fixture->path, "DELETE FROM agreement; UPDATE person SET own_cap_pa = 1");
    }
}

#define ADD(name, test)                                                                            \
  g_test_add ("/store/answers/" name, StoreFixture, NULL, store_fixture_set_up, test,              \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("nobody-has-answered-a-new-one", nobody_has_answered_a_new_one);
  ADD ("all-that-was-said-comes-back", all_that_was_said_comes_back);
  ADD ("what-was-not-said-stays-so", what_was_not_said_stays_so);
  ADD ("what-was-said-for-a-session-is-not-kept", what_was_said_for_a_session_is_not_kept);
  ADD ("the-newest-holds-and-the-others-stay", the_newest_holds_and_the_others_stay);
  ADD ("the-newest-full-set-is-known-too", the_newest_full_set_is_known_too);
  ADD ("an-agreement-is-a-record-of-its-own", an_agreement_is_a_record_of_its_own);
  ADD ("a-full-disk-changes-nothing", a_full_disk_changes_nothing);
  ADD ("what-is-no-answer-is-never-read-as-one", what_is_no_answer_is_never_read_as_one);

  return g_test_run ();
}
