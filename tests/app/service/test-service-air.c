/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"

/* What a front end sees when the radio, the service behind it or the boots go and come back: own
 * boots are there again by themselves, and nothing turns in circles meanwhile. */

#define MINUTE_MS 60000
#define HOUR_MS (60 * MINUTE_MS)

typedef struct
{
  void (*go) (AirFixture *self);
  void (*come) (AirFixture *self);
  EbbRadioState state;
} Trouble;

static gboolean
is_link_lost (AirFixture *self)
{
  return service_fixture_get_state (&self->service) == EBB_SESSION_LINK_LOST;
}

/* ---- what can happen to a radio ---- */

static void
go_kill (AirFixture *self)
{
  ebb_bluez_double_stop (self->bluez);
}

static void
come_start (AirFixture *self)
{
  ebb_bluez_double_start (self->bluez);
}

static void
go_unplug (AirFixture *self)
{
  ebb_bluez_double_unplug_adapter (self->bluez);
}

static void
come_plug (AirFixture *self)
{
  ebb_bluez_double_plug_adapter (self->bluez);
  double_boots_show (self->boots[0]);
}

static void
come_plug_elsewhere (AirFixture *self)
{
  self->bluez->adapter_path = "/org/bluez/hci1";
  come_plug (self);
}

static void
go_off (AirFixture *self)
{
  ebb_bluez_double_set_powered (self->bluez, FALSE);
}

static void
come_on (AirFixture *self)
{
  ebb_bluez_double_set_powered (self->bluez, TRUE);
}

/* "Turn On" */
static void
come_by_ourselves (AirFixture *self)
{
  ebb_boots_list_power_on (self->service.list);
}

static gboolean
is_blocked (AirFixture *self)
{
  return ebb_boots_list_get_radio_state (self->service.list) == EBB_RADIO_BLOCKED;
}

/* Airplane mode: what blocks is known once somebody tries to switch it on. */
static void
go_block (AirFixture *self)
{
  g_atomic_int_set (&self->bluez->is_blocked, TRUE);
  go_off (self);
  air_fixture_settle (self);
  ebb_boots_list_power_on (self->service.list);
  air_fixture_wait_until (self, is_blocked);
}

static void
come_unblock (AirFixture *self)
{
  g_atomic_int_set (&self->bluez->is_blocked, FALSE);
  come_on (self);
}

static void
come_back (AirFixture *self, const Trouble *trouble)
{
  trouble->come (self);
  air_fixture_wait_until (self, air_fixture_has_radio);
}

static const Trouble killed = { go_kill, come_start, EBB_RADIO_NO_SERVICE };
static const Trouble unplugged = { go_unplug, come_plug, EBB_RADIO_NO_ADAPTER };
static const Trouble renumbered = { go_unplug, come_plug_elsewhere, EBB_RADIO_NO_ADAPTER };
static const Trouble off = { go_off, come_on, EBB_RADIO_OFF };
static const Trouble turned_on = { go_off, come_by_ourselves, EBB_RADIO_OFF };
static const Trouble blocked = { go_block, come_unblock, EBB_RADIO_BLOCKED };

/* ---- own boots without a session ---- */

static void
test_own_boots_come_back_with_the_radio (AirFixture *self, gconstpointer data)
{
  const Trouble *trouble = data;
  guint          n_connects;

  air_fixture_take_boots (self);
  trouble->go (self);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  air_fixture_run_for (self, MINUTE_MS, 1000);
  g_assert_cmpint (ebb_boots_list_get_radio_state (self->service.list), ==, trouble->state);
  g_assert_false (air_fixture_is_connecting (self));
  /* Nobody tries without a radio. */
  n_connects = self->boots[0]->n_connects;
  air_fixture_run_for (self, 20 * MINUTE_MS, 5000);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
  g_assert_true (ebb_boots_is_known (air_fixture_get_boots (self)));
  come_back (self, trouble);
  /* Not after the pause that twenty minutes would have come to. */
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
  g_assert_cmpuint (ebb_boots_get_retries (air_fixture_get_boots (self)), ==, 0);
}

/* In vain at first, for long; then the radio goes and comes back. */
static void
test_what_failed_before_is_forgotten (AirFixture *self, gconstpointer data)
{
  const Trouble *trouble = data;

  air_fixture_take_boots (self);
  self->boots[0]->n_aborted = G_MAXUINT;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_for (self, 10 * MINUTE_MS, 500);
  g_assert_cmpuint (ebb_boots_get_retries (air_fixture_get_boots (self)), >, 5);
  trouble->go (self);
  air_fixture_run_for (self, MINUTE_MS, 500);
  self->boots[0]->n_aborted = 0;
  come_back (self, trouble);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

static void
come_back_in_reach (DoubleBoots *boots)
{
  boots->is_silent = FALSE;
  if (boots->connect_call != NULL)
    ebb_bluez_double_fail (g_steal_pointer (&boots->connect_call), "Failed");
}

/* One try takes BlueZ up to three calls and 20 s; half a minute and more lies between two. */
static void
test_boots_away_for_an_hour_come_back (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n_connects;
  guint n_calls;

  air_fixture_take_boots (self);
  self->boots[0]->is_silent = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_for (self, 5 * MINUTE_MS, 500);
  n_connects = self->boots[0]->n_connects;
  n_calls = g_atomic_int_get (&self->bluez->n_calls);
  air_fixture_run_for (self, HOUR_MS, 500);
  n_connects = self->boots[0]->n_connects - n_connects;
  n_calls = g_atomic_int_get (&self->bluez->n_calls) - n_calls;
  g_test_message ("%u calls of Connect(), %u calls in all", n_connects, n_calls);
  g_assert_cmpuint (n_connects, >=, 120);
  g_assert_cmpuint (n_connects, <=, 220);
  /* Connect(), and Disconnect() to take it back; nothing else is asked. */
  g_assert_cmpuint (n_calls, <=, 2 * n_connects + 10);
  come_back_in_reach (self->boots[0]);
  air_fixture_run_until (self, air_fixture_is_ready, MINUTE_MS);
}

static void
test_boots_that_nobody_wants_are_left_alone (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n_connects;

  air_fixture_take_boots (self);
  self->boots[0]->is_silent = TRUE;
  double_boots_drop_link (self->boots[0]);
  air_fixture_run_until (self, air_fixture_is_connecting, 1000);
  ebb_boots_disconnect (air_fixture_get_boots (self));
  air_fixture_settle (self);
  g_assert_false (air_fixture_is_connecting (self));
  g_assert_null (self->boots[0]->connect_call);
  n_connects = self->boots[0]->n_connects;
  self->boots[0]->is_silent = FALSE;
  air_fixture_run_for (self, 10 * MINUTE_MS, 1000);
  /* Not with a radio that comes back either. */
  go_kill (self);
  air_fixture_run_for (self, 5000, 500);
  come_back (self, &killed);
  air_fixture_run_for (self, MINUTE_MS, 500);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
  ebb_boots_connect (air_fixture_get_boots (self));
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

/* Up for two seconds each time: each return is later than the one before, up to half a minute. */
static void
test_link_that_flaps_is_made_less_often (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n_connects;

  air_fixture_take_boots (self);
  n_connects = self->boots[0]->n_connects;
  for (guint at_ms = 0; at_ms < 10 * MINUTE_MS; at_ms += 2000)
    {
      double_boots_drop_link (self->boots[0]);
      air_fixture_run_for (self, 2000, 100);
    }
  n_connects = self->boots[0]->n_connects - n_connects;
  g_test_message ("%u calls of Connect()", n_connects);
  g_assert_cmpuint (n_connects, >=, 18);
  g_assert_cmpuint (n_connects, <=, 30);
  air_fixture_run_until (self, air_fixture_is_ready, MINUTE_MS);
  /* It lasted: the next loss is mended at once. */
  air_fixture_run_for (self, 15000, 500);
  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

/* ---- in mid-session ---- */

static void
forget_writes (DoubleBoots *boots)
{
  g_ptr_array_set_size (boots->writes, 0);
}

static void
assert_stop_came_first (DoubleBoots *boots)
{
  g_assert_cmpuint (boots->writes->len, >, 0);
  g_assert_cmpint (((DoubleWrite *) boots->writes->pdata[0])->role, ==, EBB_ROLE_STOP);
}

static void
test_session_is_stopped_first_when_the_radio_is_back (AirFixture *self, gconstpointer data)
{
  const Trouble   *trouble = data;
  const EbbStatus *status;
  guint32          epoch;

  air_fixture_take_boots (self);
  air_fixture_start (self, 5000);
  epoch = ebb_sim_boots_get_status (self->boots[0]->sim)->epoch;
  trouble->go (self);
  air_fixture_wait_until (self, is_link_lost);
  air_fixture_run_for (self, 2 * MINUTE_MS, 250);
  g_assert_true (is_link_lost (self));
  g_assert_cmpint (ebb_boots_list_get_radio_state (self->service.list), ==, trouble->state);
  forget_writes (self->boots[0]);
  come_back (self, trouble);
  air_fixture_run_until (self, air_fixture_is_idle, 10000);
  assert_stop_came_first (self->boots[0]);
  status = ebb_sim_boots_get_status (self->boots[0]->sim);
  g_assert_cmpint (status->run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (status->closed_epoch, ==, epoch);
  g_assert_cmpint (ebb_current_session_get_snapshot (self->service.session)->end, ==,
                   EBB_END_BY_LINK_LOST);
  air_fixture_run_until (self, air_fixture_is_ready, 1500);
}

/* No link lasts half a second: Stop goes out first all the same, and the session comes to its end.
 * Losses do not keep time: tries at fixed pauses would all end in the moment they begin, or none. */
static void
test_session_over_a_link_that_flaps (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const guint links_ms[] = { 450, 500, 400 };
  guint              n_connects, n_links = 0;

  air_fixture_take_boots (self);
  air_fixture_start (self, 5000);
  air_fixture_run_for (self, 15000, 250);
  n_connects = self->boots[0]->n_connects;
  forget_writes (self->boots[0]);
  for (guint at_ms = 0; at_ms < MINUTE_MS && (at_ms == 0 || !air_fixture_is_idle (self));
       at_ms += links_ms[n_links++ % G_N_ELEMENTS (links_ms)])
    {
      double_boots_drop_link (self->boots[0]);
      air_fixture_run_for (self, links_ms[n_links % G_N_ELEMENTS (links_ms)], 50);
    }
  n_connects = self->boots[0]->n_connects - n_connects;
  g_test_message ("%u calls of Connect()", n_connects);
  g_assert_cmpuint (n_connects, >=, 1);
  g_assert_cmpuint (n_connects, <=, 20);
  assert_stop_came_first (self->boots[0]);
  g_assert_cmpint (ebb_sim_boots_get_status (self->boots[0]->sim)->run_state, ==, EBB_RUN_STOPPED);
  g_assert_true (air_fixture_is_idle (self));
  g_assert_cmpint (ebb_current_session_get_snapshot (self->service.session)->end, ==,
                   EBB_END_BY_LINK_LOST);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/service/air/" path, AirFixture, data, air_fixture_set_up, function,                \
              air_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("killed/own-boots-come-back", &killed, test_own_boots_come_back_with_the_radio);
  ADD ("unplugged/own-boots-come-back", &unplugged, test_own_boots_come_back_with_the_radio);
  ADD ("renumbered/own-boots-come-back", &renumbered, test_own_boots_come_back_with_the_radio);
  ADD ("off/own-boots-come-back", &off, test_own_boots_come_back_with_the_radio);
  ADD ("turned-on/own-boots-come-back", &turned_on, test_own_boots_come_back_with_the_radio);
  ADD ("blocked/own-boots-come-back", &blocked, test_own_boots_come_back_with_the_radio);
  ADD ("killed/what-failed-is-forgotten", &killed, test_what_failed_before_is_forgotten);
  ADD ("off/what-failed-is-forgotten", &off, test_what_failed_before_is_forgotten);
  ADD ("away/for-an-hour", NULL, test_boots_away_for_an_hour_come_back);
  ADD ("unwanted/are-left-alone", NULL, test_boots_that_nobody_wants_are_left_alone);
  ADD ("flapping/is-made-less-often", NULL, test_link_that_flaps_is_made_less_often);
  ADD ("killed/in-mid-session", &killed, test_session_is_stopped_first_when_the_radio_is_back);
  ADD ("flapping/in-mid-session", NULL, test_session_over_a_link_that_flaps);
  ADD ("unplugged/in-mid-session", &unplugged,
       test_session_is_stopped_first_when_the_radio_is_back);
  ADD ("off/in-mid-session", &off, test_session_is_stopped_first_when_the_radio_is_back);
  return g_test_run ();
}
