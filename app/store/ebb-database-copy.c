/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ebb-database-private.h"
#include "ebb-store.h"

/* A copy of the whole file as it was, before it is brought to another version. */

static gboolean
fail_system (const char *path, const char *what, int system_errno, GError **error)
{
  g_set_error (error, EBB_STORE_ERROR,
               system_errno == ENOSPC ? EBB_STORE_ERROR_FULL : EBB_STORE_ERROR_FAILED,
               "%s cannot be %s: %s", path, what, g_strerror (system_errno));
  return FALSE;
}

/* SQLite writes into a file that is there and empty; made here, it is for nobody else's eyes. */
static gboolean
make_empty (const char *path, GError **error)
{
  int descriptor = open (path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  if (descriptor < 0)
    return fail_system (path, "made", errno, error);
  fchmod (descriptor, 0600);
  close (descriptor);
  return TRUE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int      descriptor = open (path, flags | O_CLOEXEC);
  gboolean is_synced = descriptor >= 0 && fsync (descriptor) == 0;
  int      system_errno = errno;

  if (descriptor >= 0)
    close (descriptor);
  return is_synced || fail_system (path, "written to the disk", system_errno, error);
}

static gboolean
take_copy (EbbDatabase *database, const char *path, GError **error)
{
  return make_empty (path, error)
         && ebb_database_run (
             database, ebb_database_prepare (database, error, "VACUUM INTO ?", "s", path), error)
         && sync_path (path, O_RDONLY, error);
}

/* It is there whole under its name, or what was there before is. */
static gboolean
put_in_place (const char *path, const char *name, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (name);

  if (g_rename (path, name) != 0)
    return fail_system (name, "written", errno, error);
  return sync_path (directory, O_RDONLY | O_DIRECTORY, error);
}

/* Beside the file, as PATH.version-N, for whoever goes back to an older Ebb. Another process may do the
 * same just now: where the file has its new version already, that one has kept it, and ours may be of
 * either version. Nothing of a copy that fails is left. */
gboolean
ebb_database_keep_copy (EbbDatabase *database, guint version, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s.version-%u", database->path, version);
  g_autofree char *path = g_strdup_printf ("%s.part-%d", name, (int) getpid ());
  gboolean         is_kept = take_copy (database, path, error);

  if (is_kept && ebb_database_get_pragma (database, "PRAGMA user_version") == (gint64) version)
    is_kept = put_in_place (path, name, error);
  g_unlink (path);
  return is_kept;
}

/* The log holds pages as they were, and so do copies of before: the next new version makes another. That
 * it was deleted stands either way, so what goes wrong is said and no more. */
void
ebb_database_forget (EbbDatabase *database)
{
  g_autofree char *folder_path = g_path_get_dirname (database->path);
  g_autofree char *file_name = g_path_get_basename (database->path);
  g_autofree char *prefix = g_strconcat (file_name, ".version-", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (!ebb_database_execute (database, "PRAGMA wal_checkpoint (TRUNCATE)", &error))
    g_warning ("%s", error->message);
  folder = g_dir_open (folder_path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder_path, name, NULL);

      if (g_str_has_prefix (name, prefix) && g_unlink (path) != 0)
        g_warning ("%s cannot be deleted: %s", path, g_strerror (errno));
    }
}
