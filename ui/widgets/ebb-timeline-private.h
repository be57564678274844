/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-timeline.h"

#include "ebb-timeline-painter.h"

G_BEGIN_DECLS

/* A timeline, between the file that is the widget and the one that draws it. */

#define EBB_TIMELINE_BOTTOM 26
#define EBB_TIMELINE_ARRIVED G_MAXINT

/* What the nodes were recorded for. */
typedef struct
{
  EbbTimelineLayout layout;
  EbbProgram       *program; /* compared, never followed */
  EbbZoneMask       zones;
  int32_t           intensity_pa;
  guint             length_s;
  gint64            offset_ms;
  gboolean          is_live;
  int               height;
  int               scale;
} EbbTimelineKey;

struct _EbbTimeline
{
  GtkWidget parent_instance;

  /* state */
  EbbTimelineValues values; /* trace is not borrowed beyond show: see points */
  EbbPalette        palette;
  EbbTimelineKey    key;
  guint             arrival_id; /* while it comes up, some of it a frame */
  guint
      n_arriving; /* frames in which it was drawn since it came up; EBB_TIMELINE_ARRIVED: it is whole */

  /* owned */
  EbbProgram    *program;
  GArray        *points; /* of EbbTracePoint, those in view */
  char          *description;
  GskRenderNode *grid;     /* (nullable): lines and times */
  GskRenderNode *words;    /* (nullable): names and peaks */
  GPtrArray     *plan;     /* of GskRenderNode, one a strip; NULL: not recorded yet */
  GPtrArray     *measured; /* likewise */
};

void ebb_timeline_forget_picture (EbbTimeline *self);
void ebb_timeline_draw (EbbTimeline *self, GtkSnapshot *snapshot);

G_END_DECLS
