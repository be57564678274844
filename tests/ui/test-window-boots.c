/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "window-fixture.h"

#include "ebb-boots-reconnect.h"
#include "ebb-boots-set.h"
#include "ebb-device-page.h"
#include "ebb-stop-bar.h"
#include "ebb-style.h"

/* Which boots, and which leg: two single boots as one set, and a leg check that goes wrong. */

#define LEFT "sim:1"
#define RIGHT "sim:2"

static EbbBoots *
get (ServiceFixture *fixture, const char *identity)
{
  return ebb_boots_list_find (fixture->list, identity);
}

static EbbSimBoots *
get_sim (ServiceFixture *fixture, const char *identity)
{
  return ebb_sim_scanner_find_boots (fixture->scanner, identity);
}

static gboolean
is_ready (ServiceFixture *fixture)
{
  return get (fixture, LEFT) != NULL
         && ebb_boots_get_state (get (fixture, LEFT)) == EBB_BOOTS_READY;
}

static void
open_device (WindowFixture *self, const char *identity)
{
  gtk_widget_activate_action (self->window, "boots.open", "s", identity);
  g_assert_true (window_fixture_is_on (self, "device"));
}

static gboolean
is_stop_seen (WindowFixture *self)
{
  return window_fixture_find (self, EBB_TYPE_STOP_BAR) != NULL;
}

/* ---- two single boots ---- */

static void
set_up_two (ServiceFixture *fixture, gconstpointer data)
{
  EbbSimSet set;

  fixture->sim_legs = EBB_LEGS_LEFT;
  service_fixture_set_up (fixture, data);
  ebb_sim_set_init (&set);
  set.identity = RIGHT;
  set.name = "Right boot";
  set.seed = 2;
  set.options.legs = EBB_LEGS_RIGHT;
  ebb_sim_scanner_add_set (fixture->scanner, &set);
}

static gboolean
are_both_heard (ServiceFixture *fixture)
{
  return g_list_model_get_n_items (ebb_boots_list_get_nearby (fixture->list)) == 2;
}

static gboolean
are_both_ready (ServiceFixture *fixture)
{
  return is_ready (fixture) && get (fixture, RIGHT) != NULL
         && ebb_boots_get_state (get (fixture, RIGHT)) == EBB_BOOTS_READY;
}

static void
take_both (ServiceFixture *fixture)
{
  ebb_boots_list_scan (fixture->list);
  service_fixture_run_until (fixture, are_both_heard, 5000);
  ebb_boots_take_async (get (fixture, LEFT), NULL, NULL, NULL);
  ebb_boots_take_async (get (fixture, RIGHT), NULL, NULL, NULL);
  service_fixture_run_until (fixture, are_both_ready, 10000);
  ebb_boots_list_stop_scan (fixture->list);
  ebb_current_session_set_boots (fixture->session, get (fixture, LEFT));
}

static EbbRunState
get_run_state (ServiceFixture *fixture, const char *identity)
{
  return ebb_sim_boots_get_status (get_sim (fixture, identity))->run_state;
}

/* A click makes them one set, and one session runs on both; a click parts them again. */
static void
test_two_boots_are_joined_and_parted (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  take_both (fixture);
  window_fixture_open (&self, fixture);
  open_device (&self, LEFT);
  g_assert_true (window_fixture_says (&self, "“Right boot” is for the other leg"));
  window_fixture_click (&self, "Use Together");
  ebb_settle ();
  g_assert_true (ebb_boots_get_partner (get (fixture, LEFT)) == get (fixture, RIGHT));
  g_assert_true (window_fixture_says (&self, "Used together with “Right boot”"));
  service_fixture_start (fixture);
  g_assert_true (window_fixture_is_on (&self, "root"));
  g_assert_cmpint (get_run_state (fixture, LEFT), ==, EBB_RUN_RUNNING);
  g_assert_cmpint (get_run_state (fixture, RIGHT), ==, EBB_RUN_RUNNING);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  open_device (&self, RIGHT);
  g_assert_true (window_fixture_says (&self, "Used together with “Simulated boots”"));
  window_fixture_click (&self, "Use Alone");
  ebb_settle ();
  g_assert_null (ebb_boots_get_partner (get (fixture, LEFT)));
  g_assert_null (ebb_boots_get_partner (get (fixture, RIGHT)));
  g_assert_true (window_fixture_says (&self, "“Simulated boots” is for the other leg"));
  window_fixture_close (&self);
}

static GObject *
find_set_button (WindowFixture *self)
{
  GtkWidget *page = window_fixture_find (self, EBB_TYPE_DEVICE_PAGE);

  return gtk_widget_get_template_child (page, EBB_TYPE_DEVICE_PAGE, "set_button");
}

/* Nothing about the set is changed under a session that runs on it. */
static void
test_set_is_left_alone_in_a_session (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  take_both (fixture);
  ebb_boots_join (get (fixture, LEFT), get (fixture, RIGHT));
  window_fixture_open (&self, fixture);
  service_fixture_start (fixture);
  open_device (&self, RIGHT);
  service_fixture_run_for (fixture, 500);
  ebb_settle ();
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_set_button (&self))));
  gtk_widget_activate_action (self.window, "device.part", NULL);
  g_assert_nonnull (ebb_boots_get_partner (get (fixture, LEFT)));
  g_assert_true (is_stop_seen (&self));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  window_fixture_close (&self);
}

/* ---- whether they reconnect ---- */

static AdwActionRow *
find_reconnect_row (WindowFixture *self)
{
  GtkWidget *page = window_fixture_find (self, EBB_TYPE_DEVICE_PAGE);

  return ADW_ACTION_ROW (
      gtk_widget_get_template_child (page, EBB_TYPE_DEVICE_PAGE, "reconnect_row"));
}

/* What is shown is what the boots say, and what is kept. */
static void
assert_reconnecting (WindowFixture *self, gboolean reconnects)
{
  GtkWidget       *shown = adw_action_row_get_activatable_widget (find_reconnect_row (self));
  g_autofree char *kept = ebb_store_dup_setting (self->service->store, "reconnect/" LEFT);

  g_assert_cmpint (gtk_switch_get_state (GTK_SWITCH (shown)), ==, reconnects);
  g_assert_cmpint (ebb_boots_reconnects (get (self->service, LEFT)), ==, reconnects);
  g_assert_cmpint (g_strcmp0 (kept, "off") != 0, ==, reconnects);
}

static gboolean
is_lost (ServiceFixture *fixture)
{
  return !is_ready (fixture);
}

static void
test_reconnecting_is_switched (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  service_fixture_take_boots (fixture);
  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  open_device (&self, LEFT);
  ebb_settle ();
  assert_reconnecting (&self, TRUE);
  gtk_widget_activate_action (self.window, "device.reconnect", NULL);
  ebb_settle ();
  assert_reconnecting (&self, FALSE);
  g_assert_true (is_ready (fixture));
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 1000);
  service_fixture_run_until (fixture, is_lost, 5000);
  service_fixture_run_for (fixture, 60000);
  g_assert_true (is_lost (fixture));
  g_assert_true (window_fixture_says (&self, "Nearby, not connected. Press Connect."));
  window_fixture_click (&self, "Connect");
  service_fixture_run_until (fixture, is_ready, 5000);
  assert_reconnecting (&self, FALSE);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 1000);
  service_fixture_run_until (fixture, is_lost, 5000);
  service_fixture_run_for (fixture, 2000);
  gtk_widget_activate_action (self.window, "device.reconnect", NULL);
  service_fixture_run_until (fixture, is_ready, 5000);
  ebb_settle ();
  assert_reconnecting (&self, TRUE);
  window_fixture_close (&self);
}

/* ---- a leg check ---- */

static gboolean
can_answer (ServiceFixture *fixture)
{
  return ebb_leg_check_can_answer (ebb_core_get_leg_check (fixture->core));
}

static void
fill_one_boot (WindowFixture *self)
{
  ServiceFixture *fixture = self->service;

  open_device (self, LEFT);
  window_fixture_click (self, "Check…");
  g_assert_true (window_fixture_is_on (self, "legs"));
  service_fixture_tick_all (fixture);
  ebb_settle ();
  window_fixture_click (self, "Fill One Boot");
  service_fixture_run_until (fixture, can_answer, 20000);
  ebb_settle ();
}

static void
press_stop (WindowFixture *self)
{
  GtkWidget *bar = window_fixture_find (self, EBB_TYPE_STOP_BAR);
  GObject   *button = gtk_widget_get_template_child (bar, EBB_TYPE_STOP_BAR, "stop_button");

  g_assert_true (gtk_widget_is_sensitive (GTK_WIDGET (button)));
  g_signal_emit_by_name (button, "activate");
}

/* Nothing of it is kept but the record of what was felt: a session that lost its link. */
static void
assert_nothing_was_learned (ServiceFixture *fixture, EbbSessionEnd end)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (fixture);
  const EbbSessionRecord *record;

  g_assert_cmpint (ebb_boots_get_sides (get (fixture, LEFT)), ==, EBB_SIDES_UNKNOWN);
  g_assert_cmpint (ebb_leg_check_get_stage (ebb_core_get_leg_check (fixture->core)), ==,
                   EBB_LEG_CHECK_OFF);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (record->program_id, ==, "leg-check");
  g_assert_cmpint (record->end, ==, end);
}

/* The page of a lost link comes in its place; STOP is there and is heard first when they are back. */
static void
test_leg_check_that_loses_its_link (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  service_fixture_take_boots (fixture);
  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  fill_one_boot (&self);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 12000);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 1000);
  ebb_settle ();
  g_assert_true (window_fixture_is_on (&self, "root"));
  g_assert_cmpstr (window_fixture_read_heading (&self), ==, "The boots stopped answering");
  g_assert_true (window_fixture_says (&self, "Air may still be in them."));
  press_stop (&self);
  g_assert_true (service_fixture_is_link_lost (fixture));
  service_fixture_run_until (fixture, service_fixture_is_idle, 30000);
  service_fixture_run_for (fixture, 200);
  ebb_settle ();
  g_assert_cmpint (get_run_state (fixture, LEFT), ==, EBB_RUN_STOPPED);
  g_assert_cmpstr (window_fixture_read_heading (&self), ==, "Finished");
  g_assert_false (is_stop_seen (&self));
  assert_nothing_was_learned (fixture, EBB_END_BY_LINK_LOST);
  window_fixture_click (&self, "Done");
  ebb_settle ();
  /* What was set up before is set up again. */
  service_fixture_run_until (fixture, is_ready, 10000);
  g_assert_cmpstr (ebb_program_get_id (ebb_current_session_get_program (fixture->session)), !=,
                   "leg-check");
  window_fixture_close (&self);
}

/* Answered, and lost while the air is let out: nobody knows that it was empty, nothing is kept. */
static void
test_answer_is_not_kept_when_the_link_is_lost (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  service_fixture_take_boots (fixture);
  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  fill_one_boot (&self);
  window_fixture_click (&self, "Left");
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_STOPPING);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 12000);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 1000);
  ebb_settle ();
  g_assert_true (window_fixture_is_on (&self, "root"));
  g_assert_cmpstr (window_fixture_read_heading (&self), ==, "The boots stopped answering");
  g_assert_true (is_stop_seen (&self));
  service_fixture_run_until (fixture, service_fixture_is_idle, 30000);
  service_fixture_run_for (fixture, 200);
  assert_nothing_was_learned (fixture, EBB_END_BY_STOP);
  window_fixture_close (&self);
}

static gboolean
is_at_root (ServiceFixture *fixture)
{
  return window_fixture_is_on (fixture->user_data, "root");
}

/* Boots that were said to be open come back while it is only set up, and are stopped. */
static void
test_session_that_begins_by_itself_is_shown (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbLegCheck  *check = ebb_core_get_leg_check (fixture->core);

  service_fixture_take_boots (fixture);
  ebb_boots_list_stop_scan (fixture->list);
  service_fixture_start (fixture);
  ebb_sim_boots_set_fault (fixture->sim, EBB_SIM_FAULT_DROP_LINK, 30000);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 5000);
  ebb_current_session_declare_boots_open (fixture->session);
  ebb_current_session_dismiss_result (fixture->session);
  window_fixture_open (&self, fixture);
  gtk_widget_activate_action (self.window, "boots.open", "s", LEFT);
  gtk_widget_activate_action (self.window, "device.legs", NULL);
  g_assert_true (window_fixture_is_on (&self, "legs"));
  fixture->user_data = &self;
  service_fixture_run_until (fixture, is_at_root, 90000);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_cmpint (ebb_leg_check_get_stage (check), ==, EBB_LEG_CHECK_OFF);
  window_fixture_close (&self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
#define ADD(path, set_up, test)                                                                    \
  g_test_add ("/ui/window-boots/" path, ServiceFixture, NULL, set_up, test,                        \
              service_fixture_tear_down)
  ADD ("two-boots-are-joined-and-parted", set_up_two, test_two_boots_are_joined_and_parted);
  ADD ("set-is-left-alone-in-a-session", set_up_two, test_set_is_left_alone_in_a_session);
  ADD ("reconnecting-is-switched", service_fixture_set_up, test_reconnecting_is_switched);
  ADD ("leg-check-that-loses-its-link", service_fixture_set_up, test_leg_check_that_loses_its_link);
  ADD ("answer-is-not-kept-when-the-link-is-lost", service_fixture_set_up,
       test_answer_is_not_kept_when_the_link_is_lost);
  ADD ("session-that-begins-by-itself-is-shown", service_fixture_set_up,
       test_session_that_begins_by_itself_is_shown);
#undef ADD
  return g_test_run ();
}
