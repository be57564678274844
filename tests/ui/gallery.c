/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-boots-page.h"
#include "ebb-device-page.h"
#include "ebb-legs-page.h"
#include "ebb-link.h"
#include "ebb-pairing-page.h"
#include "ebb-programs-page.h"
#include "ebb-report-page.h"
#include "ebb-session-view.h"
#include "ebb-style.h"
#include "ebb-wear-page.h"
#include "gallery.h"

/* gallery PROGRAM.json OUT-DIRECTORY WIDTH HEIGHT [rtl] [dark] [contrast]
 *
 * gallery PROGRAM.json frames WIDTH HEIGHT
 *
 * Shows each state of each page, from values that no boots sent, and keeps a picture of it; or
 * says what a live frame costs. */

#define REST_MS 200
#define MOVING_MS 1500

static void
spin (guint for_ms)
{
  gint64 end_us = g_get_monotonic_time () + for_ms * 1000;

  while (g_get_monotonic_time () < end_us)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

/* A page may come up in parts, a frame for each: until none was drawn for a while, or for as long as
 * one waits for what goes on moving. */
static void
wait_for_rest (Gallery *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gint64         end_us = g_get_monotonic_time () + MOVING_MS * 1000;
  gint64         frame = -1;

  while (gdk_frame_clock_get_frame_counter (clock) != frame && g_get_monotonic_time () < end_us)
    {
      frame = gdk_frame_clock_get_frame_counter (clock);
      spin (REST_MS);
    }
}

static GskRenderNode *
try_picture (Gallery *self)
{
  GdkPaintable *paintable = gtk_widget_paintable_new (GTK_WIDGET (self->window));
  GtkSnapshot  *snapshot = gtk_snapshot_new ();

  /* Its own size, with the frame: any other would be scaled, and lines would blur. */
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  g_object_unref (paintable);
  return gtk_snapshot_free_to_node (snapshot);
}

/* A window that waits to be drawn has no picture yet. */
void
gallery_shoot (Gallery *self, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.png", self->directory, name);
  GskRenderNode   *node = NULL;
  GdkTexture      *texture;

  wait_for_rest (self);
  while ((node = try_picture (self)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node, NULL);
  gdk_texture_save_to_png (texture, path);
  g_object_unref (texture);
  gsk_render_node_unref (node);
}

void
gallery_put_page (Gallery *self, GtkWidget *page, const char *title)
{
  if (self->page != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->page);
  self->page = page;
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_insert_child_after (GTK_BOX (self->box), page, gtk_widget_get_first_child (self->box));
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), title);
}

static void
shoot_boots (Gallery *self)
{
  GtkWidget    *page = g_object_new (EBB_TYPE_BOOTS_PAGE, NULL);
  EbbBootsFacts known[] = { gallery_facts_simulated (&self->scene.capabilities) };
  EbbBootsFacts nearby[] = { gallery_facts_nearby ("a", "Ebb boots 4F:A2", TRUE),
                             gallery_facts_nearby ("b", "Unknown device 4F:A2", FALSE),
                             gallery_facts_nearby ("c", "Ebb boots 1C:07", TRUE) };
  EbbBootsScene scene = { .known = known,
                          .n_known = 1,
                          .nearby = nearby,
                          .n_nearby = 3,
                          .is_scanning = TRUE,
                          .scan_left_s = 22 };

  nearby[2].state = EBB_BOOTS_AWAY;
  nearby[2].unheard_s = 150;
  gtk_widget_set_visible (GTK_WIDGET (self->stop_bar), FALSE);
  gallery_put_page (self, page, "Boots");
  g_signal_connect (page, "unfinished", G_CALLBACK (ebb_boots_page_show), &scene);
  ebb_boots_page_show (EBB_BOOTS_PAGE (page), &scene);
  gallery_shoot (self, "5.1-boots");
  scene.is_crowded = TRUE;
  known[0].state = EBB_BOOTS_NEARBY;
  known[0].needs_connect = TRUE;
  ebb_boots_page_show (EBB_BOOTS_PAGE (page), &scene);
  gallery_shoot (self, "5.1-boots-crowded");
  known[0].state = EBB_BOOTS_READY;
  known[0].needs_connect = FALSE;
  scene.is_crowded = FALSE;
  scene.n_nearby = 0;
  scene.is_scanning = FALSE;
  for (EbbRadioState state = EBB_RADIO_READY; state <= EBB_RADIO_NO_PERMISSION; state++)
    {
      g_autofree char *name = g_strdup_printf ("5.2-radio-%s", ebb_radio_state_to_string (state));

      scene.radio_state = state;
      ebb_boots_page_show (EBB_BOOTS_PAGE (page), &scene);
      gallery_shoot (self, name);
    }
  scene.n_known = 0;
  scene.radio_state = EBB_RADIO_READY;
  ebb_boots_page_show (EBB_BOOTS_PAGE (page), &scene);
  gallery_shoot (self, "5.2-nothing-found");
  page = g_object_new (EBB_TYPE_DEVICE_PAGE, NULL);
  gallery_put_page (self, page, "Simulated boots");
  ebb_device_page_show (EBB_DEVICE_PAGE (page), &known[0], FALSE, NULL);
  gallery_shoot (self, "5.4-device");
  ebb_device_page_show (EBB_DEVICE_PAGE (page), &known[0], TRUE, &self->scene.snapshot);
  gallery_shoot (self, "5.4-device-live");
}

static void
shoot_pairing (Gallery *self)
{
  static const char *const names[] = { "hold", "wait", "confirm", "enter", "blink", "failed" };
  GtkWidget               *page = g_object_new (EBB_TYPE_PAIRING_PAGE, NULL);
  g_autoptr (GError) error = g_error_new_literal (EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_TIMED_OUT,
                                                  "pairing took 30 s, expected less");

  gallery_put_page (self, page, "Set up boots");
  for (EbbPairingStage stage = EBB_PAIRING_STAGE_HOLD; stage <= EBB_PAIRING_STAGE_FAILED; stage++)
    {
      EbbPairingScene scene = {
        .name = "Ebb boots 4F:A2", .stage = stage, .code = 123456, .error = error
      };
      g_autofree char *name = g_strdup_printf ("5.3-pairing-%s", names[stage]);

      ebb_pairing_page_show (EBB_PAIRING_PAGE (page), &scene);
      gallery_shoot (self, name);
    }
}

static void
shoot_legs (Gallery *self)
{
  static const struct
  {
    const char  *name;
    EbbLegsScene legs;
  } shots[] = {
    { "ready", { .stage = EBB_LEG_CHECK_READY, .n_steps = 2 } },
    { "starting", { .stage = EBB_LEG_CHECK_FILLING, .n_steps = 2 } },
    { "filling", { .stage = EBB_LEG_CHECK_FILLING, .n_steps = 2, .can_answer = TRUE } },
    { "other", { .stage = EBB_LEG_CHECK_READY, .n_steps = 2, .step = 1 } },
    { "neither",
      { .stage = EBB_LEG_CHECK_READY, .note = EBB_LEG_CHECK_NOTE_NEITHER, .n_steps = 2 } },
    { "contradiction",
      { .stage = EBB_LEG_CHECK_READY, .note = EBB_LEG_CHECK_NOTE_CONTRADICTION, .n_steps = 2 } },
    { "done", { .stage = EBB_LEG_CHECK_DONE, .n_steps = 2, .sides = EBB_SIDES_SWAPPED } },
  };
  GtkWidget *page = g_object_new (EBB_TYPE_LEGS_PAGE, NULL);

  g_autofree char *line = NULL;
  g_autofree char *more = NULL;

  gallery_put_page (self, page, "Leg check");
  gallery_scene_run (&self->scene, 12000);
  ebb_stop_bar_describe (self->scene.scene.snapshot, &line, &more);
  ebb_stop_bar_show (self->stop_bar, line, more);
  self->scene.scene.cap_pa = ebb_mmhg_to_pa (30);
  for (gsize i = 0; i < G_N_ELEMENTS (shots); i++)
    {
      g_autofree char *name = g_strdup_printf ("5.4-legs-%s", shots[i].name);

      gtk_widget_set_visible (GTK_WIDGET (self->stop_bar),
                              shots[i].legs.stage == EBB_LEG_CHECK_FILLING);
      self->scene.snapshot.state =
          g_str_equal (shots[i].name, "starting") ? EBB_SESSION_STARTING : EBB_SESSION_RUNNING;
      ebb_legs_page_show (EBB_LEGS_PAGE (page), &shots[i].legs, &self->scene.scene);
      gallery_shoot (self, name);
    }
  gallery_scene_init (&self->scene, self->program);
}

/* In full, to be read before it is saved. */
static void
shoot_report (Gallery *self)
{
  static const char text[] =
      "Ebb report, version 1\n\n== Ebb ==\nversion: 0.1.0\nGTK: 4.8.3\n\n== boots ==\n"
      "definition: ebb-profile-1\nname: (name 1)\naddress: (address 1)\nserial: (serial 1)\n"
      "firmware: 1.0\nbattery: 82 %\nlease: 10 s, own timer yes, can blink yes, battery yes\n\n"
      "== the last session ==\n20:41:08 confirmed: gentle-wave, both legs, 20 min, at most 40 "
      "mmHg\n"
      "20:41:09 start, epoch 7\n20:49:24 link lost: the boots did not answer for 4000 ms, expected "
      "an answer within 2000 ms\n20:49:31 stop, epoch 7: sent 3 times\n20:49:33 vented\n";
  GtkWidget *page = g_object_new (EBB_TYPE_REPORT_PAGE, NULL);

  gtk_widget_set_visible (GTK_WIDGET (self->stop_bar), FALSE);
  gallery_put_page (self, page, "Report");
  ebb_report_page_show_text (EBB_REPORT_PAGE (page), NULL);
  ebb_report_page_show (EBB_REPORT_PAGE (page), FALSE, FALSE);
  gallery_shoot (self, "5.5-report-waiting");
  ebb_report_page_show_text (EBB_REPORT_PAGE (page), text);
  ebb_report_page_show (EBB_REPORT_PAGE (page), TRUE, FALSE);
  gallery_shoot (self, "5.5-report");
  ebb_report_page_show (EBB_REPORT_PAGE (page), TRUE, TRUE);
  gallery_shoot (self, "5.5-report-live");
}

static void
shoot_pushed (Gallery *self)
{
  const char *const troubles[] = {
    "/usr/share/ebb/programs/60-mine.json: id: “gentle-wave”, as in a file before it; expected one "
    "of its own",
    NULL,
  };
  g_autoptr (GListStore) programs = g_list_store_new (EBB_TYPE_PROGRAM);
  GtkWidget *page = g_object_new (EBB_TYPE_PROGRAMS_PAGE, NULL);

  g_list_store_append (programs, self->program);
  g_list_store_append (programs, self->program);
  gallery_put_page (self, page, "Programs");
  ebb_programs_page_show (EBB_PROGRAMS_PAGE (page), G_LIST_MODEL (programs), troubles,
                          &self->scene.scene);
  gallery_shoot (self, "4.07-programs");
  gallery_put_page (self, g_object_new (EBB_TYPE_WEAR_PAGE, NULL), "Putting them on");
  gallery_shoot (self, "4.07-wear");
}

static void
narrow_changed_cb (Gallery *self)
{
  ebb_stop_bar_set_layout (self->stop_bar, ebb_adaptive_get_is_narrow (self->adaptive)
                                               ? EBB_STOP_BAR_NARROW
                                               : EBB_STOP_BAR_WIDE);
}

static void
build_window (Gallery *self, int width, int height)
{
  GtkWidget *header = adw_header_bar_new ();

  self->window = GTK_WINDOW (adw_window_new ());
  self->adaptive = EBB_ADAPTIVE (ebb_adaptive_new ());
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->title = adw_window_title_new ("Ebb", NULL);
  self->stop_bar = g_object_new (EBB_TYPE_STOP_BAR, NULL);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), self->title);
  gtk_box_append (GTK_BOX (self->box), header);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stop_bar));
  ebb_adaptive_set_child (self->adaptive, self->box);
  g_signal_connect_swapped (self->adaptive, "notify::is-narrow", G_CALLBACK (narrow_changed_cb),
                            self);
  ebb_style_watch (GTK_WIDGET (self->adaptive));
  adw_window_set_content (ADW_WINDOW (self->window), GTK_WIDGET (self->adaptive));
  gallery_add_actions (GTK_WIDGET (self->window));
  gtk_window_set_default_size (self->window, width, height);
  gtk_window_present (self->window);
  spin (300);
}

typedef struct
{
  gint64  began_us;
  GArray *taken_us; /* of gint64: CPU time from before-paint to after-paint */
} Frames;

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
before_paint_cb (Frames *frames)
{
  frames->began_us = get_cpu_us ();
}

static void
after_paint_cb (Frames *frames)
{
  gint64 taken_us = get_cpu_us () - frames->began_us;

  g_array_append_val (frames->taken_us, taken_us);
}

static int
compare_us (gconstpointer one, gconstpointer other)
{
  gint64 difference = *(const gint64 *) one - *(const gint64 *) other;

  return difference < 0 ? -1 : difference > 0;
}

/* Two minutes of readings at 10 Hz, one after the other: what a live frame costs. */
static void
measure_frames (Gallery *self)
{
  Frames         frames = { .taken_us = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));

  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), &frames);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  gallery_put_page (self, g_object_new (EBB_TYPE_SESSION_VIEW, NULL), "Ebb");
  gtk_widget_set_visible (GTK_WIDGET (self->stop_bar), TRUE);
  for (guint at_ms = 400000; at_ms < 520000; at_ms += 100)
    {
      g_autofree char *line = NULL;
      g_autofree char *more = NULL;

      gallery_scene_run (&self->scene, at_ms);
      ebb_session_view_show (EBB_SESSION_VIEW (self->page), &self->scene.scene);
      ebb_stop_bar_describe (&self->scene.snapshot, &line, &more);
      ebb_stop_bar_show (self->stop_bar, line, more);
      spin (20);
    }
  g_signal_handlers_disconnect_by_data (clock, &frames);
  g_array_sort (frames.taken_us, compare_us);
  g_print ("%u frames: p50 %.2f ms, p99 %.2f ms\n", frames.taken_us->len,
           (double) g_array_index (frames.taken_us, gint64, frames.taken_us->len / 2) / 1000,
           (double) g_array_index (frames.taken_us, gint64, frames.taken_us->len * 99 / 100)
               / 1000);
  g_array_unref (frames.taken_us);
}

static void
read_options (char **arguments)
{
  for (char **word = arguments; *word != NULL; word++)
    if (g_str_equal (*word, "rtl"))
      gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
    else if (g_str_equal (*word, "dark"))
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          ADW_COLOR_SCHEME_FORCE_DARK);
}

int
main (int argc, char **argv)
{
  Gallery self = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc < 5)
    return 2;
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations",
                g_str_equal (argv[2], "frames"), NULL);
  ebb_style_load ();
  read_options (argv + 5);
  self.program = ebb_program_new_from_file (argv[1], &error);
  if (self.program == NULL)
    g_error ("%s", error->message);
  self.directory = argv[2];
  gallery_scene_init (&self.scene, self.program);
  build_window (&self, atoi (argv[3]), atoi (argv[4]));
  if (g_str_equal (self.directory, "frames"))
    {
      measure_frames (&self);
      g_object_unref (self.program);
      return 0;
    }
  g_mkdir_with_parents (self.directory, 0755);
  gallery_shoot_sessions (&self);
  shoot_boots (&self);
  shoot_pairing (&self);
  shoot_legs (&self);
  shoot_report (&self);
  shoot_pushed (&self);
  g_object_unref (self.program);
  return 0;
}
