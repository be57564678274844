/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ebb-store.h"

typedef struct
{
  char     *directory;
  char     *path;
  EbbStore *store;
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = ebb_store_open (fixture->path, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("ebb-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "deep", "ebb.sqlite3", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (fixture->store);
  g_free (fixture->path);
  g_free (fixture->directory);
}

static void
reopen (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  open_store (fixture);
}

static void
result_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  gint64 until_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (*result == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_main_context_iteration (NULL, FALSE);
    }
  return *result;
}

static EbbSessionRecord *
make_record (const char *id, gint64 started_s)
{
  EbbSessionRecord *record = ebb_session_record_new ();

  record->id = g_strdup (id);
  record->started_wall_us = started_s * G_USEC_PER_SEC;
  record->utc_offset_s = 3600;
  record->program_id = g_strdup ("gentle-wave");
  record->program_name = g_strdup ("Gentle wave");
  record->boots_identity = g_strdup ("AA:01");
  record->boots_name = g_strdup ("Boots");
  record->is_simulated = TRUE;
  record->legs = EBB_LEGS_BOTH;
  record->planned_s = 1200;
  record->peak_pa = EBB_PRESSURE_UNKNOWN_PA;
  return record;
}

static void
open_session (Fixture *fixture, EbbSessionRecord *record, guint32 epoch)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ebb_store_open_session_async (fixture->store, record, epoch, NULL, result_cb, &result);
  g_assert_true (ebb_store_open_session_finish (fixture->store, wait_for (&result), &error));
  g_assert_no_error (error);
}

static void
close_session (Fixture *fixture, EbbSessionRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ebb_store_close_session_async (fixture->store, record, NULL, result_cb, &result);
  g_assert_true (ebb_store_close_session_finish (fixture->store, wait_for (&result), &error));
  g_assert_no_error (error);
}

static GPtrArray *
list_sessions (Fixture *fixture, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  ebb_store_list_sessions_async (fixture->store, limit, NULL, result_cb, &result);
  records = ebb_store_list_sessions_finish (fixture->store, wait_for (&result), &error);
  g_assert_no_error (error);
  return records;
}

static GPtrArray *
list_open (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  ebb_store_list_open_async (fixture->store, NULL, result_cb, &result);
  records = ebb_store_list_open_finish (fixture->store, wait_for (&result), &error);
  g_assert_no_error (error);
  return records;
}

static GArray *
read_samples (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *samples;

  ebb_store_read_samples_async (fixture->store, id, NULL, result_cb, &result);
  samples = ebb_store_read_samples_finish (fixture->store, wait_for (&result), &error);
  g_assert_no_error (error);
  return samples;
}

static EbbSample
make_sample (GRand *rand, guint32 at_ms)
{
  EbbSample sample;

  memset (&sample, 0, sizeof sample);
  sample.at_ms = at_ms;
  sample.zones[EBB_SIDE_LEFT] = 0x4d;
  sample.zones[EBB_SIDE_RIGHT] = 0x01;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          gboolean is_there = (sample.zones[side] & EBB_ZONE_BIT (zone)) != 0;
          gboolean is_known = is_there && g_rand_int_range (rand, 0, 20) > 0;

          sample.pressure_pa[side][zone] =
              is_known ? g_rand_int_range (rand, -200, 14000) : EBB_PRESSURE_UNKNOWN_PA;
          sample.setpoint_pa[side][zone] =
              is_known ? g_rand_int_range (rand, 0, 13332) : EBB_PRESSURE_UNKNOWN_PA;
          sample.temperature_ddeg[side][zone] =
              is_known ? (gint16) g_rand_int_range (rand, 200, 430) : EBB_HEAT_OFF_DDEG;
        }
    }
  return sample;
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
test_new_file_is_for_this_account_alone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GStatBuf         status;
  g_autofree char *directory = g_path_get_dirname (fixture->path);

  open_store (fixture);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (directory, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

static void
test_owner_stays (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  guint32 owner;

  open_store (fixture);
  owner = ebb_store_get_owner (fixture->store);
  g_assert_cmpuint (owner, !=, 0);
  reopen (fixture);
  g_assert_cmpuint (ebb_store_get_owner (fixture->store), ==, owner);
}

static void
test_newer_file_is_refused_and_untouched (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize            before_size;
  gsize            after_size;

  open_store (fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
  run_sql (fixture, "PRAGMA user_version = 999; PRAGMA journal_mode = DELETE");
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_size, NULL));
  g_assert_null (ebb_store_open (fixture->path, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "999"));
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_size, NULL));
  g_assert_cmpmem (before, before_size, after, after_size);
}

static void
test_rubbish_is_refused_and_untouched (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char rubbish[] = "This is no database, and it is longer than a header of one.....";
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_path_get_dirname (fixture->path);
  g_autofree char *after = NULL;

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, rubbish, -1, NULL));
  g_assert_null (ebb_store_open (fixture->path, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT);
  g_assert_true (g_file_get_contents (fixture->path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, rubbish);
}

static void
test_other_programs_file_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (directory, 0700), ==, 0);
  run_sql (fixture, "CREATE TABLE recipe (id INTEGER)");
  g_assert_null (ebb_store_open (fixture->path, &error));
  g_assert_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT);
}

static void
test_session_comes_back_whole (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = make_record ("one", 1700000000);
  g_autoptr (GPtrArray) records = NULL;
  const EbbSessionRecord *back;

  open_store (fixture);
  open_session (fixture, record, 7);
  record->ended_wall_us = record->started_wall_us + 600 * G_USEC_PER_SEC;
  record->run_s = 595;
  record->peak_pa = 5333;
  record->end = EBB_END_BY_STOP;
  record->is_vented_confirmed = TRUE;
  close_session (fixture, record);
  reopen (fixture);
  records = list_sessions (fixture, 0);
  g_assert_cmpuint (records->len, ==, 1);
  back = g_ptr_array_index (records, 0);
  g_assert_cmpstr (back->id, ==, "one");
  g_assert_cmpint (back->started_wall_us, ==, record->started_wall_us);
  g_assert_cmpint (back->ended_wall_us, ==, record->ended_wall_us);
  g_assert_cmpint (back->utc_offset_s, ==, 3600);
  g_assert_cmpstr (back->program_name, ==, "Gentle wave");
  g_assert_null (back->boots_serial);
  g_assert_true (back->is_simulated);
  g_assert_cmpint (back->legs, ==, EBB_LEGS_BOTH);
  g_assert_cmpuint (back->run_s, ==, 595);
  g_assert_cmpint (back->peak_pa, ==, 5333);
  g_assert_cmpint (back->end, ==, EBB_END_BY_STOP);
  g_assert_true (back->is_vented_confirmed);
}

static void
test_newest_session_comes_first (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const ids[] = { "b", "c", "a" };
  static const gint64      starts[] = { 200, 300, 100 };
  g_autoptr (GPtrArray) records = NULL;

  open_store (fixture);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (EbbSessionRecord) record = make_record (ids[i], starts[i]);

      open_session (fixture, record, 1);
      close_session (fixture, record);
    }
  records = list_sessions (fixture, 2);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpstr (((EbbSessionRecord *) g_ptr_array_index (records, 0))->id, ==, "c");
  g_assert_cmpstr (((EbbSessionRecord *) g_ptr_array_index (records, 1))->id, ==, "b");
}

static void
test_open_session_is_on_the_disk_when_it_says_so (Fixture           *fixture,
                                                  gconstpointer data G_GNUC_UNUSED)
{
  pid_t child = fork ();
  int   status;
  g_autoptr (GPtrArray) open = NULL;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (EbbSessionRecord) record = make_record ("killed", 1700000000);

      open_store (fixture);
      open_session (fixture, record, 41);
      raise (SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  open_store (fixture);
  open = list_open (fixture);
  g_assert_cmpuint (open->len, ==, 1);
  g_assert_cmpuint (((EbbOpenSession *) g_ptr_array_index (open, 0))->epoch, ==, 41);
  g_assert_cmpstr (((EbbOpenSession *) g_ptr_array_index (open, 0))->record->id, ==, "killed");
}

static void
test_closed_session_leaves_the_journal (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = make_record ("one", 1700000000);
  g_autoptr (GPtrArray) open = NULL;

  open_store (fixture);
  open_session (fixture, record, 1);
  open_session (fixture, record, 2);
  record->is_vented_confirmed = TRUE;
  close_session (fixture, record);
  open = list_open (fixture);
  g_assert_cmpuint (open->len, ==, 0);
}

static void
test_session_not_seen_vented_stays_in_the_journal (Fixture           *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = make_record ("one", 1700000000);
  g_autoptr (GPtrArray) open = NULL;

  open_store (fixture);
  open_session (fixture, record, 1);
  record->is_vented_confirmed = FALSE;
  close_session (fixture, record);
  open = list_open (fixture);
  g_assert_cmpuint (open->len, ==, 1);
}

static void
test_samples_come_back_bit_for_bit (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = make_record ("one", 1700000000);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GArray) sent = g_array_new (FALSE, FALSE, sizeof (EbbSample));
  g_autoptr (GArray) back = NULL;
  g_autoptr (GPtrArray) records = NULL;

  open_store (fixture);
  open_session (fixture, record, 1);
  for (guint32 i = 0; i < 500; i++)
    {
      EbbSample sample = make_sample (rand, i * 100 + (guint32) g_rand_int_range (rand, 0, 50));

      g_array_append_val (sent, sample);
      ebb_store_append_samples (fixture->store, "one", &sample, 1);
    }
  close_session (fixture, record);
  reopen (fixture);
  back = read_samples (fixture, "one");
  g_assert_cmpuint (back->len, ==, sent->len);
  g_assert_cmpmem (back->data, back->len * sizeof (EbbSample), sent->data,
                   sent->len * sizeof (EbbSample));
  records = list_sessions (fixture, 0);
  g_assert_cmpuint (((EbbSessionRecord *) g_ptr_array_index (records, 0))->n_samples, ==, 500);
}

static void
test_damaged_chunk_costs_only_itself (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbSessionRecord) record = make_record ("one", 1700000000);
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (GArray) back = NULL;

  open_store (fixture);
  open_session (fixture, record, 1);
  for (guint32 i = 0; i < 300; i++)
    {
      EbbSample sample = make_sample (rand, i * 100);

      ebb_store_append_samples (fixture->store, "one", &sample, 1);
    }
  close_session (fixture, record);
  run_sql (fixture,
           "UPDATE sample_chunk SET data = zeroblob (length (data)) WHERE first_ms = 10000");
  g_test_expect_message ("ebb-store", G_LOG_LEVEL_WARNING, "*from 10000 ms on are damaged*");
  back = read_samples (fixture, "one");
  g_test_assert_expected_messages ();
  g_assert_cmpuint (back->len, ==, 200);
  g_assert_cmpuint (g_array_index (back, EbbSample, 99).at_ms, ==, 9900);
  g_assert_cmpuint (g_array_index (back, EbbSample, 100).at_ms, ==, 20000);
}

static void
test_samples_before_the_last_chunk_survive_a_kill (Fixture           *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  pid_t child = fork ();
  int   status;
  g_autoptr (GArray) back = NULL;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (EbbSessionRecord) record = make_record ("killed", 1700000000);
      g_autoptr (GRand) rand = g_rand_new_with_seed (7);

      open_store (fixture);
      open_session (fixture, record, 1);
      for (guint32 i = 0; i < 250; i++)
        {
          EbbSample sample = make_sample (rand, i * 100);

          ebb_store_append_samples (fixture->store, "killed", &sample, 1);
        }
      ebb_store_flush (fixture->store);
      raise (SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  open_store (fixture);
  back = read_samples (fixture, "killed");
  g_assert_cmpuint (back->len, ==, 200);
}

static void
test_boots_keep_their_highest_epoch (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbKnownBoots boots = { (char *) "AA:01", NULL, (char *) "Old", (char *) "d", 0 };
  g_autoptr (EbbSessionRecord) record = make_record ("one", 1700000000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const EbbKnownBoots *back;

  open_store (fixture);
  ebb_store_save_boots (fixture->store, &boots);
  open_session (fixture, record, 12);
  boots.name = (char *) "New";
  ebb_store_save_boots (fixture->store, &boots);
  all = ebb_store_load_boots (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  back = g_ptr_array_index (all, 0);
  g_assert_cmpstr (back->name, ==, "New");
  g_assert_cmpuint (back->epoch, ==, 12);
  g_assert_null (back->serial);
}

static void
test_forgotten_boots_leave_their_sessions (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  EbbKnownBoots boots = { (char *) "AA:01", (char *) "S1", (char *) "Boots", (char *) "d", 0 };
  g_autoptr (EbbSessionRecord) record = make_record ("one", 1700000000);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) records = NULL;

  open_store (fixture);
  ebb_store_save_boots (fixture->store, &boots);
  open_session (fixture, record, 1);
  close_session (fixture, record);
  ebb_store_forget_boots (fixture->store, "AA:01");
  all = ebb_store_load_boots (fixture->store, NULL);
  g_assert_cmpuint (all->len, ==, 0);
  records = list_sessions (fixture, 0);
  g_assert_cmpuint (records->len, ==, 1);
}

static void
test_settings_hold_at_once_and_later (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *now = NULL;
  g_autofree char *later = NULL;

  open_store (fixture);
  g_assert_null (ebb_store_dup_setting (fixture->store, "key"));
  ebb_store_save_setting (fixture->store, "key", "a");
  ebb_store_save_setting (fixture->store, "key", "b");
  now = ebb_store_dup_setting (fixture->store, "key");
  g_assert_cmpstr (now, ==, "b");
  reopen (fixture);
  later = ebb_store_dup_setting (fixture->store, "key");
  g_assert_cmpstr (later, ==, "b");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/new-file/is-for-this-account-alone", test_new_file_is_for_this_account_alone);
  ADD ("/store/owner/stays", test_owner_stays);
  ADD ("/store/newer-file/is-refused-and-untouched", test_newer_file_is_refused_and_untouched);
  ADD ("/store/rubbish/is-refused-and-untouched", test_rubbish_is_refused_and_untouched);
  ADD ("/store/other-programs-file/is-refused", test_other_programs_file_is_refused);
  ADD ("/store/session/comes-back-whole", test_session_comes_back_whole);
  ADD ("/store/session/newest-comes-first", test_newest_session_comes_first);
  ADD ("/store/journal/is-on-the-disk-when-it-says-so",
       test_open_session_is_on_the_disk_when_it_says_so);
  ADD ("/store/journal/closed-session-leaves-it", test_closed_session_leaves_the_journal);
  ADD ("/store/journal/session-not-seen-vented-stays",
       test_session_not_seen_vented_stays_in_the_journal);
  ADD ("/store/samples/come-back-bit-for-bit", test_samples_come_back_bit_for_bit);
  ADD ("/store/samples/damaged-chunk-costs-only-itself", test_damaged_chunk_costs_only_itself);
  ADD ("/store/samples/before-the-last-chunk-survive-a-kill",
       test_samples_before_the_last_chunk_survive_a_kill);
  ADD ("/store/boots/keep-their-highest-epoch", test_boots_keep_their_highest_epoch);
  ADD ("/store/boots/forgotten-leave-their-sessions", test_forgotten_boots_leave_their_sessions);
  ADD ("/store/settings/hold-at-once-and-later", test_settings_hold_at_once_and_later);
  return g_test_run ();
}
