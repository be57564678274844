/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "broken-judge.h"

#include "ebb-control.h"
#include "ebb-status.h"

#define FRESH_US (60 * G_USEC_PER_SEC)
#define REPEAT_US (330 * 1000)
/* Ebb waits three seconds for a reading, and looks twice a second. */
#define SILENCE_US (4 * G_USEC_PER_SEC)
/* What came up in the middle of a run is stopped as soon as it was read. */
#define FOUND_US (4 * G_USEC_PER_SEC)

#define IN(state) (1u << EBB_SESSION_##state)
#define RUNS (IN (STARTING) | IN (RUNNING))
#define STOPS (IN (STOPPING) | IN (LINK_LOST) | IN (FAULT))

const char *
keeps_to_string (Keeps rule)
{
  static const char *const names[] = {
    "confirmed",   "read-first",  "no-resume",     "cap",    "stop-at-once",  "stop-first",
    "fault-stops", "fault-stays", "fault-is-seen", "repeat", "empty-is-read", "no-false-idle",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == N_KEEPS);
  return names[rule];
}

static void
violate (BrokenJudge *self, Keeps rule)
{
  g_debug ("%s is broken, the screen says %s", keeps_to_string (rule),
           ebb_session_state_to_string (rough_bench_get_state (self->bench)));
  self->is_broken[rule] = TRUE;
  self->n_broken++;
}

static gboolean
is_in (EbbSessionState state, guint states)
{
  return (states >> state & 1) != 0;
}

static void
spoil (BrokenJudge *self)
{
  self->has_token = FALSE;
  self->is_spoiled = TRUE;
}

/* ---- links ---- */

static void
look_at_link (BrokenJudge *self, guint index)
{
  JudgedLink *link = &self->link[index];
  gboolean is_up = ebb_link_get_state (EBB_LINK (self->bench->boots[index].link)) == EBB_LINK_READY;

  if (is_up == link->is_up)
    return;
  g_debug ("link %u is %s", index, is_up ? "up" : "down");
  link->is_up = is_up;
  link->has_read = FALSE;
  link->has_written = FALSE;
  link->is_declared_open = FALSE;
  link->was_empty = FALSE;
  link->owes_fault_stop = FALSE;
  link->up_us = rough_bench_get_now_us (self->bench);
  link->sample_us = link->up_us;
  if (is_up)
    return;
  link->owes_stop_first |= ebb_session_state_is_live (self->screen);
  spoil (self);
}

/* By what the boots really do, and not by what they say of it. */
static void
look_at_idle (BrokenJudge *self, guint index)
{
  const RoughBoots *boots = &self->bench->boots[index];
  const JudgedLink *link = &self->link[index];
  const EbbStatus  *status = ebb_sim_boots_get_status (boots->boots);
  gint64            now_us = rough_bench_get_now_us (self->bench);

  if (link->is_up && !link->is_declared_open && ebb_controller_is_trusted (boots->controller)
      && status->run_state == EBB_RUN_RUNNING && status->owner == ROUGH_BENCH_OWNER
      && now_us - MAX (link->up_us, self->screen_us) > FOUND_US)
    violate (self, KEEPS_NO_FALSE_IDLE);
}

static void
look_at_repeat (BrokenJudge *self, guint index)
{
  const JudgedLink *link = &self->link[index];
  gint64            since_us = MAX (MAX (link->stopped_us, self->screen_us), link->up_us);

  if (link->is_up && !link->was_empty
      && ebb_controller_is_trusted (self->bench->boots[index].controller)
      && rough_bench_get_now_us (self->bench) - since_us > REPEAT_US)
    violate (self, KEEPS_REPEAT);
}

static void
look_at_silence (BrokenJudge *self, guint index)
{
  const JudgedLink *link = &self->link[index];
  gint64            since_us = MAX (link->sample_us, self->screen_us);

  if (link->is_up && rough_bench_get_now_us (self->bench) - since_us > SILENCE_US)
    violate (self, KEEPS_FAULT_IS_SEEN);
}

/* ---- the screen ---- */

static gboolean
were_all_empty (const BrokenJudge *self)
{
  for (guint i = 0; i < self->bench->n_boots; i++)
    if (!self->link[i].was_empty)
      return FALSE;
  return TRUE;
}

static void
begin_stop (BrokenJudge *self, EbbSessionState now)
{
  const gint64 now_us = rough_bench_get_now_us (self->bench);

  spoil (self);
  for (guint i = 0; i < self->bench->n_boots; i++)
    {
      JudgedLink *link = &self->link[i];

      if (!is_in (self->screen, STOPS))
        link->was_empty = FALSE;
      link->owes_fault_stop = now == EBB_SESSION_FAULT && link->is_up && link->stopped_us != now_us;
    }
}

static void
judge_change (BrokenJudge *self, EbbSessionState now)
{
  const EbbSnapshot *snapshot = ebb_session_get_snapshot (self->bench->session);

  if (self->screen == EBB_SESSION_FAULT && !self->is_by_human)
    violate (self, KEEPS_FAULT_STAYS);
  if (is_in (self->screen, STOPS) && now == EBB_SESSION_PAUSED && !were_all_empty (self))
    violate (self, KEEPS_EMPTY_IS_READ);
  if (!ebb_session_state_is_live (self->screen) || now != EBB_SESSION_IDLE)
    return;
  if (!were_all_empty (self) && (snapshot->is_result_vented || !self->is_by_human))
    violate (self, KEEPS_EMPTY_IS_READ);
}

static void
look_at_screen (BrokenJudge *self)
{
  EbbSessionState now = rough_bench_get_state (self->bench);

  if (now == self->screen)
    return;
  g_debug ("%s -> %s", ebb_session_state_to_string (self->screen),
           ebb_session_state_to_string (now));
  judge_change (self, now);
  if (is_in (now, STOPS))
    begin_stop (self, now);
  self->screen = now;
  self->screen_us = rough_bench_get_now_us (self->bench);
}

static void
look_around (BrokenJudge *self)
{
  for (guint i = 0; i < self->bench->n_boots; i++)
    look_at_link (self, i);
  look_at_screen (self);
  for (guint i = 0; i < self->bench->n_boots; i++)
    {
      if (self->screen == EBB_SESSION_IDLE)
        look_at_idle (self, i);
      else if (self->screen == EBB_SESSION_STOPPING)
        look_at_repeat (self, i);
      else if (self->screen == EBB_SESSION_RUNNING)
        look_at_silence (self, i);
      /* It is the same call that says it and stops them. */
      if (self->link[i].owes_fault_stop && rough_bench_get_now_us (self->bench) > self->screen_us)
        {
          self->link[i].owes_fault_stop = FALSE;
          violate (self, KEEPS_FAULT_STOPS);
        }
    }
}

/* In the middle of a call the screen may still say what was so before it. */
void
broken_judge_look (BrokenJudge *self)
{
  const EbbSnapshot *snapshot = ebb_session_get_snapshot (self->bench->session);

  look_around (self);
  if (is_in (snapshot->state, STOPS) && snapshot->is_vented && !were_all_empty (self))
    violate (self, KEEPS_EMPTY_IS_READ);
}

/* ---- what is written ---- */

static void
judge_start (BrokenJudge *self, const EbbRequest *request)
{
  gint32 cap_pa = self->bench->limits.first_session_cap_pa;

  if (request->start.pressure_cap_pa > cap_pa || request->start.intensity_pa > cap_pa
      || request->start.heat_cap_ddeg > self->bench->limits.heat_cap_ddeg)
    violate (self, KEEPS_CAP);
  /* The other boot of the set. */
  if (request->epoch == self->started && !self->is_spoiled)
    return;
  if (!self->has_token)
    violate (self, self->is_spoiled ? KEEPS_NO_RESUME : KEEPS_CONFIRMED);
  else if (rough_bench_get_now_us (self->bench) - self->confirmed_us > FRESH_US
           || request->epoch <= self->started)
    violate (self, KEEPS_CONFIRMED);
  self->has_token = FALSE;
  self->is_spoiled = FALSE;
  self->started = request->epoch;
}

static void
judge_request (BrokenJudge *self, JudgedLink *link, const EbbRequest *request)
{
  gboolean needs_reading = request->op == EBB_OP_START || request->op == EBB_OP_RENEW
                           || request->op == EBB_OP_SET_INTENSITY || request->op == EBB_OP_SET_HEAT;

  if (needs_reading && !link->has_read)
    violate (self, KEEPS_READ_FIRST);
  if (request->op == EBB_OP_START)
    judge_start (self, request);
  if (request->op == EBB_OP_RENEW && (self->is_spoiled || request->epoch != self->started))
    violate (self, KEEPS_NO_RESUME);
  if (request->op == EBB_OP_SET_INTENSITY
      && request->set_intensity.intensity_pa > self->bench->limits.first_session_cap_pa)
    violate (self, KEEPS_CAP);
}

void
broken_judge_written (BrokenJudge   *self,
                      guint          index,
                      EbbRole        role,
                      const uint8_t *bytes,
                      size_t         size)
{
  JudgedLink *link = &self->link[index];
  EbbRequest  request;

  /* It is being taken apart. */
  if (self->bench->session == NULL)
    return;
  look_around (self);
  g_debug ("link %u -> %s %02x", index, ebb_role_to_string (role), bytes[0]);
  if (role == EBB_ROLE_STOP)
    {
      link->owes_stop_first = link->owes_fault_stop = FALSE;
      link->n_stops++;
      link->stopped_us = rough_bench_get_now_us (self->bench);
    }
  if (!link->has_written && link->owes_stop_first)
    violate (self, KEEPS_STOP_FIRST);
  if (link->owes_fault_stop)
    violate (self, KEEPS_FAULT_STOPS);
  link->has_written = TRUE;
  if (role == EBB_ROLE_CONTROL && ebb_request_decode (&request, bytes, size) == EBB_DECODE_OK)
    judge_request (self, link, &request);
}

/* ---- what is heard ---- */

static gboolean
is_empty (const BrokenJudge *self, gint32 pressure_pa)
{
  return pressure_pa != EBB_PRESSURE_UNKNOWN_PA
         && pressure_pa < self->bench->limits.vented_below_pa;
}

static void
hear_answer (BrokenJudge *self, JudgedLink *link, const uint8_t *bytes, size_t size)
{
  EbbResponse response;

  if (ebb_response_decode (&response, bytes, size) != EBB_DECODE_OK
      || response.result != EBB_RESULT_SUCCESS || response.op != EBB_OP_READ_STATE)
    return;
  link->has_read = TRUE;
  link->was_empty |=
      response.status.run_state == EBB_RUN_STOPPED && is_empty (self, response.highest_pa);
}

/* Returns: whether a run of ours may not go on after it */
static gboolean
hear_telemetry (BrokenJudge *self, JudgedLink *link, const uint8_t *bytes, size_t size)
{
  EbbTelemetry telemetry;
  gboolean     are_empty = TRUE, is_above = FALSE;

  if (ebb_telemetry_decode (&telemetry, bytes, size) != EBB_DECODE_OK)
    return FALSE;
  link->sample_us = rough_bench_get_now_us (self->bench);
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        gint32 pressure_pa = telemetry.zone[side][zone].pressure_pa;

        if ((telemetry.zones[side] & EBB_ZONE_BIT (zone)) == 0)
          continue;
        are_empty &= is_empty (self, pressure_pa);
        is_above |= pressure_pa != EBB_PRESSURE_UNKNOWN_PA
                    && pressure_pa > self->bench->limits.first_session_cap_pa + ebb_mmhg_to_pa (15);
      }
  link->was_empty |= telemetry.run_state == EBB_RUN_STOPPED && are_empty;
  return is_above && telemetry.run_state == EBB_RUN_RUNNING && telemetry.epoch == self->started;
}

static gboolean
hear_status (BrokenJudge *self, const uint8_t *bytes, size_t size)
{
  EbbStatus status;

  return ebb_status_decode (&status, bytes, size) == EBB_DECODE_OK
         && status.fault != EBB_BOOTS_FAULT_NONE && status.closed_epoch >= self->started;
}

void
broken_judge_heard (BrokenJudge   *self,
                    guint          index,
                    EbbRole        role,
                    const uint8_t *bytes,
                    size_t         size,
                    gboolean       is_done)
{
  JudgedLink *link = &self->link[index];
  gboolean    is_fault = FALSE;

  if (self->bench->session == NULL)
    return;
  look_around (self);
  if (!is_done)
    self->had_run = is_in (self->screen, RUNS);
  if (role == EBB_ROLE_CONTROL)
    hear_answer (self, link, bytes, size);
  else if (role == EBB_ROLE_TELEMETRY)
    is_fault = hear_telemetry (self, link, bytes, size);
  else if (role == EBB_ROLE_STATUS)
    is_fault = hear_status (self, bytes, size);
  if (is_done && is_fault && self->had_run && is_in (self->screen, RUNS))
    violate (self, KEEPS_FAULT_IS_SEEN);
}

/* ---- what the human does ---- */

void
broken_judge_confirm (BrokenJudge *self, gint64 age_us)
{
  gint64 now_us = rough_bench_get_now_us (self->bench);

  if (!rough_bench_confirm (self->bench, age_us))
    return;
  self->has_token = TRUE;
  self->confirmed_us = now_us - age_us;
}

void
broken_judge_press (BrokenJudge *self, void (*press) (EbbSession *session))
{
  guint           n_before[EBB_SESSION_MAX_LINKS] = { 0 };
  EbbSessionState screen = rough_bench_get_state (self->bench);

  look_around (self);
  spoil (self);
  for (guint i = 0; i < self->bench->n_boots; i++)
    n_before[i] = self->link[i].n_stops;
  press (self->bench->session);
  for (guint i = 0; i < self->bench->n_boots; i++)
    if (self->link[i].is_up && self->link[i].n_stops == n_before[i]
        && ebb_link_get_state (EBB_LINK (self->bench->boots[i].link)) == EBB_LINK_READY
        && (press != ebb_session_pause || is_in (screen, RUNS)))
      violate (self, KEEPS_STOP_AT_ONCE);
}

/* Clears a fault, or says that the boots are open. */
void
broken_judge_end_fault (BrokenJudge *self, void (*end) (EbbSession *session))
{
  EbbSessionState before = rough_bench_get_state (self->bench);

  look_around (self);
  self->is_by_human = TRUE;
  end (self->bench->session);
  if (end == ebb_session_declare_boots_open && before != EBB_SESSION_IDLE
      && rough_bench_get_state (self->bench) == EBB_SESSION_IDLE)
    for (guint i = 0; i < self->bench->n_boots; i++)
      self->link[i].is_declared_open = TRUE;
  look_around (self);
  self->is_by_human = FALSE;
}

static void
changed_cb (EbbSession *session G_GNUC_UNUSED, BrokenJudge *self)
{
  broken_judge_look (self);
}

void
broken_judge_init (BrokenJudge *self, RoughBench *bench)
{
  *self = (BrokenJudge){ .bench = bench };
  g_signal_connect (bench->session, "changed", G_CALLBACK (changed_cb), self);
}

void
broken_judge_clear (BrokenJudge *self)
{
  g_signal_handlers_disconnect_by_data (self->bench->session, self);
}
