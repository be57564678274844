/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sample-pack-private.h"
#include "ebb-store-private.h"

/* A chunk covers so much at most: what a crash can cost. */
#define CHUNK_MS 10000

void
ebb_pending_free (EbbPending *pending)
{
  g_free (pending->record_id);
  g_array_unref (pending->samples);
  g_free (pending);
}

static gboolean
write_chunk (EbbStore *self, EbbPending *pending, GError **error)
{
  const EbbSample *samples = (const EbbSample *) (gpointer) pending->samples->data;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (sqlite3_stmt) statement = NULL;
  gsize         size;
  const guint8 *data;

  if (pending->samples->len == 0)
    return TRUE;
  packed = ebb_samples_pack (samples, pending->samples->len);
  data = g_bytes_get_data (packed, &size);
  statement = ebb_sql_prepare (self->database,
                               "INSERT INTO sample_chunk VALUES (?1, ?2, ?3, ?4, ?5)", error);
  if (statement == NULL)
    return FALSE;
  ebb_sql_bind_text (statement, 1, pending->record_id);
  sqlite3_bind_int64 (statement, 2, samples[0].at_ms);
  sqlite3_bind_int64 (statement, 3, pending->samples->len);
  sqlite3_bind_int64 (statement, 4, ebb_samples_checksum (data, size));
  sqlite3_bind_blob (statement, 5, data, (int) size, SQLITE_STATIC);
  g_array_set_size (pending->samples, 0);
  return ebb_sql_finish (statement, error);
}

static gboolean
is_chunk_over (const GArray *samples, const EbbSample *next)
{
  const EbbSample *first;

  if (samples->len == 0)
    return FALSE;
  first = &g_array_index (samples, EbbSample, 0);
  return samples->len >= EBB_PACK_MAX_SAMPLES || next->at_ms < first->at_ms
         || next->at_ms - first->at_ms >= CHUNK_MS || next->zones[0] != first->zones[0]
         || next->zones[1] != first->zones[1];
}

gboolean
ebb_samples_add (EbbStore        *self,
                 const char      *record_id,
                 const EbbSample *samples,
                 gsize            count,
                 GError         **error)
{
  EbbPending *pending = g_hash_table_lookup (self->pending, record_id);
  gboolean    is_ok = TRUE;

  if (pending == NULL)
    {
      pending = g_new0 (EbbPending, 1);
      pending->record_id = g_strdup (record_id);
      pending->samples = g_array_new (FALSE, FALSE, sizeof (EbbSample));
      g_hash_table_insert (self->pending, pending->record_id, pending);
    }
  for (gsize i = 0; i < count; i++)
    {
      if (is_chunk_over (pending->samples, &samples[i]))
        is_ok = write_chunk (self, pending, is_ok ? error : NULL) && is_ok;
      g_array_append_val (pending->samples, samples[i]);
    }
  return is_ok;
}

gboolean
ebb_samples_flush (EbbStore *self, const char *record_id, GError **error)
{
  EbbPending *pending = g_hash_table_lookup (self->pending, record_id);
  gboolean    is_ok;

  if (pending == NULL)
    return TRUE;
  is_ok = write_chunk (self, pending, error);
  g_hash_table_remove (self->pending, record_id);
  return is_ok;
}

GArray *
ebb_samples_read (EbbStore *self, const char *record_id, GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (EbbSample));
  g_autoptr (sqlite3_stmt) statement = NULL;

  statement = ebb_sql_prepare (self->database,
                               "SELECT data, checksum, first_ms FROM sample_chunk "
                               "WHERE session_id = ?1 ORDER BY first_ms",
                               error);
  if (statement == NULL)
    return NULL;
  ebb_sql_bind_text (statement, 1, record_id);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const guint8 *data = sqlite3_column_blob (statement, 0);
      gsize         size = (gsize) sqlite3_column_bytes (statement, 0);

      /* A damaged chunk costs only itself: it is a gap in the picture. */
      if (data == NULL || ebb_samples_checksum (data, size) != sqlite3_column_int64 (statement, 1)
          || !ebb_samples_unpack (samples, data, size))
        g_warning ("session %s: the samples from %" G_GINT64_FORMAT " ms on are damaged", record_id,
                   (gint64) sqlite3_column_int64 (statement, 2));
    }
  return g_steal_pointer (&samples);
}
