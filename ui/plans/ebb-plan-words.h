/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-core.h"

G_BEGIN_DECLS

/* How plans are told, in words. All (transfer full). */

/* "Today 21:00", "Tuesday 07:30", "24 November 07:30" */
char *ebb_plan_words_when (gint64 start_s, gint64 now_s) G_GNUC_WARN_UNUSED_RESULT;
/* "Tue, Thu", "Every 2 weeks: Tue", "Once" */
char *ebb_plan_words_rhythm (const EbbPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
/* "Gentle wave · 20 min", with a name where there are several people. @length_s: 0: it is not said */
char       *ebb_plan_words_what (EbbCore       *core,
                                 const EbbPlan *plan,
                                 guint          length_s) G_GNUC_WARN_UNUSED_RESULT;
const char *ebb_plan_words_program (EbbCore *core, const EbbPlan *plan);
/* The days of a week, Monday first: "Mon" and "Monday". */
char *ebb_plan_words_weekday (int weekday) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_plan_words_weekday_in_full (int weekday) G_GNUC_WARN_UNUSED_RESULT;
/* What stands against a plan; what is so many minutes too near, or too much. */
char *ebb_plan_words_clash (EbbCore        *core,
                            const EbbClash *clash,
                            gint64          now_s) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): its next slot runs into the quiet hours of whose plan it is */
char *ebb_plan_words_quiet (EbbCore       *core,
                            const EbbPlan *plan,
                            gint64         now_s) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
