/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "safety-observer.h"

#include <string.h>

#define LEASE_US (10 * G_USEC_PER_SEC)
#define FRESH_US (60 * G_USEC_PER_SEC)
#define BUTTON_OWNER 0xffffffffu
/* Boots say how they are each 500 ms, and a message may take as long as an answer may. */
#define SLACK_US (600 * 1000)
#define REPEAT_US (330 * 1000)

const char *
rule_to_string (Rule rule)
{
  static const char *const names[] = {
    "I1", "I2", "I2d", "I3", "I4", "I6", "I7", "I8", "I9", "I12", "stop-first", "stop-repeat",
  };

  return names[rule];
}

static gint64
read_now (SafetyObserver *self)
{
  return ebb_clock_get_boottime_us (EBB_CLOCK (self->bench->clock));
}

static EbbSessionState
read_screen (SafetyObserver *self)
{
  return self->bench->session != NULL ? session_bench_get_state (self->bench) : EBB_SESSION_IDLE;
}

static void
violate (SafetyObserver *self, Rule rule)
{
  g_debug ("%s is violated, the screen says %s", rule_to_string (rule),
           ebb_session_state_to_string (read_screen (self)));
  self->is_violated[rule] = TRUE;
  self->n_violated++;
}

static gboolean
is_live (EbbSessionState state)
{
  return ebb_session_state_is_live (state);
}

static void
spoil (SafetyObserver *self, Rule by)
{
  self->has_token = FALSE;
  if (!self->is_spoiled)
    self->spoiled_by = by;
  self->is_spoiled = TRUE;
}

/* ---- links and screen ---- */

static void
look_at_link (SafetyObserver *self, guint index, EbbSessionState screen)
{
  ObservedLink *link = &self->link[index];
  gboolean is_up = ebb_link_get_state (EBB_LINK (self->bench->boots[index].link)) == EBB_LINK_READY;

  if (is_up == link->is_up)
    return;
  g_debug ("link %u is %s", index, is_up ? "up" : "down");
  link->is_up = is_up;
  link->has_read = FALSE;
  link->has_written = FALSE;
  link->is_declared_open = FALSE;
  link->was_vented = FALSE;
  link->up_us = read_now (self);
  if (is_up)
    return;
  if (is_live (screen))
    link->owes_stop_first = TRUE;
  spoil (self, RULE_I7);
}

static void
look_at_repeats (SafetyObserver *self, EbbSessionState screen)
{
  gint64 now_us = read_now (self);

  if (screen != EBB_SESSION_STOPPING)
    {
      self->stopping_us = 0;
      return;
    }
  if (self->stopping_us == 0)
    self->stopping_us = now_us;
  for (guint i = 0; i < self->bench->n_boots; i++)
    {
      ObservedLink *link = &self->link[i];
      gint64        since_us = MAX (MAX (link->stopped_us, self->stopping_us), link->up_us);

      if (link->is_up && !link->was_vented && now_us - since_us > REPEAT_US)
        violate (self, RULE_REPEAT);
    }
}

void
safety_observer_look (SafetyObserver *self)
{
  EbbSessionState screen = read_screen (self);

  for (guint i = 0; i < self->bench->n_boots; i++)
    look_at_link (self, i, screen);
  look_at_repeats (self, screen);
}

/* ---- what the session writes ---- */

static void
judge_token (SafetyObserver *self, const EbbRequest *request)
{
  gint64 age_us = read_now (self) - self->confirmed_us;

  /* The other boot of the set. */
  if (request->epoch == self->started && !self->is_spoiled)
    return;
  if (!self->has_token || age_us > FRESH_US || request->epoch <= self->started)
    violate (self, self->is_spoiled && !self->has_token ? self->spoiled_by : RULE_I1);
  self->has_token = FALSE;
  self->is_spoiled = FALSE;
  self->started = request->epoch;
  if (request->epoch < sizeof self->known)
    self->known[request->epoch] = TRUE;
}

static void
judge_start (SafetyObserver *self, const EbbRequest *request)
{
  gint32 cap_pa = self->bench->limits.first_session_cap_pa;

  judge_token (self, request);
  if (request->start.pressure_cap_pa > cap_pa || request->start.intensity_pa > cap_pa
      || request->start.heat_cap_ddeg > self->bench->limits.heat_cap_ddeg)
    violate (self, RULE_I9);
}

static void
judge_commit (SafetyObserver *self, ObservedLink *link, BenchBoots *boots)
{
  EbbWireProgram program;

  if (ebb_wire_program_decode (&program, link->program, boots->boots.upload_size) != EBB_DECODE_OK)
    return;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if ((program.zones[side] & EBB_ZONE_BIT (zone)) != 0
          && program.setpoint_pa[side][zone] > self->bench->limits.first_session_cap_pa)
        violate (self, RULE_I9);
}

static gboolean
needs_reading (EbbOp op)
{
  return op == EBB_OP_START || op == EBB_OP_RENEW || op == EBB_OP_SET_INTENSITY
         || op == EBB_OP_SET_HEAT;
}

static void
judge_request (SafetyObserver *self, BenchBoots *boots, const EbbRequest *request)
{
  ObservedLink *link = &self->link[boots->index];

  if (needs_reading (request->op) && !link->has_read)
    violate (self, RULE_I4);
  if (request->op == EBB_OP_START)
    judge_start (self, request);
  if (request->op == EBB_OP_RENEW && (self->is_spoiled || request->epoch != self->started))
    violate (self, self->is_spoiled ? self->spoiled_by : RULE_I1);
  if (request->op == EBB_OP_SET_INTENSITY
      && request->set_intensity.intensity_pa > self->bench->limits.first_session_cap_pa)
    violate (self, RULE_I9);
  if (request->op == EBB_OP_COMMIT_PROGRAM)
    judge_commit (self, link, boots);
}

static void
judge_write (SafetyObserver *self,
             BenchBoots     *boots,
             EbbRole         role,
             const uint8_t  *bytes,
             size_t          size)
{
  ObservedLink   *link = &self->link[boots->index];
  EbbRequest      request;
  EbbProgramChunk chunk;

  if (!link->has_written && link->owes_stop_first && role != EBB_ROLE_STOP)
    violate (self, RULE_STOP_FIRST);
  link->has_written = TRUE;
  if (role == EBB_ROLE_STOP)
    {
      link->owes_stop_first = FALSE;
      link->stopped_us = read_now (self);
    }
  if (role == EBB_ROLE_CONTROL && ebb_request_decode (&request, bytes, size) == EBB_DECODE_OK)
    judge_request (self, boots, &request);
  if (role == EBB_ROLE_PROGRAM && ebb_program_chunk_decode (&chunk, bytes, size) == EBB_DECODE_OK
      && chunk.offset + chunk.size <= sizeof link->program)
    memcpy (link->program + chunk.offset, chunk.bytes, chunk.size);
}

/* ---- what the boots say ---- */

static void
hear_answer (SafetyObserver *self, ObservedLink *link, const uint8_t *bytes, size_t size)
{
  EbbResponse response;

  if (ebb_response_decode (&response, bytes, size) != EBB_DECODE_OK
      || response.result != EBB_RESULT_SUCCESS)
    return;
  if (response.op == EBB_OP_READ_STATE)
    {
      link->has_read = TRUE;
      link->was_vented |= response.status.run_state == EBB_RUN_STOPPED;
    }
  if (response.op == EBB_OP_START || response.op == EBB_OP_RENEW)
    link->fed_us = read_now (self);
}

static void
judge_running (SafetyObserver *self, ObservedLink *link, const EbbTelemetry *telemetry)
{
  EbbSessionState screen = read_screen (self);
  gboolean        is_stopped_by_human = telemetry->epoch <= self->stopped;

  if (telemetry->epoch <= telemetry->closed_epoch)
    violate (self, RULE_I2D);
  if (link->owner == BUTTON_OWNER)
    return;
  if (telemetry->epoch >= sizeof self->known || !self->known[telemetry->epoch])
    violate (self, RULE_I1);
  if (read_now (self) - link->fed_us > LEASE_US + SLACK_US)
    violate (self, RULE_I3);
  if (is_stopped_by_human && link->is_up && !link->is_declared_open
      && screen != EBB_SESSION_STOPPING && screen != EBB_SESSION_LINK_LOST
      && screen != EBB_SESSION_FAULT && link->has_read)
    violate (self, screen == EBB_SESSION_IDLE ? RULE_I6 : RULE_I2);
}

static void
hear_telemetry (SafetyObserver *self, ObservedLink *link, const uint8_t *bytes, size_t size)
{
  EbbTelemetry telemetry;

  if (ebb_telemetry_decode (&telemetry, bytes, size) != EBB_DECODE_OK)
    return;
  /* A run by their own button is none of ours to stop. */
  if (link->owner != BUTTON_OWNER)
    link->was_vented = telemetry.run_state == EBB_RUN_STOPPED;
  if (telemetry.run_state == EBB_RUN_RUNNING)
    judge_running (self, link, &telemetry);
}

static void
hear_status (ObservedLink *link, const uint8_t *bytes, size_t size)
{
  EbbStatus status;

  if (ebb_status_decode (&status, bytes, size) == EBB_DECODE_OK)
    link->owner = status.owner;
}

void
safety_observer_saw (BenchBoots     *boots,
                     BenchWay        way,
                     EbbRole         role,
                     const uint8_t  *bytes,
                     size_t          size,
                     SafetyObserver *self)
{
  ObservedLink *link = &self->link[boots->index];

  safety_observer_look (self);
  g_debug ("%" G_GINT64_FORMAT " link %u %s %s %02x", read_now (self) / 1000 % 1000000,
           boots->index, way == BENCH_TO_BOOTS ? "->" : "<-", ebb_role_to_string (role), bytes[0]);
  if (way == BENCH_TO_BOOTS)
    judge_write (self, boots, role, bytes, size);
  else if (role == EBB_ROLE_CONTROL)
    hear_answer (self, link, bytes, size);
  else if (role == EBB_ROLE_STATUS)
    hear_status (link, bytes, size);
  else if (role == EBB_ROLE_TELEMETRY)
    hear_telemetry (self, link, bytes, size);
}

/* ---- what the human does ---- */

void
safety_observer_confirmed (SafetyObserver *self, gint64 confirmed_us)
{
  self->has_token = TRUE;
  self->confirmed_us = confirmed_us;
}

/* Stop or pause: nothing that was confirmed before counts any more. */
void
safety_observer_press (SafetyObserver *self, void (*press) (EbbSession *session))
{
  guint           n_before[EBB_SESSION_MAX_LINKS] = { 0 };
  EbbSessionState screen = read_screen (self);

  safety_observer_look (self);
  self->stopped = MAX (self->stopped, self->started);
  spoil (self, RULE_I8);
  for (guint i = 0; i < self->bench->n_boots; i++)
    n_before[i] = session_bench_count_stops (self->bench, i);
  press (self->bench->session);
  for (guint i = 0; i < self->bench->n_boots; i++)
    if (self->link[i].is_up && session_bench_count_stops (self->bench, i) == n_before[i]
        && (press != ebb_session_pause || screen == EBB_SESSION_RUNNING))
      violate (self, RULE_I12);
}

void
safety_observer_declared_open (SafetyObserver *self)
{
  for (guint i = 0; i < self->bench->n_boots; i++)
    self->link[i].is_declared_open = TRUE;
}

void
safety_observer_crashed (SafetyObserver *self, gboolean was_live)
{
  for (guint i = 0; i < self->bench->n_boots; i++)
    {
      ObservedLink *link = &self->link[i];

      link->is_up = link->has_read = link->has_written = FALSE;
      link->owes_stop_first |= was_live;
    }
  spoil (self, RULE_I7);
}

void
safety_observer_init (SafetyObserver *self, SessionBench *bench)
{
  *self = (SafetyObserver){ .bench = bench };
}
