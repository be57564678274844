/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

#include "store-fixture.h"

static const mode_t others = S_IRWXG | S_IRWXO;

static mode_t
get_mode (const char *path)
{
  GStatBuf about;

  g_assert_cmpint (g_stat (path, &about), ==, 0);
  return about.st_mode & 07777;
}

static void
assert_refused (StoreFixture *fixture, EbbStoreErrorCode code, const char *says)
{
  g_autoptr (GBytes) before = store_read_file (fixture->path);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (EbbStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  store = ebb_store_open (fixture->path, &error);
  g_assert_null (store);
  g_assert_error (error, EBB_STORE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, says));
  after = store_read_file (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
}

/* Nothing was written beside it either. */
static void
assert_alone (StoreFixture *fixture)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
make_file (StoreFixture *fixture, const void *bytes, gsize size)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
}

static void
is_for_this_account_alone (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record ("a");
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  store_open_session (store, record, 1);
  g_assert_cmpint (get_mode (folder) & others, ==, 0);
  g_assert_cmpint (get_mode (fixture->path), ==, 0600);
  g_assert_cmpint (get_mode (log), ==, 0600);
}

static void
closes_a_file_that_was_open_to_all (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_clear_object (&store);
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  store = store_open (fixture);
  g_assert_cmpint (get_mode (fixture->path), ==, 0600);
  g_assert_cmpint (get_mode (folder), ==, 0700);
}

static void
keeps_its_owner (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbStore) beside = store_open (fixture);
  guint32 owner = ebb_store_get_owner (store);

  g_assert_cmpuint (owner, !=, 0);
  g_assert_cmpuint (owner, !=, G_MAXUINT32);
  g_assert_cmpuint (ebb_store_get_owner (beside), ==, owner);
}

static void
refuses_a_newer_version (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);

  g_clear_object (&store);
  store_execute (fixture->path, "PRAGMA user_version = 1000");
  assert_refused (fixture, EBB_STORE_ERROR_NEWER, "1000");
  assert_alone (fixture);
}

static void
refuses_a_newer_version_in_the_log (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbStore) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  sqlite3 *newer = NULL;

  /* The store stays open, so the newer number is in the log and not in the file. */
  ebb_store_flush (store);
  g_assert_cmpint (sqlite3_open (fixture->path, &newer), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (newer, "PRAGMA user_version = 1000", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  before = store_read_file (fixture->path);
  again = ebb_store_open (fixture->path, &error);
  g_assert_null (again);
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_NEWER);
  after = store_read_file (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
  sqlite3_close (newer);
}

static void
refuses_what_is_no_database (StoreFixture *fixture, gconstpointer data)
{
  static const char text[] = "Dear diary, this is no database, and yet it is long enough for the "
                             "header of one, which is one hundred bytes.";

  make_file (fixture, text, sizeof text);
  assert_refused (fixture, EBB_STORE_ERROR_CORRUPT, "not a store");
  assert_alone (fixture);
}

static void
refuses_a_stump (StoreFixture *fixture, gconstpointer data)
{
  make_file (fixture, "SQLite format 3", 16);
  assert_refused (fixture, EBB_STORE_ERROR_CORRUPT, "not a store");
  assert_alone (fixture);
}

static void
refuses_the_file_of_another_program (StoreFixture *fixture, gconstpointer data)
{
  make_file (fixture, "", 0);
  store_execute (fixture->path, "CREATE TABLE setting (key TEXT); PRAGMA user_version = 1");
  assert_refused (fixture, EBB_STORE_ERROR_CORRUPT, "not a store");
  assert_alone (fixture);
}

static void
refuses_a_foreign_file_without_numbers (StoreFixture *fixture, gconstpointer data)
{
  make_file (fixture, "", 0);
  store_execute (fixture->path, "CREATE TABLE recipe (name TEXT)");
  assert_refused (fixture, EBB_STORE_ERROR_CORRUPT, "not a store");
  assert_alone (fixture);
}

static void
refuses_a_damaged_store (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *bytes = NULL;
  gsize            size;

  g_clear_object (&store);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  /* All but the header, which is right. */
  memset (bytes + 100, 0xa5, size - 100);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  assert_refused (fixture, EBB_STORE_ERROR_CORRUPT, "malformed");
}

static void
says_that_it_is_locked (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbStore) second = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *other = NULL;

  g_clear_object (&store);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other,
                                 "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE;"
                                 "UPDATE setting SET value = value",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  second = ebb_store_open (fixture->path, &error);
  g_assert_null (second);
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, fixture->path));
  sqlite3_close (other);
}

static void
says_where_it_cannot_be_made (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "file", "ebb.db", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (EbbStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  store = ebb_store_open (path, &error);
  g_assert_null (store);
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, folder));
}

static void
remembers_boots (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record ("a");
  g_autoptr (GPtrArray) list = NULL;
  EbbKnownBoots  first = { .identity = record->boots_identity,
                           .name = (char *) "Blue pair",
                           .definition_id = (char *) "ebb",
                           .epoch = 5 };
  EbbKnownBoots  second = { .identity = (char *) "C0:FF:EE:00:00:02",
                            .serial = (char *) "S'; DROP TABLE boots; --",
                            .name = (char *) "Blue pair",
                            .definition_id = (char *) "ebb" };
  EbbKnownBoots *read;

  ebb_store_save_boots (store, &first);
  ebb_store_save_boots (store, &second);
  store_open_session (store, record, 12);
  first.name = (char *) "Red pair";
  ebb_store_save_boots (store, &first);
  ebb_store_forget_boots (store, "C0:FF:EE:00:00:03");
  g_clear_object (&store);

  store = store_open (fixture);
  list = ebb_store_load_boots (store, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  read = g_ptr_array_index (list, 0);
  g_assert_cmpstr (read->serial, ==, "S'; DROP TABLE boots; --");
  read = g_ptr_array_index (list, 1);
  g_assert_cmpstr (read->name, ==, "Red pair");
  g_assert_null (read->serial);
  /* The session used epoch 12; 5 may never come back. */
  g_assert_cmpuint (read->epoch, ==, 12);
}

static void
forgets_boots_and_keeps_their_sessions (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autoptr (EbbSessionRecord) record = store_make_record ("a");
  g_autoptr (GPtrArray) boots = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  EbbKnownBoots known = { .identity = record->boots_identity };

  ebb_store_save_boots (store, &known);
  store_open_session (store, record, 1);
  ebb_store_forget_boots (store, known.identity);
  g_clear_object (&store);

  store = store_open (fixture);
  boots = ebb_store_load_boots (store, NULL);
  g_assert_cmpuint (boots->len, ==, 0);
  sessions = store_list_sessions (store);
  g_assert_cmpuint (sessions->len, ==, 1);
}

static void
remembers_settings (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (EbbStore) store = store_open (fixture);
  g_autofree char *none = ebb_store_dup_setting (store, "theme");
  g_autofree char *at_once = NULL;
  g_autofree char *later = NULL;

  g_assert_null (none);
  ebb_store_save_setting (store, "theme", "light");
  ebb_store_save_setting (store, "theme", "dark");
  at_once = ebb_store_dup_setting (store, "theme");
  g_assert_cmpstr (at_once, ==, "dark");
  g_clear_object (&store);

  store = store_open (fixture);
  later = ebb_store_dup_setting (store, "theme");
  g_assert_cmpstr (later, ==, "dark");
}

#define ADD(name, test)                                                                            \
  g_test_add ("/store-file/" name, StoreFixture, NULL, store_fixture_set_up, test,                 \
              store_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/safety/H26/store-is-for-this-account-alone", StoreFixture, NULL,
              store_fixture_set_up, is_for_this_account_alone, store_fixture_tear_down);
  ADD ("old/closes-one-that-was-open-to-all", closes_a_file_that_was_open_to_all);
  ADD ("new/says-where-it-cannot-be-made", says_where_it_cannot_be_made);
  ADD ("owner/keeps-it", keeps_its_owner);
  ADD ("boots/remembers", remembers_boots);
  ADD ("boots/forgets-them-and-keeps-their-sessions", forgets_boots_and_keeps_their_sessions);
  ADD ("settings/remembers", remembers_settings);
  ADD ("refuses/a-newer-version", refuses_a_newer_version);
  ADD ("refuses/a-newer-version-in-the-log", refuses_a_newer_version_in_the_log);
  ADD ("refuses/what-is-no-database", refuses_what_is_no_database);
  ADD ("refuses/a-stump", refuses_a_stump);
  ADD ("refuses/the-file-of-another-program", refuses_the_file_of_another_program);
  ADD ("refuses/a-foreign-file-without-numbers", refuses_a_foreign_file_without_numbers);
  ADD ("refuses/a-damaged-store", refuses_a_damaged_store);
  ADD ("refuses/while-it-is-locked", says_that_it_is_locked);

  return g_test_run ();
}
