/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-heat-dose.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

/* What the skin still gets when heat is turned off now: as much as in this time at the present
 * temperature. Lining and skin cool slowly. */
#define EBB_HEAT_COASTS_S 60
/* Lining that is no warmer than this, with its heat off, warms nobody. */
#define EBB_HEAT_SKIN_DDEG 370
/* How long boots may take to say that their heat is off. */
#define EBB_HEAT_OFF_WITHIN_S 10
/* The boots' own clock ends heat; this much later Ebb does. */
#define EBB_HEAT_OVERTIME_S 30

/* What comes of a sample. */
typedef enum
{
  EBB_HEAT_FINE,
  EBB_HEAT_LIMIT,       /* the skin has had its dose, or its time: heat goes off */
  EBB_HEAT_KEEP_OFF,    /* it is to be off and is not: it is told again */
  EBB_HEAT_OUT_OF_HAND, /* too hot, or not to be turned off: all goes off */
} EbbHeatVerdict;

/**
 * EbbHeatWatch:
 *
 * The heat of one session held against what skin may have (safety.md H20, H21), whichever boots say
 * what they are at. Times are the caller's boot time in microseconds. All zero before the first
 * session; it is carried from one to the next, because the skin is the same.
 */
typedef struct
{
  EbbHeatDose dose[EBB_N_SIDES][EBB_N_ZONES];
  gint32      peak_pa;  /* the highest squeeze since the session began */
  gint64      until_us; /* when heat is to be over by the plan */
  gint64      off_us;   /* since when it is to be off; 0: it may be on */
} EbbHeatWatch;

/* A new session begins. */
void ebb_heat_watch_begin (EbbHeatWatch *self);
/* START goes out. @heat_s: how long there is heat from now on, at most. */
void ebb_heat_watch_note_start (EbbHeatWatch *self, gint64 now_us, guint heat_s);
/* @zones: which of @reading this sample holds. */
EbbHeatVerdict ebb_heat_watch_take_sample (EbbHeatWatch        *self,
                                           const EbbLimits     *limits,
                                           gint64               now_us,
                                           const EbbZoneMask    zones[EBB_N_SIDES],
                                           const EbbZoneReading reading[EBB_N_SIDES][EBB_N_ZONES]);
/* The boots were told to turn heat off, or, by a person, on again. */
void ebb_heat_watch_note_off (EbbHeatWatch *self, gint64 now_us);
void ebb_heat_watch_note_on (EbbHeatWatch *self);
/* The highest of any zone. */
double ebb_heat_watch_get_dose (const EbbHeatWatch *self);

G_END_DECLS
