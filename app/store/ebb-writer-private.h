/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-answers.h"
#include "ebb-database-private.h"
#include "ebb-member.h"
#include "ebb-plan.h"
#include "ebb-reminded.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/**
 * EbbWriter:
 *
 * The one thread that touches the file, and the queue of what it is asked to do. Jobs are done in
 * the order they came; results go to the main context that asked.
 */
typedef struct _EbbWriter EbbWriter;
typedef struct _EbbJob    EbbJob;

/* On the writer's thread. The result, or NULL with @error; EBB_JOB_DONE where there is nothing to
 * give. */
typedef gpointer (*EbbJobFunc) (EbbWriter *writer, EbbJob *job, GError **error);

#define EBB_JOB_DONE GINT_TO_POINTER (1)

struct _EbbJob
{
  EbbJobFunc run;

  /* owned; each job uses some of these */
  EbbSessionRecord *record;
  EbbKnownBoots    *boots;
  char             *key; /* or the id of a record, or of a person */
  char             *value;
  GArray           *samples;
  EbbAnswers       *answers;
  EbbMember        *member;
  EbbPlan          *plan;
  EbbReminded      *reminded;
  gpointer          out;    /* borrowed: where the asker, who waits, wants the result */
  guint32           number; /* an epoch, how many, an EbbSides or an EbbFault */

  GTask         *task;    /* owned; (nullable): nobody waits */
  GDestroyNotify destroy; /* of the result, if nobody takes it */
};

/* Takes @database. */
EbbWriter *ebb_writer_new (EbbDatabase *database) G_GNUC_WARN_UNUSED_RESULT;
/* Does what is queued, writes the samples that wait, ends the thread and closes the file. */
void ebb_writer_free (EbbWriter *self);
void ebb_writer_push (EbbWriter *self, EbbJob *job);
/* On its thread only. */
EbbDatabase *ebb_writer_get_database (EbbWriter *self);
/* Blocks until all that was pushed is done and all samples are in the file. */
void ebb_writer_flush (EbbWriter *self);

EbbJob *ebb_job_new (EbbJobFunc run) G_GNUC_WARN_UNUSED_RESULT;

/* The jobs that need more of the writer than its database. */
gpointer ebb_job_open_session (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_note_fault (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_note_symptom (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_append_samples (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_close_session (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_note_vented (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_list_open (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_read_samples (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_save_boots (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_forget_boots (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_save_sides (EbbWriter *writer, EbbJob *job, GError **error);
gpointer ebb_job_save_setting (EbbWriter *writer, EbbJob *job, GError **error);

G_END_DECLS
