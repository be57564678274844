/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-answers.h"
#include "ebb-screening.h"
#include "wrong-text.h"

static char *
read_shipped (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "screening.json", NULL);
  char            *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
the_shipped_file_has_all_questions (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "screening.json", NULL);
  g_auto (EbbScreening) screening = { 0 };
  g_autoptr (GError) error = NULL;
  const EbbEffect *pregnant;

  ebb_screening_load (&screening, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (screening.valid_s, ==, 90 * 24 * 60 * 60);
  g_assert_cmpuint (screening.agreed_valid_s, ==, 90 * 24 * 60 * 60);
  g_assert_cmpint (screening.old_heat_cap_ddeg, ==, 400);
  g_assert_cmpuint (screening.old_heat_longest_s, ==, 900);
  g_assert_cmpint (screening.old_first_cap_pa, ==, ebb_mmhg_to_pa (30));
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    g_assert_cmpuint (strlen (screening.ask[i]), >, 20);
  g_assert_true (g_str_has_prefix (screening.ask[EBB_QUESTION_FEELING], "Numbness"));
  pregnant = &screening.effect[EBB_QUESTION_PREGNANT];
  g_assert_cmpuint (pregnant->flags, ==,
                    EBB_EFFECT_CONSULT | EBB_EFFECT_NO_HEAT | EBB_EFFECT_BELOW_KNEE);
  g_assert_cmpint (pregnant->cap_pa, ==, ebb_mmhg_to_pa (30));
  g_assert_cmpuint (pregnant->longest_s, ==, 900);
  g_assert_cmpint (screening.effect[EBB_QUESTION_IMPLANT].cap_pa, ==, G_MAXINT32);
  g_assert_cmpuint (screening.effect[EBB_QUESTION_SKIN].flags, ==,
                    EBB_EFFECT_BLOCKS | EBB_EFFECT_ONE_LEG);
}

static const Wrong wrong_screenings[] = {
  { "another-schema", "screening/1", "screening/2", "schema is \"screening/2\"" },
  { "valid-for-a-year", "\"validity_days\": 90", "\"validity_days\": 365",
    "validity_days is 365, expected a whole number from 1 to 90" },
  { "agreed-for-a-year", "\"clinician_ok_validity_days\": 90", "\"clinician_ok_validity_days\": 91",
    "clinician_ok_validity_days is 91" },
  { "another-question", "\"clot_past\"", "\"clots\"",
    "items[1].id is \"clots\", expected \"clot_past\"" },
  { "clot-that-does-not-block", "{\"block\": true, \"urgent\": true, \"override\": false}",
    "{\"urgent\": true}", "clot_now.effect.block is missing, expected true" },
  { "clot-that-is-not-urgent", "{\"block\": true, \"urgent\": true, \"override\": false}",
    "{\"block\": true}", "clot_now.effect.urgent is missing, expected true" },
  { "block-with-a-way-round", "\"urgent\": true, \"override\": false",
    "\"urgent\": true, \"override\": true", "clot_now.effect.override is true, expected false" },
  { "block-by-a-word", "{\"block\": true, \"urgent\"", "{\"block\": \"yes\", \"urgent\"",
    "clot_now.effect.block is \"yes\", expected true or false" },
  { "cap-that-is-milder", "\"then\": {\"cap\": 40", "\"then\": {\"cap\": 45",
    "clot_past.effect.then.cap is 45, expected a number from 10 to 40" },
  { "no-cap", "{\"cap\": 40, \"heat\": false}", "{\"heat\": false}",
    "clot_past.effect.then.cap is missing" },
  { "no-then", "\"then\": {\"cap\": 40, \"heat\": false}", "\"block\": true",
    "clot_past.effect.then is missing" },
  { "longer", "\"max_s\": 900}}, \"from\": \"text A", "\"max_s\": 901}}, \"from\": \"text A",
    "artery.effect.then.max_s is 901" },
  { "feeling-that-can-be-overridden", "\"heat_override\": false", "\"heat_override\": true",
    "feeling.effect.heat_override is true, expected false" },
  { "whole-legs", "\"zones\": \"below_knee\", ", "",
    "heart.effect.then.zones is missing, expected below_knee" },
  { "other-zones", "\"zones\": \"below_knee\"", "\"zones\": \"below_hip\"",
    "zones is \"below_hip\", expected \"below_knee\"" },
  { "no-consult", "{\"consult\": true, \"then\": {\"cap\": 40", "{\"then\": {\"cap\": 40",
    "clot_past.effect.consult is missing, expected true" },
  { "helper-against-a-clot", "\"urgent\": true, \"override\": false",
    "\"urgent\": true, \"unless\": \"helper_present\"",
    "clot_now.effect.unless is \"helper_present\", expected no such key" },
  { "young", "\"<18\": {\"block\": true}", "\"<18\": {\"block\": false}",
    "age.effect.<18.block is false, expected true" },
  { "old-and-hot", "\"heat_cap\": 40", "\"heat_cap\": 42", "age.effect.>=65.heat_cap is 42" },
  { "unknown-key", "\"guided_tap\"", "\"guided_pat\"", "guided_pat" },
  { "one-question-too-few", ",\n  {\"id\": \"remove\"", "], \"effects\": [{\"id\": \"remove\"",
    "\"effects\" is there twice" },
};

static const char answers_text[] =
    "{ \"format\": \"ebb-answers/1\", \"revision\": 1, \"answered\": \"2026-11-01T10:00:00Z\",\n"
    " \"age_years\": 40, \"answered_age_years\": 39, \"answers\": { \"clot_now\": \"no\",\n"
    " \"skin\": \"unsure\", \"artery\": \"yes\" }, \"agreed\": { \"artery\": "
    "\"2026-10-31T10:00:00+01:00\" },\n"
    " \"skin_legs\": \"left\", \"skin_fever\": false, \"helper_present\": true,\n"
    " \"own_cap_mmhg\": 35, \"own_longest_s\": 600, \"checks\": { \"awake\": true,\n"
    " \"nothing_new\": false } }";

static const Wrong wrong_answers[] = {
  { "another-format", "ebb-answers/1", "ebb-answers/2", "format is \"ebb-answers/2\"" },
  { "maybe", "\"unsure\"", "\"maybe\"",
    "answers.skin is \"maybe\", expected \"yes\", \"no\" or \"unsure\"" },
  { "no-such-question", "\"clot_now\"", "\"clots\"", "answers.clots" },
  { "age-as-an-answer", "\"clot_now\"", "\"age\"", "answers.age" },
  { "agreed-to-nothing", "{ \"artery\"", "{ \"arteries\"", "agreed.arteries" },
  { "no-zone", "10:00:00Z", "10:00:00", "answered is \"2026-11-01T10:00:00\", expected a time" },
  { "no-date", "\"2026-11-01T10:00:00Z\"", "1761991200", "answered is 1761991200" },
  { "no-unit", "own_cap_mmhg", "own_cap", "own_cap is 35 without a unit" },
  { "own-cap-above-all", "\"own_cap_mmhg\": 35", "\"own_cap_mmhg\": 101",
    "own_cap_mmhg is 101, expected a number from 10 to 100" },
  { "no-leg", "\"left\"", "\"middle\"", "skin_legs is \"middle\"" },
  { "half-a-year", "\"age_years\": 40", "\"age_years\": 40.5", "age_years is 40.5" },
  { "check-by-number", "\"awake\": true", "\"awake\": 1", "checks.awake is 1" },
  { "unknown-key", "\"helper_present\"", "\"helper\"", "helper" },
};

static gboolean
parse_screening (const char *text, GError **error)
{
  g_auto (EbbScreening) screening = { .revision = 77 };
  gboolean is_read = ebb_screening_parse (&screening, text, -1, error);

  g_assert_true (is_read || (screening.revision == 77 && screening.ask[0] == NULL));
  return is_read;
}

static gboolean
parse_answers (const char *text, GError **error)
{
  EbbAnswers answers = { .revision = 77 };
  gboolean   is_read = ebb_answers_parse (&answers, text, -1, error);

  g_assert_true (is_read || answers.revision == 77);
  return is_read;
}

static void
milder_files_are_refused (void)
{
  g_autofree char *text = read_shipped ();

  assert_refused (parse_screening, text, wrong_screenings, G_N_ELEMENTS (wrong_screenings));
}

static void
stricter_files_are_read (void)
{
  g_autofree char *text = read_shipped ();
  g_auto (GStrv) parts = g_strsplit (text, "\"then\": {\"cap\": 40, \"heat\": false}", 2);
  g_autofree char *stricter = g_strconcat (
      parts[0], "\"block\": true, \"then\": {\"cap\": 20, \"heat\": false, \"max_s\": 300}",
      parts[1], NULL);
  g_auto (EbbScreening) screening = { 0 };
  g_autoptr (GError) error = NULL;

  ebb_screening_parse (&screening, stricter, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (screening.effect[EBB_QUESTION_CLOT_PAST].cap_pa, ==, ebb_mmhg_to_pa (20));
  g_assert_true (screening.effect[EBB_QUESTION_CLOT_PAST].flags & EBB_EFFECT_BLOCKS);
}

static void
a_file_that_is_not_there_is_named (void)
{
  g_auto (EbbScreening) screening = { 0 };
  EbbAnswers answers;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) answers_error = NULL;

  g_assert_false (ebb_screening_load (&screening, "/nowhere/screening.json", &error));
  g_assert_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "/nowhere/screening.json"));
  g_assert_false (ebb_answers_load (&answers, "/nowhere/answers.json", &answers_error));
  g_assert_nonnull (strstr (answers_error->message, "/nowhere/answers.json"));
}

static void
answers_say_what_was_said (void)
{
  g_autoptr (GError) error = NULL;
  EbbAnswers answers;

  ebb_answers_parse (&answers, answers_text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answers.answered_s, ==, 1793527200);
  g_assert_cmpint (answers.agreed_s[EBB_QUESTION_ARTERY], ==, 1793527200 - 25 * 3600);
  g_assert_cmpint (answers.answer[EBB_QUESTION_CLOT_NOW], ==, EBB_ANSWER_NO);
  g_assert_cmpint (answers.answer[EBB_QUESTION_SKIN], ==, EBB_ANSWER_UNSURE);
  g_assert_cmpint (answers.answer[EBB_QUESTION_ARTERY], ==, EBB_ANSWER_YES);
  g_assert_cmpint (answers.answer[EBB_QUESTION_BONES], ==, EBB_ANSWER_NONE);
  g_assert_cmpint (answers.age_years, ==, 40);
  g_assert_cmpint (answers.answered_age_years, ==, 39);
  g_assert_cmpint (answers.skin_legs, ==, EBB_LEGS_LEFT);
  g_assert_true (answers.has_no_fever && answers.is_helper_present);
  g_assert_cmpint (answers.own_cap_pa, ==, ebb_mmhg_to_pa (35));
  g_assert_cmpuint (answers.own_longest_s, ==, 600);
  g_assert_cmpint (answers.said, ==, EBB_SAID_AWAKE);
}

static void
what_is_written_reads_the_same (void)
{
  g_autofree char *text = NULL, *again = NULL;
  EbbAnswers       answers, read;

  g_assert_true (ebb_answers_parse (&answers, answers_text, -1, NULL));
  text = ebb_answers_to_json (&answers);
  g_assert_true (ebb_answers_parse (&read, text, -1, NULL));
  again = ebb_answers_to_json (&read);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (read.answered_s, ==, answers.answered_s);
  g_assert_cmpint (read.agreed_s[EBB_QUESTION_ARTERY], ==, answers.agreed_s[EBB_QUESTION_ARTERY]);
  g_assert_cmpint (read.own_cap_pa, ==, answers.own_cap_pa);
  g_assert_true (read.has_no_fever);
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    g_assert_cmpint (read.answer[i], ==, answers.answer[i]);
  /* That was for one session. */
  g_assert_cmpint (read.said, ==, 0);
}

static void
what_was_not_said_is_the_stricter (void)
{
  g_autoptr (GError) error = NULL;
  EbbAnswers answers;

  ebb_answers_parse (&answers,
                     "{\"format\": \"ebb-answers/1\", \"revision\": 1, \"answers\": {},"
                     " \"answered\": \"2026-11-01T10:00:00Z\"}",
                     -1, &error);
  g_assert_no_error (error);
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      g_assert_cmpint (answers.answer[i], ==, EBB_ANSWER_NONE);
      g_assert_cmpint (answers.agreed_s[i], ==, 0);
    }
  g_assert_cmpint (answers.age_years, ==, EBB_AGE_UNKNOWN);
  g_assert_cmpint (answers.skin_legs, ==, EBB_LEGS_NONE);
  g_assert_false (answers.has_no_fever || answers.is_helper_present);
  g_assert_cmpint (answers.said, ==, 0);
}

static void
wrong_answers_are_refused (void)
{
  assert_refused (parse_answers, answers_text, wrong_answers, G_N_ELEMENTS (wrong_answers));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H22/shipped-file-has-all-questions",
                   the_shipped_file_has_all_questions);
  g_test_add_func ("/safety/H22/milder-files-are-refused", milder_files_are_refused);
  g_test_add_func ("/screening/stricter-files-are-read", stricter_files_are_read);
  g_test_add_func ("/screening/a-file-that-is-not-there-is-named",
                   a_file_that_is_not_there_is_named);
  g_test_add_func ("/answers/say-what-was-said", answers_say_what_was_said);
  g_test_add_func ("/safety/H22/what-was-not-said-is-the-stricter",
                   what_was_not_said_is_the_stricter);
  g_test_add_func ("/answers/what-is-written-reads-the-same", what_is_written_reads_the_same);
  g_test_add_func ("/answers/wrong-ones-are-refused", wrong_answers_are_refused);

  return g_test_run ();
}
