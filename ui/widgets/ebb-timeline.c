/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-timeline-private.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

#define LANE_HEIGHT 30

G_DEFINE_FINAL_TYPE (EbbTimeline, ebb_timeline, GTK_TYPE_WIDGET)

static void
unref_node (gpointer node)
{
  if (node != NULL)
    gsk_render_node_unref (node);
}

static void
colours_changed_cb (EbbTimeline *self)
{
  ebb_timeline_forget_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ebb_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ebb_timeline_draw (EBB_TIMELINE (widget), snapshot);
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

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? 240
                            : n_lanes * LANE_HEIGHT + EBB_TIMELINE_BOTTOM + 22;
  *minimum_baseline = *natural_baseline = -1;
}

/* All at once would be the longest frame of a page that comes up while air moves: a press on Stop
 * would wait for it. */
static gboolean
arrive_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  EbbTimeline *self = EBB_TIMELINE (widget);

  if (self->n_arriving == EBB_TIMELINE_ARRIVED)
    {
      self->arrival_id = 0;
      return G_SOURCE_REMOVE;
    }
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
ebb_timeline_map (GtkWidget *widget)
{
  EbbTimeline *self = EBB_TIMELINE (widget);

  GTK_WIDGET_CLASS (ebb_timeline_parent_class)->map (widget);
  if (self->values.now_ms < 0)
    return;
  self->n_arriving = 0;
  if (self->arrival_id == 0)
    self->arrival_id = gtk_widget_add_tick_callback (widget, arrive_cb, NULL, NULL);
}

static void
ebb_timeline_unmap (GtkWidget *widget)
{
  EbbTimeline *self = EBB_TIMELINE (widget);

  if (self->arrival_id != 0)
    gtk_widget_remove_tick_callback (widget, self->arrival_id);
  self->arrival_id = 0;
  self->n_arriving = EBB_TIMELINE_ARRIVED;
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

  ebb_timeline_forget_picture (self);
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
  self->n_arriving = EBB_TIMELINE_ARRIVED;
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
