/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-schema-private.h"
#include "store-fixture.h"

#include <glib/gstdio.h>

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
opens_every_released_version (StoreFixture *fixture, gconstpointer data)
{
  for (guint version = 1; version <= ebb_schema_get_version (); version++)
    {
      g_autofree char *name = g_strdup_printf ("schema-%u.sql", version);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, name, NULL);
      g_autofree char *folder = g_path_get_dirname (fixture->path);
      g_autofree char *sql = NULL;
      g_autoptr (EbbStore) store = NULL;
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (GArray) samples = NULL;
      g_autofree char  *setting = NULL;
      EbbSessionRecord *record;

      remove_file (fixture);
      g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
      g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
      store_execute (fixture->path, sql);
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
      g_assert_cmpint (store_ask_number (fixture->path, "PRAGMA user_version"), ==,
                       ebb_schema_get_version ());
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
  ADD ("goes-through-each-step", goes_through_each_step);
  ADD ("a-step-that-fails-leaves-nothing-behind", a_step_that_fails_leaves_nothing_behind);
  ADD ("keeps-what-the-tables-promise", keeps_what_the_tables_promise);

  return g_test_run ();
}
