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
  int32_t        cap_pa;     /* a zone at the cap is full */
  gboolean       is_empty;   /* no numbers: zones alone */
  gboolean       is_unknown; /* every zone is hatched, whatever it read */
} EbbFigureValues;

void  ebb_figure_values_init (EbbFigureValues *values);
void  ebb_figure_values_from_snapshot (EbbFigureValues *values, const EbbSnapshot *snapshot);
char *ebb_figure_values_describe (const EbbFigureValues *values) G_GNUC_WARN_UNUSED_RESULT;

/**
 * EbbFigure:
 *
 * Two legs and what is in them. As in a mirror: the wearer's left leg is on the left, in every
 * language. The numbers are the readings in whole mmHg, as everywhere.
 */
#define EBB_TYPE_FIGURE (ebb_figure_get_type ())
G_DECLARE_FINAL_TYPE (EbbFigure, ebb_figure, EBB, FIGURE, GtkWidget)

GtkWidget *ebb_figure_new (void);

void ebb_figure_show (EbbFigure *self, const EbbFigureValues *values);

G_END_DECLS
