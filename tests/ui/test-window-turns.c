/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-stop-bar.h"
#include "ebb-style.h"
#include "ebb-window.h"
#include "service-fixture.h"

/* When the window over a whole core shows what changed. */

static void
draw (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
}

static GtkApplication *
make_application (void)
{
  GtkApplication *application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_autoptr (GError) error = NULL;

  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static GtkInscription *
find_inscription (GtkWidget *widget)
{
  GtkInscription *found = GTK_IS_INSCRIPTION (widget) ? GTK_INSCRIPTION (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_mapped (child) ? find_inscription (child) : NULL;
  return found;
}

/* (nullable): if it is seen */
static GtkWidget *
find_stop_bar (GtkWidget *widget)
{
  GtkWidget *found = EBB_IS_STOP_BAR (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_visible (child) ? find_stop_bar (child) : NULL;
  return found;
}

typedef struct
{
  GtkInscription *time_left;
  char           *at_reading; /* what was shown when it came */
  char           *at_press;
} Press;

static gboolean
press_cb (gpointer user_data)
{
  Press *press = user_data;

  press->at_press = g_strdup (gtk_inscription_get_text (press->time_left));
  return G_SOURCE_REMOVE;
}

/* A key that waits already when a reading is taken in. */
static void
reading_cb (EbbCurrentSession *session, Press *press)
{
  if (press->time_left == NULL || press->at_reading != NULL
      || ebb_current_session_get_snapshot (session)->elapsed_ms < 1000)
    return;
  press->at_reading = g_strdup (gtk_inscription_get_text (press->time_left));
  g_idle_add_full (G_PRIORITY_DEFAULT, press_cb, press, NULL);
}

/* What the boots report is taken in at once and shown in a turn of its own, after what a person did
 * meanwhile. */
static void
test_press_comes_before_what_is_to_be_shown (ServiceFixture *fixture, gconstpointer data)
{
  g_autoptr (GtkApplication) application = make_application ();
  g_autoptr (EbbStopKeys) keys = ebb_stop_keys_new ();
  Press      press = { 0 };
  GtkWidget *window;

  /* Before the window, to see what it shows before it hears of a reading. */
  g_signal_connect (fixture->session, "changed", G_CALLBACK (reading_cb), &press);
  service_fixture_take_boots (fixture);
  window = GTK_WIDGET (ebb_window_new (application, fixture->core, keys));
  draw (window);
  service_fixture_start (fixture);
  ebb_settle ();
  press.time_left = find_inscription (window);
  service_fixture_run_for (fixture, 3000);
  ebb_settle ();
  g_assert_cmpstr (press.at_press, ==, press.at_reading);
  g_assert_cmpstr (gtk_inscription_get_text (press.time_left), !=, press.at_reading);
  g_signal_handlers_disconnect_by_data (fixture->session, &press);
  g_free (press.at_reading);
  g_free (press.at_press);
  gtk_window_destroy (GTK_WINDOW (window));
  ebb_settle ();
}

/* STOP is there when the session is. */
static void
test_session_that_begins_is_shown_at_once (ServiceFixture *fixture, gconstpointer data)
{
  g_autoptr (GtkApplication) application = make_application ();
  g_autoptr (EbbStopKeys) keys = ebb_stop_keys_new ();
  GtkWidget *window;

  service_fixture_take_boots (fixture);
  window = GTK_WIDGET (ebb_window_new (application, fixture->core, keys));
  draw (window);
  service_fixture_tick_all (fixture);
  ebb_settle ();
  g_assert_null (find_stop_bar (window));
  g_assert_true (ebb_current_session_start (fixture->session));
  g_assert_nonnull (find_stop_bar (window));
  gtk_window_destroy (GTK_WINDOW (window));
  ebb_settle ();
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
#define ADD(path, test)                                                                            \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, test, service_fixture_tear_down)
  ADD ("/ui/turns/press-comes-before-what-is-to-be-shown",
       test_press_comes_before_what_is_to_be_shown);
  ADD ("/ui/turns/session-that-begins-is-shown-at-once", test_session_that_begins_is_shown_at_once);
#undef ADD
  return g_test_run ();
}
