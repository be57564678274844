/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-safety.h"

G_BEGIN_DECLS

/* When it is asked. */
typedef enum
{
  EBB_MOMENT_EDIT,  /* whether it could be run at all: not what was run today */
  EBB_MOMENT_START, /* whether it may be run now */
} EbbMoment;

/* What somebody would like to run. */
typedef struct
{
  EbbProgram *program; /* borrowed */
  EbbLegs     legs;
  guint       length_s;
  EbbPurpose  purpose;
  gint32      cap_pa; /* as confirmed; 0: the most that may be */
} EbbProposal;

/**
 * EbbVerdict:
 *
 * Whether something may be run, why not, and the most that may be: @caps is what the guard holds
 * each sample against while it runs.
 */
typedef struct
{
  EbbCaps caps;
  GArray *violations; /* owned, of EbbViolation; empty: it is allowed */
} EbbVerdict;

/* @person: (nullable): nobody has answered the questions */
void ebb_verdict_init (EbbVerdict            *verdict,
                       const EbbLimits       *limits,
                       const EbbCapabilities *boots,
                       const EbbProposal     *proposal,
                       const EbbPerson       *person,
                       EbbMoment              moment);
/* What a history, or one that is planned, has against a session that would begin now. */
void     ebb_verdict_check_history (GArray          *violations,
                                    const EbbLimits *limits,
                                    const EbbTally  *tally,
                                    guint            length_s);
gboolean ebb_verdict_allows (const EbbVerdict *verdict);
void     ebb_verdict_clear (EbbVerdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EbbVerdict, ebb_verdict_clear)

G_END_DECLS
