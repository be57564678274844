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
#define WARM_DEG 0.3

static int
get (const FaultWatch *self, EbbSimFault fault)
{
  return ebb_sim_boots_get_fault (self->boots, fault);
}

static void
hold (FaultWatch *self, EbbSimFault fault, gboolean is_seen)
{
  if (is_seen && get (self, fault) != 0)
    self->held |= 1u << fault;
}

/* ---- what they are seen doing ---- */

void
fault_watch_look (FaultWatch *self)
{
  double percent = ebb_sim_boots_get_battery (self->boots);

  hold (self, EBB_SIM_FAULT_CHARGER, percent > self->battery_percent);
  hold (self, EBB_SIM_FAULT_OWN_RUN, TRUE);
  self->battery_percent = percent;
}

void
fault_watch_link_lost (FaultWatch *self)
{
  hold (self, EBB_SIM_FAULT_REBOOT, TRUE);
  hold (self, EBB_SIM_FAULT_DROP_LINK, get (self, EBB_SIM_FAULT_REBOOT) == 0);
}

void
fault_watch_set (FaultWatch *self, EbbSimFault fault, int value)
{
  gboolean had_run = ebb_sim_boots_get_status (self->boots)->run_state == EBB_RUN_RUNNING;

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES && fault == EBB_SIM_FAULT_STUCK_HEATER; zone++)
      self->set_deg[side][zone] =
          ebb_sim_boots_get_temperature_deg (self->boots, (EbbSide) side, (EbbZone) zone);
  ebb_sim_boots_set_fault (self->boots, fault, value);
  if (fault == EBB_SIM_FAULT_BUTTON && had_run
      && ebb_sim_boots_get_status (self->boots)->run_state != EBB_RUN_RUNNING)
    self->held |= 1u << EBB_SIM_FAULT_BUTTON;
  self->battery_percent = ebb_sim_boots_get_battery (self->boots);
}

void
fault_watch_clear (FaultWatch *self, EbbSimFault fault)
{
  ebb_sim_boots_clear_fault (self->boots, fault);
  self->battery_percent = ebb_sim_boots_get_battery (self->boots);
}

/* ---- what they say of a zone ---- */

typedef struct
{
  const EbbZoneTelemetry *now;
  const EbbZoneTelemetry *before;
  gint32                  true_pa;
  gint32                  rise_pa; /* truly, since the report before */
  double                  rise_deg;
  gboolean                is_filling; /* now and before */
  gboolean                is_let_go;  /* now and before */
} ZoneLook;

static void
hold_of_sensor (FaultWatch *self, const ZoneLook *look, int bit, gboolean is_running)
{
  gboolean is_unknown = look->now->pressure_pa == EBB_PRESSURE_UNKNOWN_PA;
  gboolean is_off = !is_unknown && ABS (look->now->pressure_pa - look->true_pa) > OFF_PA;

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
            && (get (self, EBB_SIM_FAULT_SHUT_INLET) & bit) != 0);
  hold (self, EBB_SIM_FAULT_LEAK,
        !look->is_let_go && look->now->setpoint_pa > 0
            && look->now->setpoint_pa == look->before->setpoint_pa && look->rise_pa < -STEP_PA / 4);
  hold (self, EBB_SIM_FAULT_STUCK_HEATER,
        look->rise_deg > WARM_DEG && look->now->heat_setpoint_ddeg == EBB_HEAT_OFF_DDEG
            && (get (self, EBB_SIM_FAULT_STUCK_HEATER) & bit) != 0);
}

static void
hold_of_zone (FaultWatch *self, const EbbTelemetry *now, EbbSide side, EbbZone zone)
{
  const EbbZoneTelemetry *before = &self->said.zone[side][zone];
  const gint32            true_pa = ebb_sim_boots_get_pressure_pa (self->boots, side, zone);
  const guint             mask = EBB_ZONE_BIT (zone);
  ZoneLook look = { .now = &now->zone[side][zone], .before = before, .true_pa = true_pa };

  look.rise_pa = true_pa - self->true_pa[side][zone];
  look.rise_deg =
      ebb_sim_boots_get_temperature_deg (self->boots, side, zone) - self->set_deg[side][zone];
  look.is_filling = (now->filling[side] & self->said.filling[side] & mask) != 0;
  look.is_let_go = look.now->setpoint_pa == 0 && before->setpoint_pa == 0;
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
      hold (self, EBB_SIM_FAULT_SILENT, TRUE);
      /* It counts down. */
      if (role == EBB_ROLE_STOP)
        hold (self, EBB_SIM_FAULT_IGNORE_STOPS, get (self, EBB_SIM_FAULT_SILENT) == 0);
      if (role == EBB_ROLE_CONTROL)
        self->asked_us = now_us;
      return;
    }
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
fault_watch_init (FaultWatch *self, EbbSimBoots *boots, guint32 owner)
{
  *self = (FaultWatch){ .boots = boots, .owner = owner };
  self->battery_percent = ebb_sim_boots_get_battery (boots);
}
