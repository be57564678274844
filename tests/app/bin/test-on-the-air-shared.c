/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"

#include <string.h>

/* ebbctl runs a session on boots that have one characteristic for everything, Stop among it. */

#define ADDRESS "AA:00:00:00:00:0C"

static void
set_up (Air *self, gconstpointer data)
{
  EbbSimOptions options;

  air_set_up (self, data);
  ebb_sim_options_init (&options);
  options.tier = EBB_TIER_C;
  self->boots[0] = ebb_bluez_double_add_boots_of (
      self->bluez, ebb_definition_set_find (self->definitions, "ebb-simulated-c"), "One for all",
      ADDRESS, 3, &options);
  double_boots_show (self->boots[0]);
}

static void
start (Air *self, AirEnd *end)
{
  static const char *const line[] = { "run", "gentle-wave", "--boots", ADDRESS, "--yes", NULL };

  air_pair (self, ADDRESS);
  air_start_on_terminal (self, end, line);
  air_wait_until (air_boots_have_air, self->boots[0]);
  g_ptr_array_set_size (self->boots[0]->writes, 0);
}

static void
assert_spoken_to_as_known (Air *self)
{
  g_assert_cmpuint (self->boots[0]->n_strayed, ==, 0);
  g_assert_cmpuint (self->boots[0]->n_refused_writes, ==, 0);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
}

static void
test_runs_and_stops (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) end = { 0 };

  start (self, &end);
  air_type (&end, " ");
  air_wait_end (&end);
  air_assert_ended (&end, 0, "");
  g_assert_true (double_boots_has_stopped (self->boots[0]));
  g_assert_true (air_boots_are_stopped (self->boots[0]));
  g_assert_false (air_boots_have_air (self->boots[0]));
  assert_spoken_to_as_known (self);
}

/* The descriptor that its guardian writes to is that of the one characteristic. */
static void
test_killed_is_stopped_by_the_guardian (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) end = { 0 };

  start (self, &end);
  g_subprocess_force_exit (end.process);
  air_wait_end (&end);
  air_wait_until (air_boots_are_stopped, self->boots[0]);
  g_assert_true (double_boots_has_stopped (self->boots[0]));
  assert_spoken_to_as_known (self);
}

/* Their timer would go on for minutes. */
static void
test_lost_link_is_stopped_first_of_all (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) end = { 0 };

  start (self, &end);
  double_boots_drop_link (self->boots[0]);
  air_wait_until (air_boots_are_stopped, self->boots[0]);
  g_assert_cmpint (((DoubleWrite *) self->boots[0]->writes->pdata[0])->role, ==, EBB_ROLE_STOP);
  air_wait_end (&end);
  g_assert_false (air_boots_have_air (self->boots[0]));
  assert_spoken_to_as_known (self);
}

/* What they tell of a lease in their messages is not kept. */
static void
test_info_tells_of_their_timer_and_no_lease (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const plain[] = { "info", ADDRESS, NULL };
  static const char *const json[] = { "info", ADDRESS, "--json", NULL };
  g_auto (AirEnd) read = { 0 };
  g_auto (AirEnd) parsed = { 0 };

  air_pair (self, ADDRESS);
  air_run (self, &read, plain);
  air_assert_ended (&read, 0, "");
  air_assert_said (&read, "keep running for up to 10 minutes when they hear nothing");
  g_assert_null (strstr (read.output, "vent by themselves"));
  air_run (self, &parsed, json);
  air_assert_ended (&parsed, 0, "");
  air_assert_said (&parsed, "\"lease_s\":null");
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/" path, Air, NULL, set_up, test, air_tear_down)
  ADD ("on-the-air/shared/runs-and-stops", test_runs_and_stops);
  ADD ("safety/H02/killed-is-stopped-by-the-guardian", test_killed_is_stopped_by_the_guardian);
  ADD ("safety/H01/lost-link-is-stopped-first-of-all", test_lost_link_is_stopped_first_of_all);
  ADD ("on-the-air/shared/info-tells-of-their-timer-and-no-lease",
       test_info_tells_of_their_timer_and_no_lease);
#undef ADD
  return g_test_run ();
}
