/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-figure.h"

G_BEGIN_DECLS

/* How long a fill takes from one reported value to the next, and how often it moves at most where
 * a person wants no motion; one that would be further off than this share moves at once. */
#define EBB_FIGURE_EASE_US 120000
#define EBB_FIGURE_STEP_US G_USEC_PER_SEC
#define EBB_FIGURE_STEP_SHARE 0.1

/**
 * EbbFigureMotion:
 *
 * Where the fill of each zone is drawn: always a value the boots reported, or between the last two
 * that they did. Never ahead, never beyond; the numbers beside it do not wait for it. Times are
 * those of the frame clock, in microseconds.
 */
typedef struct
{
  EbbTold from[EBB_N_SIDES][EBB_N_ZONES];
  EbbTold to[EBB_N_SIDES][EBB_N_ZONES];
  double  share[EBB_N_SIDES][EBB_N_ZONES]; /* drawn now */
  gint64  began_us;
  gint64  drawn_us; /* when it last moved */
  gint64  late_us;  /* when a frame last came too late for motion to be seen; 0: never */
} EbbFigureMotion;

typedef enum
{
  EBB_MOTION_EASED,   /* for 120 ms */
  EBB_MOTION_STEPPED, /* once a second, without a way between */
} EbbMotionKind;

/* Both give TRUE while there is a way left to go. */
gboolean ebb_figure_motion_aim (EbbFigureMotion       *motion,
                                const EbbFigureValues *values,
                                EbbMotionKind          kind,
                                gint64                 now_us);
gboolean ebb_figure_motion_move (EbbFigureMotion *motion, EbbMotionKind kind, gint64 now_us);
/* All the way, now. */
void ebb_figure_motion_jump (EbbFigureMotion *motion);

G_END_DECLS
