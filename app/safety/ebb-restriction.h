/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-allowance.h"

G_BEGIN_DECLS

/**
 * EbbRestriction:
 *
 * What answers leave allowed. The sets are of EBB_QUESTION_BIT().
 */
typedef struct
{
  gint32      cap_pa;
  gint32      first_cap_pa; /* of the first session */
  guint       longest_s;
  EbbZoneMask zones[EBB_N_SIDES];
  gboolean    allows_heat;
  gint16      heat_cap_ddeg;
  guint       heat_longest_s;
  gboolean    allows_tapping;
  gboolean    allows_kneading;
  gboolean    is_flagged; /* something counted as yes, or 65 years: no extended caps */
  guint       unanswered;
  guint       blocking;
  guint       consulting; /* a professional has to agree first */
  guint       urgent;     /* the urgent text is shown, and nothing else */
  guint       reask;      /* EbbReask */
} EbbRestriction;

/* Nothing is restricted. */
void ebb_restriction_init (EbbRestriction *restriction);
/* The stricter of both in everything. */
void ebb_restriction_join (EbbRestriction *restriction, const EbbRestriction *other);
/* What one question does. @now_s: wall time in seconds. */
void ebb_restriction_of_question (EbbRestriction     *restriction,
                                  const EbbScreening *screening,
                                  const EbbAnswers   *answers,
                                  EbbQuestion         question,
                                  gint64              now_s);
/* What all do, and whether they have to be asked again. @symptom_s: when a session last ended for
 * pain or numbness; 0: never. */
void     ebb_restriction_of_answers (EbbRestriction     *restriction,
                                     const EbbScreening *screening,
                                     const EbbAnswers   *answers,
                                     gint64              symptom_s,
                                     gint64              now_s);
gboolean ebb_restriction_allows_use (const EbbRestriction *restriction);
/* TRUE: it allows something that @before does not. */
gboolean ebb_restriction_is_wider (const EbbRestriction *restriction, const EbbRestriction *before);

G_END_DECLS
