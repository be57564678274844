/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "fault-watch.h"

#include <string.h>

#include "ebb-units.h"

/* What is more than noise. */
#define OFF_PA 1333
#define STEP_PA 130
#define LATE_US (400 * 1000)
#define SILENT_US (1500 * 1000) /* three reports */
#define WARM_DEG 0.5
#define LET_GO_REPORTS 4
#define COOLING_REPORTS 20

/* Of those that end by themselves the boots say what is left of them. */
static gboolean
ends_by_itself (EbbSimFault fault)
{
  return fault == EBB_SIM_FAULT_DROP_LINK || fault == EBB_SIM_FAULT_REBOOT
         || fault == EBB_SIM_FAULT_OWN_RUN || fault == EBB_SIM_FAULT_BATTERY
         || fault == EBB_SIM_FAULT_BUTTON;
}

static int
get (const FaultWatch *self, EbbSimFault fault)
{
  return self->is_for_show && !ends_by_itself (fault)
             ? self->shown[fault]
             : ebb_sim_boots_get_fault (self->boots, fault);
}

static void
hold (FaultWatch *self, EbbSimFault fault, gboolean is_seen)
{
  if (is_seen && get (self, fault) != 0)
    self->held |= 1u << fault;
}

/* ---- what they are seen doing ---- */

void
fault_watch_look (FaultWatch *self, gint64 now_us)
{
  double percent = ebb_sim_boots_get_battery (self->boots);
  int    n_ignored = get (self, EBB_SIM_FAULT_IGNORE_STOPS);

  /* It counts down. */
  if (n_ignored < self->n_ignored)
    self->held |= 1u << EBB_SIM_FAULT_IGNORE_STOPS;
  self->n_ignored = n_ignored;
  hold (self, EBB_SIM_FAULT_SILENT, self->said_us != 0 && now_us - self->said_us > SILENT_US);

  hold (self, EBB_SIM_FAULT_CHARGER, percent > self->battery_percent);
  hold (self, EBB_SIM_FAULT_OWN_RUN, TRUE);
  self->battery_percent = percent;
}

void
fault_watch_link_lost (FaultWatch *self)
{
  self->said_us = 0;
  self->has_said = FALSE;
  hold (self, EBB_SIM_FAULT_REBOOT, TRUE);
  hold (self, EBB_SIM_FAULT_DROP_LINK, get (self, EBB_SIM_FAULT_REBOOT) == 0);
}

void
fault_watch_set (FaultWatch *self, EbbSimFault fault, int value)
{
  gboolean had_run = ebb_sim_boots_get_status (self->boots)->run_state == EBB_RUN_RUNNING;

  self->shown[fault] = value;
  if (!self->is_for_show)
    ebb_sim_boots_set_fault (self->boots, fault, value);
  self->n_ignored = get (self, EBB_SIM_FAULT_IGNORE_STOPS);
  if (fault == EBB_SIM_FAULT_BUTTON && had_run
      && ebb_sim_boots_get_status (self->boots)->run_state != EBB_RUN_RUNNING)
    self->held |= 1u << EBB_SIM_FAULT_BUTTON;
  self->battery_percent = ebb_sim_boots_get_battery (self->boots);
}

void
fault_watch_clear (FaultWatch *self, EbbSimFault fault)
{
  self->shown[fault] = 0;
  if (!self->is_for_show)
    ebb_sim_boots_clear_fault (self->boots, fault);
  self->n_ignored = get (self, EBB_SIM_FAULT_IGNORE_STOPS);
  self->battery_percent = ebb_sim_boots_get_battery (self->boots);
}

/* ---- what they say of a zone ---- */

typedef struct
{
  const EbbZoneTelemetry *now;
  const EbbZoneTelemetry *before;
  gint32                  true_pa;
  gint32                  rise_pa;    /* truly, since the report before */
  double                  rise_deg;   /* since heat is off */
  gboolean                is_filling; /* now and before */
  guint                   n_held;     /* reports in a row that aim at the same */
  gboolean                is_let_go;  /* for some reports */
} ZoneLook;

static void
hold_of_sensor (FaultWatch *self, const ZoneLook *look, int bit, gboolean is_running)
{
  gboolean is_unknown = look->now->pressure_pa == EBB_PRESSURE_UNKNOWN_PA;
  /* While air comes or goes a report is behind it. */
  gboolean is_off = !is_unknown && ABS (look->rise_pa) < STEP_PA
                    && ABS (look->now->pressure_pa - look->true_pa) > OFF_PA;

  hold (self, EBB_SIM_FAULT_DEAD_SENSOR,
        is_unknown && (get (self, EBB_SIM_FAULT_DEAD_SENSOR) & bit) != 0);
  hold (self, EBB_SIM_FAULT_FROZEN_SENSOR,
        is_off && get (self, EBB_SIM_FAULT_DRIFT) == 0
            && (get (self, EBB_SIM_FAULT_FROZEN_SENSOR) & bit) != 0);
  hold (self, EBB_SIM_FAULT_DRIFT, is_off && get (self, EBB_SIM_FAULT_FROZEN_SENSOR) == 0);
  /* Boots that judge themselves stop at once where a sensor gives no reading. */
  hold (self, EBB_SIM_FAULT_NO_WATCH, is_unknown && is_running);
}

static void
hold_of_valve (FaultWatch *self, const ZoneLook *look, int bit)
{
  hold (self, EBB_SIM_FAULT_STUCK_VENT,
        look->is_let_go && look->true_pa > OFF_PA && look->rise_pa > -STEP_PA
            && (get (self, EBB_SIM_FAULT_STUCK_VENT) & bit) != 0);
  hold (self, EBB_SIM_FAULT_STUCK_INLET,
        look->is_let_go && look->rise_pa > STEP_PA
            && (get (self, EBB_SIM_FAULT_STUCK_INLET) & bit) != 0);
  hold (self, EBB_SIM_FAULT_SHUT_INLET,
        look->is_filling && look->rise_pa < STEP_PA / 4
            && look->true_pa < look->now->setpoint_pa - 2 * OFF_PA
            && (get (self, EBB_SIM_FAULT_SHUT_INLET) & bit) != 0);
  hold (self, EBB_SIM_FAULT_LEAK,
        look->n_held > LET_GO_REPORTS && look->true_pa > OFF_PA && look->rise_pa < -STEP_PA / 4);
  hold (self, EBB_SIM_FAULT_STUCK_HEATER,
        look->rise_deg > WARM_DEG && (get (self, EBB_SIM_FAULT_STUCK_HEATER) & bit) != 0);
}

/* How much warmer it got since heat is off. */
static double
follow_heat (FaultWatch *self, const EbbTelemetry *now, EbbSide side, EbbZone zone)
{
  double *cold_deg = &self->cold_deg[side][zone];
  double  is_deg = ebb_sim_boots_get_temperature_deg (self->boots, side, zone);

  if (!self->has_said || now->zone[side][zone].heat_setpoint_ddeg != EBB_HEAT_OFF_DDEG)
    self->n_cold[side][zone] = 0;
  /* What is warm inside comes through to the skin for a while. */
  if (++self->n_cold[side][zone] < COOLING_REPORTS)
    *cold_deg = is_deg;
  *cold_deg = MIN (*cold_deg, is_deg);
  return is_deg - *cold_deg;
}

static void
hold_of_zone (FaultWatch *self, const EbbTelemetry *now, EbbSide side, EbbZone zone)
{
  const EbbZoneTelemetry *before = &self->said.zone[side][zone];
  const gint32            true_pa = ebb_sim_boots_get_pressure_pa (self->boots, side, zone);
  const guint             mask = EBB_ZONE_BIT (zone);
  ZoneLook look = { .now = &now->zone[side][zone], .before = before, .true_pa = true_pa };

  look.rise_pa = true_pa - self->true_pa[side][zone];
  look.rise_deg = follow_heat (self, now, side, zone);
  look.is_filling = (now->filling[side] & self->said.filling[side] & mask) != 0;
  if (!self->has_said || look.now->setpoint_pa != before->setpoint_pa)
    self->n_same[side][zone] = 0;
  self->n_same[side][zone]++;
  look.is_let_go = look.now->setpoint_pa == 0 && self->n_same[side][zone] > LET_GO_REPORTS;
  look.n_held = look.now->setpoint_pa > 0 ? self->n_same[side][zone] : 0;
  self->true_pa[side][zone] = true_pa;
  hold_of_sensor (self, &look, EBB_SIM_ZONE_BIT (side, zone), now->run_state == EBB_RUN_RUNNING);
  if (self->has_said && (self->said.zones[side] & mask) != 0)
    hold_of_valve (self, &look, EBB_SIM_ZONE_BIT (side, zone));
}

/* ---- what they say ---- */

static void
hear_telemetry (FaultWatch *self, const uint8_t *bytes, size_t size)
{
  const EbbStatus *status = ebb_sim_boots_get_status (self->boots);
  EbbTelemetry     now;
  gboolean         is_run;

  if (ebb_telemetry_decode (&now, bytes, size) != EBB_DECODE_OK)
    return;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if ((now.zones[side] & EBB_ZONE_BIT (zone)) != 0)
        hold_of_zone (self, &now, (EbbSide) side, (EbbZone) zone);
  is_run = now.run_state == EBB_RUN_RUNNING && status->owner == self->owner;
  hold (self, EBB_SIM_FAULT_OTHER_PROGRAM, is_run);
  hold (self, EBB_SIM_FAULT_STUCK_PROGRAM,
        is_run && self->has_said && self->said.epoch == now.epoch
            && self->said.elapsed_ms == now.elapsed_ms);
  self->said = now;
  self->has_said = TRUE;
}

static void
hear_answer (FaultWatch *self, const uint8_t *bytes, size_t size, gint64 now_us)
{
  EbbResponse response;

  if (ebb_response_decode (&response, bytes, size) != EBB_DECODE_OK)
    return;
  hold (self, EBB_SIM_FAULT_SLOW_ANSWERS, now_us - self->asked_us >= LATE_US);
  hold (self, EBB_SIM_FAULT_REFUSE_START,
        response.op == EBB_OP_START && response.result == EBB_RESULT_NOT_PERMITTED);
}

static gboolean
is_message (EbbRole role, const uint8_t *bytes, size_t size)
{
  EbbResponse  response;
  EbbStatus    status;
  EbbTelemetry telemetry;

  if (role == EBB_ROLE_CONTROL)
    return ebb_response_decode (&response, bytes, size) == EBB_DECODE_OK;
  if (role == EBB_ROLE_STATUS)
    return ebb_status_decode (&status, bytes, size) == EBB_DECODE_OK;
  return role != EBB_ROLE_TELEMETRY
         || ebb_telemetry_decode (&telemetry, bytes, size) == EBB_DECODE_OK;
}

void
fault_watch_saw (FaultWatch    *self,
                 RoughWay       way,
                 EbbRole        role,
                 const uint8_t *bytes,
                 size_t         size,
                 gint64         now_us)
{
  if (way == ROUGH_TO_BOOTS)
    {
      if (role == EBB_ROLE_CONTROL)
        self->asked_us = now_us;
      return;
    }
  if (role == EBB_ROLE_TELEMETRY)
    self->said_us = now_us;
  hold (self, EBB_SIM_FAULT_HOSTILE_BYTES, !is_message (role, bytes, size));
  if (role == EBB_ROLE_BATTERY)
    hold (self, EBB_SIM_FAULT_BATTERY, size == 1 && bytes[0] <= 20);
  else if (role == EBB_ROLE_FEATURES)
    hold (self, EBB_SIM_FAULT_VERSION, size > 0 && bytes[0] != EBB_PROFILE_MAJOR);
  else if (role == EBB_ROLE_TELEMETRY)
    hear_telemetry (self, bytes, size);
  else if (role == EBB_ROLE_CONTROL)
    hear_answer (self, bytes, size, now_us);
}

void
fault_watch_init (FaultWatch *self, EbbSimBoots *boots, guint32 owner, gboolean is_for_show)
{
  *self = (FaultWatch){ .boots = boots, .owner = owner, .is_for_show = is_for_show };
  self->battery_percent = ebb_sim_boots_get_battery (boots);
}
