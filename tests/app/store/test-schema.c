/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-schema-private.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Opens what another version made, before this one migrates it. */
static EbbDatabase *
open_database (StoreFixture *fixture, guint version)
{
  g_autoptr (GError) error = NULL;
  EbbDatabase *database = ebb_database_open (fixture->path, version, &error);

  g_assert_no_error (error);
  return database;
}

static void
remove_file (StoreFixture *fixture)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (fixture->path, endings[i], NULL);

      g_remove (path);
    }
}

static void
make_released (StoreFixture *fixture, guint version)
{
  g_autofree char *name = g_strdup_printf ("schema-%u.sql", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *sql = NULL;

  remove_file (fixture);
  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  store_execute (fixture->path, sql);
}

static void
assert_answers (EbbStore *store, guint version)
{
  EbbKeptAnswers kept = store_read_answers (store);

  g_assert_cmpint (kept.is_there, ==, version >= 4);
  if (version < 4)
    return;
  g_assert_cmpint (kept.answers.answered_s, ==, 1700000000);
  g_assert_cmpint (kept.answers.born_month, ==,
                   version >= 7 ? ebb_born_make (1983, 7) : EBB_BORN_UNKNOWN);
  g_assert_cmpint (kept.answers.age_years, ==, 41);
  g_assert_cmpint (kept.answers.answered_age_years, ==, 40);
  g_assert_cmpint (kept.answers.answer[EBB_QUESTION_BONES], ==, EBB_ANSWER_NO);
  g_assert_cmpint (kept.answers.answer[EBB_QUESTION_SKIN], ==, EBB_ANSWER_UNSURE);
  g_assert_cmpint (kept.answers.answer[EBB_QUESTION_HEART], ==, EBB_ANSWER_NONE);
  g_assert_cmpint (kept.answers.agreed_s[EBB_QUESTION_VEINS], ==, 1690000000);
}

static void
opens_every_released_version (StoreFixture *fixture, gconstpointer data)
{
  for (guint version = 1; version <= ebb_schema_get_version (); version++)
    {
      g_autoptr (EbbStore) store = NULL;
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (GArray) samples = NULL;
      g_autofree char  *setting = NULL;
      EbbSessionRecord *record;

      make_released (fixture, version);
      store = store_open (fixture);
      g_assert_cmpuint (ebb_store_get_owner (store), ==, 305419896);
      setting = ebb_store_dup_setting (store, "boots-guide-seen");
      g_assert_cmpstr (setting, ==, "1");
      list = store_list_sessions (store);
      g_assert_cmpuint (list->len, ==, 1);
      record = g_ptr_array_index (list, 0);
      g_assert_cmpstr (record->program_name, ==, "Gentle wave");
      g_assert_cmpint (record->end, ==, EBB_END_BY_STOP);
      samples = store_read_samples (store, record->id);
      g_assert_cmpuint (samples->len, ==, 2);
      g_assert_cmpint (g_array_index (samples, EbbSample, 1).pressure_pa[0][EBB_ZONE_FOOT], ==,
                       5333);
      g_assert_cmpint (ebb_store_get_sides (store, "EBB-SIM-0001"), ==,
                       version >= 2 ? EBB_SIDES_SWAPPED : EBB_SIDES_UNKNOWN);
      g_assert_cmpint (record->is_warm, ==, version < 4);
      g_assert_cmpint (record->has_symptom, ==, version >= 5);
      assert_answers (store, version);
      g_assert_cmpint (store_ask_number (fixture->path, "PRAGMA user_version"), ==,
                       ebb_schema_get_version ());
    }
}

/* One session that was left open by @boots; its journal knows the first of a set. */
static void
leave_open (StoreFixture *fixture, guint number, const char *identity, const char *names)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO session (number, id, started_wall_us, utc_offset_s, local_day, program_id,"
      " program_name, boots_identity, boots_name, is_simulated, legs, planned_s, run_s, end, fault,"
      " is_vented_confirmed) VALUES (%u, 'id-%u', %u, 0, '2026-01-01', 'p', 'P', '%s', '%s', 1,"
      " 'both', 1200, 5, 'none', 'none', 0);"
      "INSERT INTO session_journal VALUES (%u, %u, 'gone')",
      number, number, number, identity, names, number, number);

  store_execute (fixture->path, sql);
}

static guint32
get_owed (GPtrArray *open, const char *id, const char *identity)
{
  for (guint i = 0; i < open->len; i++)
    {
      EbbSessionRecord     *record = ((EbbOpenSession *) g_ptr_array_index (open, i))->record;
      const EbbDrivenBoots *driven = ebb_session_record_find_driven (record, identity);

      if (g_str_equal (record->id, id))
        return driven != NULL ? driven->owed_epoch : 0;
    }
  return 0;
}

/* @identities: of all that are owed a Stop after it */
static void
assert_owed (GPtrArray *open, const char *id, const char *identities)
{
  g_autoptr (GString) owed = g_string_new (NULL);

  for (guint i = 0; i < open->len; i++)
    {
      EbbSessionRecord *record = ((EbbOpenSession *) g_ptr_array_index (open, i))->record;

      for (guint k = 0; g_str_equal (record->id, id) && k < record->driven->len; k++)
        g_string_append_printf (
            owed, "%s%s", k > 0 ? " " : "",
            ((const EbbDrivenBoots *) g_ptr_array_index (record->driven, k))->identity);
    }
  g_assert_cmpstr (owed->str, ==, identities);
}

/* One pair of boots, a set, and what was a set until its boots were parted. */
static void
loses_no_stop_that_was_owed (StoreFixture *fixture, gconstpointer data)
{
  for (guint version = 1; version <= 2; version++)
    {
      g_autoptr (EbbStore) store = NULL;
      g_autoptr (GPtrArray) open = NULL;

      make_released (fixture, version);
      store_execute (fixture->path,
                     "INSERT INTO boots VALUES ('AA:02', NULL, 'Right boot', 'ebb', 9);"
                     "INSERT INTO boots VALUES ('AA:04', NULL, 'Other right', 'ebb', 9);"
                     "INSERT INTO setting VALUES ('partner:AA:01', 'AA:02');"
                     "INSERT INTO setting VALUES ('partner:AA:02', 'AA:01');"
                     "INSERT INTO setting VALUES ('partner:AA:03', '')");
      leave_open (fixture, 6, "C0:FF:EE:00:00:01", "Simulated boots");
      leave_open (fixture, 7, "AA:01", "Left boot + Renamed");
      leave_open (fixture, 8, "AA:03", "Left boot + Other right");
      store = store_open (fixture);
      open = store_list_open (store);
      g_assert_cmpuint (open->len, ==, 3);
      g_assert_cmpuint (get_owed (open, "id-6", "C0:FF:EE:00:00:01"), ==, 6);
      g_assert_cmpuint (get_owed (open, "id-6", "AA:02"), ==, 0);
      g_assert_cmpuint (get_owed (open, "id-7", "AA:01"), ==, 7);
      g_assert_cmpuint (get_owed (open, "id-7", "AA:02"), ==, 7);
      g_assert_cmpuint (get_owed (open, "id-8", "AA:03"), ==, 8);
      g_assert_cmpuint (get_owed (open, "id-8", "AA:04"), ==, 8);
      g_assert_cmpuint (get_owed (open, "id-8", "AA:02"), ==, 0);
    }
}

/* Of boots that were a set their names are left: whole names, and to the letter. */
static void
takes_no_other_for_one_that_was_parted (StoreFixture *fixture, gconstpointer data)
{
  for (guint version = 1; version <= 2; version++)
    {
      g_autoptr (EbbStore) store = NULL;
      g_autoptr (GPtrArray) open = NULL;

      make_released (fixture, version);
      store_execute (fixture->path, "INSERT INTO boots VALUES ('AA:02', NULL, 'Right', 'ebb', 9);"
                                    "INSERT INTO boots VALUES ('AA:04', NULL, 'Right', 'ebb', 9);"
                                    "INSERT INTO boots VALUES ('AA:05', NULL, '100%', 'ebb', 9);"
                                    "INSERT INTO boots VALUES ('AA:06', NULL, 'right', 'ebb', 9);"
                                    "INSERT INTO boots VALUES ('AA:07', NULL, '%', 'ebb', 9);"
                                    "INSERT INTO boots VALUES ('AA:08', NULL, 'R_ght', 'ebb', 9);"
                                    "INSERT INTO setting VALUES ('partner:AA:01', 'AA:02');"
                                    "INSERT INTO setting VALUES ('partner:AA:09', 'AA:05')");
      leave_open (fixture, 6, "AA:01", "Left + Right");
      leave_open (fixture, 7, "AA:03", "Left + 100%");
      leave_open (fixture, 8, "AA:03", "Left + Right");
      leave_open (fixture, 9, "AA:09", "Left + Right");
      store = store_open (fixture);
      open = store_list_open (store);
      /* The partner that has the name, and not who else has it. */
      assert_owed (open, "id-6", "AA:01 AA:02");
      assert_owed (open, "id-7", "AA:03 AA:05");
      /* It may have been either. */
      assert_owed (open, "id-8", "AA:03 AA:02 AA:04");
      /* It has another partner since. */
      assert_owed (open, "id-9", "AA:09 AA:02 AA:04 AA:05");
    }
}

static void
goes_through_each_step (StoreFixture *fixture, gconstpointer data)
{
  static const EbbMigration steps[] = {
    { 1, "CREATE TABLE a (x) " },
    { 2, "INSERT INTO a VALUES (1); CREATE TABLE b (y)" },
    { 3, "INSERT INTO b SELECT x + 1 FROM a" },
  };
  g_autoptr (EbbDatabase) database = open_database (fixture, 3);

  /* What is deleted is gone from the file too. */
  g_assert_cmpint (ebb_database_get_pragma (database, "PRAGMA secure_delete"), ==, 1);
  g_assert_true (ebb_schema_migrate (database, steps, 1, NULL));
  g_assert_cmpint (ebb_database_get_pragma (database, "PRAGMA user_version"), ==, 1);
  g_assert_true (ebb_schema_migrate (database, steps, 3, NULL));
  g_assert_cmpint (ebb_database_get_pragma (database, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (ebb_database_get_pragma (database, "SELECT y FROM b"), ==, 2);
  /* There is nothing left to do. */
  g_assert_true (ebb_schema_migrate (database, steps, 3, NULL));
  g_assert_cmpint (ebb_database_get_pragma (database, "SELECT count(*) FROM b"), ==, 1);
}

static void
a_step_that_fails_leaves_nothing_behind (StoreFixture *fixture, gconstpointer data)
{
  static const EbbMigration steps[] = {
    { 1, "CREATE TABLE a (x)" },
    { 2, "CREATE TABLE b (y); INSERT INTO nowhere VALUES (1)" },
  };
  g_autoptr (EbbDatabase) database = open_database (fixture, 2);
  g_autoptr (GError) error = NULL;

  g_assert_false (ebb_schema_migrate (database, steps, 2, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED);
  g_assert_cmpint (ebb_database_get_pragma (database, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ebb_database_get_pragma (database, "SELECT count(*) FROM sqlite_schema"), ==, 1);
}

static char *
name_copy (StoreFixture *fixture, guint version)
{
  return g_strdup_printf ("%s.version-%u", fixture->path, version);
}

/* For whoever goes back to the Ebb that wrote it. */
static void
keeps_the_file_as_it_was (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = NULL;
  g_autofree char *copy = name_copy (fixture, 1);
  GStatBuf         about;

  make_released (fixture, 1);
  store = store_open (fixture);
  g_clear_object (&store);
  g_assert_cmpint (g_stat (copy, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 07777, ==, 0600);
  g_assert_cmpint (store_ask_number (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (store_ask_number (copy, "SELECT count(*) FROM session"), ==, 1);
  g_assert_cmpint (store_ask_number (copy, "SELECT count(*) FROM pragma_integrity_check"
                                           " WHERE integrity_check = 'ok'"),
                   ==, 1);
  /* And nothing of one that has the version of this program. */
  g_assert_cmpint (g_remove (copy), ==, 0);
  store = store_open (fixture);
  g_assert_cmpint (g_stat (copy, &about), !=, 0);
}

/* Something is where the copy would be: the file stays as it is, and nothing lies about. */
static void
changes_nothing_where_no_copy_can_be_kept (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbStore) store = NULL;
  g_autoptr (GDir) folder = NULL;
  g_autofree char *copy = name_copy (fixture, 1);
  g_autofree char *folder_path = g_path_get_dirname (fixture->path);
  const char      *name;

  make_released (fixture, 1);
  g_assert_cmpint (g_mkdir (copy, 0700), ==, 0);
  store = ebb_store_open (fixture->path, &error);
  g_assert_null (store);
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, copy));
  g_assert_cmpint (store_ask_number (fixture->path, "PRAGMA user_version"), ==, 1);
  folder = g_dir_open (folder_path, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_null (strstr (name, ".part"));
  g_assert_cmpint (g_rmdir (copy), ==, 0);
}

static void
keeps_what_the_tables_promise (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);

  g_clear_object (&store);
  g_assert_cmpint (store_ask_number (fixture->path,
                                     "SELECT count(*) FROM pragma_table_list WHERE schema = 'main'"
                                     " AND name NOT LIKE 'sqlite_%' AND strict = 0"),
                   ==, 0);
  g_assert_cmpint (store_ask_number (fixture->path, "SELECT count(*) FROM pragma_foreign_key_list"
                                                    " ('sample_chunk')"),
                   ==, 1);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/schema/" name, StoreFixture, NULL, store_fixture_set_up, test,                     \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("opens-every-released-version", opens_every_released_version);
  ADD ("loses-no-stop-that-was-owed", loses_no_stop_that_was_owed);
  ADD ("takes-no-other-for-one-that-was-parted", takes_no_other_for_one_that_was_parted);
  ADD ("goes-through-each-step", goes_through_each_step);
  ADD ("a-step-that-fails-leaves-nothing-behind", a_step_that_fails_leaves_nothing_behind);
  ADD ("keeps-the-file-as-it-was", keeps_the_file_as_it_was);
  ADD ("changes-nothing-where-no-copy-can-be-kept", changes_nothing_where_no_copy_can_be_kept);
  ADD ("keeps-what-the-tables-promise", keeps_what_the_tables_promise);

  return g_test_run ();
}
