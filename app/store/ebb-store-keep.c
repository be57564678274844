/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"

/* Boots and settings, as jobs for the writer thread. */

typedef struct
{
  GMutex     mutex;
  GCond      cond;
  gboolean   is_done;
  GPtrArray *all;
  GError    *error;
} Waiting;

static void
done (Waiting *waiting)
{
  g_mutex_lock (&waiting->mutex);
  waiting->is_done = TRUE;
  g_cond_signal (&waiting->cond);
  g_mutex_unlock (&waiting->mutex);
}

static void
wait_for_job (EbbStore *self, EbbStoreJob run, Waiting *waiting)
{
  g_mutex_init (&waiting->mutex);
  g_cond_init (&waiting->cond);
  ebb_store_push (self, run, waiting, NULL, NULL);
  g_mutex_lock (&waiting->mutex);
  while (!waiting->is_done)
    g_cond_wait (&waiting->cond, &waiting->mutex);
  g_mutex_unlock (&waiting->mutex);
  g_mutex_clear (&waiting->mutex);
  g_cond_clear (&waiting->cond);
}

static void
load_boots_job (EbbStore *self, gpointer data, GTask *task G_GNUC_UNUSED)
{
  Waiting *waiting = data;

  waiting->all = ebb_boots_table_load (self, &waiting->error);
  done (waiting);
}

/**
 * ebb_store_load_boots:
 *
 * Blocks: for use before the main loop runs.
 *
 * Returns: (transfer full) (element-type EbbKnownBoots): in the order they were taken
 */
GPtrArray *
ebb_store_load_boots (EbbStore *self, GError **error)
{
  Waiting waiting = { 0 };

  wait_for_job (self, load_boots_job, &waiting);
  if (waiting.all == NULL)
    g_propagate_error (error, waiting.error);
  return waiting.all;
}

static void
save_boots_job (EbbStore *self, gpointer data, GTask *task G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!ebb_boots_table_save (self, data, &error))
    g_warning ("boots could not be kept: %s", error->message);
}

/**
 * ebb_store_save_boots:
 *
 * Queues them to be kept, new or changed. Their epoch only ever rises.
 */
void
ebb_store_save_boots (EbbStore *self, const EbbKnownBoots *boots)
{
  ebb_store_push (self, save_boots_job, ebb_known_boots_copy (boots),
                  (GDestroyNotify) ebb_known_boots_free, NULL);
}

static void
forget_boots_job (EbbStore *self, gpointer data, GTask *task G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  if (!ebb_boots_table_forget (self, data, &error))
    g_warning ("boots could not be forgotten: %s", error->message);
}

/**
 * ebb_store_forget_boots:
 *
 * Queues them to be forgotten. Their sessions stay.
 */
void
ebb_store_forget_boots (EbbStore *self, const char *identity)
{
  ebb_store_push (self, forget_boots_job, g_strdup (identity), g_free, NULL);
}

/**
 * ebb_store_dup_setting:
 *
 * Returns: (transfer full) (nullable): the value, from memory; %NULL if it was never saved
 */
char *
ebb_store_dup_setting (EbbStore *self, const char *key)
{
  return g_strdup (g_hash_table_lookup (self->settings, key));
}

static void
save_setting_job (EbbStore *self, gpointer data, GTask *task G_GNUC_UNUSED)
{
  char **pair = data;
  g_autoptr (GError) error = NULL;

  if (!ebb_settings_save (self, pair[0], pair[1], &error))
    g_warning ("setting %s could not be kept: %s", pair[0], error->message);
}

/**
 * ebb_store_save_setting:
 *
 * In force at once, and queued to be kept.
 */
void
ebb_store_save_setting (EbbStore *self, const char *key, const char *value)
{
  char **pair = g_new0 (char *, 3);

  pair[0] = g_strdup (key);
  pair[1] = g_strdup (value);
  g_hash_table_insert (self->settings, g_strdup (key), g_strdup (value));
  ebb_store_push (self, save_setting_job, pair, (GDestroyNotify) g_strfreev, NULL);
}

static void
flush_job (EbbStore *self G_GNUC_UNUSED, gpointer data, GTask *task G_GNUC_UNUSED)
{
  done (data);
}

/**
 * ebb_store_flush:
 *
 * Waits until all that was queued is written. Blocks: for the very end of a program.
 */
void
ebb_store_flush (EbbStore *self)
{
  Waiting waiting = { 0 };

  wait_for_job (self, flush_job, &waiting);
}
