/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-local-time.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_REMINDED_GIVEN,    /* somebody was reminded, and has not said anything to it */
  EBB_REMINDED_LATER,    /* they want to be reminded once more */
  EBB_REMINDED_ANSWERED, /* they have opened it: nothing is to come */
  EBB_N_REMINDED,
} EbbRemindedState;

const char *ebb_reminded_state_to_string (EbbRemindedState state);
gboolean    ebb_reminded_state_from_string (const char *text, EbbRemindedState *state);

/**
 * EbbReminded:
 *
 * What became of a reminder of one slot. What is kept is what keeps it from being given again.
 */
typedef struct
{
  char            *plan_id;
  EbbLocalTime     local; /* the slot */
  gint64           due_s; /* since 1970: its time, or the one that somebody asked for instead */
  EbbRemindedState state;
} EbbReminded;

EbbReminded *ebb_reminded_new (const char         *plan_id,
                               const EbbLocalTime *local,
                               gint64              due_s,
                               EbbRemindedState    state) G_GNUC_WARN_UNUSED_RESULT;
EbbReminded *ebb_reminded_copy (const EbbReminded *self) G_GNUC_WARN_UNUSED_RESULT;
void         ebb_reminded_free (EbbReminded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbReminded, ebb_reminded_free)

/* A session that somebody began, as a plan asks for it. */
typedef struct
{
  char  *person_id;
  char  *program_id;
  gint64 started_s; /* since 1970 */
} EbbBegun;

EbbBegun *ebb_begun_new (const char *person_id,
                         const char *program_id,
                         gint64      started_s) G_GNUC_WARN_UNUSED_RESULT;
void      ebb_begun_free (EbbBegun *self);

G_END_DECLS
