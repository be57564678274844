/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-queries-private.h"

#include "ebb-people-queries-private.h"
#include "ebb-process-stamp-private.h"
#include "ebb-sample-chunk-private.h"

#define RECORD_COLUMNS                                                                             \
  "s.number, s.id, s.started_wall_us, s.ended_wall_us, s.utc_offset_s, s.program_id, "             \
  "s.program_name, s.boots_identity, s.boots_name, s.boots_serial, s.is_simulated, s.legs, "       \
  "s.planned_s, s.run_s, s.peak_pa, s.end, s.fault, s.is_vented_confirmed, s.n_samples, "          \
  "s.is_warm, s.ended_boot_us, s.ended_boot, s.has_symptom, "                                      \
  "(SELECT id FROM person WHERE number = s.person)"
#define N_RECORD_COLUMNS 24

/* The calendar day where the person was. */
static char *
format_local_day (const EbbSessionRecord *record)
{
  gint64 local_s = record->started_wall_us / G_USEC_PER_SEC + record->utc_offset_s;
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (local_s);

  return day != NULL ? g_date_time_format (day, "%F") : g_strdup ("");
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* Of nobody it is never kept: it would count for nobody. */
static gboolean
insert_session (EbbDatabase *database, EbbSessionRecord *record, GError **error)
{
  g_autofree char *day = format_local_day (record);
  gint64           person;

  return ebb_queries_find_person (database, record->person_id, &person, error)
         && ebb_database_run (
             database,
             ebb_database_prepare (
                 database, error,
                 "INSERT INTO session (id, started_wall_us, utc_offset_s, local_day, program_id,"
                 " program_name, boots_identity, boots_name, boots_serial, is_simulated, legs,"
                 " planned_s, run_s, end, fault, is_warm, person, is_vented_confirmed)"
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
                 " ON CONFLICT (id) DO NOTHING",
                 "siissssssisiissii", record->id, record->started_wall_us,
                 (gint64) record->utc_offset_s, day, or_empty (record->program_id),
                 or_empty (record->program_name), or_empty (record->boots_identity),
                 or_empty (record->boots_name), record->boots_serial,
                 (gint64) (record->is_simulated ? 1 : 0), ebb_legs_to_string (record->legs),
                 (gint64) record->planned_s, (gint64) record->run_s,
                 ebb_session_end_to_string (record->end), ebb_fault_to_string (record->fault),
                 (gint64) (record->is_warm ? 1 : 0), person),
             error);
}

/* The statement before this one found the session it was about. */
static gboolean
check_found (EbbDatabase *database, const char *record_id, GError **error)
{
  if (sqlite3_changes (database->handle) > 0)
    return TRUE;
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED, "%s has no session %s",
               database->path, record_id);
  return FALSE;
}

gboolean
ebb_queries_open_session (EbbDatabase      *database,
                          EbbSessionRecord *record,
                          guint32           epoch,
                          const char       *process,
                          GError          **error)
{
  g_auto (EbbTransaction) transaction = { 0 };

  return ebb_transaction_begin (&transaction, database, error)
         && insert_session (database, record, error)
         && ebb_database_run (
             database,
             ebb_database_prepare (
                 database, error,
                 "UPDATE session SET run_s = ?, ended_wall_us = NULL, ended_boot_us = NULL,"
                 " ended_boot = NULL WHERE id = ?",
                 "is", (gint64) record->run_s, record->id),
             error)
         && ebb_database_run (
             database,
             ebb_database_prepare (database, error,
                                   "INSERT INTO session_journal (session, epoch, process)"
                                   " SELECT number, ?, ? FROM session WHERE id = ?"
                                   " ON CONFLICT (session) DO UPDATE SET"
                                   " epoch = max (epoch, excluded.epoch),"
                                   " process = excluded.process",
                                   "iss", (gint64) epoch, process, record->id),
             error)
         && ebb_database_run (
             database,
             ebb_database_prepare (database, error,
                                   "UPDATE boots SET epoch = max (epoch, ?) WHERE identity = ?",
                                   "is", (gint64) epoch, or_empty (record->boots_identity)),
             error)
         && ebb_queries_add_driven (database, record, epoch, error)
         && ebb_transaction_commit (&transaction, error);
}

static gint32
find_peak_pa (const EbbSample *samples, gsize count)
{
  gint32 peak_pa = EBB_PRESSURE_UNKNOWN_PA;

  for (gsize i = 0; i < count; i++)
    {
      for (guint side = 0; side < EBB_N_SIDES; side++)
        {
          for (guint zone = 0; zone < EBB_N_ZONES; zone++)
            {
              if (samples[i].zones[side] & EBB_ZONE_BIT (zone))
                peak_pa = MAX (peak_pa, samples[i].pressure_pa[side][zone]);
            }
        }
    }
  return peak_pa;
}

gboolean
ebb_queries_add_chunk (EbbDatabase     *database,
                       const char      *record_id,
                       const EbbSample *samples,
                       gsize            count,
                       GError         **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  g_autoptr (GBytes) packed = ebb_sample_chunk_pack (samples, count);
  gint64 peak_pa = find_peak_pa (samples, count);

  return ebb_transaction_begin (&transaction, database, error)
         && ebb_database_run (
             database,
             ebb_database_prepare (
                 database, error,
                 "INSERT INTO sample_chunk (session, place, from_ms, to_ms, n_samples, checksum,"
                 " packed) SELECT number, (SELECT ifnull (max (place), 0) + 1 FROM sample_chunk"
                 " WHERE session = number), ?, ?, ?, ?, ? FROM session WHERE id = ?",
                 "iiiibs", (gint64) samples[0].at_ms, (gint64) samples[count - 1].at_ms,
                 (gint64) count, (gint64) ebb_sample_chunk_sum (packed), packed, record_id),
             error)
         && check_found (database, record_id, error)
         /* Kept up on the way, so that a session whose process dies has them too. */
         && ebb_database_run (
             database,
             ebb_database_prepare (database, error,
                                   "UPDATE session SET n_samples = n_samples + ?1,"
                                   " peak_pa = nullif (max (ifnull (peak_pa, ?2), ?2), ?3),"
                                   " run_s = max (run_s, ?5) WHERE id = ?4",
                                   "iiisi", (gint64) count, peak_pa,
                                   (gint64) EBB_PRESSURE_UNKNOWN_PA, record_id,
                                   (gint64) samples[count - 1].run_s),
             error)
         && ebb_transaction_commit (&transaction, error);
}

gboolean
ebb_queries_note_fault (EbbDatabase *database,
                        const char  *record_id,
                        EbbFault     fault,
                        GError     **error)
{
  return ebb_database_run (
      database,
      ebb_database_prepare (database, error,
                            "UPDATE session SET fault = ?1 WHERE id = ?2 AND fault = 'none'"
                            " AND ended_wall_us IS NULL",
                            "ss", ebb_fault_to_string (fault), record_id),
      error);
}

gboolean
ebb_queries_note_symptom (EbbDatabase *database, const char *record_id, GError **error)
{
  return ebb_database_run (database,
                           ebb_database_prepare (database, error,
                                                 "UPDATE session SET has_symptom = 1 WHERE id = ?",
                                                 "s", record_id),
                           error)
         && check_found (database, record_id, error);
}

/* Boots that @record says nothing of were driven too, and nobody has seen them vented since. */
#define IS_PART " (?5 = 1 AND EXISTS (SELECT 1 FROM driven_boots WHERE session = number))"
#define IS_FIRST_END " ended_wall_us IS NULL AND NOT " IS_PART

gboolean
ebb_queries_close_session (EbbDatabase *database, EbbSessionRecord *record, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  g_autofree char *boot = record->ended_boot_us >= 0 ? ebb_process_stamp_read_boot () : NULL;

  return ebb_transaction_begin (&transaction, database, error)
         /* One that broke before it was in the journal leaves a record too. */
         && insert_session (database, record, error)
         && ebb_queries_strike_vented (database, record, error)
         && ebb_database_run (
             database,
             ebb_database_prepare (
                 database, error,
                 /* Of a set each boot may close it for itself: it is open until the last of them
                  * does, or a person says that they are open. The first end is its end. One
                  * that had a fault was not ended by its program that went. */
                 "UPDATE session SET ended_wall_us = iif (" IS_PART ", ended_wall_us,"
                 " ifnull (ended_wall_us, ?1)), run_s = ?2,"
                 " end = iif (" IS_FIRST_END ","
                 " iif (?3 = 'crash' AND fault <> 'none', 'fault', ?3), end),"
                 " fault = iif (fault = 'none', ?4, fault),"
                 " is_vented_confirmed = ?5 = 1 AND NOT " IS_PART ","
                 " peak_pa = nullif (max (ifnull (peak_pa, ?6), ?6), ?7),"
                 " ended_boot_us = iif (" IS_FIRST_END ", ?9, ended_boot_us),"
                 " ended_boot = iif (" IS_FIRST_END ", ?10, ended_boot) WHERE id = ?8",
                 "iissiiisis", record->ended_wall_us, (gint64) record->run_s,
                 ebb_session_end_to_string (record->end), ebb_fault_to_string (record->fault),
                 (gint64) (record->is_vented_confirmed ? 1 : 0), (gint64) record->peak_pa,
                 (gint64) EBB_PRESSURE_UNKNOWN_PA, record->id, record->ended_boot_us, boot),
             error)
         && ebb_queries_settle_driven (database, record, error)
         && ebb_transaction_commit (&transaction, error);
}

static char *
dup_text (EbbStatement *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static const char *
peek_text (EbbStatement *statement, int column)
{
  return or_empty ((const char *) sqlite3_column_text (statement, column));
}

/* Words that this program does not know are left at "none". @boot: (nullable): of this start of the
 * computer; boot time says nothing of another one. */
static EbbSessionRecord *
read_record (EbbStatement *statement, const char *boot)
{
  EbbSessionRecord *record = ebb_session_record_new ();

  record->id = dup_text (statement, 1);
  record->started_wall_us = sqlite3_column_int64 (statement, 2);
  record->ended_wall_us = sqlite3_column_int64 (statement, 3);
  record->utc_offset_s = sqlite3_column_int (statement, 4);
  record->program_id = dup_text (statement, 5);
  record->program_name = dup_text (statement, 6);
  record->boots_identity = dup_text (statement, 7);
  record->boots_name = dup_text (statement, 8);
  record->boots_serial = dup_text (statement, 9);
  record->is_simulated = sqlite3_column_int (statement, 10) != 0;
  ebb_legs_from_string (peek_text (statement, 11), &record->legs);
  record->planned_s = (guint) sqlite3_column_int64 (statement, 12);
  record->run_s = (guint) sqlite3_column_int64 (statement, 13);
  if (sqlite3_column_type (statement, 14) != SQLITE_NULL)
    record->peak_pa = sqlite3_column_int (statement, 14);
  ebb_session_end_from_string (peek_text (statement, 15), &record->end);
  ebb_fault_from_string (peek_text (statement, 16), &record->fault);
  record->is_vented_confirmed = sqlite3_column_int (statement, 17) != 0;
  record->n_samples = (guint) sqlite3_column_int64 (statement, 18);
  record->is_warm = sqlite3_column_int (statement, 19) != 0;
  record->has_symptom = sqlite3_column_int (statement, 22) != 0;
  record->person_id = dup_text (statement, 23);
  if (boot != NULL && g_str_equal (boot, peek_text (statement, 21)))
    record->ended_boot_us = sqlite3_column_int64 (statement, 20);
  return record;
}

static EbbOpenSession *
read_open (EbbStatement *statement)
{
  EbbOpenSession *open = g_new0 (EbbOpenSession, 1);

  open->record = read_record (statement, NULL);
  open->epoch = (guint32) sqlite3_column_int64 (statement, N_RECORD_COLUMNS);
  return open;
}

GPtrArray *
ebb_queries_list_open (EbbDatabase *database, EbbIsHeld is_held, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) list =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_open_session_free);
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error,
                            "SELECT " RECORD_COLUMNS ", j.epoch, j.process FROM session s"
                            " JOIN session_journal j ON j.session = s.number"
                            " ORDER BY s.started_wall_us DESC, s.number DESC",
                            "");
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row
          && !is_held (peek_text (statement, 1), peek_text (statement, N_RECORD_COLUMNS + 1),
                       user_data))
        g_ptr_array_add (list, read_open (statement));
    }
  for (guint i = 0; i < list->len; i++)
    {
      EbbOpenSession *open = g_ptr_array_index (list, i);

      if (!ebb_queries_read_driven (database, open->record, open->epoch, error))
        return NULL;
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
ebb_queries_list_sessions (EbbDatabase *database,
                           const char  *person_id,
                           guint        limit,
                           GError     **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (EbbStatement) statement =
      ebb_database_prepare (database, error,
                            "SELECT " RECORD_COLUMNS " FROM session s"
                            " WHERE ?1 IS NULL OR s.person IS NULL"
                            " OR s.person = (SELECT number FROM person WHERE id = ?1)"
                            " ORDER BY s.started_wall_us DESC, s.number DESC LIMIT ?2",
                            "si", person_id, limit == 0 ? (gint64) -1 : (gint64) limit);
  g_autofree char *boot = ebb_process_stamp_read_boot ();
  gboolean         has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (list, read_record (statement, boot));
    }
  return statement != NULL ? g_steal_pointer (&list) : NULL;
}

static void
read_chunk (EbbStatement *statement, const char *record_id, GArray *samples)
{
  g_autoptr (GBytes) packed =
      g_bytes_new (sqlite3_column_blob (statement, 1), (gsize) sqlite3_column_bytes (statement, 1));

  /* Damage costs these seconds and no more. */
  if (!ebb_sample_chunk_unpack (packed, (guint32) sqlite3_column_int64 (statement, 0), samples))
    g_message ("session %s: chunk %" G_GINT64_FORMAT " is damaged and left out", record_id,
               (gint64) sqlite3_column_int64 (statement, 2));
}

GArray *
ebb_queries_read_samples (EbbDatabase *database, const char *record_id, GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (EbbSample));
  g_autoptr (EbbStatement) statement = ebb_database_prepare (
      database, error,
      "SELECT c.checksum, c.packed, c.place FROM sample_chunk c JOIN session s ON"
      " s.number = c.session WHERE s.id = ? ORDER BY c.place",
      "s", record_id);
  gboolean has_row = TRUE;

  while (statement != NULL && has_row)
    {
      if (!ebb_database_step (database, statement, &has_row, error))
        return NULL;
      if (has_row)
        read_chunk (statement, record_id, samples);
    }
  return statement != NULL ? g_steal_pointer (&samples) : NULL;
}
