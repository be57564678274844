/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-boots-recording.h"
#include "soak.h"
#include "two-boots.h"

/* What a person does between two sessions, and before one. */

#define TURN_MS 50
#define READY_MAX_MS (5 * 60 * 1000)

const char *
soak_get_identity (guint n)
{
  static const char *const identities[SOAK_N_BOOTS_MAX] = { LEFT, RIGHT };

  return identities[n];
}

EbbSimBoots *
soak_get_sim (Soak *self, guint n)
{
  return ebb_sim_scanner_find_boots (self->fixture->scanner, soak_get_identity (n));
}

EbbBoots *
soak_find_boots (Soak *self, guint n)
{
  return ebb_boots_list_find (self->fixture->list, soak_get_identity (n));
}

EbbBoots *
soak_get_boots (Soak *self)
{
  return soak_find_boots (self, self->broken);
}

int32_t
soak_get_felt_pa (Soak *self)
{
  int32_t felt_pa = 0;

  for (guint i = 0; i < self->n_boots; i++)
    for (int leg = 0; leg < EBB_N_SIDES; leg++)
      felt_pa = MAX (felt_pa, ebb_sim_boots_get_felt_pa (soak_get_sim (self, i), (EbbSide) leg));
  return felt_pa;
}

gboolean
soak_is_over (ServiceFixture *fixture)
{
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (fixture->session);

  return snapshot->state == EBB_SESSION_IDLE && !snapshot->is_record_pending;
}

static void
break_boots (Soak *self, EbbSimBoots *sim, EbbSimFault fault, int value)
{
  EbbClock *clock = EBB_CLOCK (self->fixture->clock);

  ebb_sim_boots_advance_to (sim, ebb_clock_get_boottime_us (clock));
  ebb_sim_boots_set_fault (sim, fault, value);
}

void
soak_break_boots (Soak *self, EbbSimFault fault, int value)
{
  break_boots (self, soak_get_sim (self, self->broken), fault, value);
}

void
soak_break_each (Soak *self, EbbSimFault fault, int value)
{
  for (guint i = 0; i < self->n_boots; i++)
    break_boots (self, soak_get_sim (self, i), fault, value);
}

/* ---- before a session ---- */

static gboolean
can_start (ServiceFixture *fixture)
{
  gsize n;

  service_fixture_tick_all (fixture);
  ebb_current_session_get_refusals (fixture->session, &n);
  return n == 0 && soak_is_over (fixture);
}

static void
fail_with_refusals (Soak *self)
{
  const EbbRefusal *refusals;
  gsize             n;

  refusals = ebb_current_session_get_refusals (self->fixture->session, &n);
  for (gsize i = 0; i < n; i++)
    g_test_message ("refused: code %d, value %" G_GINT64_FORMAT ", bound %" G_GINT64_FORMAT ": %s",
                    refusals[i].code, refusals[i].value, refusals[i].bound, refusals[i].message);
  g_error ("no start within %d s after %u sessions: state %s, boots %d, %.1f %% in the battery",
           READY_MAX_MS / 1000, self->n_started,
           ebb_session_state_to_string (service_fixture_get_state (self->fixture)),
           ebb_boots_get_state (soak_get_boots (self)),
           ebb_sim_boots_get_battery (soak_get_sim (self, self->broken)));
}

/* An hour is more than anybody needs to go on. */
static void
charge (Soak *self)
{
  guint for_ms = (guint) g_rand_int_range (self->dice, 25, 60) * 60 * 1000;

  soak_break_each (self, EBB_SIM_FAULT_CHARGER, 1);
  service_fixture_run_for (self->fixture, for_ms);
  soak_break_each (self, EBB_SIM_FAULT_CHARGER, 0);
  g_assert_false (service_fixture_is_refused (self->fixture, EBB_REFUSAL_BATTERY));
  self->n_charged++;
  self->charged_us += (gint64) for_ms * 1000;
}

void
soak_get_ready (Soak *self)
{
  for (guint waited_ms = 0; !can_start (self->fixture); waited_ms += TURN_MS)
    {
      if (waited_ms >= READY_MAX_MS)
        fail_with_refusals (self);
      if (service_fixture_is_refused (self->fixture, EBB_REFUSAL_BATTERY))
        charge (self);
      if (service_fixture_is_refused (self->fixture, EBB_REFUSAL_BOOTS_FAULT))
        soak_break_each (self, EBB_SIM_FAULT_BUTTON, 1);
      service_fixture_run_for (self->fixture, TURN_MS);
    }
}

/* ---- between two sessions ---- */

static gboolean
is_running_elsewhere (ServiceFixture *fixture)
{
  return service_fixture_is_refused (fixture, EBB_REFUSAL_RUNNING_ELSEWHERE);
}

/* No try of the run before may still be on its way. */
void
soak_start_program_anew (Soak *self)
{
  for (guint i = 0; i < self->n_boots; i++)
    ebb_boots_disconnect (soak_find_boots (self, i));
  service_fixture_run_for (self->fixture, 15000);
  service_fixture_restart (self->fixture, soak_get_identity (0));
  ebb_core_recover (self->fixture->core);
}

/* Somebody presses start on the boots; Ebb watches, and stops them when it is asked to. */
static void
run_at_the_boots (Soak *self)
{
  soak_get_ready (self);
  soak_break_boots (self, EBB_SIM_FAULT_OWN_RUN, 1);
  service_fixture_run_until (self->fixture, is_running_elsewhere, 5000);
  service_fixture_run_for (self->fixture, (guint) g_rand_int_range (self->dice, 100, 60000));
  g_assert_false (ebb_current_session_start (self->fixture->session, EBB_CONFIRMED_BY_PRESS));
  ebb_boots_stop (soak_get_boots (self));
}

void
soak_spend_a_while (Soak *self)
{
  int what = g_rand_int_range (self->dice, 0, 6);

  self->broken = (guint) g_rand_int_range (self->dice, 0, (gint32) self->n_boots);
  g_debug ("between two sessions: %d", what);
  switch (what)
    {
    case 0:
      soak_start_program_anew (self);
      break;
    case 1:
      soak_break_boots (self, EBB_SIM_FAULT_DROP_LINK, g_rand_int_range (self->dice, 1000, 60000));
      break;
    case 2:
      soak_break_boots (self, EBB_SIM_FAULT_REBOOT, g_rand_int_range (self->dice, 300, 20000));
      break;
    case 3:
      run_at_the_boots (self);
      break;
    case 4:
      ebb_boots_set_is_recorded (soak_get_boots (self), g_rand_boolean (self->dice));
      break;
    default:
      break;
    }
  service_fixture_run_for (self->fixture, (guint) g_rand_int_range (self->dice, 100, 30000));
}
