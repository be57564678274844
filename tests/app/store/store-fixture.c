/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "store-fixture.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

static int
remove_entry_cb (const char *path, const struct stat *about, int kind, struct FTW *walk)
{
  return g_remove (path);
}

void
store_fixture_set_up (StoreFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("ebb-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "share", "ebb", "ebb.db", NULL);
}

void
store_fixture_tear_down (StoreFixture *self, gconstpointer data)
{
  nftw (self->folder, remove_entry_cb, 8, FTW_DEPTH | FTW_PHYS);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

static gboolean
deadline_cb (gpointer user_data)
{
  g_error ("nothing came within %d s", STORE_DEADLINE_S);
  return G_SOURCE_REMOVE;
}

void
store_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

void
store_wait (GAsyncResult **result)
{
  guint deadline = g_timeout_add_seconds (STORE_DEADLINE_S, deadline_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
}

EbbStore *
store_open (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;
  EbbStore *store = ebb_store_open (self->path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

EbbSessionRecord *
store_make_record (const char *id)
{
  EbbSessionRecord *record = ebb_session_record_new ();

  record->id = g_strdup (id);
  record->started_wall_us = G_GINT64_CONSTANT (1767220200) * G_USEC_PER_SEC; /* 2025-12-31 22:30 */
  record->utc_offset_s = 2 * 3600;
  record->program_id = g_strdup ("gentle-wave");
  record->program_name = g_strdup ("Gentle wave");
  record->boots_identity = g_strdup ("C0:FF:EE:00:00:01");
  record->boots_name = g_strdup ("Simulated boots");
  record->boots_serial = g_strdup ("SIM-1");
  record->is_simulated = TRUE;
  record->legs = EBB_LEGS_BOTH;
  record->planned_s = 1200;
  return record;
}

EbbSample
store_make_sample (guint32 at_ms, gint32 pressure_pa)
{
  EbbSample sample = { .at_ms = at_ms, .zones = { EBB_ZONE_BIT (EBB_ZONE_FOOT), 0 } };

  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        {
          sample.pressure_pa[side][zone] = EBB_PRESSURE_UNKNOWN_PA;
          sample.setpoint_pa[side][zone] = EBB_PRESSURE_UNKNOWN_PA;
          sample.temperature_ddeg[side][zone] = EBB_HEAT_OFF_DDEG;
        }
    }
  sample.pressure_pa[EBB_SIDE_LEFT][EBB_ZONE_FOOT] = pressure_pa;
  return sample;
}

void
store_open_session (EbbStore *store, EbbSessionRecord *record, guint32 epoch)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ebb_store_open_session_async (store, record, epoch, NULL, store_answer_cb, &result);
  store_wait (&result);
  ebb_store_open_session_finish (store, result, &error);
  g_assert_no_error (error);
}

gboolean
store_close_session (EbbStore *store, EbbSessionRecord *record, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ebb_store_close_session_async (store, record, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_close_session_finish (store, result, error);
}

GPtrArray *
store_list_sessions (EbbStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *list;

  ebb_store_list_sessions_async (store, NULL, 0, NULL, store_answer_cb, &result);
  store_wait (&result);
  list = ebb_store_list_sessions_finish (store, result, &error);
  g_assert_no_error (error);
  return list;
}

GPtrArray *
store_list_open (EbbStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *list;

  ebb_store_list_open_async (store, NULL, store_answer_cb, &result);
  store_wait (&result);
  list = ebb_store_list_open_finish (store, result, &error);
  g_assert_no_error (error);
  return list;
}

GArray *
store_read_samples (EbbStore *store, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *samples;

  ebb_store_read_samples_async (store, id, NULL, store_answer_cb, &result);
  store_wait (&result);
  samples = ebb_store_read_samples_finish (store, result, &error);
  g_assert_no_error (error);
  return samples;
}

EbbKeptAnswers
store_read_answers (EbbStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbKeptAnswers kept;

  ebb_store_read_answers_async (store, NULL, NULL, store_answer_cb, &result);
  store_wait (&result);
  ebb_store_read_answers_finish (store, result, &kept, &error);
  g_assert_no_error (error);
  return kept;
}

gboolean
store_save_answers (EbbStore *store, const EbbAnswers *answers, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ebb_store_save_answers_async (store, NULL, answers, NULL, store_answer_cb, &result);
  store_wait (&result);
  return ebb_store_save_answers_finish (store, result, error);
}

void
store_execute (const char *path, const char *sql)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

gint64
store_ask_number (const char *path, const char *sql)
{
  sqlite3      *handle = NULL;
  sqlite3_stmt *statement = NULL;
  gint64        number;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

GBytes *
store_read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, size);
}
