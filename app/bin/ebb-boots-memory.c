/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-memory.h"

#include <errno.h>
#include <glib/gstdio.h>

/**
 * ebb_boots_memory_open:
 * @seed: tells the boots of one account apart, as their serial does
 *
 * Reads what was kept; boots that never ran remember epoch 0.
 */
void
ebb_boots_memory_open (EbbBootsMemory *self, guint64 seed)
{
  g_autofree char *name = g_strdup_printf ("%" G_GUINT64_FORMAT ".epoch", seed);
  g_autofree char *text = NULL;
  guint64          epoch = 0;

  self->path = g_build_filename (g_get_user_state_dir (), "ebb-boots", name, NULL);
  self->epoch = 0;
  if (!g_file_get_contents (self->path, &text, NULL, NULL))
    return;
  if (g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, G_MAXUINT32, &epoch, NULL))
    self->epoch = (guint32) epoch;
  else
    g_warning ("%s holds \"%.20s\", expected an epoch: boots that forgot begin at 0", self->path,
               text);
}

/**
 * ebb_boots_memory_clear:
 *
 * Frees what the memory holds, not the file.
 */
void
ebb_boots_memory_clear (EbbBootsMemory *self)
{
  g_clear_pointer (&self->path, g_free);
}

/**
 * ebb_boots_memory_keep:
 *
 * Keeps @epoch if it is higher than what is kept.
 *
 * Returns: FALSE if the file could not be written
 */
gboolean
ebb_boots_memory_keep (EbbBootsMemory *self, guint32 epoch, GError **error)
{
  g_autofree char *directory = g_path_get_dirname (self->path);
  g_autofree char *text = g_strdup_printf ("%u\n", epoch);

  if (epoch <= self->epoch)
    return TRUE;
  if (g_mkdir_with_parents (directory, 0700) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                   "directory %s could not be made: %s", directory, g_strerror (errno));
      return FALSE;
    }
  if (!g_file_set_contents_full (self->path, text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
    return FALSE;
  self->epoch = epoch;
  return TRUE;
}
