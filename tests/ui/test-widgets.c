/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-adaptive.h"
#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-figure.h"
#include "ebb-refusals-group.h"
#include "ebb-stop-bar.h"
#include "ebb-stop-keys.h"
#include "ebb-style.h"
#include "gallery-scenes.h"

#define DEADLINE_US (10 * G_USEC_PER_SEC)

/* Turns the main loop until *condition, and fails when the deadline passes. */
static void
wait_for (const guint *condition)
{
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;

  while (*condition == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
draw (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
measure_first_child (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
allocate_first_child (GtkWidget *widget, int width, int height, int baseline)
{
  guint *n_layouts = g_object_get_data (G_OBJECT (widget), "n-layouts");

  ++*n_layouts;
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
}

/* Around @child, and counts how often sizes are given in it. A window has a layout for each change of
 * style too, as when libadwaita lets things move, a quarter of a second after its start. */
static GtkWidget *
make_counter (GtkWidget *child, guint *n_layouts)
{
  GtkWidget *counter = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (counter), child);
  g_object_set_data (G_OBJECT (counter), "n-layouts", n_layouts);
  gtk_widget_set_layout_manager (
      counter, gtk_custom_layout_new (NULL, measure_first_child, allocate_first_child));
  return counter;
}

/* The display answers a new window's size when it pleases, and each answer is a layout: draws until
 * all answers are there and one round brings no layout more. */
static void
draw_until_settled (GtkWidget *window, const guint *n_layouts)
{
  guint n_before;

  do
    {
      n_before = *n_layouts;
      gdk_display_sync (gtk_widget_get_display (window));
      draw (window);
    }
  while (*n_layouts != n_before);
}

static void
count_stop_cb (guint *sources, guint source)
{
  sources[0]++;
  sources[1] = source;
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

/* What assistive technology does; "clicked" would come a quarter of a second later. */
static void
test_stop_acts_within_the_activation (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bar = g_object_new (EBB_TYPE_STOP_BAR, NULL);
  guint      sources[2] = { 0 };

  gtk_window_set_child (GTK_WINDOW (window), bar);
  g_signal_connect_swapped (bar, "stop", G_CALLBACK (count_stop_cb), sources);
  draw (window);
  g_signal_emit_by_name (find_type (bar, GTK_TYPE_BUTTON), "activate");
  g_assert_cmpuint (sources[0], ==, 1);
  g_assert_cmpuint (sources[1], ==, EBB_STOP_FROM_ASSISTIVE);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Words of any length leave STOP where it is. */
static void
test_stop_stays_where_it_is (void)
{
  GtkWidget      *window = gtk_window_new ();
  GtkWidget      *bar = g_object_new (EBB_TYPE_STOP_BAR, NULL);
  graphene_rect_t before;
  graphene_rect_t after;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 200);
  gtk_window_set_child (GTK_WINDOW (window), bar);
  ebb_stop_bar_show (EBB_STOP_BAR (bar), "0:01 left", "Running");
  draw (window);
  g_assert_true (gtk_widget_compute_bounds (find_type (bar, GTK_TYPE_BUTTON), window, &before));
  ebb_stop_bar_show (EBB_STOP_BAR (bar), "Stopping", "Stop sent 38 times in 11.2 s");
  draw (window);
  g_assert_true (gtk_widget_compute_bounds (find_type (bar, GTK_TYPE_BUTTON), window, &after));
  g_assert_true (graphene_rect_equal (&before, &after));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A line of 400 px and more breaks instead: STOP is where it was, and as large. */
static void
test_stop_stays_beside_a_long_line (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bar = g_object_new (EBB_TYPE_STOP_BAR, NULL);
  g_autoptr (PangoLayout) line = NULL;
  graphene_rect_t before;
  graphene_rect_t after;
  const char     *words = "Letting the air out of both boots: still at 39 mmHg now";
  int             width;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 200);
  gtk_window_set_child (GTK_WINDOW (window), bar);
  ebb_stop_bar_show (EBB_STOP_BAR (bar), "0:01 left", "Running");
  draw (window);
  g_assert_true (gtk_widget_compute_bounds (find_type (bar, GTK_TYPE_BUTTON), window, &before));
  line = gtk_widget_create_pango_layout (bar, words);
  pango_layout_get_pixel_size (line, &width, NULL);
  g_assert_cmpint (width, >, 320);
  ebb_stop_bar_show (EBB_STOP_BAR (bar), words, "Running");
  draw (window);
  draw (window);
  g_assert_true (gtk_widget_compute_bounds (find_type (bar, GTK_TYPE_BUTTON), window, &after));
  g_assert_cmpfloat (after.origin.x, ==, before.origin.x);
  g_assert_cmpfloat (after.origin.y, ==, before.origin.y);
  g_assert_true (graphene_rect_equal (&before, &after));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Each layout of a window costs more than all that is drawn of a second that passed. */
static void
test_a_second_that_passed_lays_out_nothing (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *bar = g_object_new (EBB_TYPE_STOP_BAR, NULL);
  guint      n_layouts = 0;

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 200);
  gtk_window_set_child (GTK_WINDOW (window), make_counter (bar, &n_layouts));
  ebb_stop_bar_show (EBB_STOP_BAR (bar), "11:42 left", "Running · highest zone 39 mmHg");
  draw (window);
  draw_until_settled (window, &n_layouts);
  n_layouts = 0;
  ebb_stop_bar_show (EBB_STOP_BAR (bar), "11:41 left", "Running · highest zone 40 mmHg");
  draw (window);
  g_assert_cmpuint (n_layouts, ==, 0);
  ebb_stop_bar_show (EBB_STOP_BAR (bar), "Link lost for 6 s, and for longer than anybody likes",
                     "Pressure unknown");
  draw (window);
  g_assert_cmpuint (n_layouts, >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkEventControllerKey *
find_key_controller (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return GTK_EVENT_CONTROLLER_KEY (controller);
    }
  return NULL;
}

static gboolean
press (GtkWidget *window, guint key, GdkModifierType state)
{
  gboolean is_handled = FALSE;

  g_signal_emit_by_name (find_key_controller (window), "key-pressed", key, 0, state, &is_handled);
  return is_handled;
}

typedef struct
{
  GtkWidget   *window;
  GtkWidget   *entry;
  EbbStopKeys *keys;
  guint        count;
} KeysFixture;

static void
set_up_keys (KeysFixture *fixture, gconstpointer data)
{
  fixture->keys = ebb_stop_keys_new ();
  fixture->window = gtk_window_new ();
  fixture->entry = gtk_entry_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->entry);
  ebb_stop_keys_watch (fixture->keys, GTK_WINDOW (fixture->window));
  g_signal_connect_swapped (fixture->keys, "stop", G_CALLBACK (count_cb), &fixture->count);
  draw (fixture->window);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
}

static void
tear_down_keys (KeysFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->keys);
}

static void
test_keys_stop_only_while_live (KeysFixture *fixture, gconstpointer data)
{
  g_assert_false (press (fixture->window, GDK_KEY_Escape, 0));
  g_assert_cmpuint (fixture->count, ==, 0);
  ebb_stop_keys_set_is_live (fixture->keys, TRUE);
  g_assert_true (press (fixture->window, GDK_KEY_Escape, 0));
  g_assert_true (press (fixture->window, GDK_KEY_space, 0));
  g_assert_true (press (fixture->window, GDK_KEY_period, GDK_CONTROL_MASK));
  g_assert_true (press (fixture->window, GDK_KEY_AudioStop, 0));
  g_assert_cmpuint (fixture->count, ==, 4);
  g_assert_false (press (fixture->window, GDK_KEY_period, 0));
  g_assert_false (press (fixture->window, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->count, ==, 4);
}

static void
test_space_types_in_a_text_and_escape_stops (KeysFixture *fixture, gconstpointer data)
{
  ebb_stop_keys_set_is_live (fixture->keys, TRUE);
  gtk_widget_grab_focus (fixture->entry);
  g_assert_false (press (fixture->window, GDK_KEY_space, 0));
  g_assert_cmpuint (fixture->count, ==, 0);
  g_assert_true (press (fixture->window, GDK_KEY_Escape, 0));
  g_assert_cmpuint (fixture->count, ==, 1);
}

static void
test_going_live_closes_what_is_popped_up (KeysFixture *fixture, gconstpointer data)
{
  GtkWidget *popover = gtk_popover_new ();
  guint      n_closed = 0;

  gtk_popover_set_child (GTK_POPOVER (popover), gtk_button_new_with_label ("x"));
  gtk_widget_set_parent (popover, fixture->entry);
  gtk_widget_grab_focus (fixture->entry);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (count_cb), &n_closed);
  gtk_popover_popup (GTK_POPOVER (popover));
  g_assert_nonnull (find_key_controller (popover));
  ebb_stop_keys_set_is_live (fixture->keys, TRUE);
  wait_for (&n_closed);
  n_closed = 0;
  gtk_popover_popup (GTK_POPOVER (popover));
  wait_for (&n_closed);
  g_assert_false (gtk_widget_get_visible (popover));
  gtk_widget_unparent (popover);
}

static void
test_window_becomes_narrow (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *adaptive = ebb_adaptive_new ();
  guint      n_changes = 0;

  ebb_adaptive_set_child (EBB_ADAPTIVE (adaptive), gtk_label_new ("x"));
  gtk_window_set_child (GTK_WINDOW (window), adaptive);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 300);
  g_signal_connect_swapped (adaptive, "notify::is-narrow", G_CALLBACK (count_cb), &n_changes);
  draw (window);
  wait_for (&n_changes);
  g_assert_true (ebb_adaptive_get_is_narrow (EBB_ADAPTIVE (adaptive)));
  g_assert_true (gtk_widget_has_css_class (adaptive, "narrow"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GskRenderNode *
try_picture (GtkWidget *widget)
{
  GdkPaintable *paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot  *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  g_object_unref (paintable);
  return gtk_snapshot_free_to_node (snapshot);
}

/* A widget that waits to be drawn has no picture yet. */
static GBytes *
take_picture (GtkWidget *window, GtkWidget *widget)
{
  gint64         deadline_us = g_get_monotonic_time () + DEADLINE_US;
  GskRenderNode *node = NULL;
  GdkTexture    *texture;
  GBytes        *picture;

  draw (window);
  while ((node = try_picture (widget)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, FALSE);
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  picture = gdk_texture_save_to_png_bytes (texture);
  g_object_unref (texture);
  gsk_render_node_unref (node);
  return picture;
}

/* Pictures of the body never mirror: the same picture in both directions of text. */
static void
test_figure_is_the_same_in_both_directions (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *figure = ebb_figure_new ();
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) other = NULL;
  g_autoptr (GBytes) swapped = NULL;
  EbbFigureValues values;

  ebb_figure_values_init (&values);
  values.is_empty = FALSE;
  values.cap_pa = ebb_mmhg_to_pa (40);
  values.zones[EBB_SIDE_LEFT] = values.zones[EBB_SIDE_RIGHT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  values.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (38);
  values.zone[EBB_SIDE_RIGHT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (7);
  gtk_window_set_child (GTK_WINDOW (window), figure);
  ebb_figure_show (EBB_FIGURE (figure), &values);
  one = take_picture (window, figure);
  gtk_widget_set_direction (figure, GTK_TEXT_DIR_RTL);
  other = take_picture (window, figure);
  g_assert_true (g_bytes_equal (one, other));
  values.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (7);
  values.zone[EBB_SIDE_RIGHT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (38);
  ebb_figure_show (EBB_FIGURE (figure), &values);
  swapped = take_picture (window, figure);
  g_assert_false (g_bytes_equal (one, swapped));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whether what the table is called begins above the bottom of the figure. */
static gboolean
is_title_beside (GtkWidget *card)
{
  graphene_rect_t title;
  graphene_rect_t figure;

  g_assert_true (gtk_widget_compute_bounds (find_type (card, GTK_TYPE_EXPANDER), card, &title));
  g_assert_true (gtk_widget_compute_bounds (find_type (card, EBB_TYPE_FIGURE), card, &figure));
  return title.origin.y < figure.origin.y + figure.size.height;
}

/* It stands under the figure where it would be drawn over the word under a foot. */
static void
test_title_of_the_table_is_not_over_a_word (void)
{
  GtkWidget      *window = gtk_window_new ();
  GtkWidget      *card = g_object_new (EBB_TYPE_FIGURE_CARD, NULL);
  EbbFigureValues values;

  ebb_figure_values_init (&values);
  values.is_empty = FALSE;
  values.cap_pa = ebb_mmhg_to_pa (40);
  values.zones[EBB_SIDE_LEFT] = values.zones[EBB_SIDE_RIGHT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 500);
  gtk_window_set_child (GTK_WINDOW (window), card);
  ebb_figure_card_show (EBB_FIGURE_CARD (card), &values, NULL);
  draw (window);
  g_assert_true (is_title_beside (card));
  gtk_expander_set_label (GTK_EXPANDER (find_type (card, GTK_TYPE_EXPANDER)),
                          "As a table of four columns");
  draw (window);
  draw (window);
  g_assert_false (is_title_beside (card));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Words under legs that are not there are no picture of anything. */
static void
test_boots_without_zones_have_no_legs (void)
{
  GtkWidget      *card = g_object_ref_sink (g_object_new (EBB_TYPE_FIGURE_CARD, NULL));
  GtkWidget      *expander = find_type (card, GTK_TYPE_EXPANDER);
  EbbFigureValues values;

  ebb_figure_values_init (&values);
  values.is_empty = FALSE;
  ebb_figure_card_show (EBB_FIGURE_CARD (card), &values, "Pressure unknown");
  g_assert_false (gtk_widget_get_visible (find_type (card, EBB_TYPE_FIGURE)));
  g_assert_false (gtk_widget_is_visible (expander));
  values.zones[EBB_SIDE_LEFT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  ebb_figure_card_show (EBB_FIGURE_CARD (card), &values, NULL);
  g_assert_true (gtk_widget_get_visible (find_type (card, EBB_TYPE_FIGURE)));
  g_assert_true (gtk_widget_is_visible (expander));
  g_object_unref (card);
}

/* Half a second as a rule: a row that comes and goes would move what somebody is about to press. */
static void
test_first_reading_is_a_row_once_it_is_overdue (void)
{
  GtkWidget *group = g_object_ref_sink (g_object_new (EBB_TYPE_REFUSALS_GROUP, NULL));
  EbbRefusal refusal = { .code = EBB_REFUSAL_NO_READING };
  EbbScene   scene = { .has_boots = TRUE, .refusals = &refusal, .n_refusals = 1 };

  ebb_refusals_group_show (EBB_REFUSALS_GROUP (group), &scene);
  g_assert_false (gtk_widget_get_visible (group));
  refusal.value = 1;
  ebb_refusals_group_show (EBB_REFUSALS_GROUP (group), &scene);
  g_assert_true (gtk_widget_get_visible (group));
  g_object_unref (group);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
  g_test_add_func ("/ui/stop-bar/acts-within-the-activation", test_stop_acts_within_the_activation);
  g_test_add_func ("/ui/stop-bar/stays-where-it-is", test_stop_stays_where_it_is);
  g_test_add_func ("/ui/stop-bar/stays-beside-a-long-line", test_stop_stays_beside_a_long_line);
  g_test_add_func ("/ui/stop-bar/a-second-that-passed-lays-out-nothing",
                   test_a_second_that_passed_lays_out_nothing);
  g_test_add ("/ui/stop-keys/stop-only-while-live", KeysFixture, NULL, set_up_keys,
              test_keys_stop_only_while_live, tear_down_keys);
  g_test_add ("/safety/H24/space-types-in-a-text-and-escape-stops", KeysFixture, NULL, set_up_keys,
              test_space_types_in_a_text_and_escape_stops, tear_down_keys);
  g_test_add ("/ui/stop-keys/going-live-closes-what-is-popped-up", KeysFixture, NULL, set_up_keys,
              test_going_live_closes_what_is_popped_up, tear_down_keys);
  g_test_add_func ("/ui/adaptive/becomes-narrow", test_window_becomes_narrow);
  g_test_add_func ("/ui/figure/is-the-same-in-both-directions",
                   test_figure_is_the_same_in_both_directions);
  g_test_add_func ("/ui/figure/boots-without-zones-have-no-legs",
                   test_boots_without_zones_have_no_legs);
  g_test_add_func ("/ui/figure/title-of-the-table-is-not-over-a-word",
                   test_title_of_the_table_is_not_over_a_word);
  g_test_add_func ("/ui/refusals/first-reading-once-it-is-overdue",
                   test_first_reading_is_a_row_once_it_is_overdue);
  return g_test_run ();
}
