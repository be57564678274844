/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ebb-program.h"
#include "ebb-current-session.h"

G_BEGIN_DECLS

/* What a timeline shows; times are program time. */
typedef struct
{
  EbbProgram          *program; /* (nullable): then the plan is empty */
  EbbZoneMask          zones;   /* one lane each, the thigh on top like the body */
  EbbLegs              legs;
  guint                length_s;
  gint64               offset_ms;    /* where the boots began to count cycles: the last START */
  int32_t              intensity_pa; /* of the strongest zone */
  gint64               from_ms;
  gint64               to_ms;
  gint64               now_ms; /* -1: nothing is measured, all is planned */
  const EbbTracePoint *trace;  /* (array length=n_trace): oldest first */
  gsize                n_trace;
} EbbTimelineValues;

/**
 * EbbTimeline:
 *
 * Pressure of each zone over time: measured until now, planned after. Of two legs the higher
 * reading is drawn. Runs from left to right in every language.
 */
#define EBB_TYPE_TIMELINE (ebb_timeline_get_type ())
G_DECLARE_FINAL_TYPE (EbbTimeline, ebb_timeline, EBB, TIMELINE, GtkWidget)

GtkWidget *ebb_timeline_new (void);

/* Copies what it needs of @values. */
void ebb_timeline_show (EbbTimeline *self, const EbbTimelineValues *values);

G_END_DECLS
