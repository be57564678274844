/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-timeline.h"

#include <glib/gi18n.h>

#include "ebb-palette.h"
#include "ebb-words.h"

#define WIDE 420
#define GUTTER_WIDE 92
#define GUTTER_NARROW 78
#define VALUES_WIDE 72
#define VALUES_NARROW 14
#define BOTTOM 26
#define LANE_HEIGHT 30
#define SAMPLE_MS 250

struct _EbbTimeline
{
  GtkWidget parent_instance;

  /* state */
  EbbTimelineValues values; /* trace is not borrowed beyond show: see points */
  EbbPalette        palette;

  /* owned */
  EbbProgram *program;
  GArray     *points; /* of EbbTracePoint, those in view */
  char       *description;
};

G_DEFINE_FINAL_TYPE (EbbTimeline, ebb_timeline, GTK_TYPE_WIDGET)

/* Where things are; made anew for each drawing. */
typedef struct
{
  double  left;
  double  right; /* the end of the lanes */
  double  width; /* of the widget */
  double  top;
  double  lane_height;
  guint   n_lanes;
  int32_t peak_pa; /* all lanes share one scale, so that they can be compared */
} Layout;

static double
find_x (EbbTimeline *self, const Layout *layout, gint64 at_ms)
{
  gint64 span_ms = MAX (1, self->values.to_ms - self->values.from_ms);

  return layout->left
         + (layout->right - layout->left) * (double) (at_ms - self->values.from_ms)
               / (double) span_ms;
}

static int32_t
plan_pa (EbbTimeline *self, EbbZone zone, gint64 at_ms)
{
  gint64 since_ms = at_ms - self->values.offset_ms;
  guint  length_s = self->values.length_s - (guint) (self->values.offset_ms / 1000);

  if (self->program == NULL || since_ms < 0)
    return 0;
  return ebb_program_plan_pa (self->program, self->values.zones, zone, length_s,
                              self->values.intensity_pa, since_ms);
}

static int32_t
find_peak_pa (EbbTimeline *self)
{
  int32_t peak_pa = self->values.intensity_pa;

  for (guint i = 0; i < self->points->len; i++)
    {
      const EbbTracePoint *point = &g_array_index (self->points, EbbTracePoint, i);

      for (int side = 0; side < EBB_N_SIDES; side++)
        for (int zone = 0; zone < EBB_N_ZONES; zone++)
          peak_pa = MAX (peak_pa, point->pressure_pa[side][zone]);
    }
  return MAX (peak_pa, 1);
}

static void
set_colour (cairo_t *cairo, GdkRGBA colour, double alpha)
{
  cairo_set_source_rgba (cairo, colour.red, colour.green, colour.blue, colour.alpha * alpha);
}

static void
draw_text (EbbTimeline     *self,
           GtkSnapshot     *snapshot,
           const char      *text,
           GdkRGBA          colour,
           graphene_point_t at,
           double           align)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font = pango_font_description_copy (
      pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (self))));
  int width;
  int height;

  pango_font_description_set_absolute_size (font, 12 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float) (at.x - width * align), at.y - (float) height / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

/* The plan of one lane as a path; points on a straight line are left out, so that there are few. */
static void
trace_plan (EbbTimeline *self, cairo_t *cairo, const Layout *layout, EbbZone zone, double base)
{
  gint64 from_ms = MAX (self->values.from_ms, self->values.now_ms);
  double height = layout->lane_height - 11;
  double last_y = 0;
  double last_slope = G_MAXDOUBLE;
  double x = find_x (self, layout, from_ms);

  for (gint64 at_ms = from_ms; at_ms <= self->values.to_ms; at_ms += SAMPLE_MS)
    {
      double y = base - height * plan_pa (self, zone, at_ms) / layout->peak_pa;
      double slope = y - last_y;

      if (at_ms > from_ms && ABS (slope - last_slope) > 0.01)
        cairo_line_to (cairo, x, last_y);
      else if (at_ms == from_ms)
        cairo_line_to (cairo, x, y);
      if (at_ms > from_ms)
        last_slope = slope;
      last_y = y;
      x = find_x (self, layout, at_ms);
    }
  cairo_line_to (cairo, x, last_y);
}

static void
draw_plan (EbbTimeline *self, cairo_t *cairo, const Layout *layout, EbbZone zone, double base)
{
  static const double dashes[] = { 4, 3 };
  double        from_x = find_x (self, layout, MAX (self->values.from_ms, self->values.now_ms));
  cairo_path_t *path;

  cairo_new_path (cairo);
  trace_plan (self, cairo, layout, zone, base);
  path = cairo_copy_path (cairo);
  cairo_line_to (cairo, layout->right, base);
  cairo_line_to (cairo, from_x, base);
  cairo_close_path (cairo);
  set_colour (cairo, self->palette.accent, 0.16);
  cairo_fill (cairo);
  cairo_append_path (cairo, path);
  cairo_path_destroy (path);
  set_colour (cairo, self->palette.accent, 1);
  cairo_set_line_width (cairo, 1.6);
  if (self->values.now_ms >= 0)
    cairo_set_dash (cairo, dashes, 2, 0);
  cairo_stroke (cairo);
  cairo_set_dash (cairo, NULL, 0, 0);
}

/* The higher of the legs in use; unknown if both are. */
static int32_t
measure_pa (EbbTimeline *self, const EbbTracePoint *point, EbbZone zone)
{
  int32_t highest_pa = EBB_PRESSURE_UNKNOWN_PA;

  for (int side = 0; side < EBB_N_SIDES; side++)
    if (ebb_legs_has_side (self->values.legs, side))
      highest_pa = MAX (highest_pa, point->pressure_pa[side][zone]);
  return highest_pa;
}

/* A gap in the readings is a gap in the picture. */
static void
draw_measured (EbbTimeline *self, cairo_t *cairo, const Layout *layout, EbbZone zone, double base)
{
  double   height = layout->lane_height - 11;
  gboolean is_open = FALSE;
  double   x = 0;
  double   share;

  cairo_new_path (cairo);
  for (guint i = 0; i < self->points->len; i++)
    {
      const EbbTracePoint *point = &g_array_index (self->points, EbbTracePoint, i);
      int32_t              pressure_pa = measure_pa (self, point, zone);

      if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA && is_open)
        cairo_line_to (cairo, x, base);
      if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
        is_open = FALSE;
      else
        {
          x = find_x (self, layout, point->program_ms);
          if (!is_open)
            cairo_move_to (cairo, x, base);
          is_open = TRUE;
          cairo_line_to (cairo, x, base - height * MAX (pressure_pa, 0) / layout->peak_pa);
        }
    }
  if (is_open)
    cairo_line_to (cairo, x, base);
  share = (double) ebb_program_get_setpoint_pa (self->program, zone) / layout->peak_pa;
  set_colour (cairo, ebb_palette_pressure (&self->palette, 0.35 + 0.65 * share), 1);
  cairo_fill (cairo);
}

static double
find_base (const Layout *layout, guint lane)
{
  return layout->top + layout->lane_height * (lane + 1) - 5;
}

static guint
choose_tick_s (const Layout *layout)
{
  return layout->right - layout->left < 200 ? 60 : 30;
}

static void
draw_grid (EbbTimeline *self, cairo_t *cairo, const Layout *layout)
{
  gint64 tick_ms = (gint64) choose_tick_s (layout) * 1000;
  gint64 first_ms = (self->values.from_ms + tick_ms - 1) / tick_ms * tick_ms;
  double bottom = layout->top + layout->lane_height * layout->n_lanes;

  cairo_set_line_width (cairo, 1);
  set_colour (cairo, self->palette.grid, 1);
  for (gint64 at_ms = first_ms; at_ms <= self->values.to_ms; at_ms += tick_ms)
    {
      double x = (double) (int) find_x (self, layout, at_ms) + 0.5;

      cairo_move_to (cairo, x, layout->top);
      cairo_line_to (cairo, x, bottom);
    }
  for (guint lane = 0; lane < layout->n_lanes; lane++)
    {
      double y = (double) (int) find_base (layout, lane) + 0.5;

      cairo_move_to (cairo, layout->left, y);
      cairo_line_to (cairo, layout->right, y);
    }
  cairo_stroke (cairo);
}

static void
draw_ticks (EbbTimeline *self, GtkSnapshot *snapshot, const Layout *layout)
{
  gint64 tick_ms = (gint64) choose_tick_s (layout) * 1000;
  gint64 first_ms = (self->values.from_ms + tick_ms - 1) / tick_ms * tick_ms;
  double y = layout->top + layout->lane_height * layout->n_lanes + 13;

  for (gint64 at_ms = first_ms; at_ms <= self->values.to_ms; at_ms += tick_ms)
    {
      g_autofree char *label = ebb_words_clock ((guint64) at_ms / 1000);
      double           x = find_x (self, layout, at_ms);
      gboolean         is_last = x > layout->width - 24;

      draw_text (self, snapshot, label, self->palette.dim,
                 GRAPHENE_POINT_INIT ((float) x, (float) y), is_last ? 0.8 : 0.5);
    }
}

static void
draw_now (EbbTimeline *self, GtkSnapshot *snapshot, const Layout *layout)
{
  float           x = (float) (int) find_x (self, layout, self->values.now_ms);
  float           bottom = (float) (layout->top + layout->lane_height * layout->n_lanes);
  GskRoundedRect  pill;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - 20, 0, 40, 18);
  float           top = (float) layout->top - 2;

  gtk_snapshot_append_color (snapshot, &self->palette.text,
                             &GRAPHENE_RECT_INIT (x - 1, top, 2, bottom - top));
  gsk_rounded_rect_init_from_rect (&pill, &bounds, 9);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &self->palette.text, &bounds);
  gtk_snapshot_pop (snapshot);
  draw_text (self, snapshot, _ ("Now"), self->palette.card, GRAPHENE_POINT_INIT (x, 9), 0.5);
}

static void
draw_lane_words (EbbTimeline  *self,
                 GtkSnapshot  *snapshot,
                 const Layout *layout,
                 EbbZone       zone,
                 double        middle)
{
  gint64 strongest_pa = MAX (1, ebb_program_get_peak_pa (self->program, self->values.zones));
  gint64 share_pa = ebb_program_get_setpoint_pa (self->program, zone);
  g_autofree char *peak =
      ebb_words_pressure ((int32_t) (share_pa * self->values.intensity_pa / strongest_pa));

  draw_text (self, snapshot, ebb_words_zone (zone, self->values.zones), self->palette.text,
             GRAPHENE_POINT_INIT ((float) layout->left - 12, (float) middle), 1);
  if (layout->width - layout->right >= 40)
    draw_text (self, snapshot, peak, self->palette.dim,
               GRAPHENE_POINT_INIT ((float) layout->right + 10, (float) middle), 0);
}

static Layout
lay_out (EbbTimeline *self)
{
  int      width = gtk_widget_get_width (GTK_WIDGET (self));
  int      height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean is_wide = width > WIDE;
  double   top = self->values.now_ms >= 0 ? 22 : 8;
  guint    n_lanes = MAX (1, ebb_zone_mask_count (self->values.zones));

  return (Layout){
    .left = is_wide ? GUTTER_WIDE : GUTTER_NARROW,
    .right = width - (is_wide ? VALUES_WIDE : VALUES_NARROW),
    .width = width,
    .top = top,
    .lane_height = (height - BOTTOM - top) / n_lanes,
    .n_lanes = n_lanes,
    .peak_pa = find_peak_pa (self),
  };
}

static void
ebb_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EbbTimeline *self = EBB_TIMELINE (widget);
  Layout       layout = lay_out (self);
  cairo_t     *cairo;
  guint        lane = 0;

  if (self->program == NULL)
    return;
  ebb_palette_read (&self->palette, widget);
  cairo = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) layout.width, gtk_widget_get_height (widget)));
  draw_grid (self, cairo, &layout);
  cairo_rectangle (cairo, layout.left, 0, layout.right - layout.left, 4000);
  cairo_clip (cairo);
  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    if ((self->values.zones & EBB_ZONE_BIT (zone)) != 0)
      {
        double base = find_base (&layout, lane++);

        draw_plan (self, cairo, &layout, zone, base);
        if (self->values.now_ms >= 0)
          draw_measured (self, cairo, &layout, zone, base);
      }
  cairo_destroy (cairo);
  lane = 0;
  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    if ((self->values.zones & EBB_ZONE_BIT (zone)) != 0)
      draw_lane_words (self, snapshot, &layout, zone,
                       find_base (&layout, lane++) - (layout.lane_height - 11) / 2);
  draw_ticks (self, snapshot, &layout);
  if (self->values.now_ms >= 0)
    draw_now (self, snapshot, &layout);
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

static void
ebb_timeline_finalize (GObject *object)
{
  EbbTimeline *self = EBB_TIMELINE (object);

  g_clear_object (&self->program);
  g_array_unref (self->points);
  g_free (self->description);
  G_OBJECT_CLASS (ebb_timeline_parent_class)->finalize (object);
}

static void
ebb_timeline_class_init (EbbTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ebb_timeline_finalize;
  widget_class->snapshot = ebb_timeline_snapshot;
  widget_class->measure = ebb_timeline_measure;
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ebb_timeline_init (EbbTimeline *self)
{
  self->points = g_array_new (FALSE, FALSE, sizeof (EbbTracePoint));
  self->values.now_ms = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pressure over time"), -1);
  ebb_palette_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
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

/**
 * ebb_timeline_show:
 *
 * Draws @values from the next frame on.
 */
void
ebb_timeline_show (EbbTimeline *self, const EbbTimelineValues *values)
{
  gboolean is_resized =
      ebb_zone_mask_count (values->zones) != ebb_zone_mask_count (self->values.zones);

  g_return_if_fail (EBB_IS_TIMELINE (self));

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
