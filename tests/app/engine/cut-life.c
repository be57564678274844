/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "cut-life.h"

#define REACH_MS 10000
/* The lease, what is left of a renewal on its way, and the time that the boots need for their air. */
#define EMPTY_MAX_MS 12000
#define FINE_MS 2000
#define FINE_STEP_MS 10
#define STEP_MS 100

guint
cut_life_draw (CutLife *life, guint n)
{
  life->seed ^= life->seed << 13;
  life->seed ^= life->seed >> 7;
  life->seed ^= life->seed << 17;
  return (guint) ((life->seed >> 20) % n);
}

static int
delay_message (BenchBoots *boots G_GNUC_UNUSED,
               BenchWay way      G_GNUC_UNUSED,
               EbbRole role      G_GNUC_UNUSED,
               gpointer          user_data)
{
  return 1 + (int) cut_life_draw (user_data, 30);
}

static void
saw_cb (BenchBoots    *boots,
        BenchWay       way,
        EbbRole        role,
        const uint8_t *bytes,
        size_t         size,
        gpointer       user_data)
{
  safety_observer_saw (boots, way, role, bytes, size, &((CutLife *) user_data)->observer);
}

EbbSessionState
cut_life_get_state (CutLife *life)
{
  return session_bench_get_state (&life->bench);
}

StrictBoots *
cut_life_get_boots (CutLife *life)
{
  return &life->bench.boots[0].boots;
}

static gint64
get_now (CutLife *life)
{
  return ebb_clock_get_boottime_us (EBB_CLOCK (life->bench.clock));
}

void
cut_life_pass (CutLife *life, guint duration_ms)
{
  session_bench_advance (&life->bench, duration_ms);
  safety_observer_look (&life->observer);
}

/* ---- moments ---- */

static void
reach (CutLife *life, EbbSessionState state, guint limit_ms)
{
  /* Some boots fill so soon that it is a few milliseconds only. */
  guint step_ms = state == EBB_SESSION_STARTING ? 1 : FINE_STEP_MS;

  for (guint passed_ms = 0; cut_life_get_state (life) != state; passed_ms += step_ms)
    {
      if (passed_ms >= limit_ms)
        g_error ("the session is %s after %u ms, expected %s",
                 ebb_session_state_to_string (cut_life_get_state (life)), limit_ms,
                 ebb_session_state_to_string (state));
      cut_life_pass (life, step_ms);
    }
}

static void
confirm (CutLife *life)
{
  g_autoptr (GError) error = NULL;

  safety_observer_confirmed (&life->observer, get_now (life));
  session_bench_confirm (&life->bench, 0, &error);
  g_assert_no_error (error);
}

static void
press_stop (EbbSession *session)
{
  ebb_session_stop (session, EBB_END_BY_STOP);
}

static void
reach_connected (CutLife *life)
{
  session_bench_connect (&life->bench);
  safety_observer_look (&life->observer);
}

/* Written down already, or not yet. */
static void
reach_armed (CutLife *life)
{
  reach_connected (life);
  life->bench.journal->is_held = life->may_hold_journal && cut_life_draw (life, 2) == 0;
  confirm (life);
}

static void
reach_starting (CutLife *life)
{
  reach_connected (life);
  confirm (life);
  reach (life, EBB_SESSION_STARTING, REACH_MS);
}

void
cut_life_reach_running (CutLife *life)
{
  reach_starting (life);
  reach (life, EBB_SESSION_RUNNING, REACH_MS);
}

static void
reach_pausing (CutLife *life)
{
  cut_life_reach_running (life);
  cut_life_pass (life, cut_life_draw (life, 8000));
  safety_observer_press (&life->observer, ebb_session_pause);
}

static void
reach_paused (CutLife *life)
{
  reach_pausing (life);
  reach (life, EBB_SESSION_PAUSED, REACH_MS);
}

static void
reach_armed_again (CutLife *life)
{
  reach_paused (life);
  confirm (life);
}

static void
reach_starting_again (CutLife *life)
{
  reach_armed_again (life);
  reach (life, EBB_SESSION_STARTING, REACH_MS);
}

static void
reach_stopping (CutLife *life)
{
  cut_life_reach_running (life);
  cut_life_pass (life, cut_life_draw (life, 8000));
  safety_observer_press (&life->observer, press_stop);
}

static void
reach_complete (CutLife *life)
{
  cut_life_reach_running (life);
  reach (life, EBB_SESSION_STOPPING, life->bench.limits.session_min_s * 1000 + REACH_MS);
}

void
cut_life_lose (CutLife *life)
{
  session_bench_set_in_reach (&life->bench, 0, FALSE);
  session_bench_lose (&life->bench, 0);
  safety_observer_look (&life->observer);
}

void
cut_life_come_into_reach (CutLife *life)
{
  EbbController *controller = life->bench.boots[0].controller;

  session_bench_set_in_reach (&life->bench, 0, TRUE);
  /* What the service does between sessions. */
  if (!ebb_session_owns_links (life->bench.session)
      && ebb_controller_get_link_state (controller) == EBB_LINK_DISCONNECTED)
    ebb_controller_connect_async (controller, ebb_session_get_owed_stop_epoch (life->bench.session),
                                  NULL, NULL, NULL);
}

/* On its way back from a link that was lost before. */
static void
reach_returning (CutLife *life)
{
  cut_life_reach_running (life);
  cut_life_pass (life, cut_life_draw (life, 8000));
  cut_life_lose (life);
  cut_life_pass (life, cut_life_draw (life, 4000));
  cut_life_come_into_reach (life);
  while (ebb_link_get_state (EBB_LINK (life->bench.boots[0].link)) != EBB_LINK_READY)
    cut_life_pass (life, FINE_STEP_MS);
}

static void
reach_fault (CutLife *life)
{
  cut_life_reach_running (life);
  cut_life_pass (life, cut_life_draw (life, 8000));
  cut_life_get_boots (life)->shown_temperature_ddeg = 430;
  reach (life, EBB_SESSION_FAULT, REACH_MS);
}

/* clang-format off */
static const CutMoment moments[CUT_N_MOMENTS] = {
  { "connected", reach_connected, 300 },
  { "armed", reach_armed, 100 },
  { "starting", reach_starting, 100 },
  { "running", cut_life_reach_running, 300 },
  { "well-under-way", cut_life_reach_running, 60000 },
  { "pausing", reach_pausing, 300 },
  { "paused", reach_paused, 3000 },
  { "armed-again", reach_armed_again, 100 },
  { "starting-again", reach_starting_again, 100 },
  { "stopping", reach_stopping, 300 },
  { "complete", reach_complete, 300 },
  { "on-return", reach_returning, 300 },
  { "fault", reach_fault, 300 },
};
/* clang-format on */

const CutMoment *
cut_moment_get (guint number)
{
  g_assert_cmpuint (number, <, CUT_N_MOMENTS);
  return &moments[number];
}

/* ---- the cut, and what comes after it ---- */

void
cut_life_begin (CutLife *life, guint64 seed, const EbbMachineRow *rows, gsize n_rows)
{
  *life = (CutLife){ .seed = seed * 0x9e3779b97f4a7c15 + 1 };
  session_bench_init (&life->bench, 1);
  safety_observer_init (&life->observer, &life->bench);
  life->bench.air = delay_message;
  life->bench.observer = saw_cb;
  life->bench.user_data = life;
  if (rows != NULL)
    ebb_session_set_table (life->bench.session, rows, n_rows);
}

void
cut_life_clear (CutLife *life)
{
  life->bench.observer = NULL;
  session_bench_clear (&life->bench);
}

/* A fault stays one, and says beside it that the link is lost. */
static gboolean
is_told (CutLife *life)
{
  const EbbSnapshot *snapshot = ebb_session_get_snapshot (life->bench.session);

  return snapshot->state == EBB_SESSION_LINK_LOST
         || (snapshot->state == EBB_SESSION_FAULT && snapshot->link_lost_wall_us != 0);
}

/* Until @duration_ms after the cut. */
void
cut_life_watch (CutLife *life, guint until_ms, gboolean is_over_when_idle)
{
  guint passed_ms = (guint) ((get_now (life) - life->cut_us) / 1000);

  while (passed_ms < until_ms
         && !(is_over_when_idle && cut_life_get_state (life) == EBB_SESSION_IDLE))
    {
      cut_life_pass (life, passed_ms < FINE_MS ? FINE_STEP_MS : STEP_MS);
      passed_ms = (guint) ((get_now (life) - life->cut_us) / 1000);
      strict_boots_advance (cut_life_get_boots (life));
      if (life->told_ms == 0 && is_told (life))
        life->told_ms = passed_ms;
      if (cut_life_get_boots (life)->pressure_pa >= life->bench.limits.vented_below_pa)
        life->full_ms = passed_ms;
      if (cut_life_get_state (life) == EBB_SESSION_FAULT)
        {
          cut_life_get_boots (life)->shown_temperature_ddeg = 0;
          ebb_session_clear_fault (life->bench.session);
        }
    }
}

/* Nobody looks, and the boots go on by themselves. */
void
cut_life_be_dead (CutLife *life, guint duration_ms)
{
  for (guint passed_ms = 0; passed_ms < duration_ms; passed_ms += FINE_STEP_MS)
    {
      session_bench_advance (&life->bench, FINE_STEP_MS);
      if (cut_life_get_boots (life)->pressure_pa >= life->bench.limits.vented_below_pa)
        life->full_ms = passed_ms;
    }
}

void
cut_life_release_journal (CutLife *life)
{
  life->bench.journal->is_held = FALSE;
  if (life->bench.journal->waiting != NULL)
    test_journal_release (life->bench.journal);
}

/* What another Ebb does with what the store has. */
void
cut_life_begin_again (CutLife *life)
{
  TestJournal *journal = life->bench.journal;

  ebb_session_set_last_epoch (life->bench.session, journal->epoch);
  if (journal->is_open)
    ebb_session_recover (life->bench.session, journal->record, journal->epoch);
  cut_life_come_into_reach (life);
}

/* Each rule held all the time, and in the end nothing is left of it. */
gboolean
cut_life_has_ended_well (CutLife *life)
{
  return life->observer.n_violated == 0 && cut_life_get_state (life) == EBB_SESSION_IDLE
         && cut_life_get_boots (life)->status.run_state == EBB_RUN_STOPPED
         && cut_life_get_boots (life)->pressure_pa < life->bench.limits.vented_below_pa
         && !life->bench.journal->is_open && life->full_ms <= EMPTY_MAX_MS;
}

void
cut_life_print (CutLife *life, guint64 seed)
{
  for (guint rule = 0; rule < N_RULES; rule++)
    if (life->observer.is_violated[rule])
      g_test_message ("seed %" G_GUINT64_FORMAT " violates %s", seed, rule_to_string (rule));
  g_test_message ("seed %" G_GUINT64_FORMAT ": the session is %s, the boots are %s with %d Pa, air "
                  "for %u ms, told after %u ms",
                  seed, ebb_session_state_to_string (cut_life_get_state (life)),
                  cut_life_get_boots (life)->status.run_state == EBB_RUN_STOPPED ? "stopped"
                                                                                 : "not stopped",
                  cut_life_get_boots (life)->pressure_pa, life->full_ms, life->told_ms);
}
