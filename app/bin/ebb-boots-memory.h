/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EbbBootsMemory:
 *
 * What the boots keep when they are switched off: the highest epoch that may never run again
 * (PROTOCOL.md section 9, rule 2). A file for each serial, `ebb-boots/SEED.epoch` in the state
 * directory of the account.
 */
typedef struct
{
  char   *path;
  guint32 epoch;
} EbbBootsMemory;

void ebb_boots_memory_open (EbbBootsMemory *self, guint64 seed);
void ebb_boots_memory_clear (EbbBootsMemory *self);
/* On the disk when it returns: before the first air of @epoch moves. FALSE, with a reason, if it
 * could not be kept. Lower epochs change nothing. */
gboolean ebb_boots_memory_keep (EbbBootsMemory *self, guint32 epoch, GError **error);

G_END_DECLS
