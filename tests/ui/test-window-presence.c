/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "window-fixture.h"

#include "ebb-presence-band.h"
#include "ebb-style.h"

/* Somebody is asked whether they are awake, in the window over a session that runs. */

/* The shortest that limits may have it. */
#define CHECK_S 60

static gboolean
is_asked (ServiceFixture *fixture)
{
  return ebb_current_session_get_snapshot (fixture->session)->asked != EBB_ASKED_NOTHING;
}

static void
start (WindowFixture *self, ServiceFixture *fixture)
{
  fixture->limits.presence_check_s = CHECK_S;
  service_fixture_restart (fixture, "");
  service_fixture_take_boots (fixture);
  window_fixture_open (self, fixture);
  service_fixture_start (fixture);
}

static gboolean
is_band_there (WindowFixture *self)
{
  return window_fixture_find (self, EBB_TYPE_PRESENCE_BAND) != NULL;
}

static void
wait_for_question (WindowFixture *self, ServiceFixture *fixture)
{
  service_fixture_run_until (fixture, is_asked, (CHECK_S + 1) * 1000);
  ebb_settle ();
  g_assert_true (is_band_there (self));
}

static gboolean
has_focus (WindowFixture *self, const char *label)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return GTK_IS_BUTTON (focus) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), label) == 0;
}

static void
test_an_answer_lets_it_go_on (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  start (&self, fixture);
  g_assert_false (is_band_there (&self));
  wait_for_question (&self, fixture);
  g_assert_true (window_fixture_says (&self, "Press I’m Here within"));
  /* Enter presses what has the focus; who listens hears both sentences. */
  g_assert_true (has_focus (&self, "I’m Here"));
  g_assert_true (window_fixture_says (&self, "Still awake? Press I’m Here within"));
  window_fixture_click (&self, "I’m Here");
  ebb_settle ();
  g_assert_false (is_band_there (&self));
  g_assert_false (has_focus (&self, "I’m Here"));
  wait_for_question (&self, fixture);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_RUNNING);
  window_fixture_close (&self);
}

static void
test_without_an_answer_it_ends (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  start (&self, fixture);
  wait_for_question (&self, fixture);
  service_fixture_run_until (fixture, service_fixture_is_stopping, 60000);
  ebb_settle ();
  g_assert_false (is_band_there (&self));
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  ebb_settle ();
  g_assert_true (window_fixture_says (&self, "Nobody answered whether they were awake"));
  window_fixture_close (&self);
}

static void
test_question_is_asked_wherever_somebody_is (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbBoots     *boots;

  start (&self, fixture);
  boots = ebb_current_session_get_boots (fixture->session);
  gtk_widget_activate_action (self.window, "boots.open", "s", ebb_boots_get_identity (boots));
  ebb_settle ();
  g_assert_true (window_fixture_is_on (&self, "device"));
  wait_for_question (&self, fixture);
  g_assert_true (window_fixture_is_on (&self, "root"));
  g_assert_true (has_focus (&self, "I’m Here"));
  window_fixture_close (&self);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();

#define ADD(path, test)                                                                            \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, test, service_fixture_tear_down)
  ADD ("/ui/presence/H20/an-answer-lets-it-go-on", test_an_answer_lets_it_go_on);
  ADD ("/ui/presence/H20/without-an-answer-it-ends", test_without_an_answer_it_ends);
  ADD ("/ui/presence/H20/question-is-asked-wherever-somebody-is",
       test_question_is_asked_wherever_somebody_is);
#undef ADD

  return g_test_run ();
}
