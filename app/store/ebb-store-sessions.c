/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"

#define SECONDS_A_DAY 86400

/* In the order of bind_record() and read_record(). */
#define COLUMNS                                                                                    \
  "id, started_wall_us, ended_wall_us, utc_offset_s, local_day, program_id, program_name, "        \
  "boots_identity, boots_name, boots_serial, is_simulated, legs, planned_s, run_s, peak_pa, end, " \
  "fault, is_vented_confirmed, n_samples"

/**
 * ebb_open_session_free:
 *
 * Frees it and lets go of the record.
 */
void
ebb_open_session_free (EbbOpenSession *self)
{
  g_object_unref (self->record);
  g_free (self);
}

/* Days since 1970-01-01 by the clock on the wall: what a calendar groups by. */
static gint64
find_local_day (const EbbSessionRecord *record)
{
  gint64 local_s = record->started_wall_us / G_USEC_PER_SEC + record->utc_offset_s;

  return local_s >= 0 ? local_s / SECONDS_A_DAY : (local_s - SECONDS_A_DAY + 1) / SECONDS_A_DAY;
}

static void
bind_record (sqlite3_stmt *statement, const EbbSessionRecord *record)
{
  ebb_sql_bind_text (statement, 1, record->id);
  sqlite3_bind_int64 (statement, 2, record->started_wall_us);
  sqlite3_bind_int64 (statement, 3, record->ended_wall_us);
  sqlite3_bind_int64 (statement, 4, record->utc_offset_s);
  sqlite3_bind_int64 (statement, 5, find_local_day (record));
  ebb_sql_bind_text (statement, 6, record->program_id);
  ebb_sql_bind_text (statement, 7, record->program_name);
  ebb_sql_bind_text (statement, 8, record->boots_identity);
  ebb_sql_bind_text (statement, 9, record->boots_name);
  ebb_sql_bind_text (statement, 10, record->boots_serial);
  sqlite3_bind_int64 (statement, 11, record->is_simulated != FALSE);
  ebb_sql_bind_text (statement, 12, ebb_legs_to_string (record->legs));
  sqlite3_bind_int64 (statement, 13, record->planned_s);
  sqlite3_bind_int64 (statement, 14, record->run_s);
  if (record->peak_pa == EBB_PRESSURE_UNKNOWN_PA)
    sqlite3_bind_null (statement, 15);
  else
    sqlite3_bind_int64 (statement, 15, record->peak_pa);
  ebb_sql_bind_text (statement, 16, ebb_session_end_to_string (record->end));
  ebb_sql_bind_text (statement, 17, ebb_fault_to_string (record->fault));
  sqlite3_bind_int64 (statement, 18, record->is_vented_confirmed != FALSE);
  sqlite3_bind_int64 (statement, 19, record->n_samples);
}

static EbbFault
find_fault (const char *name)
{
  for (int i = EBB_FAULT_NONE; i <= EBB_FAULT_GATE; i++)
    {
      if (g_strcmp0 (ebb_fault_to_string ((EbbFault) i), name) == 0)
        return (EbbFault) i;
    }
  return EBB_FAULT_NONE;
}

static EbbSessionRecord *
read_record (sqlite3_stmt *statement)
{
  EbbSessionRecord *record = ebb_session_record_new ();
  const char       *legs = (const char *) sqlite3_column_text (statement, 11);
  const char       *end = (const char *) sqlite3_column_text (statement, 15);

  record->id = ebb_sql_dup_text (statement, 0);
  record->started_wall_us = sqlite3_column_int64 (statement, 1);
  record->ended_wall_us = sqlite3_column_int64 (statement, 2);
  record->utc_offset_s = sqlite3_column_int (statement, 3);
  record->program_id = ebb_sql_dup_text (statement, 5);
  record->program_name = ebb_sql_dup_text (statement, 6);
  record->boots_identity = ebb_sql_dup_text (statement, 7);
  record->boots_name = ebb_sql_dup_text (statement, 8);
  record->boots_serial = ebb_sql_dup_text (statement, 9);
  record->is_simulated = sqlite3_column_int (statement, 10) != 0;
  if (legs == NULL || !ebb_legs_from_string (legs, &record->legs))
    record->legs = EBB_LEGS_NONE;
  record->planned_s = (guint) sqlite3_column_int (statement, 12);
  record->run_s = (guint) sqlite3_column_int (statement, 13);
  record->peak_pa = EBB_PRESSURE_UNKNOWN_PA;
  if (sqlite3_column_type (statement, 14) != SQLITE_NULL)
    record->peak_pa = sqlite3_column_int (statement, 14);
  if (end == NULL || !ebb_session_end_from_string (end, &record->end))
    record->end = EBB_END_BY_NONE;
  record->fault = find_fault ((const char *) sqlite3_column_text (statement, 16));
  record->is_vented_confirmed = sqlite3_column_int (statement, 17) != 0;
  record->n_samples = (guint) sqlite3_column_int (statement, 18);
  return record;
}

static gboolean
save_record (EbbStore *self, const EbbSessionRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (self->database,
                               "INSERT INTO session (" COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                               "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) "
                               "ON CONFLICT (id) DO UPDATE SET ended_wall_us = ?3, run_s = ?14, "
                               "peak_pa = ?15, end = ?16, fault = ?17, is_vented_confirmed = ?18, "
                               "n_samples = max(n_samples, ?19)",
                               error);
  if (statement == NULL)
    return FALSE;
  bind_record (statement, record);
  return ebb_sql_finish (statement, error);
}

static gboolean
run_with (EbbStore *self, const char *sql, const char *text, gint64 number, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = ebb_sql_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  ebb_sql_bind_text (statement, 1, text);
  if (sqlite3_bind_parameter_count (statement) > 1)
    sqlite3_bind_int64 (statement, 2, number);
  return ebb_sql_finish (statement, error);
}

static gboolean
commit_or_roll_back (EbbStore *self, gboolean is_ok, GError **error)
{
  if (is_ok && ebb_sql_run (self->database, "COMMIT", error))
    return TRUE;
  sqlite3_exec (self->database, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
ebb_sessions_open (EbbStore *self, EbbSessionRecord *record, guint32 epoch, GError **error)
{
  gboolean is_ok;

  if (!ebb_sql_run (self->database, "BEGIN IMMEDIATE", error))
    return FALSE;
  is_ok = save_record (self, record, error)
          && run_with (self, "INSERT OR REPLACE INTO open_session VALUES (?1, ?2)", record->id,
                       epoch, error)
          && run_with (self, "UPDATE boots SET epoch = max(epoch, ?2) WHERE identity = ?1",
                       record->boots_identity, epoch, error);
  return commit_or_roll_back (self, is_ok, error);
}

gboolean
ebb_sessions_close (EbbStore *self, EbbSessionRecord *record, GError **error)
{
  gboolean is_ok;

  if (!ebb_sql_run (self->database, "BEGIN IMMEDIATE", error))
    return FALSE;
  is_ok = save_record (self, record, error)
          && ebb_samples_flush (self, record->id, error)
          /* Nobody has seen these boots vented: the next start still owes them a stop. */
          && (!record->is_vented_confirmed
              || run_with (self, "DELETE FROM open_session WHERE session_id = ?1", record->id, 0,
                           error))
          && run_with (self,
                       "UPDATE session SET n_samples = (SELECT coalesce(sum(n_samples), 0) FROM "
                       "sample_chunk WHERE session_id = ?1) WHERE id = ?1",
                       record->id, 0, error);
  return commit_or_roll_back (self, is_ok, error);
}

GPtrArray *
ebb_sessions_list_open (EbbStore *self, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (self->database,
                               "SELECT " COLUMNS ", epoch FROM session JOIN open_session "
                               "ON id = session_id ORDER BY started_wall_us DESC",
                               error);
  if (statement == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_open_session_free);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      EbbOpenSession *open = g_new0 (EbbOpenSession, 1);

      open->record = read_record (statement);
      open->epoch = (guint32) sqlite3_column_int64 (statement, 19);
      g_ptr_array_add (all, open);
    }
  return g_steal_pointer (&all);
}

GPtrArray *
ebb_sessions_list (EbbStore *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (
      self->database, "SELECT " COLUMNS " FROM session ORDER BY started_wall_us DESC LIMIT ?1",
      error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, limit > 0 ? (gint64) limit : -1);
  all = g_ptr_array_new_with_free_func (g_object_unref);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (all, read_record (statement));
  return g_steal_pointer (&all);
}
