/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"
#include "login-double.h"

#include <string.h>

/* ebbctl while others have their hands in it: another controller, another account, whoever exchanged
 * the boots, and a computer that goes to sleep. */

#define LOOK_PERIOD_MS 20
#define RUN_ELSEWHERE "the boots run already, and Ebb did not start them"

static const char *const run_line[] = { "run", "gentle-wave", "--yes", NULL };
static const char *const info_line[] = { "info", NULL };
static const char *const info_json_line[] = { "info", "--json", NULL };
static const char *const stop_line[] = { "stop", NULL };

static EbbRunState
get_run_state (DoubleBoots *boots)
{
  return ebb_sim_boots_get_status (boots->sim)->run_state;
}

/* ---- another controller ---- */

static void
take_over (Air *self)
{
  air_pair (self, AIR_FIRST);
  double_boots_take_over (self->boots[0]);
  air_wait_until (double_boots_is_taken_over, self->boots[0]);
}

static void
test_run_leaves_them_alone (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) end = { 0 };

  take_over (self);
  air_run (self, &end, run_line);
  air_assert_ended (&end, EXIT_REFUSED, RUN_ELSEWHERE);
  air_assert_ended (&end, EXIT_REFUSED, "ebbctl stop");
  g_assert_true (double_boots_is_taken_over (self->boots[0]));
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
  g_assert_cmpuint (air_count_stops (self->boots[0]), ==, 0);
}

static void
test_info_says_that_they_run (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) before = { 0 };
  g_auto (AirEnd) plain = { 0 };
  g_auto (AirEnd) json = { 0 };

  air_pair (self, AIR_FIRST);
  air_run (self, &before, info_line);
  air_assert_ended (&before, 0, "");
  g_assert_null (strstr (before.output, "They run"));
  double_boots_take_over (self->boots[0]);
  air_wait_until (double_boots_is_taken_over, self->boots[0]);
  air_run (self, &plain, info_line);
  air_assert_ended (&plain, 0, "");
  g_assert_nonnull (strstr (plain.output, "Ebb did not start them"));
  air_run (self, &json, info_json_line);
  air_assert_ended (&json, 0, "");
  g_assert_nonnull (strstr (json.output, "\"running_elsewhere\":true"));
  g_assert_true (double_boots_is_taken_over (self->boots[0]));
}

static void
test_stop_lets_their_air_out (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) end = { 0 };

  take_over (self);
  air_run (self, &end, stop_line);
  air_assert_ended (&end, 0, "");
  g_assert_nonnull (strstr (end.output, "are stopped"));
  g_assert_cmpint (get_run_state (self->boots[0]), ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (air_count_stops (self->boots[0]), >, 0);
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
}

/* ---- other boots, and another account ---- */

static void
replace (Air *self)
{
  self->boots[0]->serial = "OTHERS";
}

/* Its program has Stop's descriptor, and BlueZ gives it to one alone. */
static void
hold (Air *self)
{
  self->boots[0]->is_held = TRUE;
  double_boots_bring_link_up (self->boots[0]);
}

typedef struct
{
  void (*go_wrong) (Air *self);
  int         exit_code;
  const char *says;
} Strangeness;

static const Strangeness others = { replace, EXIT_NO_BOOTS, "these are not the boots you paired" };
static const Strangeness held = { hold, EXIT_BUSY, "another program holds these boots" };

static void
test_they_are_sent_nothing (Air *self, gconstpointer data)
{
  static const char *const *const lines[] = { run_line, info_line };
  const Strangeness              *strangeness = data;

  air_pair (self, AIR_FIRST);
  strangeness->go_wrong (self);
  g_ptr_array_set_size (self->boots[0]->writes, 0);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (AirEnd) end = { 0 };

      air_run (self, &end, lines[i]);
      air_assert_ended (&end, strangeness->exit_code, strangeness->says);
    }
  g_assert_cmpuint (self->boots[0]->writes->len, ==, 0);
  /* Nor is the link of the other one cut: there may be air in them. */
  g_assert_true (!self->boots[0]->is_held || self->boots[0]->is_connected);
}

/* Two accounts know nothing of each other's programs; whoever wants the boots stopped all the same is
 * told how. */
static void
test_stop_names_the_button (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) end = { 0 };

  air_pair (self, AIR_FIRST);
  hold (self);
  air_run (self, &end, stop_line);
  air_assert_ended (&end, EXIT_BUSY, "another program holds these boots");
  air_assert_ended (&end, EXIT_BUSY, "Press the stop button on the boots");
}

/* ---- a computer that goes to sleep ---- */

typedef struct
{
  DoubleBoots *boots;
  LoginDouble *login;
  guint        look_id;
  gboolean     is_asleep;
  gboolean     was_let_go;  /* it might sleep */
  gboolean     was_at_rest; /* and the boots were stopped then */
} Night;

static gboolean
watch_cb (gpointer user_data)
{
  Night *night = user_data;

  if (!night->is_asleep && air_boots_have_air (night->boots)
      && login_double_count_held (night->login) == 1)
    {
      night->is_asleep = TRUE;
      login_double_say_sleep (night->login, TRUE);
    }
  else if (night->is_asleep && !night->was_let_go && login_double_count_held (night->login) == 0)
    {
      night->was_let_go = TRUE;
      night->was_at_rest = get_run_state (night->boots) == EBB_RUN_STOPPED;
    }
  return G_SOURCE_CONTINUE;
}

static void
test_boots_are_stopped_before_it_sleeps (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  Night night = { .boots = self->boots[0] };
  g_auto (AirEnd) end = { 0 };

  air_pair (self, AIR_FIRST);
  night.login = login_double_new (g_test_dbus_get_bus_address (self->bus));
  night.look_id = g_timeout_add (LOOK_PERIOD_MS, watch_cb, &night);
  air_run (self, &end, run_line);
  g_source_remove (night.look_id);
  g_assert_true (night.is_asleep);
  /* It lets go and ends at once: between two looks, perhaps. */
  watch_cb (&night);
  g_assert_true (night.was_let_go);
  g_assert_true (night.was_at_rest);
  g_assert_cmpint (end.exit_code, ==, EXIT_ENDED_EARLY);
  air_assert_said (&end, "The computer went to sleep at");
  air_assert_said (&end, "Every zone is below 10 mmHg.");
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 1);
  air_assert_recorded (self, "end", "\"sleep\"");
  air_assert_recorded (self, "empty_confirmed_by_boots", "true");
  login_double_free (night.login);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  AIR_ADD ("another-controller/run-leaves-them-alone", NULL, test_run_leaves_them_alone);
  AIR_ADD ("another-controller/info-says-that-they-run", NULL, test_info_says_that_they_run);
  AIR_ADD ("another-controller/stop-lets-their-air-out", NULL, test_stop_lets_their_air_out);
  AIR_ADD ("others-at-the-address/are-sent-nothing", &others, test_they_are_sent_nothing);
  AIR_ADD ("held-by-another-account/are-sent-nothing", &held, test_they_are_sent_nothing);
  AIR_ADD ("held-by-another-account/stop-names-the-button", NULL, test_stop_names_the_button);
  g_test_add ("/safety/H04/boots-are-stopped-before-it-sleeps", Air, NULL, air_set_up,
              test_boots_are_stopped_before_it_sleeps, air_tear_down);
  return g_test_run ();
}
