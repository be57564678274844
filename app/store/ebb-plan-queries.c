/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan-queries-private.h"

#include "ebb-people-queries-private.h"
#include "ebb-store.h"

/* What people mean to run. A plan and all its exceptions are in the file, or none of it. */

static gboolean
fail_corrupt (EbbDatabase *database, const char *what, const char *is, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT, "%s: %s is \"%s\", which is none",
               database->path, what, is != NULL ? is : "");
  return FALSE;
}

static gboolean
fail_missing (EbbDatabase *database, const char *id, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "%s has no plan %s", database->path,
               id);
  return FALSE;
}

/* ---- reading ---- */

static char *
dup_text (EbbStatement *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static gboolean
read_local (EbbDatabase *database, const char *text, EbbLocalTime *local, GError **error)
{
  return (text != NULL && ebb_local_time_parse (text, local))
         || fail_corrupt (database, "a local time of a plan", text, error);
}

static gboolean
read_day (EbbDatabase *database, const char *text, EbbLocalTime *day, GError **error)
{
  return (text != NULL && ebb_plan_day_from_string (text, day))
         || fail_corrupt (database, "a day of a plan", text, error);
}

typedef gboolean (*ReadException) (EbbDatabase *database,
                                   const char  *first,
                                   const char  *second,
                                   EbbPlan     *plan,
                                   GError     **error);

static gboolean
read_skip (EbbDatabase       *database,
           const char        *first,
           const char *second G_GNUC_UNUSED,
           EbbPlan           *plan,
           GError           **error)
{
  EbbLocalTime skipped;

  if (!read_local (database, first, &skipped, error))
    return FALSE;
  g_array_append_val (plan->skipped, skipped);
  return TRUE;
}

static gboolean
read_move (EbbDatabase *database,
           const char  *first,
           const char  *second,
           EbbPlan     *plan,
           GError     **error)
{
  EbbMovedSlot moved;

  if (!read_local (database, first, &moved.from, error)
      || !read_local (database, second, &moved.to, error))
    return FALSE;
  g_array_append_val (plan->moved, moved);
  return TRUE;
}

static gboolean
read_pause (EbbDatabase *database,
            const char  *first,
            const char  *second,
            EbbPlan     *plan,
            GError     **error)
{
  EbbPausedDays days;

  if (!read_day (database, first, &days.first, error)
      || !read_day (database, second, &days.last, error))
    return FALSE;
  g_array_append_val (plan->paused, days);
  return TRUE;
}

static gboolean
read_missed (EbbDatabase *database,
             const char  *first,
             const char  *second,
             EbbPlan     *plan,
             GError     **error)
{
  EbbSlot missed = { .start_s = g_ascii_strtoll (second, NULL, 10) };

  if (!read_local (database, first, &missed.local, error))
    return FALSE;
  g_array_append_val (plan->missed, missed);
  return TRUE;
}

/* Rows of two texts each. */
static gboolean
read_exceptions (EbbDatabase  *database,
                 const char   *sql,
                 gint64        number,
                 ReadException read,
                 EbbPlan      *plan,
                 GError      **error)
{
  g_autoptr (EbbStatement) statement = ebb_database_prepare (database, error, sql, "i", number);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return FALSE;
      if (has_row
          && !read (database, (const char *) sqlite3_column_text (statement, 0),
                    (const char *) sqlite3_column_text (statement, 1), plan, error))
        return FALSE;
    }
  return statement != NULL;
}

static gboolean
read_all_exceptions (EbbDatabase *database, gint64 number, EbbPlan *plan, GError **error)
{
  return read_exceptions (database,
                          "SELECT slot_local, '' FROM plan_skip WHERE plan = ? ORDER BY 1", number,
                          read_skip, plan, error)
         && read_exceptions (database,
                             "SELECT slot_local, to_local FROM plan_move WHERE plan = ? ORDER BY 1",
                             number, read_move, plan, error)
         && read_exceptions (
             database, "SELECT first_day, last_day FROM plan_pause WHERE plan = ? ORDER BY 1, 2",
             number, read_pause, plan, error)
         && read_exceptions (
             database,
             "SELECT slot_local, CAST (start_s AS TEXT) FROM plan_missed WHERE plan = ? ORDER BY 1",
             number, read_missed, plan, error);
}

static EbbPlan *
read_plan (EbbDatabase *database, EbbStatement *statement, GError **error)
{
  g_autoptr (EbbPlan) plan = ebb_plan_new ();
  const char *legs = (const char *) sqlite3_column_text (statement, 5);
  const char *start = (const char *) sqlite3_column_text (statement, 8);

  g_free (plan->id);
  plan->id = dup_text (statement, 1);
  plan->person_id = dup_text (statement, 2);
  plan->program_id = dup_text (statement, 3);
  plan->boots_identity = dup_text (statement, 4);
  if (legs == NULL || !ebb_legs_from_string (legs, &plan->legs))
    {
      fail_corrupt (database, "the legs of a plan", legs, error);
      return NULL;
    }
  plan->length_s = (guint) sqlite3_column_int64 (statement, 6);
  plan->rule = dup_text (statement, 7);
  if (!read_local (database, start, &plan->start, error))
    return NULL;
  plan->zone_id = dup_text (statement, 9);
  if (sqlite3_column_type (statement, 10) != SQLITE_NULL)
    plan->stop_by_min = sqlite3_column_int (statement, 10);
  plan->made_s = sqlite3_column_int64 (statement, 11);
  if (!read_all_exceptions (database, sqlite3_column_int64 (statement, 0), plan, error)
      || !ebb_plan_check (plan, error))
    return NULL;
  return g_steal_pointer (&plan);
}

GPtrArray *
ebb_queries_list_plans (EbbDatabase *database, const char *person_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_plan_free);
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error,
      "SELECT l.number, l.id, p.id, l.program_id, l.boots_identity, l.legs, l.length_s, l.rule,"
      " l.start_local, l.zone, l.stop_by_min, l.made_s FROM plan l JOIN person p"
      " ON p.number = l.person WHERE ?1 IS NULL OR p.id = ?1 ORDER BY l.number",
      "s", person_id);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      EbbPlan *plan;

      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      plan = read_plan (database, statement, error);
      if (plan == NULL)
        return NULL;
      g_ptr_array_add (list, plan);
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

/* ---- writing ---- */

static gboolean
insert_two (EbbDatabase *database,
            const char  *sql,
            gint64       number,
            const char  *first,
            const char  *second,
            GError     **error)
{
  return ebb_database_run (
      database, ebb_database_prepare (database, error, sql, "iss", number, first, second), error);
}

static gboolean
save_skips (EbbDatabase *database, gint64 number, const EbbPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->skipped->len; i++)
    {
      g_autofree char *slot =
          ebb_local_time_to_string (&g_array_index (plan->skipped, EbbLocalTime, i));

      if (!ebb_database_run (
              database,
              ebb_database_prepare (database, error,
                                    "INSERT OR IGNORE INTO plan_skip (plan, slot_local)"
                                    " VALUES (?, ?)",
                                    "is", number, slot),
              error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_moves (EbbDatabase *database, gint64 number, const EbbPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->moved->len; i++)
    {
      const EbbMovedSlot *moved = &g_array_index (plan->moved, EbbMovedSlot, i);
      g_autofree char    *from = ebb_local_time_to_string (&moved->from);
      g_autofree char    *to = ebb_local_time_to_string (&moved->to);

      if (!insert_two (database,
                       "INSERT OR REPLACE INTO plan_move (plan, slot_local, to_local)"
                       " VALUES (?, ?, ?)",
                       number, from, to, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_pauses (EbbDatabase *database, gint64 number, const EbbPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->paused->len; i++)
    {
      const EbbPausedDays *days = &g_array_index (plan->paused, EbbPausedDays, i);
      g_autofree char     *first = ebb_plan_day_to_string (&days->first);
      g_autofree char     *last = ebb_plan_day_to_string (&days->last);

      if (!insert_two (database,
                       "INSERT OR IGNORE INTO plan_pause (plan, first_day, last_day)"
                       " VALUES (?, ?, ?)",
                       number, first, last, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_missed (EbbDatabase *database, gint64 number, const EbbPlan *plan, GError **error)
{
  for (guint i = 0; i < plan->missed->len; i++)
    {
      const EbbSlot   *missed = &g_array_index (plan->missed, EbbSlot, i);
      g_autofree char *local = ebb_local_time_to_string (&missed->local);

      if (!ebb_database_run (
              database,
              ebb_database_prepare (database, error,
                                    "INSERT OR IGNORE INTO plan_missed (plan, slot_local, start_s)"
                                    " VALUES (?, ?, ?)",
                                    "isi", number, local, missed->start_s),
              error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_row (EbbDatabase *database, const char *id, gint64 person, const EbbPlan *plan, GError **error)
{
  g_autofree char *start = ebb_local_time_to_string (&plan->start);

  return ebb_database_run (
      database,
      ebb_database_prepare (
          database, error,
          "INSERT INTO plan (id, person, program_id, boots_identity, legs, length_s, rule,"
          " start_local, zone, stop_by_min, made_s)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, iif (?10 < 0, NULL, ?10), ?11)"
          " ON CONFLICT (id) DO UPDATE SET person = ?2, program_id = ?3, boots_identity = ?4,"
          " legs = ?5, length_s = ?6, rule = ?7, start_local = ?8, zone = ?9,"
          " stop_by_min = iif (?10 < 0, NULL, ?10), made_s = ?11",
          "sisssisssii", id, person, plan->program_id, plan->boots_identity,
          ebb_legs_to_string (plan->legs), (gint64) plan->length_s, plan->rule, start,
          plan->zone_id, (gint64) plan->stop_by_min, plan->made_s),
      error);
}

/* 0: there is none. FALSE: nobody knows. */
static gboolean
find_plan (EbbDatabase *database, const char *id, gint64 *number, GError **error)
{
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error, "SELECT number FROM plan WHERE id = ?", "s", id);
  gboolean has_row = FALSE;

  *number = 0;
  if (statement == NULL || !ebb_database_step (database, statement, &has_row, error))
    return FALSE;
  if (has_row)
    *number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
clear_exceptions (EbbDatabase *database, gint64 number, GError **error)
{
  static const char *const clears[] = { "DELETE FROM plan_skip WHERE plan = ?",
                                        "DELETE FROM plan_move WHERE plan = ?",
                                        "DELETE FROM plan_pause WHERE plan = ?",
                                        "DELETE FROM plan_missed WHERE plan = ?" };

  for (gsize i = 0; i < G_N_ELEMENTS (clears); i++)
    if (!ebb_database_run (database, ebb_database_prepare (database, error, clears[i], "i", number),
                           error))
      return FALSE;
  return TRUE;
}

static gboolean
save_whole (EbbDatabase *database, const char *id, const EbbPlan *plan, GError **error)
{
  gint64 person, number;

  if (!ebb_queries_find_person (database, plan->person_id, &person, error)
      || !find_plan (database, id, &number, error))
    return FALSE;
  if (plan->id[0] != '\0' && number == 0)
    return fail_missing (database, plan->id, error);
  return save_row (database, id, person, plan, error) && find_plan (database, id, &number, error)
         && clear_exceptions (database, number, error) && save_skips (database, number, plan, error)
         && save_moves (database, number, plan, error)
         && save_pauses (database, number, plan, error)
         && save_missed (database, number, plan, error);
}

char *
ebb_queries_save_plan (EbbDatabase *database, const EbbPlan *plan, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  g_autofree char *id = plan->id[0] != '\0' ? g_strdup (plan->id) : g_uuid_string_random ();

  return ebb_plan_check (plan, error) && ebb_transaction_begin (&transaction, database, error)
                 && save_whole (database, id, plan, error)
                 && ebb_transaction_commit (&transaction, error)
             ? g_steal_pointer (&id)
             : NULL;
}

gboolean
ebb_queries_delete_plan (EbbDatabase *database, const char *id, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };

  if (!ebb_transaction_begin (&transaction, database, error)
      || !ebb_database_run (
          database,
          ebb_database_prepare (database, error, "DELETE FROM plan WHERE id = ?", "s", id), error))
    return FALSE;
  if (sqlite3_changes (database->handle) == 0)
    return fail_missing (database, id, error);
  return ebb_transaction_commit (&transaction, error);
}
