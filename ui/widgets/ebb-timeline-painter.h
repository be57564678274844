/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-palette.h"
#include "ebb-timeline.h"

G_BEGIN_DECLS

/* Where things are in a picture of time. */
typedef struct
{
  double  left;  /* x of from_ms */
  double  right; /* the end of the lanes */
  double  top;   /* of the lanes */
  double  lane_height;
  double  px_per_ms;
  gint64  from_ms;
  gint64  to_ms;
  guint   n_lanes;
  guint   tick_s;
  int32_t peak_pa; /* all lanes share one scale, so that they can be compared */
} EbbTimelineLayout;

double ebb_timeline_layout_find_x (const EbbTimelineLayout *layout, gint64 at_ms);
double ebb_timeline_layout_find_base (const EbbTimelineLayout *layout, guint lane);

void ebb_timeline_painter_paint_grid (cairo_t                 *cairo,
                                      const EbbTimelineLayout *layout,
                                      const EbbPalette        *palette,
                                      PangoContext            *context);
void ebb_timeline_painter_paint_plan (cairo_t                 *cairo,
                                      const EbbTimelineLayout *layout,
                                      const EbbPalette        *palette,
                                      const EbbTimelineValues *values);
/* @points: of EbbTracePoint, those in view */
void ebb_timeline_painter_paint_measured (cairo_t                 *cairo,
                                          const EbbTimelineLayout *layout,
                                          const EbbPalette        *palette,
                                          const EbbTimelineValues *values,
                                          GArray                  *points);
void ebb_timeline_painter_draw_text (GtkWidget       *widget,
                                     GtkSnapshot     *snapshot,
                                     const char      *text,
                                     GdkRGBA          colour,
                                     graphene_point_t at,
                                     double           align);
void ebb_timeline_painter_draw_words (GtkWidget               *widget,
                                      GtkSnapshot             *snapshot,
                                      const EbbTimelineLayout *layout,
                                      const EbbPalette        *palette,
                                      const EbbTimelineValues *values);

G_END_DECLS
