/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

/**
 * ebb_store_note_vented:
 * @identity: of boots
 * @epoch: they closed it, and were seen vented after that
 *
 * What these boots were owed after sessions that ended, up to that epoch, is done. A session is
 * confirmed when this was the last of its boots.
 */
void
ebb_store_note_vented (EbbStore *self, const char *identity, guint32 epoch)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (identity != NULL);

  job = ebb_job_new (ebb_job_note_vented);
  job->key = g_strdup (identity);
  job->number = epoch;
  ebb_writer_push (self->writer, job);
}
