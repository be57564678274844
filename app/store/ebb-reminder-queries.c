/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-reminder-queries-private.h"

#include "ebb-store.h"

/* What became of reminders, and what was begun since they were given. */

static EbbReminded *
read_reminded (EbbDatabase *database, EbbStatement *statement, GError **error)
{
  const char      *plan_id = (const char *) sqlite3_column_text (statement, 0);
  const char      *local_text = (const char *) sqlite3_column_text (statement, 1);
  const char      *state_text = (const char *) sqlite3_column_text (statement, 3);
  EbbRemindedState state;
  EbbLocalTime     local;

  if (local_text != NULL && ebb_local_time_parse (local_text, &local)
      && ebb_reminded_state_from_string (state_text, &state))
    return ebb_reminded_new (plan_id, &local, sqlite3_column_int64 (statement, 2), state);
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT,
               "%s: a reminder of \"%s\" is \"%s\", which is none", database->path,
               local_text != NULL ? local_text : "", state_text != NULL ? state_text : "");
  return NULL;
}

GPtrArray *
ebb_queries_list_reminded (EbbDatabase *database, gint64 since_s, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_reminded_free);
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error,
                            "SELECT l.id, r.slot_local, r.due_s, r.state FROM plan_reminder r"
                            " JOIN plan l ON l.number = r.plan WHERE r.due_s >= ? ORDER BY r.due_s",
                            "i", since_s);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      EbbReminded *reminded;

      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      reminded = read_reminded (database, statement, error);
      if (reminded == NULL)
        return NULL;
      g_ptr_array_add (list, reminded);
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

/* One that was put off is given once more, at its own time. */
static const char CLAIM[] = "INSERT INTO plan_reminder (plan, slot_local, due_s, state)"
                            " SELECT number, ?2, ?3, 'given' FROM plan WHERE id = ?1"
                            " ON CONFLICT (plan, slot_local) DO UPDATE SET state = 'given'"
                            " WHERE plan_reminder.state = 'later' AND plan_reminder.due_s = ?3";

gboolean
ebb_queries_claim_reminder (EbbDatabase       *database,
                            const EbbReminded *reminded,
                            gboolean          *is_claimed,
                            GError           **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  g_autofree char *local = ebb_local_time_to_string (&reminded->local);

  if (!ebb_transaction_begin (&transaction, database, error)
      || !ebb_database_run (database,
                            ebb_database_prepare (database, error, CLAIM, "ssi", reminded->plan_id,
                                                  local, reminded->due_s),
                            error))
    return FALSE;
  *is_claimed = sqlite3_changes (database->handle) == 1;
  return ebb_transaction_commit (&transaction, error);
}

gboolean
ebb_queries_note_reminder (EbbDatabase *database, const EbbReminded *reminded, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  g_autofree char *local = ebb_local_time_to_string (&reminded->local);

  return ebb_transaction_begin (&transaction, database, error)
         && ebb_database_run (
             database,
             ebb_database_prepare (database, error,
                                   "INSERT OR REPLACE INTO plan_reminder"
                                   " (plan, slot_local, due_s, state)"
                                   " SELECT number, ?2, ?3, ?4 FROM plan WHERE id = ?1",
                                   "ssis", reminded->plan_id, local, reminded->due_s,
                                   ebb_reminded_state_to_string (reminded->state)),
             error)
         && ebb_transaction_commit (&transaction, error);
}

GPtrArray *
ebb_queries_list_begun (EbbDatabase *database, gint64 since_s, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_begun_free);
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error,
                            "SELECT p.id, s.program_id, s.started_wall_us FROM session s"
                            " JOIN person p ON p.number = s.person WHERE s.started_wall_us >= ?"
                            " ORDER BY s.started_wall_us",
                            "i", since_s * G_USEC_PER_SEC);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list,
                         ebb_begun_new ((const char *) sqlite3_column_text (statement, 0),
                                        (const char *) sqlite3_column_text (statement, 1),
                                        sqlite3_column_int64 (statement, 2) / G_USEC_PER_SEC));
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}
