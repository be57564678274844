/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ebb-figure-painter.h"

#define MINIMUM_WIDTH 280
#define NATURAL_WIDTH 460
#define MINIMUM_HEIGHT 270
#define NATURAL_HEIGHT 344
#define ARRIVING_PICTURES 3 /* recorded in one frame while it comes up */

struct _EbbFigure
{
  GtkWidget parent_instance;

  /* state */
  EbbFigureValues values;
  EbbFigureMotion motion;
  char           *description;
  guint           tick_id; /* while fills are eased */
  guint           step_id; /* until they step again */
  gboolean        is_in_parts;
  gboolean        is_fresh;   /* it came up, and was not drawn since */
  gboolean        is_whole;   /* of what it is to draw since it came up */
  guint           arrival_id; /* while it comes up, some pictures a frame */

  /* owned */
  EbbFigurePainter painter;
};

G_DEFINE_FINAL_TYPE (EbbFigure, ebb_figure, GTK_TYPE_WIDGET)

static void
colours_changed_cb (EbbFigure *self)
{
  ebb_figure_painter_forget (&self->painter);
  self->painter.has_palette = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ---- where the fills are ---- */

static EbbMotionKind
get_motion_kind (EbbFigure *self)
{
  return adw_get_enable_animations (GTK_WIDGET (self)) ? EBB_MOTION_EASED : EBB_MOTION_STEPPED;
}

static void
stop_moving (EbbFigure *self)
{
  g_clear_handle_id (&self->step_id, g_source_remove);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  EbbFigure *self = EBB_FIGURE (widget);
  gint64     now_us = gdk_frame_clock_get_frame_time (clock);

  gtk_widget_queue_draw (widget);
  if (ebb_figure_motion_move (&self->motion, EBB_MOTION_EASED, now_us))
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
step_cb (gpointer user_data)
{
  EbbFigure *self = user_data;

  self->step_id = 0;
  ebb_figure_motion_jump (&self->motion);
  self->motion.drawn_us = g_get_monotonic_time ();
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
wait_for_step (EbbFigure *self)
{
  gint64 left_us = self->motion.drawn_us + EBB_FIGURE_STEP_US - g_get_monotonic_time ();

  if (self->step_id == 0)
    self->step_id = g_timeout_add ((guint) MAX (0, left_us / 1000), step_cb, self);
}

/* Nobody sees the way of a figure that is not shown. */
static void
set_out (EbbFigure *self)
{
  EbbMotionKind  kind = get_motion_kind (self);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  gint64 now_us = clock != NULL ? gdk_frame_clock_get_frame_time (clock) : g_get_monotonic_time ();
  gboolean is_moving = ebb_figure_motion_aim (&self->motion, &self->values, kind, now_us);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      stop_moving (self);
      ebb_figure_motion_jump (&self->motion);
    }
  else if (is_moving && kind == EBB_MOTION_STEPPED)
    wait_for_step (self);
  else if (is_moving && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* ---- how it comes up ---- */

static gboolean
arrive_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  EbbFigure *self = EBB_FIGURE (widget);

  gtk_widget_queue_draw (widget);
  if (!self->is_whole)
    return G_SOURCE_CONTINUE;
  self->arrival_id = 0;
  return G_SOURCE_REMOVE;
}

static void
ebb_figure_map (GtkWidget *widget)
{
  EbbFigure *self = EBB_FIGURE (widget);

  GTK_WIDGET_CLASS (ebb_figure_parent_class)->map (widget);
  if (!self->is_in_parts || self->arrival_id != 0)
    return;
  self->is_whole = FALSE;
  self->is_fresh = TRUE;
  ebb_figure_painter_come_up (&self->painter);
  self->arrival_id = gtk_widget_add_tick_callback (widget, arrive_cb, NULL, NULL);
}

static void
ebb_figure_unmap (GtkWidget *widget)
{
  EbbFigure *self = EBB_FIGURE (widget);

  if (self->arrival_id != 0)
    gtk_widget_remove_tick_callback (widget, self->arrival_id);
  self->arrival_id = 0;
  stop_moving (self);
  ebb_figure_motion_jump (&self->motion);
  GTK_WIDGET_CLASS (ebb_figure_parent_class)->unmap (widget);
}

static void
ebb_figure_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EbbFigure *self = EBB_FIGURE (widget);
  guint      n_allowed = G_MAXUINT;

  if (self->arrival_id != 0)
    n_allowed = self->is_fresh ? 0 : ARRIVING_PICTURES;
  self->is_fresh = FALSE;
  self->is_whole = ebb_figure_painter_draw (&self->painter, snapshot, n_allowed);
}

static void
ebb_figure_measure (GtkWidget     *widget,
                    GtkOrientation orientation,
                    int            for_size,
                    int           *minimum,
                    int           *natural,
                    int           *minimum_baseline,
                    int           *natural_baseline)
{
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_width ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = is_width ? NATURAL_WIDTH : NATURAL_HEIGHT;
  /* Where the width decides the scale, more height would be a blank. */
  if (!is_width && for_size > 0)
    *natural = CLAMP (ebb_figure_painter_find_height (for_size), MINIMUM_HEIGHT, NATURAL_HEIGHT);
  *minimum_baseline = *natural_baseline = -1;
}

static GtkSizeRequestMode
ebb_figure_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
ebb_figure_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ebb_figure_painter_fit (&EBB_FIGURE (widget)->painter, width, height);
}

static void
ebb_figure_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ebb_figure_parent_class)->css_changed (widget, change);
  colours_changed_cb (EBB_FIGURE (widget));
}

static void
ebb_figure_finalize (GObject *object)
{
  EbbFigure *self = EBB_FIGURE (object);

  g_clear_handle_id (&self->step_id, g_source_remove);
  ebb_figure_painter_forget (&self->painter);
  g_free (self->description);
  G_OBJECT_CLASS (ebb_figure_parent_class)->finalize (object);
}

static void
ebb_figure_class_init (EbbFigureClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ebb_figure_finalize;
  widget_class->snapshot = ebb_figure_snapshot;
  widget_class->map = ebb_figure_map;
  widget_class->unmap = ebb_figure_unmap;
  widget_class->measure = ebb_figure_measure;
  widget_class->get_request_mode = ebb_figure_get_request_mode;
  widget_class->size_allocate = ebb_figure_size_allocate;
  widget_class->css_changed = ebb_figure_css_changed;
  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ebb_figure_init (EbbFigure *self)
{
  ebb_figure_values_init (&self->values);
  self->painter.widget = GTK_WIDGET (self);
  self->painter.values = &self->values;
  self->painter.motion = &self->motion;
  ebb_figure_painter_fit (&self->painter, NATURAL_WIDTH, NATURAL_HEIGHT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Legs"),
                                  -1);
  ebb_palette_watch (GTK_WIDGET (self), G_CALLBACK (colours_changed_cb));
}

/**
 * ebb_figure_new:
 *
 * Returns: a figure without zones
 */
GtkWidget *
ebb_figure_new (void)
{
  return g_object_new (EBB_TYPE_FIGURE, NULL);
}

/**
 * ebb_figure_draw_in_parts:
 *
 * From its next coming up on some zones are drawn a frame, not all in one: a page that comes up while
 * air moves must not hold up a press on Stop.
 */
void
ebb_figure_draw_in_parts (EbbFigure *self)
{
  g_return_if_fail (EBB_IS_FIGURE (self));

  self->is_in_parts = TRUE;
}

/* A figure tells whole mmHg, in numbers and, within a pixel, in fills. */
static gboolean
is_same_pressure (int32_t one_pa, int32_t other_pa)
{
  return (one_pa == EBB_PRESSURE_UNKNOWN_PA) == (other_pa == EBB_PRESSURE_UNKNOWN_PA)
         && ebb_pa_to_whole_mmhg (one_pa) == ebb_pa_to_whole_mmhg (other_pa);
}

static gboolean
is_same_reading (const EbbZoneReading *one, const EbbZoneReading *other)
{
  return is_same_pressure (one->pressure_pa, other->pressure_pa)
         && one->setpoint_pa == other->setpoint_pa
         && one->temperature_ddeg == other->temperature_ddeg && one->heat_ddeg == other->heat_ddeg
         && one->is_filling == other->is_filling;
}

static gboolean
looks_the_same (const EbbFigureValues *one, const EbbFigureValues *other)
{
  gboolean is_same = one->legs == other->legs && one->cap_pa == other->cap_pa
                     && one->level_count == other->level_count && one->is_empty == other->is_empty
                     && one->is_unknown == other->is_unknown;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      is_same = is_same && one->zones[side] == other->zones[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        is_same = is_same && is_same_reading (&one->zone[side][zone], &other->zone[side][zone]);
    }
  return is_same;
}

static gboolean
has_other_words (EbbFigure *self, const EbbFigureValues *values)
{
  return memcmp (values->zones, self->values.zones, sizeof values->zones) != 0
         || values->is_empty != self->values.is_empty || values->legs != self->values.legs
         || values->level_count != self->values.level_count
         || ebb_figure_values_has_only_levels (values)
                != ebb_figure_values_has_only_levels (&self->values);
}

/**
 * ebb_figure_show:
 *
 * Draws again only if something looks different.
 */
void
ebb_figure_show (EbbFigure *self, const EbbFigureValues *values)
{
  g_autofree char *description = NULL;

  g_return_if_fail (EBB_IS_FIGURE (self));

  if (self->description != NULL && looks_the_same (values, &self->values))
    return;
  description = ebb_figure_values_describe (values);
  if (has_other_words (self, values))
    ebb_figure_painter_forget (&self->painter);
  self->values = *values;
  set_out (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (g_strcmp0 (description, self->description) == 0)
    return;
  g_free (self->description);
  self->description = g_steal_pointer (&description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description, -1);
}

/**
 * ebb_figure_find_free:
 * @width: of the figure, in pixels
 *
 * Returns: the pixels beside the word under each foot, where something else may stand
 */
int
ebb_figure_find_free (EbbFigure *self, int width)
{
  g_return_val_if_fail (EBB_IS_FIGURE (self), 0);

  return ebb_figure_painter_find_free (&self->painter, width);
}
