/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-limits.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

#define EBB_GUARD_NOT_VENTED_S 15 /* safety.md H17: from Stop until every zone reads empty */
#define EBB_GUARD_SQUEEZE_MMHG 30 /* safety.md H18: what counts as a squeeze */

/* How far one sample may lie above the cap and still be the sensor's. A zone set to the cap reads
 * a little above it half of the time, so "any sample above the cap" must mean above the cap and
 * the error of the sensor, or no session at the cap could run. */
#define EBB_GUARD_SENSOR_MMHG 5
/* A setpoint has no sensor: all it may be off by is the boots' own step. */
#define EBB_GUARD_STEP_MMHG 1
/* How long after its planned deflation a zone may still be above setpoint + 15 mmHg. */
#define EBB_GUARD_RELEASE_S 2
/* A cycle in which no zone reached this share of what was asked of any moved no air. */
#define EBB_GUARD_NO_AIR_SHARE 4
/* ui.md 4.9: how long the first air may take, or as long as one zone fills by the plan and this
 * much longer. */
#define EBB_GUARD_FIRST_AIR_S 5
#define EBB_GUARD_FIRST_AIR_GRACE_S 2
/* A reading that rose by this much is air, and not the noise of a sensor: 1.5 mmHg. */
#define EBB_GUARD_RISE_PA 200
/* How much longer than a whole cycle it may be since a zone had air. */
#define EBB_GUARD_NO_AIR_GRACE_S 5

/* How long boots may tell of something that the program does not plan: two samples, so that one
 * across a change of cycle is none (engineering choice). */
#define EBB_GUARD_OTHER_PROGRAM_S 1

/* What the program plans, as far as it is watched. */
typedef struct
{
  guint  inflate_ms; /* of one zone */
  guint  deflate_ms; /* how long air takes to leave a zone */
  guint  cycle_ms;
  guint  offset_ms;    /* program time at START */
  gint32 intensity_pa; /* at START, of the strongest zone */
  gint32 peak_pa;      /* of the program; 0: what the zones aim at is not judged */
  /* At the peak; 0: takes no part; EBB_PRESSURE_UNKNOWN_PA: the boots set it with others. */
  gint32 setpoint_pa[EBB_N_SIDES][EBB_N_ZONES];
} EbbGuardPlan;

/* What is remembered of one zone. */
typedef struct
{
  gint32 setpoint_pa;  /* last told */
  gint32 reference_pa; /* what the measured pressure is held against */
  gint64 lowered_us;   /* when the setpoint last fell; the reference follows later */
  gint64 over_us;      /* since when above reference + overshoot; -1: it is not */
  gint64 squeezed_us;  /* since when above 30 mmHg; -1: it is not */
  gint64 beyond_us;    /* since when its setpoint is above what is planned; -1: it is not */
  gint64 known_us;     /* when it last had a reading; -1: never had one */
  gint32 lowest_pa;    /* of its readings; what lies above it came in since START */
} EbbGuardZone;

/**
 * EbbGuard:
 *
 * The run-time plausibility check of H17 and H18 for the boots behind one link: a set of two
 * boots has two guards. All time is the caller's boot time in microseconds; nothing is read from
 * a clock. Works from START until vented.
 */
typedef struct
{
  EbbGuardPlan plan;
  gint32       intensity_pa; /* the highest that was asked for since START */
  gint64       astray_us;    /* since when the cycle is not the plan's; -1: it is */
  gint32       cap_pa;
  gint64       release_us;
  gint64       first_air_us;   /* the longest until air shows */
  gint64       without_air_us; /* the longest between air and air */
  gint64       sample_us;      /* when the last sample came, or when watching began */
  gint64       stop_us;        /* when Stop was first sent on this link; -1: it was not */
  gboolean     is_watching;
  guint        cycle;       /* that the boots are in, as they count; 0: none was told */
  gint32       asked_pa;    /* highest setpoint in it */
  gint32       measured_pa; /* highest pressure in it; EBB_PRESSURE_UNKNOWN_PA: none */
  gint64       asked_us;    /* since when a zone that is measured is to be filled; -1: none was */
  gint64       air_us;      /* when a zone was last at the share that counts as air; -1: never */
  gboolean     has_risen;   /* any pressure, since START */
  EbbGuardZone zone[EBB_N_SIDES][EBB_N_ZONES];

  /* What the last fault was about, for the screen. */
  EbbSide fault_side;
  EbbZone fault_zone; /* EBB_N_ZONES: none in particular */
  gint32  fault_pa;   /* measured; EBB_PRESSURE_UNKNOWN_PA when it is not about a pressure */
} EbbGuard;

/* Begins to watch, at START. */
void ebb_guard_init (EbbGuard *guard, gint32 cap_pa, const EbbGuardPlan *plan, gint64 now_us);
/* @zones: which of @reading this sample holds. */
EbbFault ebb_guard_take_sample (EbbGuard            *guard,
                                const EbbLimits     *limits,
                                gint64               now_us,
                                const EbbZoneMask    zones[EBB_N_SIDES],
                                const EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES]);
/* The cycle that the boots count, 1 for the first since START, against their own program time. */
EbbFault ebb_guard_judge_cycle (EbbGuard *guard, gint64 now_us, guint cycle, guint elapsed_ms);
/* Another intensity is asked for. */
void ebb_guard_note_intensity (EbbGuard *guard, gint32 intensity_pa);
/* Call at least twice a second: finds what shows in the absence of samples. */
EbbFault ebb_guard_tick (EbbGuard *guard, const EbbLimits *limits, gint64 now_us);
/* Boots that run and stay empty: a hose that is off. @cycle: as the boots count them, from 1.
 * Call before the sample of that cycle is taken. Whether the cycle before it had no air. */
gboolean ebb_guard_note_cycle (EbbGuard *guard, guint cycle);
/* The same by time, whatever the boots count: call after each sample. */
gboolean ebb_guard_misses_air (const EbbGuard *guard, gint64 now_us);
/* Whether there was air in this run, so that it began. */
gboolean ebb_guard_has_seen_air (const EbbGuard *guard);
/* The link is back: no sample could come while there was none. */
void ebb_guard_note_link_back (EbbGuard *guard, gint64 now_us);
/* Stop went out for the first time in this run; repeats do not count again. */
void ebb_guard_note_stop (EbbGuard *guard, gint64 now_us);
/* Vented as safety.md section 6 defines it, or given up: nothing is found any more. */
void ebb_guard_end (EbbGuard *guard);

G_END_DECLS
