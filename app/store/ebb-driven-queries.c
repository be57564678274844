/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-queries-private.h"

/* Which boots an open session drove, and the Stop that each of them is owed. A session stays in the
 * journal for as long as any of them is owed one; where none is named, it is those of the record. */

/* @epoch: under which START will be sent */
gboolean
ebb_queries_add_driven (EbbDatabase      *database,
                        EbbSessionRecord *record,
                        guint32           epoch,
                        GError          **error)
{
  for (guint i = 0; i < record->driven->len; i++)
    {
      const EbbDrivenBoots *driven = g_ptr_array_index (record->driven, i);

      if (!ebb_database_run (
              database,
              ebb_database_prepare (database, error,
                                    "INSERT INTO driven_boots (session, identity, epoch)"
                                    " SELECT number, ?, ? FROM session WHERE id = ?"
                                    " ON CONFLICT (session, identity) DO UPDATE SET"
                                    " epoch = max (epoch, excluded.epoch)",
                                    "sis", driven->identity, (gint64) epoch, record->id),
              error)
          || !ebb_database_run (
              database,
              ebb_database_prepare (database, error,
                                    "UPDATE boots SET epoch = max (epoch, ?) WHERE identity = ?",
                                    "is", (gint64) epoch, driven->identity),
              error))
        return FALSE;
    }
  return TRUE;
}

/* What is owed to those that @record says were seen vented is done. */
gboolean
ebb_queries_strike_vented (EbbDatabase *database, EbbSessionRecord *record, GError **error)
{
  for (guint i = 0; i < record->driven->len; i++)
    {
      const EbbDrivenBoots *driven = g_ptr_array_index (record->driven, i);

      if (driven->owed_epoch == 0
          && !ebb_database_run (database,
                                ebb_database_prepare (database, error,
                                                      "DELETE FROM driven_boots WHERE identity = ?"
                                                      " AND session ="
                                                      " (SELECT number FROM session WHERE id = ?)",
                                                      "ss", driven->identity, record->id),
                                error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_struck (EbbSessionRecord *record)
{
  gboolean is_any = FALSE;

  for (guint i = 0; i < record->driven->len; i++)
    is_any |= ((const EbbDrivenBoots *) g_ptr_array_index (record->driven, i))->owed_epoch == 0;
  return is_any;
}

/* After strike_vented(). It may have been the last of a set of which the others were seen before, one
 * by one: that is a session confirmed by all. */
gboolean
ebb_queries_settle_driven (EbbDatabase *database, EbbSessionRecord *record, GError **error)
{
  return (!has_struck (record)
          || ebb_database_run (
              database,
              ebb_database_prepare (
                  database, error,
                  "UPDATE session SET is_vented_confirmed = 1 WHERE id = ? AND NOT EXISTS"
                  " (SELECT 1 FROM driven_boots WHERE session = number)",
                  "s", record->id),
              error))
         /* Nobody saw the others vented: whoever starts next still owes them a stop. */
         && ebb_database_run (
             database,
             ebb_database_prepare (database, error,
                                   "DELETE FROM session_journal WHERE session = (SELECT number FROM"
                                   " session WHERE id = ? AND is_vented_confirmed = 1)",
                                   "s", record->id),
             error);
}

/* Fills in what the boots of @record are owed. @epoch: the journal's */
gboolean
ebb_queries_read_driven (EbbDatabase      *database,
                         EbbSessionRecord *record,
                         guint32           epoch,
                         GError          **error)
{
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error,
                            "SELECT d.identity, d.epoch FROM driven_boots d JOIN session s ON"
                            " s.number = d.session WHERE s.id = ? ORDER BY"
                            " d.identity <> s.boots_identity, d.identity",
                            "s", record->id);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return FALSE;
      if (has_row)
        ebb_session_record_set_driven (record, (const char *) sqlite3_column_text (statement, 0),
                                       (guint32) sqlite3_column_int64 (statement, 1));
    }
  if (statement != NULL && record->driven->len == 0)
    ebb_session_record_set_driven (record, record->boots_identity, epoch);
  return statement != NULL;
}

/* Sessions that ended, and that drove those boots up to that epoch. */
#define ENDED_ON                                                                                   \
  " (SELECT s.number FROM session s JOIN session_journal j ON j.session = s.number"                \
  " LEFT JOIN driven_boots d ON d.session = s.number WHERE s.ended_wall_us IS NOT NULL"            \
  " AND ifnull (d.identity, s.boots_identity) = ?1 AND ifnull (d.epoch, j.epoch) <= ?2)"

gboolean
ebb_queries_note_vented (EbbDatabase *database, const char *identity, guint32 epoch, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };

  return ebb_transaction_begin (&transaction, database, error)
         && ebb_database_run (
             database,
             ebb_database_prepare (
                 database, error,
                 "UPDATE session SET is_vented_confirmed = 1 WHERE number IN" ENDED_ON
                 " AND NOT EXISTS (SELECT 1 FROM driven_boots o WHERE"
                 " o.session = number AND (o.identity <> ?1 OR o.epoch > ?2))",
                 "si", identity, (gint64) epoch),
             error)
         && ebb_database_run (
             database,
             ebb_database_prepare (
                 database, error,
                 "DELETE FROM driven_boots WHERE identity = ?1 AND session IN" ENDED_ON, "si",
                 identity, (gint64) epoch),
             error)
         && ebb_database_execute (
             database,
             "DELETE FROM session_journal WHERE session IN (SELECT number FROM session"
             " WHERE is_vented_confirmed = 1 AND ended_wall_us IS NOT NULL)",
             error)
         && ebb_transaction_commit (&transaction, error);
}
