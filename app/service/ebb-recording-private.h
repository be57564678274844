/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-private.h"
#include "ebb-boots-recording.h"
#include "ebb-traces.h"

G_BEGIN_DECLS

/* How the link of one pair of boots is recorded; belongs to EbbBoots. */
struct _EbbRecording
{
  EbbTraces        *traces;   /* owned */
  EbbTraceRecorder *recorder; /* owned, (nullable): there is no link */
  EbbTraceFile     *file;     /* owned, (nullable): what is written now */
  EbbTraceFile     *closing;  /* owned, (nullable): ended, and not known to be whole yet */
  char             *next_path;
  char             *last_path;
  GError           *error;
  gboolean          is_on;
};

EbbLink *ebb_boots_record_link (EbbBoots *self, EbbLink *link) G_GNUC_WARN_UNUSED_RESULT;
void     ebb_boots_leave_link (EbbBoots *self);
void     ebb_boots_begin_recording (EbbBoots *self);
void     ebb_boots_end_recording (EbbBoots *self, const char *why);
void     ebb_boots_expect_note (EbbBoots *self);
void     ebb_boots_note (EbbBoots *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

void ebb_boots_set_traces (EbbBoots *self, EbbTraces *traces);
void ebb_recording_free (EbbRecording *self);

G_END_DECLS
