/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-figure-motion.h"
#include "ebb-palette.h"
#include "ebb-zone-painter.h"

G_BEGIN_DECLS

/* Where the legs stand in a figure. */
typedef struct
{
  double   left_x; /* the middle of the left leg */
  double   right_x;
  double   top;
  double   scale;
  gboolean is_small;
} EbbFigureFrame;

/* What was drawn last of a zone, kept until it would look different. */
typedef struct
{
  gboolean       is_kept;
  gboolean       is_shown; /* since the figure came up: it is not left out any more */
  EbbZoneLook    look;
  gboolean       is_outlined; /* outline is what look asks for */
  EbbZonePlace   place;       /* without a shape: not found yet */
  GskRenderNode *outline;
  GskRenderNode *body;
  GskRenderNode *number;
} EbbZonePicture;

/**
 * EbbFigurePainter:
 *
 * The pictures of a figure: of each zone, and of the words between the legs. A picture is kept until
 * it would look different, so that a fill on its way costs no more than that fill.
 */
typedef struct
{
  GtkWidget             *widget; /* borrowed: text is laid out as in it */
  const EbbFigureValues *values; /* borrowed */
  const EbbFigureMotion *motion; /* borrowed */

  EbbFigureFrame frame;
  EbbPalette     palette;
  gboolean       has_palette;
  gboolean       are_words_shown; /* as EbbZonePicture's is_shown */
  guint          n_allowed;       /* pictures that this frame may still draw for the first time */
  gboolean       is_partial;      /* pictures were left out */

  /* owned */
  EbbZonePicture pictures[EBB_N_SIDES][EBB_N_ZONES];
  GskRenderNode *words_node;
  GskRenderNode *glyph_node;
} EbbFigurePainter;

int      ebb_figure_painter_find_height (int width);
int      ebb_figure_painter_find_free (EbbFigurePainter *painter, int width);
void     ebb_figure_painter_fit (EbbFigurePainter *painter, int width, int height);
void     ebb_figure_painter_forget (EbbFigurePainter *painter);
void     ebb_figure_painter_come_up (EbbFigurePainter *painter);
gboolean ebb_figure_painter_draw (EbbFigurePainter *painter,
                                  GtkSnapshot      *snapshot,
                                  guint             n_allowed);

G_END_DECLS
