/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ebb-snapshot.h"

G_BEGIN_DECLS

/* What a figure shows: readings, or what is planned. */
typedef struct
{
  EbbZoneMask    zones[EBB_N_SIDES]; /* that exist; others are not drawn */
  EbbLegs        legs;               /* that take part; others are tracks at half strength */
  EbbZoneReading zone[EBB_N_SIDES][EBB_N_ZONES];
  int32_t        cap_pa; /* a zone at the cap is full */
  unsigned level_count;  /* 0: pressures; else a setpoint_pa is a level, and never a pressure */
  gboolean is_empty;     /* no numbers: zones alone */
  gboolean is_unknown;   /* every zone is hatched, whatever it read */
} EbbFigureValues;

typedef enum
{
  EBB_TOLD_UNKNOWN,
  EBB_TOLD_MMHG,  /* measured, or planned */
  EBB_TOLD_LEVEL, /* what the boots aim at; how tight that is they do not report */
} EbbToldKind;

/* What can be told of one zone: what the boots said, and nothing made of it. */
typedef struct
{
  EbbToldKind kind;
  int         number; /* whole mmHg, or a level; 0 if unknown */
  double      share;  /* of what is full: 0 to 1 */
} EbbTold;

void  ebb_figure_values_init (EbbFigureValues *values);
void  ebb_figure_values_from_snapshot (EbbFigureValues *values, const EbbSnapshot *snapshot);
char *ebb_figure_values_describe (const EbbFigureValues *values) G_GNUC_WARN_UNUSED_RESULT;

EbbTold ebb_figure_values_tell (const EbbFigureValues *values, EbbSide side, EbbZone zone);
/* TRUE if levels are all there is to tell of the zones in use. */
gboolean ebb_figure_values_has_only_levels (const EbbFigureValues *values);
char    *ebb_told_to_text (const EbbTold *told) G_GNUC_WARN_UNUSED_RESULT;

/**
 * EbbFigure:
 *
 * Two legs and what is in them. As in a mirror: the wearer's left leg is on the left, in every
 * language. The numbers are the readings in whole mmHg, as everywhere; of boots that have levels and
 * no sensor they are the levels the boots report ("L2"), within a dotted outline.
 */
#define EBB_TYPE_FIGURE (ebb_figure_get_type ())
G_DECLARE_FINAL_TYPE (EbbFigure, ebb_figure, EBB, FIGURE, GtkWidget)

GtkWidget *ebb_figure_new (void);

void ebb_figure_draw_in_parts (EbbFigure *self);
void ebb_figure_show (EbbFigure *self, const EbbFigureValues *values);
int  ebb_figure_find_free (EbbFigure *self, int width);

G_END_DECLS
