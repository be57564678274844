/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-schema-private.h"

/* A version that was released is never changed: what it lacks is a new migration. Times of day in
 * microseconds since 1970, pressures in pascals, NULL for what is not known. Words (end, fault,
 * legs) are kept by name, so that a row can be read without this program. */
static const char schema_1[] =
    "CREATE TABLE setting ("
    "  key TEXT PRIMARY KEY NOT NULL,"
    "  value TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE boots ("
    "  identity TEXT PRIMARY KEY NOT NULL,"
    "  serial TEXT,"
    "  name TEXT NOT NULL,"
    "  definition_id TEXT NOT NULL,"
    "  epoch INTEGER NOT NULL CHECK (epoch BETWEEN 0 AND 4294967295)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE session ("
    "  number INTEGER PRIMARY KEY,"
    "  id TEXT NOT NULL UNIQUE,"
    "  started_wall_us INTEGER NOT NULL,"
    "  ended_wall_us INTEGER," /* NULL: open */
    "  utc_offset_s INTEGER NOT NULL,"
    "  local_day TEXT NOT NULL," /* YYYY-MM-DD where and when it started */
    "  program_id TEXT NOT NULL,"
    "  program_name TEXT NOT NULL,"
    "  boots_identity TEXT NOT NULL,"
    "  boots_name TEXT NOT NULL,"
    "  boots_serial TEXT,"
    "  is_simulated INTEGER NOT NULL CHECK (is_simulated IN (0, 1)),"
    "  legs TEXT NOT NULL,"
    "  planned_s INTEGER NOT NULL,"
    "  run_s INTEGER NOT NULL,"
    "  peak_pa INTEGER,"
    "  end TEXT NOT NULL,"
    "  fault TEXT NOT NULL,"
    "  is_vented_confirmed INTEGER NOT NULL CHECK (is_vented_confirmed IN (0, 1)),"
    "  n_samples INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX session_by_start ON session (started_wall_us);"
    /* A row for each session that is open, written before START. */
    "CREATE TABLE session_journal ("
    "  session INTEGER PRIMARY KEY REFERENCES session (number) ON DELETE CASCADE,"
    "  epoch INTEGER NOT NULL CHECK (epoch BETWEEN 0 AND 4294967295),"
    "  process TEXT NOT NULL" /* that holds it open */
    ") STRICT;"
    /* Some seconds of samples each; packed as ebb-sample-chunk.c says. */
    "CREATE TABLE sample_chunk ("
    "  session INTEGER NOT NULL REFERENCES session (number) ON DELETE CASCADE,"
    "  place INTEGER NOT NULL,"
    "  from_ms INTEGER NOT NULL,"
    "  to_ms INTEGER NOT NULL,"
    "  n_samples INTEGER NOT NULL,"
    "  checksum INTEGER NOT NULL," /* CRC-32 of packed */
    "  packed BLOB NOT NULL,"
    "  PRIMARY KEY (session, place)"
    ") STRICT;";

/* What a person said in a leg check, by serial number: it outlives the bond, and a row of boots. */
static const char schema_2[] = "CREATE TABLE leg_check ("
                               "  serial TEXT PRIMARY KEY NOT NULL,"
                               "  sides TEXT NOT NULL CHECK (sides IN ('as-marked', 'swapped')),"
                               "  checked_wall_us INTEGER NOT NULL"
                               ") STRICT, WITHOUT ROWID;";

/* Two single boots are driven as one set: a row for each pair of boots that an open session drove and
 * that nobody has seen vented since. A journal of before names the first of a set: the other one is
 * in the settings, and may have run as well. */
static const char schema_3[] =
    "CREATE TABLE driven_boots ("
    "  session INTEGER NOT NULL REFERENCES session_journal (session) ON DELETE CASCADE,"
    "  identity TEXT NOT NULL,"
    "  epoch INTEGER NOT NULL CHECK (epoch BETWEEN 0 AND 4294967295)," /* of the Stop they are owed */
    "  PRIMARY KEY (session, identity)"
    ") STRICT, WITHOUT ROWID;"
    "INSERT INTO driven_boots (session, identity, epoch)"
    " SELECT j.session, s.boots_identity, j.epoch FROM session_journal j"
    " JOIN session s ON s.number = j.session;"
    "INSERT OR IGNORE INTO driven_boots (session, identity, epoch)"
    " SELECT d.session, t.value, d.epoch FROM driven_boots d"
    " JOIN setting t ON t.key = 'partner:' || d.identity WHERE t.value <> '';"
    /* Parted since, they still have their names in the record. Where the partner has that name it was
     * the partner; where it has not, it may be another one by now. */
    "INSERT OR IGNORE INTO driven_boots (session, identity, epoch)"
    " SELECT j.session, b.identity, j.epoch FROM session_journal j"
    " JOIN session s ON s.number = j.session"
    " JOIN boots b ON substr (s.boots_name, -length (b.name) - 3) = ' + ' || b.name"
    " WHERE NOT EXISTS (SELECT 1 FROM setting t JOIN boots p ON p.identity = t.value"
    " WHERE t.key = 'partner:' || s.boots_identity AND p.name = b.name);";

/* Who wears the boots. Number 1 is whoever uses this account, until there are more. Each full set of
 * answers is kept, and the newest holds. What a professional agreed to is a record of its own: one that
 * is not said again is withdrawn, and kept. Words and dates as in data/RULES.md; NULL: not said. */
static const char schema_4[] =
    "CREATE TABLE person ("
    "  number INTEGER PRIMARY KEY,"
    "  age_years INTEGER CHECK (age_years BETWEEN 0 AND 130),"
    "  due_s INTEGER,"
    "  edited_s INTEGER,"
    "  extended_acknowledged_s INTEGER,"
    "  own_cap_pa INTEGER CHECK (own_cap_pa > 0),"
    "  own_longest_s INTEGER CHECK (own_longest_s > 0)"
    ") STRICT;"
    "INSERT INTO person (number) VALUES (1);"
    "CREATE TABLE answers ("
    "  number INTEGER PRIMARY KEY,"
    "  person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,"
    "  saved_s INTEGER NOT NULL,"
    "  answered_s INTEGER NOT NULL CHECK (answered_s > 0),"
    "  revision INTEGER NOT NULL CHECK (revision > 0),"
    "  age_years INTEGER CHECK (age_years BETWEEN 0 AND 130)," /* when they were answered */
    "  skin_legs TEXT,"
    "  has_no_fever INTEGER NOT NULL CHECK (has_no_fever IN (0, 1)),"
    "  is_helper_present INTEGER NOT NULL CHECK (is_helper_present IN (0, 1))"
    ") STRICT;"
    "CREATE INDEX answers_by_person ON answers (person, number);"
    "CREATE TABLE answer ("
    "  answers INTEGER NOT NULL REFERENCES answers (number) ON DELETE CASCADE,"
    "  question TEXT NOT NULL,"
    "  answer TEXT NOT NULL CHECK (answer IN ('no', 'yes', 'unsure')),"
    "  PRIMARY KEY (answers, question)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE agreement ("
    "  person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,"
    "  question TEXT NOT NULL,"
    "  agreed_s INTEGER NOT NULL CHECK (agreed_s > 0),"
    "  withdrawn_s INTEGER,"
    "  PRIMARY KEY (person, question, agreed_s)"
    ") STRICT, WITHOUT ROWID;"
    /* Of sessions before this nobody knows whether they were warm: they count as if. */
    "ALTER TABLE session ADD COLUMN is_warm INTEGER NOT NULL DEFAULT 1 CHECK (is_warm IN (0, 1));"
    "ALTER TABLE session ADD COLUMN ended_boot_us INTEGER;"
    "ALTER TABLE session ADD COLUMN ended_boot TEXT;"; /* of which start of the computer */

/* What somebody felt after a session asks all questions again. */
static const char schema_5[] =
    "ALTER TABLE session ADD COLUMN has_symptom INTEGER NOT NULL DEFAULT 0"
    " CHECK (has_symptom IN (0, 1));";

/* A household. Number 1 has no name before somebody gives one: what was kept so far is theirs. Numbers
 * are for these tables alone: one is used again when a person is gone, an id never is. */
static const char schema_6[] =
    "ALTER TABLE person ADD COLUMN id TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE person ADD COLUMN name TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE person ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue';"
    "UPDATE person SET id = lower (hex (randomblob (4)) || '-' || hex (randomblob (2)) || '-4'"
    " || substr (hex (randomblob (2)), 2) || '-a' || substr (hex (randomblob (2)), 2) || '-'"
    " || hex (randomblob (6)));"
    "CREATE UNIQUE INDEX person_by_id ON person (id);"
    /* A column that is added can only be one that may be NULL; no session is nobody's. */
    "ALTER TABLE session ADD COLUMN person INTEGER REFERENCES person (number) ON DELETE CASCADE;"
    "UPDATE session SET person = 1;"
    "CREATE INDEX session_by_person ON session (person, started_wall_us);";

/* The month in which somebody was born, as YYYY-MM: an age that was told does not grow. */
static const char schema_7[] = "ALTER TABLE person ADD COLUMN born TEXT"
                               " CHECK (born GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]');";

/* What somebody means to run. Local times as RFC 5545 means them, in the zone of the plan; days by their
 * first ten characters. */
static const char schema_8[] =
    "CREATE TABLE plan ("
    "  number INTEGER PRIMARY KEY,"
    "  id TEXT NOT NULL UNIQUE,"
    "  person INTEGER NOT NULL REFERENCES person (number) ON DELETE CASCADE,"
    "  program_id TEXT NOT NULL,"
    "  boots_identity TEXT," /* NULL: whichever are there */
    "  legs TEXT NOT NULL,"
    "  length_s INTEGER NOT NULL CHECK (length_s >= 0)," /* 0: as long as the program */
    "  rule TEXT,"                                       /* NULL: once */
    "  start_local TEXT NOT NULL,"
    "  zone TEXT NOT NULL,"
    "  stop_by_min INTEGER CHECK (stop_by_min BETWEEN 0 AND 1439),"
    "  made_s INTEGER NOT NULL CHECK (made_s > 0)"
    ") STRICT;"
    "CREATE INDEX plan_by_person ON plan (person, number);"
    "CREATE TABLE plan_skip ("
    "  plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE,"
    "  slot_local TEXT NOT NULL,"
    "  PRIMARY KEY (plan, slot_local)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE plan_move ("
    "  plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE,"
    "  slot_local TEXT NOT NULL,"
    "  to_local TEXT NOT NULL,"
    "  PRIMARY KEY (plan, slot_local)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE plan_pause ("
    "  plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE,"
    "  first_day TEXT NOT NULL,"
    "  last_day TEXT NOT NULL,"
    "  PRIMARY KEY (plan, first_day, last_day)"
    ") STRICT, WITHOUT ROWID;";

/* Quiet hours of each person, and what became of reminders: what keeps one from being given twice. What came
 * to nothing under earlier times of a plan stays known. */
static const char schema_9[] =
    "ALTER TABLE person ADD COLUMN quiet_from_min INTEGER"
    " CHECK (quiet_from_min BETWEEN 0 AND 1439);"
    "ALTER TABLE person ADD COLUMN quiet_until_min INTEGER"
    " CHECK (quiet_until_min BETWEEN 0 AND 1439);"
    "CREATE TABLE plan_reminder ("
    "  plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE,"
    "  slot_local TEXT NOT NULL,"
    "  due_s INTEGER NOT NULL,"
    "  state TEXT NOT NULL CHECK (state IN ('given', 'later', 'answered')),"
    "  PRIMARY KEY (plan, slot_local)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE TABLE plan_missed ("
    "  plan INTEGER NOT NULL REFERENCES plan (number) ON DELETE CASCADE,"
    "  slot_local TEXT NOT NULL,"
    "  start_s INTEGER NOT NULL,"
    "  PRIMARY KEY (plan, slot_local)"
    ") STRICT, WITHOUT ROWID;";

static const EbbMigration migrations[] = {
  { 1, schema_1 }, { 2, schema_2 }, { 3, schema_3 }, { 4, schema_4 }, { 5, schema_5 },
  { 6, schema_6 }, { 7, schema_7 }, { 8, schema_8 }, { 9, schema_9 },
};

const EbbMigration *
ebb_schema_get_migrations (gsize *n)
{
  *n = G_N_ELEMENTS (migrations);
  return migrations;
}

guint
ebb_schema_get_version (void)
{
  return migrations[G_N_ELEMENTS (migrations) - 1].version;
}

static gboolean
run_migration (EbbDatabase *database, const EbbMigration *migration, GError **error)
{
  g_auto (EbbTransaction) transaction = { 0 };
  g_autofree char *numbers =
      g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                       EBB_DATABASE_APPLICATION_ID, migration->version);

  if (!ebb_transaction_begin (&transaction, database, error))
    return FALSE;
  /* Another process may have done it while we waited for the lock. */
  if (ebb_database_get_pragma (database, "PRAGMA user_version") >= (gint64) migration->version)
    return TRUE;
  return ebb_database_execute (database, migration->sql, error)
         && ebb_database_execute (database, numbers, error)
         && ebb_transaction_commit (&transaction, error);
}

/* Brings the file to the version of the last of @steps; each step is there whole or not at all. The
 * file as it was is kept beside it, or nothing is changed. */
gboolean
ebb_schema_migrate (EbbDatabase *database, const EbbMigration *steps, gsize n, GError **error)
{
  gint64 version = ebb_database_get_pragma (database, "PRAGMA user_version");

  if (version > 0 && version < (gint64) steps[n - 1].version
      && !ebb_database_keep_copy (database, (guint) version, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      if (steps[i].version <= version)
        continue;
      if (run_migration (database, &steps[i], error))
        continue;
      g_prefix_error (error, "version %u: ", steps[i].version);
      return FALSE;
    }
  return TRUE;
}
