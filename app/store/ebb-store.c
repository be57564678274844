/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store.h"

#include <string.h>

#include "ebb-people-queries-private.h"
#include "ebb-queries-private.h"
#include "ebb-schema-private.h"
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

#define OWNER_KEY "owner"

G_DEFINE_FINAL_TYPE (EbbStore, ebb_store, G_TYPE_OBJECT)

static void
ebb_store_finalize (GObject *object)
{
  EbbStore *self = EBB_STORE (object);

  g_clear_pointer (&self->writer, ebb_writer_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->sides, g_hash_table_unref);
  g_clear_pointer (&self->boots, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (ebb_store_parent_class)->finalize (object);
}

static void
ebb_store_class_init (EbbStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_store_finalize;
}

static void
ebb_store_init (EbbStore *self)
{
}

/* 0 and 0xffffffff have meanings of their own on the wire (PROTOCOL.md, "Owner"). */
static gboolean
read_owner (const char *text, guint32 *owner)
{
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32 - 1, &number, NULL))
    return FALSE;
  *owner = (guint32) number;
  return TRUE;
}

/* Two programs that make the file at the same time get the same owner: the first offer stays. */
static gboolean
ensure_owner (EbbStore *self, EbbDatabase *database, GError **error)
{
  g_autofree char *offer = NULL;

  if (read_owner (g_hash_table_lookup (self->settings, OWNER_KEY), &self->owner))
    return TRUE;
  offer = g_strdup_printf ("%u", MAX (1, g_random_int () & G_MAXINT32));
  if (!ebb_queries_offer_setting (database, OWNER_KEY, offer, error))
    return FALSE;
  g_hash_table_unref (self->settings);
  self->settings = ebb_queries_load_settings (database, error);
  if (self->settings == NULL)
    return FALSE;
  if (read_owner (g_hash_table_lookup (self->settings, OWNER_KEY), &self->owner))
    return TRUE;
  g_set_error (error, EBB_STORE_ERROR, EBB_STORE_ERROR_CORRUPT,
               "%s: setting owner is \"%s\", expected a whole number from 1 to 4294967294",
               database->path, (const char *) g_hash_table_lookup (self->settings, OWNER_KEY));
  return FALSE;
}

/**
 * ebb_store_open:
 *
 * Opens the file at @path, or makes it with the folders it needs, and brings it to the version of
 * this program. Blocks; for the time before the main loop. A file that is refused, because a newer
 * Ebb wrote it or because it is no store, is left exactly as it is.
 *
 * Returns: (transfer full): a store; %NULL with %EBB_STORE_ERROR that names @path
 */
EbbStore *
ebb_store_open (const char *path, GError **error)
{
  g_autoptr (EbbStore) self = NULL;
  g_autoptr (EbbDatabase) database = NULL;
  const EbbMigration *migrations;
  gsize               n_migrations;

  g_return_val_if_fail (path != NULL, NULL);

  database = ebb_database_open (path, ebb_schema_get_version (), error);
  if (database == NULL)
    return NULL;
  migrations = ebb_schema_get_migrations (&n_migrations);
  if (!ebb_schema_migrate (database, migrations, n_migrations, error))
    return NULL;
  self = g_object_new (EBB_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->settings = ebb_queries_load_settings (database, error);
  if (self->settings == NULL)
    return NULL;
  self->sides = ebb_queries_load_sides (database, error);
  if (self->sides == NULL)
    return NULL;
  self->boots = ebb_queries_load_boots (database, error);
  if (self->boots == NULL || !ensure_owner (self, database, error))
    return NULL;
  self->people = ebb_queries_list_people (database, error);
  if (self->people == NULL)
    return NULL;
  self->writer = ebb_writer_new (g_steal_pointer (&database));
  return g_steal_pointer (&self);
}

/**
 * ebb_store_get_owner:
 *
 * Returns: the number by which boots know this installation, 1 to 4294967294
 */
guint32
ebb_store_get_owner (EbbStore *self)
{
  g_return_val_if_fail (EBB_IS_STORE (self), 0);

  return self->owner;
}

EbbJob *
ebb_store_new_job (EbbStore           *self,
                   EbbJobFunc          run,
                   GDestroyNotify      destroy,
                   gpointer            source_tag,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  EbbJob *job = ebb_job_new (run);

  job->task = g_task_new (self, cancellable, callback, user_data);
  job->destroy = destroy;
  g_task_set_source_tag (job->task, source_tag);
  /* The answer is what happened to the file, also when it comes after the cancellation. */
  g_task_set_check_cancellable (job->task, FALSE);
  return job;
}

static EbbKnownBoots *
find_boots (EbbStore *self, const char *identity, guint *index)
{
  for (*index = 0; *index < self->boots->len; (*index)++)
    {
      EbbKnownBoots *boots = g_ptr_array_index (self->boots, *index);

      if (strcmp (boots->identity, identity) == 0)
        return boots;
    }
  return NULL;
}

static void
raise_epoch (EbbStore *self, const char *identity, guint32 epoch)
{
  guint          index;
  EbbKnownBoots *boots = identity != NULL ? find_boots (self, identity, &index) : NULL;

  if (boots != NULL)
    boots->epoch = MAX (boots->epoch, epoch);
}

/**
 * ebb_store_open_session_async:
 * @record: what is known of the session before it starts; is copied
 * @epoch: under which START will be sent
 *
 * Writes the session and its journal entry. When this finishes well both are on the disk, and only
 * then may START be written. Called again for the same record with a higher epoch.
 */
void
ebb_store_open_session_async (EbbStore           *self,
                              EbbSessionRecord   *record,
                              guint32             epoch,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (EBB_IS_SESSION_RECORD (record) && record->id != NULL);

  raise_epoch (self, record->boots_identity, epoch);
  for (guint i = 0; i < record->driven->len; i++)
    raise_epoch (self, ((EbbDrivenBoots *) g_ptr_array_index (record->driven, i))->identity, epoch);
  job = ebb_store_new_job (self, ebb_job_open_session, NULL, ebb_store_open_session_async,
                           cancellable, callback, user_data);
  job->record = ebb_session_record_copy (record);
  job->number = epoch;
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_open_session_finish:
 *
 * Returns: %TRUE if session and epoch are on the disk
 */
gboolean
ebb_store_open_session_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * ebb_store_append_samples:
 * @samples: (array length=count): are copied
 *
 * Returns at once. Samples are written ten seconds at a time; those that cannot be written wait,
 * and the session goes on.
 */
void
ebb_store_append_samples (EbbStore        *self,
                          const char      *record_id,
                          const EbbSample *samples,
                          gsize            count)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (record_id != NULL);

  if (count == 0)
    return;
  job = ebb_job_new (ebb_job_append_samples);
  job->key = g_strdup (record_id);
  job->samples = g_array_sized_new (FALSE, FALSE, sizeof (EbbSample), (guint) count);
  g_array_append_vals (job->samples, samples, (guint) count);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_close_session_async:
 * @record: with its end, run time and peak; is copied
 *
 * Writes the samples that wait, then end and journal together. A session keeps its journal entry as
 * long as any of the boots it drove was not seen vented. When this fails nothing has changed, and it may be tried again.
 */
void
ebb_store_close_session_async (EbbStore           *self,
                               EbbSessionRecord   *record,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (EBB_IS_SESSION_RECORD (record) && record->id != NULL);

  job = ebb_store_new_job (self, ebb_job_close_session, NULL, ebb_store_close_session_async,
                           cancellable, callback, user_data);
  job->record = ebb_session_record_copy (record);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_close_session_finish:
 *
 * Returns: %TRUE if the end is on the disk
 */
gboolean
ebb_store_close_session_finish (EbbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * ebb_store_load_boots:
 *
 * Returns: (element-type EbbKnownBoots) (transfer full): the boots of this account, by name
 */
GPtrArray *
ebb_store_load_boots (EbbStore *self, GError **error)
{
  GPtrArray *copy;

  g_return_val_if_fail (EBB_IS_STORE (self), NULL);

  copy = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_known_boots_free);
  for (guint i = 0; i < self->boots->len; i++)
    g_ptr_array_add (copy, ebb_known_boots_copy (g_ptr_array_index (self->boots, i)));
  return copy;
}

static gpointer
load_boots (EbbWriter *writer, EbbJob *job, GError **error G_GNUC_UNUSED)
{
  *(GPtrArray **) job->out = ebb_queries_load_boots (ebb_writer_get_database (writer), NULL);
  return EBB_JOB_DONE;
}

/**
 * ebb_store_look_at_boots:
 *
 * Reads again which boots there are: other programs of the account may have used them. Blocks until all
 * that was asked for before is written. What cannot be read is as it was.
 */
void
ebb_store_look_at_boots (EbbStore *self)
{
  GPtrArray *boots = NULL;
  EbbJob    *job;

  g_return_if_fail (EBB_IS_STORE (self));

  job = ebb_job_new (load_boots);
  job->out = &boots;
  ebb_writer_push (self->writer, job);
  ebb_writer_flush (self->writer);
  if (boots == NULL)
    return;
  g_ptr_array_unref (self->boots);
  self->boots = boots;
}

/**
 * ebb_store_save_boots:
 * @boots: are copied
 *
 * Adds boots or changes what is known of them. Their epoch never falls.
 */
void
ebb_store_save_boots (EbbStore *self, const EbbKnownBoots *boots)
{
  EbbKnownBoots *copy;
  EbbKnownBoots *present;
  EbbJob        *job;
  guint          index;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (boots != NULL && boots->identity != NULL);

  copy = ebb_known_boots_copy (boots);
  present = find_boots (self, boots->identity, &index);
  if (present != NULL)
    {
      copy->epoch = MAX (copy->epoch, present->epoch);
      g_ptr_array_remove_index (self->boots, index);
    }
  g_ptr_array_insert (self->boots, (int) index, copy);
  job = ebb_job_new (ebb_job_save_boots);
  job->boots = ebb_known_boots_copy (copy);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_forget_boots:
 *
 * Removes boots from those that are known. Sessions with them stay.
 */
void
ebb_store_forget_boots (EbbStore *self, const char *identity)
{
  EbbJob *job;
  guint   index;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (identity != NULL);

  if (find_boots (self, identity, &index) != NULL)
    g_ptr_array_remove_index (self->boots, index);
  job = ebb_job_new (ebb_job_forget_boots);
  job->key = g_strdup (identity);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_dup_setting:
 *
 * Returns: (nullable) (transfer full): what was saved under @key
 */
char *
ebb_store_dup_setting (EbbStore *self, const char *key)
{
  g_return_val_if_fail (EBB_IS_STORE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return g_strdup (g_hash_table_lookup (self->settings, key));
}

/**
 * ebb_store_save_setting:
 *
 * Keeps @value under @key. The key "owner" is the store's own.
 */
void
ebb_store_save_setting (EbbStore *self, const char *key, const char *value)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (key != NULL && strcmp (key, OWNER_KEY) != 0);
  g_return_if_fail (value != NULL);

  g_hash_table_insert (self->settings, g_strdup (key), g_strdup (value));
  job = ebb_job_new (ebb_job_save_setting);
  job->key = g_strdup (key);
  job->value = g_strdup (value);
  ebb_writer_push (self->writer, job);
}

/**
 * ebb_store_flush:
 *
 * Blocks until all that was asked for so far is done and every sample is in the file. For the very
 * end of a program.
 */
void
ebb_store_flush (EbbStore *self)
{
  g_return_if_fail (EBB_IS_STORE (self));

  ebb_writer_flush (self->writer);
}
