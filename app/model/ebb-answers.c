/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-answers.h"

#include "ebb-json-private.h"

#define WORD_CHARACTERS 60

static const char *const top_keys[] = {
  "format",         "revision",
  "answered",       "answers",
  "agreed",         "born",
  "age_years",      "answered_age_years",
  "skin_legs",      "skin_fever",
  "helper_present", "due",
  "profile_edited", "extended_acknowledged",
  "own_cap_mmhg",   "own_longest_s",
  "checks",         NULL,
};
static const char *const check_keys[] = { "awake", "nothing_new", "right_person", NULL };

static const char *const answer_names[] = { NULL, "no", "yes", "unsure" };

/**
 * ebb_answer_to_string:
 *
 * Returns: (nullable): the word for @answer in files, a static string; %NULL for none
 */
const char *
ebb_answer_to_string (EbbAnswer answer)
{
  return (unsigned) answer < G_N_ELEMENTS (answer_names) ? answer_names[answer] : NULL;
}

/**
 * ebb_answer_from_string:
 * @answer: (out): as it was if @word is none
 *
 * Returns: whether @word is an answer
 */
gboolean
ebb_answer_from_string (const char *word, EbbAnswer *answer)
{
  for (int i = EBB_ANSWER_NO; i <= EBB_ANSWER_UNSURE; i++)
    {
      if (g_strcmp0 (answer_names[i], word) != 0)
        continue;
      *answer = (EbbAnswer) i;
      return TRUE;
    }
  return FALSE;
}

/**
 * ebb_answer_counts_as_yes:
 *
 * Returns: whether it was answered, and not with no
 */
gboolean
ebb_answer_counts_as_yes (EbbAnswer answer)
{
  return answer == EBB_ANSWER_YES || answer == EBB_ANSWER_UNSURE;
}

void
ebb_answers_init (EbbAnswers *answers)
{
  *answers = (EbbAnswers){ .age_years = EBB_AGE_UNKNOWN, .answered_age_years = EBB_AGE_UNKNOWN };
}

/**
 * ebb_answers_has:
 *
 * Returns: whether anything was said to @question
 */
gboolean
ebb_answers_has (const EbbAnswers *answers, EbbQuestion question)
{
  if (question == EBB_QUESTION_AGE)
    return answers->age_years != EBB_AGE_UNKNOWN || answers->born_month != EBB_BORN_UNKNOWN;
  return answers->answer[question] != EBB_ANSWER_NONE;
}

/**
 * ebb_answers_find_unanswered:
 *
 * Returns: the first question that nothing was said to; %EBB_N_QUESTIONS if there is none
 */
EbbQuestion
ebb_answers_find_unanswered (const EbbAnswers *answers)
{
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      if (!ebb_answers_has (answers, (EbbQuestion) i))
        return (EbbQuestion) i;
    }
  return EBB_N_QUESTIONS;
}

/**
 * ebb_answers_get_youngest_years:
 *
 * An age that was told holds until another one is: nobody is older than both say.
 *
 * Returns: full years, or %EBB_AGE_UNKNOWN
 */
int
ebb_answers_get_youngest_years (const EbbAnswers *answers, gint64 at_s)
{
  int years = ebb_born_get_youngest_years (answers->born_month, at_s);

  if (years == EBB_AGE_UNKNOWN || answers->age_years == EBB_AGE_UNKNOWN)
    return MAX (years, answers->age_years);
  return MIN (years, answers->age_years);
}

/**
 * ebb_answers_get_oldest_years:
 *
 * As before, the other way round.
 *
 * Returns: full years, or %EBB_AGE_UNKNOWN
 */
int
ebb_answers_get_oldest_years (const EbbAnswers *answers, gint64 at_s)
{
  return MAX (ebb_born_get_oldest_years (answers->born_month, at_s), answers->age_years);
}

/**
 * ebb_answers_edit_born:
 *
 * The age at which the questions were answered stays what it was said to be.
 */
void
ebb_answers_edit_born (EbbAnswers *answers, int born_month, gint64 now_s)
{
  answers->born_month = born_month;
  answers->age_years = ebb_born_get_oldest_years (born_month, now_s);
  answers->profile_edited_s = now_s;
}

/**
 * ebb_answers_begin_anew:
 * @revision: of the questions that are asked now
 *
 * Agreements have dates of their own and stay, as do a person's own limits.
 */
void
ebb_answers_begin_anew (EbbAnswers *answers, int revision)
{
  const EbbAnswers before = *answers;

  ebb_answers_init (answers);
  answers->revision = revision;
  answers->due_s = before.due_s;
  answers->profile_edited_s = before.profile_edited_s;
  answers->extended_acknowledged_s = before.extended_acknowledged_s;
  answers->own_cap_pa = before.own_cap_pa;
  answers->own_longest_s = before.own_longest_s;
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    answers->agreed_s[i] = before.agreed_s[i];
}

/* (array zero-terminated=1): the questions that are answered with yes or no */
static void
list_questions (const char *keys[EBB_N_QUESTIONS])
{
  guint n = 0;

  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      if (i != EBB_QUESTION_AGE)
        keys[n++] = ebb_question_to_string ((EbbQuestion) i);
    }
  keys[n] = NULL;
}

static gboolean
read_answer (const EbbJsonScope *scope, const char *key, EbbAnswer *answer, GError **error)
{
  const char *word;

  if (!ebb_json_get_text (scope, key, WORD_CHARACTERS, &word, error))
    return FALSE;
  if (ebb_answer_from_string (word, answer))
    return TRUE;
  return ebb_json_refuse (scope, key, json_object_get_member (scope->object, key), error,
                          "\"yes\", \"no\" or \"unsure\"");
}

static gboolean
read_questions (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  const char  *keys[EBB_N_QUESTIONS];
  EbbJsonScope said, agreed = { 0 };

  list_questions (keys);
  if (!ebb_json_get_scope (top, "answers", &said, error)
      || !ebb_json_allow_keys (&said, keys, error))
    return FALSE;
  if (ebb_json_has (top, "agreed")
      && (!ebb_json_get_scope (top, "agreed", &agreed, error)
          || !ebb_json_allow_keys (&agreed, keys, error)))
    return FALSE;
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      const char *key = ebb_question_to_string ((EbbQuestion) i);

      if (ebb_json_has (&said, key) && !read_answer (&said, key, &answers->answer[i], error))
        return FALSE;
      if (agreed.object != NULL && ebb_json_has (&agreed, key)
          && !ebb_json_get_time (&agreed, key, &answers->agreed_s[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_born (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  const char *text;

  if (!ebb_json_get_text (top, "born", WORD_CHARACTERS, &text, error))
    return FALSE;
  return ebb_born_from_string (text, &answers->born_month)
         || ebb_json_refuse (top, "born", json_object_get_member (top->object, "born"), error,
                             "a month from %d to %d, as in \"1961-04\"", EBB_BORN_YEAR_MIN,
                             EBB_BORN_YEAR_MAX);
}

static gboolean
read_ages (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  if (ebb_json_has (top, "age_years")
      && !ebb_json_get_whole (top, "age_years", 0, EBB_AGE_MAX_YEARS, &answers->age_years, error))
    return FALSE;
  answers->answered_age_years = answers->age_years;
  if (ebb_json_has (top, "born") && !read_born (answers, top, error))
    return FALSE;
  return !ebb_json_has (top, "answered_age_years")
         || ebb_json_get_whole (top, "answered_age_years", 0, EBB_AGE_MAX_YEARS,
                                &answers->answered_age_years, error);
}

/* A day, or that nobody knows it. */
static gboolean
read_due (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  JsonNode *node = json_object_get_member (top->object, "due");

  if (!ebb_json_has (top, "due"))
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
      && g_strcmp0 (json_node_get_string (node), "unknown") == 0)
    {
      answers->due_s = EBB_DUE_UNKNOWN;
      return TRUE;
    }
  return ebb_json_get_time (top, "due", &answers->due_s, error);
}

static gboolean
read_times (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  const struct
  {
    const char *key;
    gint64     *wall_s;
  } times[] = {
    { "profile_edited", &answers->profile_edited_s },
    { "extended_acknowledged", &answers->extended_acknowledged_s },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      if (ebb_json_has (top, times[i].key)
          && !ebb_json_get_time (top, times[i].key, times[i].wall_s, error))
        return FALSE;
    }
  return read_due (answers, top, error)
         && ebb_json_get_time (top, "answered", &answers->answered_s, error);
}

static gboolean
read_skin (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  const char *legs;
  gboolean    has_fever = TRUE;

  if (ebb_json_has (top, "skin_legs"))
    {
      if (!ebb_json_get_text (top, "skin_legs", WORD_CHARACTERS, &legs, error))
        return FALSE;
      if (!ebb_legs_from_string (legs, &answers->skin_legs))
        return ebb_json_refuse (top, "skin_legs", json_object_get_member (top->object, "skin_legs"),
                                error, "\"left\", \"right\" or \"both\"");
    }
  if (ebb_json_has (top, "skin_fever")
      && !ebb_json_get_truth (top, "skin_fever", &has_fever, error))
    return FALSE;
  answers->has_no_fever = !has_fever;
  return TRUE;
}

static gboolean
read_own_limits (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  double cap_mmhg = 0;
  int    longest_s = 0;

  if (ebb_json_has (top, "own_cap_mmhg")
      && !ebb_json_get_number (top, "own_cap_mmhg", 10, 100, &cap_mmhg, error))
    return FALSE;
  if (ebb_json_has (top, "own_longest_s")
      && !ebb_json_get_whole (top, "own_longest_s", 300, 3600, &longest_s, error))
    return FALSE;
  answers->own_cap_pa = ebb_mmhg_to_pa (cap_mmhg);
  answers->own_longest_s = (guint) longest_s;
  return TRUE;
}

static gboolean
read_checks (EbbAnswers *answers, const EbbJsonScope *top, GError **error)
{
  EbbJsonScope scope;
  guint        checks = 0;

  if (!ebb_json_has (top, "checks"))
    return TRUE;
  if (!ebb_json_get_scope (top, "checks", &scope, error)
      || !ebb_json_allow_keys (&scope, check_keys, error))
    return FALSE;
  for (guint i = 0; check_keys[i] != NULL; i++)
    {
      gboolean is_so = FALSE;

      if (ebb_json_has (&scope, check_keys[i])
          && !ebb_json_get_truth (&scope, check_keys[i], &is_so, error))
        return FALSE;
      if (is_so)
        checks |= 1u << i;
    }
  answers->said = (EbbSaid) checks;
  return TRUE;
}

/**
 * ebb_answers_parse:
 * @size: in bytes, -1 if @json ends with NUL
 *
 * What is not in @json was not said, and counts as the stricter of what it could be. A key that is
 * unknown or a value that is none is refused, and @answers is left as it was.
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR that names the key, its value and what was expected
 */
gboolean
ebb_answers_parse (EbbAnswers *answers, const char *json, gssize size, GError **error)
{
  g_autoptr (JsonNode) root = ebb_json_parse (json, size, EBB_ANSWERS_MAX_BYTES, error);
  EbbJsonScope top = { .path = "" };
  EbbAnswers   read;

  if (root == NULL)
    return FALSE;
  top.object = json_node_get_object (root);
  ebb_answers_init (&read);
  if (!ebb_json_check_version (&top, "format", EBB_ANSWERS_FORMAT, error)
      || !ebb_json_allow_keys (&top, top_keys, error)
      || !ebb_json_get_whole (&top, "revision", 1, 1000000, &read.revision, error)
      || !read_questions (&read, &top, error) || !read_ages (&read, &top, error)
      || !read_times (&read, &top, error) || !read_skin (&read, &top, error)
      || !read_own_limits (&read, &top, error) || !read_checks (&read, &top, error))
    return FALSE;
  if (ebb_json_has (&top, "helper_present")
      && !ebb_json_get_truth (&top, "helper_present", &read.is_helper_present, error))
    return FALSE;
  /* The age at which they were answered comes of the month, where it was not told. */
  if (read.answered_age_years == EBB_AGE_UNKNOWN)
    read.answered_age_years = ebb_born_get_oldest_years (read.born_month, read.answered_s);
  *answers = read;
  return TRUE;
}

/**
 * ebb_answers_load:
 *
 * As ebb_answers_parse(), from the file at @path; the message begins with @path. Blocks while it
 * reads.
 *
 * Returns: %FALSE with %EBB_MODEL_ERROR, @answers left as it was
 */
gboolean
ebb_answers_load (EbbAnswers *answers, const char *path, GError **error)
{
  return ebb_json_load (path, EBB_ANSWERS_MAX_BYTES, (EbbJsonParse) ebb_answers_parse, answers,
                        error);
}
