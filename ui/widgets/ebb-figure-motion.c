/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure-motion.h"

#include <math.h>

/* Where frames come later than this there is no motion to be seen: the computer has other things to
 * do, and none is tried for in the time after. */
#define LATE_US 50000
#define LATE_PAUSE_US (10 * G_USEC_PER_SEC)

/* What is not a fill, or is another kind of number than before, is not on a way. */
static gboolean
is_on_a_way (const EbbTold *from, const EbbTold *to)
{
  return from->kind == to->kind && to->kind != EBB_TOLD_UNKNOWN;
}

/* At the end it is what was reported to the last bit: from + (to - from) is not always to. */
static double
find_share (const EbbTold *from, const EbbTold *to, double way)
{
  if (way >= 1 || !is_on_a_way (from, to))
    return to->share;
  return from->share + (to->share - from->share) * way;
}

static void
place (EbbFigureMotion *motion, double way)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      motion->share[side][zone] =
          find_share (&motion->from[side][zone], &motion->to[side][zone], way);
}

/* How far the fill of one zone is from what was reported, at most. */
static double
find_distance (const EbbFigureMotion *motion)
{
  double furthest = 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      furthest = MAX (furthest, fabs (motion->to[side][zone].share - motion->share[side][zone]));
  return furthest;
}

static gboolean
is_arrived (const EbbFigureMotion *motion)
{
  return find_distance (motion) <= 0;
}

static gboolean
is_late (const EbbFigureMotion *motion, gint64 now_us)
{
  return motion->late_us != 0 && now_us - motion->late_us < LATE_PAUSE_US;
}

/**
 * ebb_figure_motion_jump:
 *
 * Draws what was reported last.
 */
void
ebb_figure_motion_jump (EbbFigureMotion *motion)
{
  place (motion, 1);
}

/**
 * ebb_figure_motion_move:
 *
 * Goes on to where the fills are at @now_us.
 */
gboolean
ebb_figure_motion_move (EbbFigureMotion *motion, EbbMotionKind kind, gint64 now_us)
{
  double way = (double) (now_us - motion->began_us) / EBB_FIGURE_EASE_US;
  double rest = 1 - CLAMP (way, 0, 1);

  if (kind == EBB_MOTION_STEPPED && now_us - motion->drawn_us < EBB_FIGURE_STEP_US
      && find_distance (motion) <= EBB_FIGURE_STEP_SHARE)
    return !is_arrived (motion);
  if (kind == EBB_MOTION_EASED && now_us - motion->drawn_us > LATE_US)
    motion->late_us = now_us;
  if (kind == EBB_MOTION_STEPPED || is_late (motion, now_us))
    rest = 0;
  place (motion, 1 - rest * rest * rest);
  motion->drawn_us = now_us;
  return !is_arrived (motion);
}

/**
 * ebb_figure_motion_aim:
 *
 * Sets out from where the fills are drawn to what @values tell. A zone whose reading was unknown,
 * or becomes it, is drawn as it is at once.
 */
gboolean
ebb_figure_motion_aim (EbbFigureMotion       *motion,
                       const EbbFigureValues *values,
                       EbbMotionKind          kind,
                       gint64                 now_us)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        motion->from[side][zone] = motion->to[side][zone];
        motion->from[side][zone].share = motion->share[side][zone];
        motion->to[side][zone] = values->is_empty ? (EbbTold){ .kind = EBB_TOLD_MMHG }
                                                  : ebb_figure_values_tell (values, side, zone);
      }
  motion->began_us = now_us;
  place (motion, kind == EBB_MOTION_EASED && is_late (motion, now_us) ? 1 : 0);
  if (kind == EBB_MOTION_STEPPED)
    return ebb_figure_motion_move (motion, kind, now_us);
  motion->drawn_us = now_us;
  return !is_arrived (motion);
}
