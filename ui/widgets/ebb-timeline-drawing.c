/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-timeline-private.h"

#include <glib/gi18n.h>

/* What a timeline looks like: recorded in pieces that are kept, so that a reading changes a few
 * pixels around Now and nothing else. */

#define WIDE 420
#define GUTTER_WIDE 92
#define GUTTER_NARROW 78
#define VALUES_WIDE 72
#define VALUES_NARROW 14
/* Strips of a whole number of pixels and of dashes: what is past or still to come is drawn once. */
#define STRIP_PX 28
#define OVERLAP_MS 1000
/* How it comes up: nothing of it in its first frame, which draws what it stands on, then the grid,
 * then the words, then so many strips a frame. */
#define ARRIVING_GRID 1
#define ARRIVING_WORDS 2
#define ARRIVING_STRIPS 4

/*< private >
 * ebb_timeline_forget_picture:
 *
 * All of it is recorded anew.
 */
void
ebb_timeline_forget_picture (EbbTimeline *self)
{
  g_clear_pointer (&self->grid, gsk_render_node_unref);
  g_clear_pointer (&self->words, gsk_render_node_unref);
  g_ptr_array_set_size (self->plan, 0);
  g_ptr_array_set_size (self->measured, 0);
}

/* The plan's peak, unless what is measured is clearly above it. */
static int32_t
find_peak_pa (EbbTimeline *self)
{
  int32_t step_pa = ebb_mmhg_to_pa (5);
  int32_t peak_pa = 0;

  for (guint i = 0; i < self->points->len; i++)
    {
      const EbbTracePoint *point = &g_array_index (self->points, EbbTracePoint, i);

      for (int side = 0; side < EBB_N_SIDES; side++)
        for (int zone = 0; zone < EBB_N_ZONES; zone++)
          peak_pa = MAX (peak_pa, point->pressure_pa[side][zone]);
    }
  if (peak_pa <= self->values.intensity_pa + step_pa / 2)
    return MAX (self->values.intensity_pa, 1);
  return (peak_pa + step_pa - 1) / step_pa * step_pa;
}

static EbbTimelineLayout
lay_out (EbbTimeline *self)
{
  int      width = gtk_widget_get_width (GTK_WIDGET (self));
  int      height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean is_wide = width > WIDE;
  double   left = is_wide ? GUTTER_WIDE : GUTTER_NARROW;
  double   right = width - (is_wide ? VALUES_WIDE : VALUES_NARROW);
  double   top = self->values.now_ms >= 0 ? 22 : 8;
  guint    n_lanes = MAX (1, ebb_zone_mask_count (self->values.zones));

  return (EbbTimelineLayout){
    .left = left,
    .right = right,
    .top = top,
    .lane_height = (height - EBB_TIMELINE_BOTTOM - top) / n_lanes,
    .px_per_ms = (right - left) / (double) MAX (1, self->values.to_ms - self->values.from_ms),
    .from_ms = self->values.from_ms,
    .to_ms = self->values.to_ms,
    .n_lanes = n_lanes,
    .tick_s = right - left < 250 ? 60 : 30,
    .peak_pa = find_peak_pa (self),
  };
}

static EbbTimelineKey
find_key (EbbTimeline *self, const EbbTimelineLayout *layout)
{
  return (EbbTimelineKey){
    .layout = *layout,
    .program = self->program,
    .zones = self->values.zones,
    .intensity_pa = self->values.intensity_pa,
    .length_s = self->values.length_s,
    .offset_ms = self->values.offset_ms,
    .is_live = self->values.now_ms >= 0,
    .height = gtk_widget_get_height (GTK_WIDGET (self)),
    .scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)),
  };
}

static gboolean
is_same_key (const EbbTimelineKey *one, const EbbTimelineKey *other)
{
  return one->program == other->program && one->zones == other->zones
         && one->intensity_pa == other->intensity_pa && one->length_s == other->length_s
         && one->offset_ms == other->offset_ms && one->is_live == other->is_live
         && one->height == other->height && one->scale == other->scale
         && one->layout.left == other->layout.left && one->layout.right == other->layout.right
         && one->layout.from_ms == other->layout.from_ms && one->layout.to_ms == other->layout.to_ms
         && one->layout.peak_pa == other->layout.peak_pa;
}

static GskRenderNode *
record_grid (EbbTimeline *self, const EbbTimelineLayout *layout)
{
  GtkSnapshot    *snapshot = gtk_snapshot_new ();
  int             width = gtk_widget_get_width (GTK_WIDGET (self));
  int             height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  cairo_t        *cairo = gtk_snapshot_append_cairo (snapshot, &bounds);

  ebb_timeline_painter_paint_grid (cairo, layout, &self->palette,
                                   gtk_widget_get_pango_context (GTK_WIDGET (self)));
  cairo_destroy (cairo);
  return gtk_snapshot_free_to_node (snapshot);
}

static GskRenderNode *
record_words (EbbTimeline *self, const EbbTimelineLayout *layout)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  ebb_timeline_painter_draw_words (GTK_WIDGET (self), snapshot, layout, &self->palette,
                                   &self->values);
  return gtk_snapshot_free_to_node (snapshot);
}

typedef enum
{
  KIND_PLAN,
  KIND_MEASURED,
} Kind;

/* A part of the lanes between two whole pixels. */
static GskRenderNode *
record_part (EbbTimeline *self, const EbbTimelineLayout *layout, Kind kind, float from, float to)
{
  GtkSnapshot    *snapshot = gtk_snapshot_new ();
  float           height = (float) (layout->lane_height * layout->n_lanes);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (from, (float) layout->top, to - from, height);
  graphene_rect_t more = GRAPHENE_RECT_INIT (from - 4, (float) layout->top, to - from + 8, height);
  EbbTimelineLayout part = *layout;
  cairo_t          *cairo;

  /* A little more on both sides, for the clip to cut: an edge of its own would show as a seam. */
  part.from_ms += (gint64) ((from - layout->left) / layout->px_per_ms) - OVERLAP_MS;
  part.to_ms = layout->from_ms + (gint64) ((to - layout->left) / layout->px_per_ms) + OVERLAP_MS;
  part.left = ebb_timeline_layout_find_x (layout, part.from_ms);
  part.right = ebb_timeline_layout_find_x (layout, part.to_ms);
  gtk_snapshot_push_clip (snapshot, &bounds);
  cairo = gtk_snapshot_append_cairo (snapshot, &more);
  if (kind == KIND_PLAN)
    ebb_timeline_painter_paint_plan (cairo, &part, &self->palette, &self->values);
  else
    ebb_timeline_painter_paint_measured (cairo, &part, &self->palette, &self->values, self->points);
  cairo_destroy (cairo);
  gtk_snapshot_pop (snapshot);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
append (GtkSnapshot *snapshot, GskRenderNode *node)
{
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
}

static void
append_fresh (GtkSnapshot *snapshot, GskRenderNode *node)
{
  append (snapshot, node);
  g_clear_pointer (&node, gsk_render_node_unref);
}

/* One node, as each strip is: with one more GTK compares neighbours, and paints all of them. */
static void
append_split (EbbTimeline             *self,
              GtkSnapshot             *snapshot,
              const EbbTimelineLayout *layout,
              float                    from,
              float                    now,
              float                    to)
{
  float           height = (float) (layout->lane_height * layout->n_lanes);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (from, (float) layout->top, to - from, height);

  gtk_snapshot_push_clip (snapshot, &bounds);
  append_fresh (snapshot, record_part (self, layout, KIND_MEASURED, from, now));
  append_fresh (snapshot, record_part (self, layout, KIND_PLAN, now, to));
  gtk_snapshot_pop (snapshot);
}

static void
append_kept (EbbTimeline             *self,
             GtkSnapshot             *snapshot,
             const EbbTimelineLayout *layout,
             Kind                     kind,
             guint                    strip)
{
  GPtrArray *kept = kind == KIND_PLAN ? self->plan : self->measured;
  float      from = (float) layout->left + (float) (strip * STRIP_PX);
  float      to = MIN (from + STRIP_PX, (float) layout->right);

  if (g_ptr_array_index (kept, strip) == NULL)
    g_ptr_array_index (kept, strip) = record_part (self, layout, kind, from, to);
  append (snapshot, g_ptr_array_index (kept, strip));
}

static void
draw_strips (EbbTimeline             *self,
             GtkSnapshot             *snapshot,
             const EbbTimelineLayout *layout,
             float                    now,
             guint                    n_strips)
{
  for (guint strip = 0; strip < n_strips; strip++)
    {
      float from = (float) layout->left + (float) (strip * STRIP_PX);
      float to = MIN (from + STRIP_PX, (float) layout->right);

      if (to <= now)
        append_kept (self, snapshot, layout, KIND_MEASURED, strip);
      else if (from >= now)
        append_kept (self, snapshot, layout, KIND_PLAN, strip);
      else
        append_split (self, snapshot, layout, from, now, to);
    }
}

/* Forgets what was recorded for something else. */
static void
ensure_key (EbbTimeline *self, const EbbTimelineLayout *layout)
{
  EbbTimelineKey key = find_key (self, layout);
  guint          n_strips = (guint) ((layout->right - layout->left + STRIP_PX - 1) / STRIP_PX);

  if (self->plan->len > 0 && is_same_key (&key, &self->key))
    return;
  ebb_timeline_forget_picture (self);
  ebb_palette_read (&self->palette, GTK_WIDGET (self));
  g_ptr_array_set_size (self->plan, (int) n_strips);
  g_ptr_array_set_size (self->measured, (int) n_strips);
  self->key = key;
}

static void
draw_now (EbbTimeline *self, GtkSnapshot *snapshot, const EbbTimelineLayout *layout, float x)
{
  float          bottom = (float) (layout->top + layout->lane_height * layout->n_lanes);
  GskRoundedRect pill;
  float          top = (float) layout->top - 2;

  gtk_snapshot_append_color (snapshot, &self->palette.text,
                             &GRAPHENE_RECT_INIT (x - 1, top, 2, bottom - top));
  gsk_rounded_rect_init_from_rect (&pill, &GRAPHENE_RECT_INIT (x - 20, 0, 40, 18), 9);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &self->palette.text, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  ebb_timeline_painter_draw_text (GTK_WIDGET (self), snapshot, _ ("Now"), self->palette.card,
                                  GRAPHENE_POINT_INIT (x, 9), 0.5);
}

/* As many strips as it has come up with so far */
static guint
count_arrived (EbbTimeline *self)
{
  guint n_frames = self->n_arriving > ARRIVING_WORDS ? self->n_arriving - ARRIVING_WORDS : 0;

  return (guint) MIN ((guint64) n_frames * ARRIVING_STRIPS, self->plan->len);
}

static void
draw_grid (EbbTimeline *self, GtkSnapshot *snapshot, const EbbTimelineLayout *layout)
{
  if (self->grid == NULL)
    self->grid = record_grid (self, layout);
  append (snapshot, self->grid);
}

static void
draw_words (EbbTimeline *self, GtkSnapshot *snapshot, const EbbTimelineLayout *layout)
{
  if (self->words == NULL)
    self->words = record_words (self, layout);
  append (snapshot, self->words);
}

static void
draw_lanes (EbbTimeline             *self,
            GtkSnapshot             *snapshot,
            const EbbTimelineLayout *layout,
            guint                    n_strips)
{
  float now = self->values.now_ms < 0
                  ? (float) layout->left
                  : (float) (int) ebb_timeline_layout_find_x (layout, self->values.now_ms);

  draw_strips (self, snapshot, layout, now, n_strips);
  if (self->values.now_ms >= 0)
    draw_now (self, snapshot, layout, now);
}

/*< private >
 * ebb_timeline_draw:
 *
 * As much of it as has come up, and while it comes up a little more each time.
 */
void
ebb_timeline_draw (EbbTimeline *self, GtkSnapshot *snapshot)
{
  EbbTimelineLayout layout;
  guint             n_strips;

  if (self->program == NULL || gtk_widget_get_height (GTK_WIDGET (self)) <= EBB_TIMELINE_BOTTOM)
    return;
  layout = lay_out (self);
  ensure_key (self, &layout);
  n_strips = count_arrived (self);
  if (self->n_arriving >= ARRIVING_GRID)
    draw_grid (self, snapshot, &layout);
  if (self->n_arriving >= ARRIVING_WORDS)
    draw_words (self, snapshot, &layout);
  if (n_strips > 0)
    draw_lanes (self, snapshot, &layout, n_strips);
  if (n_strips < self->plan->len)
    self->n_arriving++;
  else
    self->n_arriving = EBB_TIMELINE_ARRIVED;
}
