/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-answers-queries-private.h"

#include "ebb-people-queries-private.h"
#include "ebb-store.h"

/* What a person said to the questions. All of it is in the file or nothing; what was said before
 * stays there, and the newest holds. */

static gboolean
fail_corrupt (EbbDatabase *database, const char *what, const char *is, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT, "%s: %s is \"%s\", which is none",
               database->path, what, is != NULL ? is : "");
  return FALSE;
}

static gboolean
save_profile (EbbDatabase *database, gint64 person, const EbbAnswers *answers, GError **error)
{
  g_autofree char *born = ebb_born_to_string (answers->born_month);

  return ebb_database_run (
      database,
      ebb_database_prepare (database, error,
                            "UPDATE person SET age_years = iif (?1 < 0, NULL, ?1), born = ?8,"
                            " due_s = nullif (?2, 0), edited_s = nullif (?3, 0),"
                            " extended_acknowledged_s = nullif (?4, 0),"
                            " own_cap_pa = nullif (?5, 0), own_longest_s = nullif (?6, 0)"
                            " WHERE number = ?7",
                            "iiiiiiis", (gint64) answers->age_years, answers->due_s,
                            answers->profile_edited_s, answers->extended_acknowledged_s,
                            (gint64) answers->own_cap_pa, (gint64) answers->own_longest_s, person,
                            born),
      error);
}

static gboolean
save_head (EbbDatabase      *database,
           gint64            person,
           const EbbAnswers *answers,
           gint64            now_s,
           GError          **error)
{
  gboolean is_leg_said = answers->skin_legs != EBB_LEGS_NONE;

  return ebb_database_run (
      database,
      ebb_database_prepare (database, error,
                            "INSERT INTO answers (person, saved_s, answered_s, revision, age_years,"
                            " skin_legs, has_no_fever, is_helper_present)"
                            " VALUES (?1, ?2, ?3, ?4, iif (?5 < 0, NULL, ?5), ?6, ?7, ?8)",
                            "iiiiisii", person, now_s, answers->answered_s,
                            (gint64) answers->revision, (gint64) answers->answered_age_years,
                            is_leg_said ? ebb_legs_to_string (answers->skin_legs) : NULL,
                            (gint64) (answers->has_no_fever ? 1 : 0),
                            (gint64) (answers->is_helper_present ? 1 : 0)),
      error);
}

static gboolean
save_questions (EbbDatabase *database, const EbbAnswers *answers, GError **error)
{
  gint64 number = sqlite3_last_insert_rowid (database->handle);

  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      const char *word = ebb_answer_to_string (answers->answer[i]);

      if (word != NULL
          && !ebb_database_run (
              database,
              ebb_database_prepare (
                  database, error,
                  "INSERT INTO answer (answers, question, answer) VALUES (?, ?, ?)", "iss", number,
                  ebb_question_to_string ((EbbQuestion) i), word),
              error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_agreements (EbbDatabase      *database,
                 gint64            person,
                 const EbbAnswers *answers,
                 gint64            now_s,
                 GError          **error)
{
  if (!ebb_database_run (database,
                         ebb_database_prepare (database, error,
                                               "UPDATE agreement SET withdrawn_s = ?"
                                               " WHERE person = ? AND withdrawn_s IS NULL",
                                               "ii", now_s, person),
                         error))
    return FALSE;
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      if (answers->agreed_s[i] > 0
          && !ebb_database_run (
              database,
              ebb_database_prepare (database, error,
                                    "INSERT INTO agreement (person, question, agreed_s)"
                                    " VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
                                    " withdrawn_s = NULL",
                                    "isi", person, ebb_question_to_string ((EbbQuestion) i),
                                    answers->agreed_s[i]),
              error))
        return FALSE;
    }
  return TRUE;
}

gboolean
ebb_queries_save_answers (EbbDatabase      *database,
                          const char       *person_id,
                          const EbbAnswers *answers,
                          GError          **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  gint64 person;

  return ebb_transaction_begin (&transaction, database, error)
         && ebb_queries_find_person (database, person_id, &person, error)
         && save_profile (database, person, answers, error)
         && save_head (database, person, answers, now_s, error)
         && save_questions (database, answers, error)
         && save_agreements (database, person, answers, now_s, error)
         && ebb_transaction_commit (&transaction, error);
}

static int
read_age (EbbStatement *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return EBB_AGE_UNKNOWN;
  return sqlite3_column_int (statement, column);
}

/* What the tables refuse comes from a disk at fault, or from somebody else. */
static gboolean
check_head (EbbDatabase *database, const EbbAnswers *answers, GError **error)
{
  gboolean are_ages = answers->age_years >= EBB_AGE_UNKNOWN
                      && answers->age_years <= EBB_AGE_MAX_YEARS
                      && answers->answered_age_years >= EBB_AGE_UNKNOWN
                      && answers->answered_age_years <= EBB_AGE_MAX_YEARS;

  if (are_ages && answers->answered_s > 0 && answers->own_cap_pa >= 0)
    return TRUE;
  return fail_corrupt (database, "a number of the answers", "out of range", error);
}

/* One row, or none: *number is 0 then. @least: that many answers, and an age if it is not 0. */
static gboolean
read_head (EbbDatabase *database,
           gint64       person,
           gint64       least,
           EbbAnswers  *answers,
           gint64      *number,
           GError     **error)
{
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error,
      "SELECT a.number, a.answered_s, a.revision, a.age_years, a.skin_legs, a.has_no_fever,"
      " a.is_helper_present, p.age_years, p.due_s, p.edited_s, p.extended_acknowledged_s,"
      " p.own_cap_pa, p.own_longest_s, p.born FROM answers a JOIN person p ON p.number = a.person"
      " WHERE a.person = ?2 AND (?1 = 0 OR (a.age_years IS NOT NULL AND"
      " (SELECT count(*) FROM answer WHERE answer.answers = a.number) >= ?1))"
      " ORDER BY a.number DESC LIMIT 1",
      "ii", least, person);
  gboolean    has_row = FALSE;
  const char *legs, *born;

  *number = 0;
  if (statement == NULL || !ebb_database_step (database, statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  *number = sqlite3_column_int64 (statement, 0);
  answers->answered_s = sqlite3_column_int64 (statement, 1);
  answers->revision = sqlite3_column_int (statement, 2);
  answers->answered_age_years = read_age (statement, 3);
  legs = (const char *) sqlite3_column_text (statement, 4);
  if (legs != NULL && !ebb_legs_from_string (legs, &answers->skin_legs))
    return fail_corrupt (database, "a leg of the answers", legs, error);
  answers->has_no_fever = sqlite3_column_int (statement, 5) != 0;
  answers->is_helper_present = sqlite3_column_int (statement, 6) != 0;
  answers->age_years = read_age (statement, 7);
  answers->due_s = sqlite3_column_int64 (statement, 8);
  answers->profile_edited_s = sqlite3_column_int64 (statement, 9);
  answers->extended_acknowledged_s = sqlite3_column_int64 (statement, 10);
  answers->own_cap_pa = sqlite3_column_int (statement, 11);
  answers->own_longest_s = (guint) sqlite3_column_int64 (statement, 12);
  born = (const char *) sqlite3_column_text (statement, 13);
  if (born != NULL && !ebb_born_from_string (born, &answers->born_month))
    return fail_corrupt (database, "the month of a birth", born, error);
  return check_head (database, answers, error);
}

static gboolean
read_answer (EbbDatabase *database, EbbStatement *statement, EbbAnswers *answers, GError **error)
{
  const char *id = (const char *) sqlite3_column_text (statement, 0);
  const char *word = (const char *) sqlite3_column_text (statement, 1);
  EbbQuestion question;

  if (!ebb_question_from_string (id, &question))
    return fail_corrupt (database, "a question that was answered", id, error);
  if (!ebb_answer_from_string (word, &answers->answer[question]))
    return fail_corrupt (database, id, word, error);
  return TRUE;
}

static gboolean
read_agreement (EbbDatabase *database, EbbStatement *statement, EbbAnswers *answers, GError **error)
{
  const char *id = (const char *) sqlite3_column_text (statement, 0);
  EbbQuestion question;

  if (!ebb_question_from_string (id, &question))
    return fail_corrupt (database, "a question that was agreed to", id, error);
  answers->agreed_s[question] =
      MAX (answers->agreed_s[question], sqlite3_column_int64 (statement, 1));
  return TRUE;
}

typedef gboolean (*ReadRow) (EbbDatabase  *database,
                             EbbStatement *statement,
                             EbbAnswers   *answers,
                             GError      **error);

static gboolean
read_rows (EbbDatabase  *database,
           EbbStatement *owned,
           ReadRow       read,
           EbbAnswers   *answers,
           GError      **error)
{
  g_autoptr (EbbStatement) statement = owned;
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error)
          || (has_row && !read (database, statement, answers, error)))
        return FALSE;
    }
  return statement != NULL;
}

/* What cannot be made out is an error, and never a no. */
static gboolean
read_set (EbbDatabase *database,
          gint64       person,
          gint64       least,
          EbbAnswers  *answers,
          gboolean    *is_there,
          GError     **error)
{
  gint64 number;

  ebb_answers_init (answers);
  if (!read_head (database, person, least, answers, &number, error))
    return FALSE;
  *is_there = number != 0;
  return number == 0
         || (read_rows (database,
                        ebb_database_prepare (
                            database, error,
                            "SELECT question, answer FROM answer WHERE answers = ?", "i", number),
                        read_answer, answers, error)
             && read_rows (database,
                           ebb_database_prepare (database, error,
                                                 "SELECT question, agreed_s FROM agreement"
                                                 " WHERE person = ? AND withdrawn_s IS NULL",
                                                 "i", person),
                           read_agreement, answers, error));
}

/* @kept: (out): where nobody has answered anything, it says nothing. The full set stands beside the
 * questions while they are asked again. */
gboolean
ebb_queries_read_answers (EbbDatabase    *database,
                          const char     *person_id,
                          EbbKeptAnswers *kept,
                          GError        **error)
{
  gint64 person;

  /* All but the age are rows. */
  return ebb_queries_find_person (database, person_id, &person, error)
         && read_set (database, person, 0, &kept->answers, &kept->is_there, error)
         && read_set (database, person, EBB_N_QUESTIONS - 1, &kept->full, &kept->has_full, error);
}
