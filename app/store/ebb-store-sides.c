/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-queries-private.h"
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

/* Which leg each boot is on, as a person said in a leg check. It outlives the bond: boots that are
 * forgotten and paired again are the same boots. */

/**
 * ebb_store_get_sides:
 * @serial: (nullable): of the boots
 *
 * Returns: what was saved for that serial number, %EBB_SIDES_UNKNOWN if nothing was
 */
EbbSides
ebb_store_get_sides (EbbStore *self, const char *serial)
{
  g_return_val_if_fail (EBB_IS_STORE (self), EBB_SIDES_UNKNOWN);

  if (serial == NULL)
    return EBB_SIDES_UNKNOWN;
  return (EbbSides) GPOINTER_TO_INT (g_hash_table_lookup (self->sides, serial));
}

/**
 * ebb_store_save_sides:
 * @serial: of the boots
 * @sides: not %EBB_SIDES_UNKNOWN
 *
 * Keeps the answer of a leg check, in the place of one before.
 */
void
ebb_store_save_sides (EbbStore *self, const char *serial, EbbSides sides)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (serial != NULL);
  g_return_if_fail (sides != EBB_SIDES_UNKNOWN);

  g_hash_table_insert (self->sides, g_strdup (serial), GINT_TO_POINTER (sides));
  job = ebb_job_new (ebb_job_save_sides);
  job->key = g_strdup (serial);
  job->number = sides;
  ebb_writer_push (self->writer, job);
}
