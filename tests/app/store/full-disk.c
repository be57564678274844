/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "full-disk.h"

#include <sqlite3.h>

/* A file system on which there may be no room: SQLite's own, but for one answer of the write-ahead
 * log, where all that is new goes first. */
static gint                      is_full;
static sqlite3_vfs               full_vfs;
static sqlite3_io_methods        full_methods;
static const sqlite3_io_methods *real_methods;
static const sqlite3_vfs        *real_vfs;

static int
write_cb (sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
  return g_atomic_int_get (&is_full) ? SQLITE_FULL : real_methods->xWrite (file, bytes, count, at);
}

static int
open_cb (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  int code = real_vfs->xOpen ((sqlite3_vfs *) real_vfs, name, file, flags, out_flags);

  if (code != SQLITE_OK || (flags & SQLITE_OPEN_WAL) == 0)
    return code;
  real_methods = file->pMethods;
  full_methods = *real_methods;
  full_methods.xWrite = write_cb;
  file->pMethods = &full_methods;
  return SQLITE_OK;
}

void
full_disk_begin (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  full_vfs = *real_vfs;
  full_vfs.zName = "full";
  full_vfs.xOpen = open_cb;
  sqlite3_vfs_register (&full_vfs, 1);
}

void
full_disk_end (void)
{
  sqlite3_vfs_unregister (&full_vfs);
}

void
full_disk_set (FullDisk disk)
{
  g_atomic_int_set (&is_full, disk == FULL_DISK_NO_ROOM);
}
