/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store-private.h"
#include "ebb-writer-private.h"

/**
 * ebb_store_note_fault:
 * @record_id: of a session that is open
 *
 * Keeps the fault of a session. Its first one stays; and one that is closed as ended by a crash has
 * ended by its fault.
 */
void
ebb_store_note_fault (EbbStore *self, const char *record_id, EbbFault fault)
{
  EbbJob *job;

  g_return_if_fail (EBB_IS_STORE (self));
  g_return_if_fail (record_id != NULL);

  job = ebb_job_new (ebb_job_note_fault);
  job->key = g_strdup (record_id);
  job->number = fault;
  ebb_writer_push (self->writer, job);
}
