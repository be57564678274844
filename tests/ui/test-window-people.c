/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "window-fixture.h"
#include "service-wearer.h"

#include "ebb-person-page.h"
#include "ebb-questionnaire-own.h"
#include "ebb-style.h"
#include "ebb-words.h"

/* A household in the window. */

typedef struct
{
  WindowFixture window;
  const char   *words; /* that are waited for */
  guint         n_people;
} Household;

static EbbPeople *
get_people (Household *self)
{
  return ebb_core_get_people (self->window.service->core);
}

static void
open_window (Household *self, ServiceFixture *fixture)
{
  service_fixture_take_boots (fixture);
  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self->window, fixture);
  fixture->user_data = self;
}

static gboolean
is_said (ServiceFixture *fixture)
{
  Household *self = fixture->user_data;

  return window_fixture_says (&self->window, self->words);
}

static void
wait_for (Household *self, const char *words)
{
  self->words = words;
  service_fixture_run_until (self->window.service, is_said, 5000);
}

static gboolean
are_so_many (ServiceFixture *fixture)
{
  Household *self = fixture->user_data;

  return ebb_people_get_n (get_people (self)) == self->n_people;
}

static void
wait_until_there_are (Household *self, guint n_people)
{
  self->n_people = n_people;
  service_fixture_run_until (self->window.service, are_so_many, 5000);
}

static void
add (Household *self, const char *name)
{
  gtk_widget_activate_action (self->window.window, "people.add", "s", name);
  service_fixture_run_for (self->window.service, 200);
  g_assert_nonnull (ebb_people_find (get_people (self), name));
}

static void
use (Household *self, const char *name)
{
  gtk_widget_activate_action (self->window.window, "people.use", "s",
                              ebb_people_find (get_people (self), name)->id);
}

static const char *
get_current (Household *self)
{
  return ebb_people_get_current (get_people (self))->name;
}

static void
test_start_names_the_person (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Household self = { .words = NULL };

  open_window (&self, fixture);
  wait_for (&self, "Start");
  g_assert_false (window_fixture_says (&self.window, "Start for"));
  add (&self, "Ada");
  add (&self, "Bea");
  wait_for (&self, "Start for Ada");
  service_fixture_tick_all (fixture);
  use (&self, "Bea");
  wait_for (&self, "Start for Bea");
  g_assert_false (window_fixture_says (&self.window, "Start for Ada"));
  for (int i = 0; i < EBB_N_CHECKS; i++)
    g_assert_false (ebb_current_session_get_check (fixture->session, (EbbCheck) i));
  service_fixture_tick_all (fixture);
  window_fixture_close (&self.window);
}

static void
test_nobody_is_switched_in_a_session (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Household self = { .words = NULL };

  open_window (&self, fixture);
  add (&self, "Ada");
  add (&self, "Bea");
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 500);
  use (&self, "Bea");
  gtk_widget_activate_action (self.window.window, "people.show", NULL);
  g_assert_cmpstr (get_current (&self), ==, "Ada");
  g_assert_true (window_fixture_is_on (&self.window, "root"));
  ebb_current_session_pause (fixture->session);
  wait_for (&self, "Continue for Ada");
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  service_fixture_run_for (fixture, 1000);
  use (&self, "Bea");
  g_assert_cmpstr (get_current (&self), ==, "Bea");
  window_fixture_close (&self.window);
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (each->data))
        return each->data;
    }
  return NULL;
}

static gboolean
is_asked (ServiceFixture *fixture G_GNUC_UNUSED)
{
  return find_dialog () != NULL;
}

static void
delete_person (Household *self, const char *name)
{
  gtk_widget_activate_action (self->window.window, "people.show", NULL);
  gtk_widget_activate_action (self->window.window, "people.open", "s",
                              ebb_people_find (get_people (self), name)->id);
  g_assert_nonnull (window_fixture_find (&self->window, EBB_TYPE_PERSON_PAGE));
  gtk_widget_activate_action (self->window.window, "people.delete", NULL);
  service_fixture_run_until (self->window.service, is_asked, 5000);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_dialog ()), "delete");
  ebb_settle ();
}

/* Nothing may lie over STOP, and who was deleted does not come back by it. */
static void
test_session_ends_the_time_to_undo (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Household self = { .words = NULL };

  open_window (&self, fixture);
  add (&self, "Ada");
  add (&self, "Bea");
  use (&self, "Bea");
  delete_person (&self, "Bea");
  g_assert_cmpstr (get_current (&self), ==, "Ada");
  g_assert_cmpuint (ebb_people_get_n (get_people (&self)), ==, 2);
  wait_for (&self, "Bea deleted");
  service_fixture_start (fixture);
  wait_until_there_are (&self, 1);
  g_assert_cmpstr (get_current (&self), ==, "Ada");
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 20000);
  window_fixture_close (&self.window);
}

static void
test_window_that_goes_ends_it_too (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Household self = { .words = NULL };

  open_window (&self, fixture);
  add (&self, "Ada");
  add (&self, "Bea");
  delete_person (&self, "Bea");
  window_fixture_close (&self.window);
  wait_until_there_are (&self, 1);
}

/* Of one alone it is whoever comes next. */
static void
test_last_one_can_be_deleted (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Household        self = { .words = NULL };
  g_autofree char *id = NULL;

  open_window (&self, fixture);
  add (&self, "Ada");
  id = g_strdup (ebb_people_get_current (get_people (&self))->id);
  delete_person (&self, "Ada");
  g_assert_cmpstr (get_current (&self), ==, "Ada");
  window_fixture_close (&self.window);
  service_fixture_run_for (fixture, 500);
  g_assert_cmpstr (ebb_people_get_current (get_people (&self))->id, !=, id);
  g_assert_cmpstr (get_current (&self), ==, "");
}

static void
test_names_are_refused_where_they_are_typed (ServiceFixture    *fixture,
                                             gconstpointer data G_GNUC_UNUSED)
{
  Household self = { .words = NULL };

  open_window (&self, fixture);
  add (&self, "Ada");
  add (&self, "Bea");
  gtk_widget_activate_action (self.window.window, "people.show", NULL);
  gtk_widget_activate_action (self.window.window, "people.open", "s",
                              ebb_people_find (get_people (&self), "Bea")->id);
  gtk_widget_activate_action (self.window.window, "people.rename", "s", "ADA");
  wait_for (&self, "There is somebody called Ada already.");
  /* Their own name in other letters is no one else's. */
  gtk_widget_activate_action (self.window.window, "people.rename", "s", "BEA");
  service_fixture_run_for (fixture, 200);
  g_assert_nonnull (ebb_people_find (get_people (&self), "bea"));
  g_assert_cmpstr (ebb_people_get_nth (get_people (&self), 1)->name, ==, "BEA");
  g_assert_false (window_fixture_says (&self.window, "There is somebody"));
  gtk_widget_activate_action (self.window.window, "win.back", NULL);
  gtk_widget_activate_action (self.window.window, "people.add", "s", " ");
  wait_for (&self, "A name is one line");
  g_assert_cmpuint (ebb_people_get_n (get_people (&self)), ==, 2);
  window_fixture_close (&self.window);
}

static void
set_up_real (ServiceFixture *fixture, gconstpointer data)
{
  fixture->is_posing = TRUE;
  service_fixture_set_up (fixture, data);
}

static void
test_list_tells_whose_answers_hold (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Household  self = { .words = NULL };
  EbbAnswers answers = service_wearer_make_answers (fixture);

  open_window (&self, fixture);
  add (&self, "Ada");
  service_wearer_answer (fixture, &answers);
  add (&self, "Bea");
  gtk_widget_activate_action (self.window.window, "people.show", NULL);
  wait_for (&self, "Uses Ebb now · Answers valid until ");
  wait_for (&self, "Questions needed");
  use (&self, "Bea");
  wait_for (&self, "Uses Ebb now · Questions needed");
  wait_for (&self, "Answers valid until ");
  window_fixture_close (&self.window);
}

static void
test_own_limits_are_stepped (ServiceFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Household        self = { .words = NULL };
  EbbAnswers       answers = service_wearer_make_answers (fixture);
  g_autofree char *pressure = NULL;
  gint64           own_pa;

  open_window (&self, fixture);
  add (&self, "Ada");
  service_wearer_answer (fixture, &answers);
  gtk_widget_activate_action (self.window.window, "people.show", NULL);
  gtk_widget_activate_action (self.window.window, "people.open", "s",
                              ebb_people_find (get_people (&self), "Ada")->id);
  wait_for (&self, "None");
  gtk_widget_activate_action (self.window.window, "people.own-pressure", "i", -1);
  service_fixture_run_for (fixture, 300);
  own_pa = ebb_questionnaire_get_own (ebb_core_get_questionnaire (fixture->core), EBB_OWN_PRESSURE);
  g_assert_cmpint (own_pa, >, 0);
  pressure = ebb_words_pressure ((int32_t) own_pa);
  wait_for (&self, pressure);
  window_fixture_close (&self.window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, function,                        \
              service_fixture_tear_down)
  ADD ("/safety/H14/start-names-the-person", test_start_names_the_person);
  ADD ("/ui/window-people/nobody-is-switched-in-a-session", test_nobody_is_switched_in_a_session);
  ADD ("/ui/window-people/session-ends-the-time-to-undo", test_session_ends_the_time_to_undo);
  ADD ("/ui/window-people/window-that-goes-ends-it-too", test_window_that_goes_ends_it_too);
  ADD ("/ui/window-people/last-one-can-be-deleted", test_last_one_can_be_deleted);
  ADD ("/ui/window-people/names-are-refused-where-they-are-typed",
       test_names_are_refused_where_they_are_typed);
#undef ADD
#define ADD(path, function)                                                                        \
  g_test_add (path, ServiceFixture, NULL, set_up_real, function, service_fixture_tear_down)
  ADD ("/ui/window-people/list-tells-whose-answers-hold", test_list_tells_whose_answers_hold);
  ADD ("/ui/window-people/own-limits-are-stepped", test_own_limits_are_stepped);
#undef ADD
  return g_test_run ();
}
