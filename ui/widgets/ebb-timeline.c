/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-timeline.h"

#include <glib/gi18n.h>

#include "ebb-timeline-painter.h"
#include "ebb-words.h"

#define WIDE 420
#define GUTTER_WIDE 92
#define GUTTER_NARROW 78
#define VALUES_WIDE 72
#define VALUES_NARROW 14
#define BOTTOM 26
#define LANE_HEIGHT 30
/* Strips of a whole number of pixels and of dashes: what is past or still to come is drawn once
 * and kept, so that a reading changes a few pixels around Now and nothing else. */
#define STRIP_PX 28
#define OVERLAP_MS 1000
#define ARRIVING_STRIPS 8 /* recorded in one frame while it comes up */

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
} Key;

struct _EbbTimeline
{
  GtkWidget parent_instance;

  /* state */
  EbbTimelineValues values; /* trace is not borrowed beyond show: see points */
  EbbPalette        palette;
  Key               key;
  guint             arrival_id; /* while it comes up, some strips a frame */
  guint             n_allowed;  /* strips that this frame may still record */
  gboolean          is_partial; /* strips are still missing */

  /* owned */
  EbbProgram    *program;
  GArray        *points; /* of EbbTracePoint, those in view */
  char          *description;
  GskRenderNode *back;     /* (nullable): grid, times, names and peaks */
  GPtrArray     *plan;     /* of GskRenderNode, one a strip; NULL: not recorded yet */
  GPtrArray     *measured; /* likewise */
};

G_DEFINE_FINAL_TYPE (EbbTimeline, ebb_timeline, GTK_TYPE_WIDGET)

static void
unref_node (gpointer node)
{
  if (node != NULL)
    gsk_render_node_unref (node);
}

static void
forget_nodes (EbbTimeline *self)
{
  g_clear_pointer (&self->back, gsk_render_node_unref);
  g_ptr_array_set_size (self->plan, 0);
  g_ptr_array_set_size (self->measured, 0);
}

static void
colours_changed_cb (EbbTimeline *self)
{
  forget_nodes (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
    .lane_height = (height - BOTTOM - top) / n_lanes,
    .px_per_ms = (right - left) / (double) MAX (1, self->values.to_ms - self->values.from_ms),
    .from_ms = self->values.from_ms,
    .to_ms = self->values.to_ms,
    .n_lanes = n_lanes,
    .tick_s = right - left < 250 ? 60 : 30,
    .peak_pa = find_peak_pa (self),
  };
}

static Key
find_key (EbbTimeline *self, const EbbTimelineLayout *layout)
{
  return (Key){
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
is_same_key (const Key *one, const Key *other)
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
record_back (EbbTimeline *self, const EbbTimelineLayout *layout)
{
  GtkSnapshot    *snapshot = gtk_snapshot_new ();
  int             width = gtk_widget_get_width (GTK_WIDGET (self));
  int             height = gtk_widget_get_height (GTK_WIDGET (self));
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  cairo_t        *cairo = gtk_snapshot_append_cairo (snapshot, &bounds);

  ebb_timeline_painter_paint_grid (cairo, layout, &self->palette,
                                   gtk_widget_get_pango_context (GTK_WIDGET (self)));
  cairo_destroy (cairo);
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
  unref_node (node);
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

  if (g_ptr_array_index (kept, strip) == NULL && self->n_allowed > 0)
    {
      g_ptr_array_index (kept, strip) = record_part (self, layout, kind, from, to);
      self->n_allowed--;
    }
  self->is_partial |= g_ptr_array_index (kept, strip) == NULL;
  append (snapshot, g_ptr_array_index (kept, strip));
}

static void
draw_strips (EbbTimeline *self, GtkSnapshot *snapshot, const EbbTimelineLayout *layout, float now)
{
  for (guint strip = 0; strip < self->plan->len; strip++)
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

static void
ensure_nodes (EbbTimeline *self, const EbbTimelineLayout *layout)
{
  Key   key = find_key (self, layout);
  guint n_strips = (guint) ((layout->right - layout->left + STRIP_PX - 1) / STRIP_PX);

  if (self->back != NULL && is_same_key (&key, &self->key))
    return;
  forget_nodes (self);
  ebb_palette_read (&self->palette, GTK_WIDGET (self));
  self->back = record_back (self, layout);
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

static void
ebb_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EbbTimeline      *self = EBB_TIMELINE (widget);
  EbbTimelineLayout layout;
  float             now;

  self->is_partial = FALSE;
  if (self->program == NULL || gtk_widget_get_height (widget) <= BOTTOM)
    return;
  layout = lay_out (self);
  ensure_nodes (self, &layout);
  now = self->values.now_ms < 0
            ? (float) layout.left
            : (float) (int) ebb_timeline_layout_find_x (&layout, self->values.now_ms);
  append (snapshot, self->back);
  self->n_allowed = self->arrival_id != 0 ? ARRIVING_STRIPS : self->plan->len;
  draw_strips (self, snapshot, &layout, now);
  if (self->values.now_ms >= 0)
    draw_now (self, snapshot, &layout, now);
}

static void
ebb_timeline_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  EbbTimeline *self = EBB_TIMELINE (widget);
  int          n_lanes = (int) MAX (1, ebb_zone_mask_count (self->values.zones));

  *minimum = *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : n_lanes * LANE_HEIGHT + BOTTOM + 22;
  *minimum_baseline = *natural_baseline = -1;
}

/* All at once would be the longest frame of a page that comes up while air moves: a press on Stop
 * would wait for it. */
static gboolean
arrive_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  EbbTimeline *self = EBB_TIMELINE (widget);

  if (!self->is_partial)
    self->arrival_id = 0;
  gtk_widget_queue_draw (widget);
  return self->is_partial ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
ebb_timeline_map (GtkWidget *widget)
{
  EbbTimeline *self = EBB_TIMELINE (widget);

  GTK_WIDGET_CLASS (ebb_timeline_parent_class)->map (widget);
  self->is_partial = self->values.now_ms >= 0;
  if (self->is_partial && self->arrival_id == 0)
    self->arrival_id = gtk_widget_add_tick_callback (widget, arrive_cb, NULL, NULL);
}

static void
ebb_timeline_unmap (GtkWidget *widget)
{
  EbbTimeline *self = EBB_TIMELINE (widget);

  if (self->arrival_id != 0)
    gtk_widget_remove_tick_callback (widget, self->arrival_id);
  self->arrival_id = 0;
  GTK_WIDGET_CLASS (ebb_timeline_parent_class)->unmap (widget);
}

static void
ebb_timeline_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ebb_timeline_parent_class)->css_changed (widget, change);
  colours_changed_cb (EBB_TIMELINE (widget));
}

static void
ebb_timeline_finalize (GObject *object)
{
  EbbTimeline *self = EBB_TIMELINE (object);

  forget_nodes (self);
  g_clear_object (&self->program);
  g_array_unref (self->points);
  g_ptr_array_unref (self->plan);
  g_ptr_array_unref (self->measured);
  g_free (self->description);
  G_OBJECT_CLASS (ebb_timeline_parent_class)->finalize (object);
}

static void
ebb_timeline_class_init (EbbTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ebb_timeline_finalize;
  widget_class->map = ebb_timeline_map;
  widget_class->unmap = ebb_timeline_unmap;
  widget_class->snapshot = ebb_timeline_snapshot;
  widget_class->measure = ebb_timeline_measure;
  widget_class->css_changed = ebb_timeline_css_changed;
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ebb_timeline_init (EbbTimeline *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (EbbTracePoint));
  self->plan = g_ptr_array_new_with_free_func (unref_node);
  self->measured = g_ptr_array_new_with_free_func (unref_node);
  self->values.now_ms = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pressure over time"), -1);
  ebb_palette_watch (GTK_WIDGET (self), G_CALLBACK (colours_changed_cb));
}

/**
 * ebb_timeline_new:
 *
 * Returns: an empty timeline
 */
GtkWidget *
ebb_timeline_new (void)
{
  return g_object_new (EBB_TYPE_TIMELINE, NULL);
}

static void
describe (EbbTimeline *self)
{
  g_autofree char *peak = ebb_words_pressure (self->values.intensity_pa);
  g_autofree char *from = ebb_words_clock ((guint64) MAX (0, self->values.from_ms) / 1000);
  g_autofree char *to = ebb_words_clock ((guint64) MAX (0, self->values.to_ms) / 1000);
  char            *description =
      g_strdup_printf (self->values.now_ms >= 0
                           /* Translators: a picture in words: two times, then a pressure. */
                           ? _ ("From %s to %s, measured until now and planned after, up to %s")
                           /* Translators: a picture in words: two times, then a pressure. */
                           : _ ("From %s to %s, planned, up to %s"),
                       from, to, peak);

  if (g_strcmp0 (description, self->description) != 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description, -1);
  g_free (self->description);
  self->description = description;
}

static gboolean
looks_the_same (EbbTimeline *self, const EbbTimelineValues *values)
{
  const EbbTimelineValues *shown = &self->values;

  return values->program == self->program && values->zones == shown->zones
         && values->legs == shown->legs && values->length_s == shown->length_s
         && values->offset_ms == shown->offset_ms && values->intensity_pa == shown->intensity_pa
         && values->from_ms == shown->from_ms && values->to_ms == shown->to_ms
         && values->now_ms == shown->now_ms && values->n_trace == shown->n_trace;
}

/**
 * ebb_timeline_show:
 *
 * Draws @values from the next frame on, if they are others than those drawn.
 */
void
ebb_timeline_show (EbbTimeline *self, const EbbTimelineValues *values)
{
  gboolean is_resized =
      ebb_zone_mask_count (values->zones) != ebb_zone_mask_count (self->values.zones);

  g_return_if_fail (EBB_IS_TIMELINE (self));

  if (self->description != NULL && looks_the_same (self, values))
    return;
  self->values = *values;
  self->values.trace = NULL;
  g_set_object (&self->program, values->program);
  g_array_set_size (self->points, 0);
  for (gsize i = 0; i < values->n_trace; i++)
    if (values->trace[i].program_ms >= values->from_ms)
      g_array_append_val (self->points, values->trace[i]);
  describe (self);
  if (is_resized)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
