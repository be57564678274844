/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-columns.h"
#include "ebb-figure.h"
#include "ebb-running-page.h"
#include "ebb-session-view.h"
#include "ebb-starting-page.h"
#include "ebb-stopping-page.h"
#include "ebb-style.h"
#include "ebb-timeline.h"
#include "gallery-scenes.h"

/* test-arrival PROGRAM.json: how pages come up. While air moves, each frame that takes long is one
 * that a press on Stop waits for. */

#define DEADLINE_US (10 * G_USEC_PER_SEC)
#define N_PARTS 4
#define SETTLED_FRAMES 24 /* more than there are parts, and than it takes to fill a timeline */

static EbbProgram *program;

static guint
count_parts (GskRenderNode *node)
{
  if (gsk_render_node_get_node_type (node) == GSK_CLIP_NODE)
    node = gsk_clip_node_get_child (node);
  return gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE
             ? gsk_container_node_get_n_children (node)
             : 1;
}

/* The number of nodes that @widget was drawn with last */
static guint
count_drawn_nodes (GtkWidget *widget)
{
  GdkPaintable  *paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  guint          n_nodes = 0;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    n_nodes = count_parts (node);
  g_clear_pointer (&node, gsk_render_node_unref);
  g_object_unref (paintable);
  return n_nodes;
}

typedef struct
{
  GtkWidget *widget;
  guint      n_nodes;
  guint      most_at_once;
} Growth;

static void
grow_cb (Growth *growth)
{
  guint n_nodes = count_drawn_nodes (growth->widget);

  if (n_nodes > growth->n_nodes)
    growth->most_at_once = MAX (growth->most_at_once, n_nodes - growth->n_nodes);
  growth->n_nodes = n_nodes;
}

typedef struct
{
  GtkWidget *areas[N_PARTS];
  guint      n_frames;
  int        most_at_once; /* areas drawn for the first time in one frame */
  int        n_at_first;   /* of them in the frame that lays all out */
  int        n_drawn;
  Growth    *grow; /* (nullable): of one widget, looked at after each frame */
} Frames;

static void
draw_area_cb (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer user_data)
{
  g_object_set_data (G_OBJECT (area), "is-drawn", GINT_TO_POINTER (TRUE));
}

static GtkWidget *
make_columns (const char *property, Frames *frames)
{
  static const char *const types[N_PARTS] = { "figure", "head", "body", "foot" };
  g_autoptr (GString) xml = g_string_new ("<interface><object class='EbbColumns' id='columns'>");
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWidget *columns;

  g_type_ensure (EBB_TYPE_COLUMNS);
  g_string_append (xml, property);
  for (int i = 0; i < N_PARTS; i++)
    g_string_append_printf (xml,
                            "<child type='%s'><object class='GtkDrawingArea' id='%s'>"
                            "<property name='content-height'>40</property></object></child>",
                            types[i], types[i]);
  g_string_append (xml, "</object></interface>");
  builder = gtk_builder_new_from_string (xml->str, -1);
  for (int i = 0; i < N_PARTS; i++)
    {
      frames->areas[i] = GTK_WIDGET (gtk_builder_get_object (builder, types[i]));
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (frames->areas[i]), draw_area_cb, NULL,
                                      NULL);
    }
  columns = GTK_WIDGET (gtk_builder_get_object (builder, "columns"));
  return g_object_ref_sink (columns);
}

static int
count_drawn (Frames *frames)
{
  int n_drawn = 0;

  for (int i = 0; i < N_PARTS; i++)
    if (frames->areas[i] != NULL
        && g_object_get_data (G_OBJECT (frames->areas[i]), "is-drawn") != NULL)
      n_drawn++;
  return n_drawn;
}

static void
after_paint_cb (Frames *frames)
{
  int n_drawn = count_drawn (frames);

  frames->most_at_once = MAX (frames->most_at_once, n_drawn - frames->n_drawn);
  frames->n_drawn = n_drawn;
  if (frames->grow != NULL)
    grow_cb (frames->grow);
  if (frames->n_frames == 0)
    frames->n_at_first = n_drawn;
  frames->n_frames++;
}

/* Shows @child in a window of its own until nothing comes any more. */
static GtkWidget *
present (GtkWidget *child, Frames *frames)
{
  GtkWidget     *window = gtk_window_new ();
  gint64         deadline_us = g_get_monotonic_time () + DEADLINE_US;
  GdkFrameClock *clock;

  gallery_add_actions (window);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 700);
  gtk_widget_realize (window);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), frames);
  gtk_window_present (GTK_WINDOW (window));
  while (frames->n_frames < SETTLED_FRAMES)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
      g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handlers_disconnect_by_data (clock, frames);
  return window;
}

static void
test_parts_are_drawn_one_a_frame (void)
{
  Frames     frames = { 0 };
  GtkWidget *columns = make_columns ("<property name='in-parts'>True</property>", &frames);
  GtkWidget *window = present (columns, &frames);

  g_assert_cmpint (frames.n_at_first, ==, 0);
  g_assert_cmpint (frames.most_at_once, ==, 1);
  g_assert_cmpint (frames.n_drawn, ==, N_PARTS);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (columns);
}

/* What tells of trouble is there at once. */
static void
test_other_pages_are_drawn_whole (void)
{
  Frames     frames = { 0 };
  GtkWidget *columns = make_columns ("", &frames);
  GtkWidget *window = present (columns, &frames);

  g_assert_cmpint (frames.most_at_once, ==, N_PARTS);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (columns);
}

static EbbTimelineValues
make_values (GalleryScene *scene)
{
  gallery_scene_init (scene, program);
  gallery_scene_run (scene, 400000);
  return (EbbTimelineValues){
    .program = program,
    .zones = ebb_program_get_zones (program),
    .legs = EBB_LEGS_BOTH,
    .length_s = 1200,
    .intensity_pa = ebb_mmhg_to_pa (40),
    .from_ms = 340000,
    .to_ms = 520000,
    .now_ms = 400000,
    .trace = scene->scene.trace,
    .n_trace = scene->scene.n_trace,
  };
}

static GBytes *
take_picture (GtkWidget *window, GtkWidget *widget)
{
  GskRenderer   *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  GtkSnapshot   *snapshot = gtk_snapshot_new ();
  GdkPaintable  *paintable = gtk_widget_paintable_new (widget);
  int            width = gtk_widget_get_width (widget);
  int            height = gtk_widget_get_height (widget);
  gsize          size = (gsize) width * (gsize) height * 4;
  guchar        *pixels = g_malloc (size);
  GskRenderNode *node;
  GdkTexture    *texture;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, pixels, (gsize) width * 4);
  g_object_unref (texture);
  gsk_render_node_unref (node);
  g_object_unref (paintable);
  return g_bytes_new_take (pixels, size);
}

/* It fills over some frames when it comes up; in the end it is the picture that it would have been
 * at once. */
static void
test_timeline_is_whole_in_the_end (void)
{
  GalleryScene      scene;
  EbbTimelineValues values = make_values (&scene);
  Frames            frames = { 0 };
  GtkWidget        *arrived = ebb_timeline_new ();
  GtkWidget        *shown = ebb_timeline_new ();
  GtkWidget        *window;
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) other = NULL;

  ebb_timeline_show (EBB_TIMELINE (arrived), &values);
  window = present (arrived, &frames);
  one = take_picture (window, arrived);
  gtk_window_destroy (GTK_WINDOW (window));

  frames = (Frames){ 0 };
  window = present (shown, &frames);
  ebb_timeline_show (EBB_TIMELINE (shown), &values);
  gtk_test_widget_wait_for_draw (window);
  other = take_picture (window, shown);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_true (g_bytes_equal (one, other));
}

/* The number of nodes that a timeline is drawn with at @now_ms of a run */
static guint
count_nodes (GtkWidget *timeline, EbbTimelineValues *values, gint64 now_ms)
{
  values->now_ms = now_ms;
  ebb_timeline_show (EBB_TIMELINE (timeline), values);
  gtk_test_widget_wait_for_draw (timeline);
  return count_drawn_nodes (timeline);
}

static GBytes *
show_figure (GtkWidget *figure, const EbbFigureValues *values, Growth *growth)
{
  Frames     frames = { 0 };
  GtkWidget *window;
  GBytes    *picture;

  growth->widget = figure;
  frames.grow = growth;
  ebb_figure_show (EBB_FIGURE (figure), values);
  window = present (figure, &frames);
  picture = take_picture (window, figure);
  gtk_window_destroy (GTK_WINDOW (window));
  return picture;
}

/* The words and some zones a frame; in the end it is the figure that it would have been at once. */
static void
test_figure_comes_zone_by_zone (void)
{
  GalleryScene    scene;
  EbbFigureValues values;
  Growth          in_parts = { 0 };
  Growth          at_once = { 0 };
  GtkWidget      *figure = ebb_figure_new ();
  g_autoptr (GBytes) one = NULL;
  g_autoptr (GBytes) other = NULL;

  make_values (&scene);
  ebb_scene_read_figure (&scene.scene, &values);
  ebb_figure_draw_in_parts (EBB_FIGURE (figure));
  one = show_figure (figure, &values, &in_parts);
  other = show_figure (ebb_figure_new (), &values, &at_once);
  g_assert_true (g_bytes_equal (one, other));
  g_assert_cmpuint (in_parts.n_nodes, ==, at_once.n_nodes);
  g_assert_cmpuint (at_once.most_at_once, ==, at_once.n_nodes);
  /* A zone is an outline, what is in it, and a number. */
  g_assert_cmpuint (in_parts.most_at_once, <=, 3 * 3);
  g_assert_cmpuint (in_parts.n_nodes, >, 3 * 3);
}

/* With one more or less of them each is compared with its neighbour of the frame before, and all of
 * the timeline is painted anew: half a second after a run began, and each time a strip is full. */
static void
test_timeline_keeps_its_number_of_nodes (void)
{
  GalleryScene      scene;
  EbbTimelineValues values = make_values (&scene);
  Frames            frames = { 0 };
  GtkWidget        *timeline = ebb_timeline_new ();
  GtkWidget        *window;
  guint             n_nodes;

  ebb_timeline_show (EBB_TIMELINE (timeline), &values);
  window = present (timeline, &frames);
  n_nodes = count_nodes (timeline, &values, values.from_ms);
  g_assert_cmpuint (n_nodes, >, 5);
  for (gint64 after_ms = 500; after_ms < 30000; after_ms += 500)
    g_assert_cmpuint (count_nodes (timeline, &values, values.from_ms + after_ms), ==, n_nodes);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_page (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_page (child, type))
      return TRUE;
  return FALSE;
}

/* Made when air moves already, they would keep a press on Stop waiting. */
static void
test_pages_of_a_session_are_made_before_it (void)
{
  GalleryScene scene;
  Frames       frames = { 0 };
  GtkWidget   *view = g_object_new (EBB_TYPE_SESSION_VIEW, NULL);
  GtkWidget   *window;

  gallery_scene_init (&scene, program);
  scene.scene.boots_state = EBB_BOOTS_AWAY;
  ebb_session_view_show (EBB_SESSION_VIEW (view), &scene.scene);
  window = present (view, &frames);
  g_assert_false (has_page (view, EBB_TYPE_RUNNING_PAGE));
  scene.scene.boots_state = EBB_BOOTS_READY;
  ebb_session_view_show (EBB_SESSION_VIEW (view), &scene.scene);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (has_page (view, EBB_TYPE_STARTING_PAGE));
  g_assert_true (has_page (view, EBB_TYPE_RUNNING_PAGE));
  g_assert_true (has_page (view, EBB_TYPE_STOPPING_PAGE));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A focus that goes with its page has the style of the whole window worked out anew. */
static void
test_nothing_has_focus_when_air_begins (void)
{
  static const EbbSessionState states[] = { EBB_SESSION_ARMED, EBB_SESSION_STARTING,
                                            EBB_SESSION_RUNNING };
  GalleryScene                 scene;
  Frames                       frames = { 0 };
  GtkWidget                   *view = g_object_new (EBB_TYPE_SESSION_VIEW, NULL);
  GtkWidget                   *window;

  gallery_scene_init (&scene, program);
  ebb_session_view_show (EBB_SESSION_VIEW (view), &scene.scene);
  window = present (view, &frames);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      scene.snapshot.state = states[i];
      ebb_session_view_show (EBB_SESSION_VIEW (view), &scene.scene);
      ebb_session_view_focus_heading (EBB_SESSION_VIEW (view));
      g_assert_null (gtk_window_get_focus (GTK_WINDOW (window)));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
  program = ebb_program_new_from_file (argv[1], &error);
  g_assert_no_error (error);
  g_test_add_func ("/ui/arrival/parts-are-drawn-one-a-frame", test_parts_are_drawn_one_a_frame);
  g_test_add_func ("/ui/arrival/other-pages-are-drawn-whole", test_other_pages_are_drawn_whole);
  g_test_add_func ("/ui/arrival/timeline-is-whole-in-the-end", test_timeline_is_whole_in_the_end);
  g_test_add_func ("/ui/arrival/figure-comes-zone-by-zone", test_figure_comes_zone_by_zone);
  g_test_add_func ("/ui/arrival/timeline-keeps-its-number-of-nodes",
                   test_timeline_keeps_its_number_of_nodes);
  g_test_add_func ("/ui/arrival/pages-of-a-session-are-made-before-it",
                   test_pages_of_a_session_are_made_before_it);
  g_test_add_func ("/ui/arrival/nothing-has-focus-when-air-begins",
                   test_nothing_has_focus_when_air_begins);
  argc = g_test_run ();
  g_object_unref (program);
  return argc;
}
