/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "window-fixture.h"

#include "ebb-elsewhere-words.h"
#include "ebb-report-page.h"
#include "ebb-stop-bar.h"
#include "ebb-style.h"

/* Another program of the account runs a session, and has the link: the window shows it, and stops
 * it. */

/* The window is over a core whose radio gives it none of the boots. */
typedef struct
{
  ServiceFixture *runs;
  ServiceFixture  shows;
  WindowFixture   window;
} Two;

static void
open_two (Two *self, ServiceFixture *fixture)
{
  service_fixture_take_boots (fixture);
  self->runs = fixture;
  self->shows = *fixture;
  self->shows.scanner = ebb_sim_scanner_new (EBB_CLOCK (fixture->clock), fixture->definitions);
  self->shows.core = service_fixture_new_core (&self->shows);
  self->shows.list = ebb_core_get_boots_list (self->shows.core);
  self->shows.session = ebb_core_get_current_session (self->shows.core);
  window_fixture_open (&self->window, &self->shows);
}

static void
close_two (Two *self)
{
  window_fixture_close (&self->window);
  g_assert_finalize_object (self->shows.core);
  g_object_unref (self->shows.scanner);
}

static gboolean
has_stop (Two *self)
{
  return window_fixture_find (&self->window, EBB_TYPE_STOP_BAR) != NULL;
}

/* The first line beside STOP; on this page nothing before it changes all the time. */
static const char *
read_stop_line (Two *self)
{
  GtkWidget *line = window_fixture_find (&self->window, GTK_TYPE_INSCRIPTION);

  return line != NULL ? gtk_inscription_get_text (GTK_INSCRIPTION (line)) : "";
}

static void
test_what_another_program_runs_has_stop (ServiceFixture *fixture, gconstpointer data)
{
  Two self;

  open_two (&self, fixture);
  g_assert_false (has_stop (&self));
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 20000);
  g_assert_true (has_stop (&self));
  g_assert_cmpstr (window_fixture_read_heading (&self.window), ==,
                   "Another app controls these boots");
  g_assert_true (window_fixture_says (&self.window, "A session runs on “Simulated boots”: "));
  g_assert_true (window_fixture_says (&self.window, "Highest zone: "));
  g_assert_false (window_fixture_says (&self.window, "Check before you start"));
  g_assert_nonnull (strstr (read_stop_line (&self), " left"));
  g_signal_emit_by_name (self.window.keys, "stop");
  g_assert_cmpstr (read_stop_line (&self), ==, "Asked to stop");
  service_fixture_run_until (fixture, service_fixture_is_stopping, 250);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  service_fixture_run_for (fixture, 1000);
  g_assert_false (has_stop (&self));
  close_two (&self);
}

/* A chooser of files would lie over STOP. */
static void
test_report_is_not_saved_meanwhile (ServiceFixture *fixture, gconstpointer data)
{
  Two        self;
  GtkWidget *page;
  GtkWidget *save;

  open_two (&self, fixture);
  gtk_widget_activate_action (
      self.window.window, "boots.open", "s",
      ebb_boots_get_identity (ebb_current_session_get_boots (fixture->session)));
  gtk_widget_activate_action (self.window.window, "device.report", NULL);
  page = window_fixture_find (&self.window, EBB_TYPE_REPORT_PAGE);
  g_assert_nonnull (page);
  save = GTK_WIDGET (gtk_widget_get_template_child (page, EBB_TYPE_REPORT_PAGE, "save_button"));
  service_fixture_run_for (fixture, 3000);
  g_assert_true (gtk_widget_get_sensitive (save));
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 3000);
  g_assert_true (has_stop (&self));
  g_assert_false (gtk_widget_get_sensitive (save));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  close_two (&self);
}

/* To close a window ends what that window runs. */
static void
test_closing_stops_nothing_of_others (ServiceFixture *fixture, gconstpointer data)
{
  Two self;

  open_two (&self, fixture);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 3000);
  g_assert_true (has_stop (&self));
  ebb_window_stop (EBB_WINDOW (self.window.window), EBB_STOP_FROM_WINDOW_CLOSE);
  service_fixture_run_for (fixture, 2000);
  g_assert_true (service_fixture_is_running (fixture));
  close_two (&self);
}

/* What it says of each state, and what a person can do when it answers nothing. */
static void
test_each_state_of_it_has_words (void)
{
  static const struct
  {
    EbbSessionState state;
    guint           asked_ms;
    gboolean        is_deaf;
    const char     *heading;
    const char     *meaning;
  } rows[] = {
    { EBB_SESSION_RUNNING, 0, FALSE, "Another app controls these boots", "ebbctl. This" },
    { EBB_SESSION_RUNNING, 1999, FALSE, "Another app controls these boots",
      "STOP lets the air out." },
    { EBB_SESSION_RUNNING, 2000, FALSE, "Another app controls these boots",
      "Press the stop button on the boots" },
    { EBB_SESSION_PAUSED, 0, FALSE, "Paused", "Open the boots if they feel tight." },
    { EBB_SESSION_STOPPING, 0, FALSE, "Letting the air out", "until every zone is below" },
    { EBB_SESSION_LINK_LOST, 0, FALSE, "The boots stopped answering", "Press the stop button" },
    { EBB_SESSION_FAULT, 0, FALSE, "Ebb stopped: no pressure reading",
      "Open the boots if they feel" },
    /* What it said last of air and of Stop is past. */
    { EBB_SESSION_RUNNING, 0, TRUE, "Another app controls these boots", "does not answer. Press" },
    { EBB_SESSION_PAUSED, 0, TRUE, "Another app controls these boots", "does not answer. Press" },
    { EBB_SESSION_STOPPING, 0, TRUE, "Another app controls these boots", "does not answer. Press" },
  };
  EbbSnapshot own;
  EbbSnapshot other;
  EbbScene    scene = { .snapshot = &own, .elsewhere = &other, .holder = "ebbctl" };

  ebb_snapshot_init (&own);
  ebb_snapshot_init (&other);
  other.fault = EBB_FAULT_NO_READING;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *heading = NULL;
      g_autofree char *meaning = NULL;
      g_autofree char *line = NULL;
      g_autofree char *more = NULL;

      other.state = rows[i].state;
      scene.elsewhere_asked_ms = rows[i].asked_ms;
      scene.is_elsewhere_deaf = rows[i].is_deaf;
      heading = ebb_elsewhere_words_dup_heading (&scene);
      meaning = ebb_elsewhere_words_dup_meaning (&scene);
      g_assert_true (g_str_has_prefix (heading, rows[i].heading));
      g_assert_nonnull (strstr (meaning, rows[i].meaning));
      g_assert_true (ebb_scene_is_stoppable (&scene));
      ebb_scene_describe_stop (&scene, &line, &more);
      g_assert_cmpstr (line, !=, "Not started by Ebb");
      g_assert_true (rows[i].is_deaf == (strcmp (line, "No answer") == 0));
      g_assert_true ((rows[i].asked_ms > 0) == (strstr (more, "Waiting for") != NULL));
    }
}

static void
test_holder_is_named_with_its_time (void)
{
  g_autoptr (GDateTime) since = g_date_time_new_local (2026, 11, 21, 20, 41, 0);
  EbbScene         scene = { .holder = "ebbctl",
                             .holder_since_us = g_date_time_to_unix (since) * G_USEC_PER_SEC };
  g_autofree char *known = ebb_elsewhere_words_dup_holder (&scene);
  g_autofree char *unknown = NULL;

  g_assert_true (g_str_has_prefix (known, "ebbctl, since "));
  g_assert_nonnull (strstr (known, "20:41"));
  scene.holder_since_us = 0;
  unknown = ebb_elsewhere_words_dup_holder (&scene);
  g_assert_cmpstr (unknown, ==, "ebbctl");
}

/* ebbctl stops what an Ebb left that ended: it never heard these boots, which stopped nothing. */
static void
test_boots_that_were_left_did_not_stop_answering (void)
{
  EbbSnapshot      own;
  EbbSnapshot      other;
  EbbScene         scene = { .snapshot = &own, .elsewhere = &other, .holder = "ebbctl" };
  g_autofree char *heading = NULL;
  g_autofree char *line = NULL;
  g_autofree char *more = NULL;

  ebb_snapshot_init (&own);
  ebb_snapshot_init (&other);
  other.state = EBB_SESSION_LINK_LOST;
  other.end = EBB_END_BY_CRASH;
  heading = ebb_elsewhere_words_dup_heading (&scene);
  ebb_scene_describe_stop (&scene, &line, &more);
  g_assert_cmpstr (heading, ==, "Ebb ended before the boots were empty");
  g_assert_cmpstr (line, ==, "No link yet");
}

/* What a program that is held up said long ago is no proof. */
static void
test_no_air_is_said_of_fresh_readings_alone (void)
{
  EbbSnapshot      own;
  EbbSnapshot      other;
  EbbScene         scene = { .snapshot = &own, .elsewhere = &other };
  g_autofree char *fresh = NULL;
  g_autofree char *stale = NULL;
  g_autofree char *line = NULL;
  g_autofree char *more = NULL;

  ebb_snapshot_init (&own);
  ebb_snapshot_init (&other);
  other.state = EBB_SESSION_PAUSED;
  other.zones[EBB_SIDE_LEFT] = EBB_ZONE_BIT (EBB_ZONE_FOOT);
  other.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = 0;
  other.highest_pa = 0;
  other.is_reading_known = true;
  fresh = ebb_elsewhere_words_dup_meaning (&scene);
  g_assert_true (g_str_has_prefix (fresh, "Air is out. "));
  other.is_reading_known = false;
  stale = ebb_elsewhere_words_dup_meaning (&scene);
  g_assert_null (strstr (stale, "Air is out"));
  ebb_scene_describe_stop (&scene, &line, &more);
  g_assert_null (strstr (more, "Air is out"));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
#define ADD(path, test)                                                                            \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, test, service_fixture_tear_down)
  ADD ("/ui/window/elsewhere/what-another-program-runs-has-stop",
       test_what_another_program_runs_has_stop);
  ADD ("/ui/window/elsewhere/report-is-not-saved-meanwhile", test_report_is_not_saved_meanwhile);
  ADD ("/ui/window/elsewhere/closing-stops-nothing-of-others",
       test_closing_stops_nothing_of_others);
#undef ADD
  g_test_add_func ("/ui/window/elsewhere/no-air-is-said-of-fresh-readings-alone",
                   test_no_air_is_said_of_fresh_readings_alone);
  g_test_add_func ("/ui/window/elsewhere/boots-that-were-left-did-not-stop-answering",
                   test_boots_that_were_left_did_not_stop_answering);
  g_test_add_func ("/ui/window/elsewhere/holder-is-named-with-its-time",
                   test_holder_is_named_with_its_time);
  g_test_add_func ("/ui/window/elsewhere/each-state-of-it-has-words",
                   test_each_state_of_it_has_words);
  return g_test_run ();
}
