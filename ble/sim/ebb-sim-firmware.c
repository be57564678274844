/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-firmware.h"

#include <glib.h>

#include "ebb-sim-firmware-private.h"
#include "ebb-units.h"

/* All zones must read empty this long before the boots call themselves stopped. */
#define EMPTY_FOR_MS 200
/* Chambers that hold air longer than this after the vents opened have a valve that is stuck. */
#define VENTING_MAX_MS 15000

static bool
is_status_equal (const EbbStatus *a, const EbbStatus *b)
{
  return a->run_state == b->run_state && a->end_reason == b->end_reason && a->fault == b->fault
         && a->epoch == b->epoch && a->closed_epoch == b->closed_epoch && a->owner == b->owner;
}

static void
set_run_state (EbbSimFirmware *self, EbbRunState run_state)
{
  if (self->status.run_state == run_state)
    return;
  self->status.run_state = run_state;
  self->is_telemetry_due = true;
}

static void
close_epochs_to (EbbSimFirmware *self, uint32_t epoch)
{
  if (epoch > self->status.closed_epoch)
    self->status.closed_epoch = epoch;
}

static uint32_t
add_epochs (uint32_t epoch, uint32_t n)
{
  return epoch > UINT32_MAX - n ? UINT32_MAX : epoch + n;
}

uint32_t
ebb_sim_firmware_get_reach (const EbbSimFirmware *self)
{
  const uint32_t current = MAX (self->status.epoch, self->status.closed_epoch);

  return MAX (add_epochs (self->base_epoch, EBB_SIM_EPOCH_REACH), add_epochs (current, 1));
}

static void
begin_venting (EbbSimFirmware *self)
{
  self->empty_ms = 0;
  self->venting_ms = 0;
  set_run_state (self, EBB_RUN_VENTING);
}

/* Ends what runs, if anything does, and lets all air out in any case. An epoch that ran is never
 * run again, whatever ended it. */
void
ebb_sim_firmware_end_run (EbbSimFirmware *self, EbbEndReason reason)
{
  ebb_sim_regulator_let_go (&self->regulator);
  memset (self->aims, 0, sizeof self->aims);
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        self->aims[side][zone].heat_ddeg = EBB_HEAT_OFF_DDEG;
    }
  if (self->status.run_state != EBB_RUN_RUNNING)
    return;
  close_epochs_to (self, self->status.epoch);
  self->status.epoch = 0;
  self->status.end_reason = reason;
  self->lease_left_ms = 0;
  begin_venting (self);
}

static void
say_status_anyway (EbbSimFirmware *self)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
  size_t  size = ebb_status_encode (&self->status, bytes, sizeof bytes);

  self->said_status = self->status;
  self->say (EBB_ROLE_STATUS, bytes, size, self->user_data);
}

/* Says the status if it is not what was said last. */
void
ebb_sim_firmware_say_status (EbbSimFirmware *self)
{
  if (!is_status_equal (&self->status, &self->said_status))
    say_status_anyway (self);
}

/* Whether a run ends when nobody renews it. */
bool
ebb_sim_firmware_is_renewed (const EbbSimFirmware *self)
{
  return self->tier == EBB_TIER_A || self->tier == EBB_TIER_B;
}

/* How long a renewal is good for. */
uint32_t
ebb_sim_firmware_get_lease_ms (const EbbSimFirmware *self)
{
  return self->tier == EBB_TIER_A ? self->features.lease_s * 1000u : EBB_SIM_OWN_TIMER_MS;
}

static void
step_run (EbbSimFirmware *self, uint32_t step_ms)
{
  bool has_lease =
      ebb_sim_firmware_is_renewed (self) && self->status.owner != EBB_WIRE_OWNER_BUTTON;

  self->lease_left_ms -= MIN (self->lease_left_ms, step_ms);
  if (!ebb_sim_run_advance (&self->run, self->is_stuck ? 0 : step_ms))
    {
      ebb_sim_firmware_end_run (self, EBB_END_COMPLETE);
      return;
    }
  if (has_lease && self->lease_left_ms == 0)
    {
      ebb_sim_firmware_end_run (self, EBB_END_LEASE);
      return;
    }
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        self->aims[side][zone] =
            ebb_sim_run_get_aim (&self->run, &self->features, (EbbSide) side, (EbbZone) zone);
    }
  ebb_sim_regulator_follow (&self->regulator, self->aims, &self->features, &self->sensors);
}

static void
step_venting (EbbSimFirmware *self, uint32_t step_ms)
{
  self->venting_ms += step_ms;
  self->empty_ms = ebb_sim_firmware_seems_empty (self) ? self->empty_ms + step_ms : 0;
  if (self->empty_ms < EMPTY_FOR_MS)
    {
      if (self->venting_ms >= VENTING_MAX_MS && !self->is_watch_off)
        self->status.fault = EBB_BOOTS_FAULT_VALVE;
      return;
    }
  self->status.owner = 0;
  set_run_state (self, EBB_RUN_STOPPED);
}

static void
watch_for_faults (EbbSimFirmware *self, uint32_t step_ms)
{
  EbbBootsFault fault = ebb_sim_regulator_watch (&self->regulator, self->aims, &self->features,
                                                 &self->sensors, step_ms);

  if (self->is_watch_off)
    return;
  if (fault == EBB_BOOTS_FAULT_NONE && self->status.run_state == EBB_RUN_RUNNING
      && self->sensors.battery_percent < EBB_SIM_BATTERY_END_PERCENT)
    fault = EBB_BOOTS_FAULT_BATTERY;
  if (fault == EBB_BOOTS_FAULT_NONE)
    return;
  self->status.fault = fault;
  ebb_sim_firmware_end_run (self, EBB_END_FAULT);
}

static void
step_answer (EbbSimFirmware *self, uint32_t step_ms)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];

  if (!self->pending.is_used)
    return;
  self->pending_left_ms -= MIN (self->pending_left_ms, step_ms);
  if (self->pending_left_ms > 0)
    return;
  self->pending.is_used = false;
  /* A copy: whoever hears it may ask the next question at once. */
  memcpy (bytes, self->pending_bytes, self->pending_size);
  self->say (EBB_ROLE_CONTROL, bytes, self->pending_size, self->user_data);
}

static void
step_telemetry (EbbSimFirmware *self, uint32_t step_ms)
{
  EbbTelemetry telemetry;
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  size_t       size;

  self->since_telemetry_ms += step_ms;
  if (self->since_telemetry_ms < self->features.telemetry_fastest_ms)
    return;
  if (!self->is_telemetry_due && self->since_telemetry_ms < self->telemetry_period_ms)
    return;
  self->since_telemetry_ms = 0;
  self->is_telemetry_due = false;
  self->telemetry_counter++;
  ebb_sim_firmware_get_telemetry (self, &telemetry);
  size = ebb_telemetry_encode (&telemetry, bytes, sizeof bytes);
  self->say (EBB_ROLE_TELEMETRY, bytes, size, self->user_data);
}

static void
power_up (EbbSimFirmware *self)
{
  self->telemetry_period_ms = EBB_TELEMETRY_PERIOD_MS;
  ebb_sim_firmware_end_run (self, EBB_END_NONE);
  /* Nobody knows what was in the chambers when the power came. */
  begin_venting (self);
  self->said_status = self->status;
}

/**
 * ebb_sim_firmware_new:
 * @tier: what ends a run by itself
 * @features: what the boots are
 * @closed_epoch: what they remember from before
 * @answer_ms: how long they take to answer a request
 *
 * Returns: (transfer full): firmware just switched on, boots empty
 */
EbbSimFirmware *
ebb_sim_firmware_new (EbbTier            tier,
                      const EbbFeatures *features,
                      uint32_t           closed_epoch,
                      uint32_t           answer_ms,
                      EbbSimFirmwareSay  say,
                      void              *user_data)
{
  EbbSimFirmware *self = g_new0 (EbbSimFirmware, 1);

  self->tier = tier;
  self->features = *features;
  self->answer_ms = answer_ms;
  self->say = say;
  self->user_data = user_data;
  self->status.closed_epoch = closed_epoch;
  self->base_epoch = closed_epoch;
  power_up (self);
  return self;
}

/**
 * ebb_sim_firmware_restart:
 *
 * The power went and came back: all is forgotten but the closed epoch, which since START counts
 * the one that ran.
 */
void
ebb_sim_firmware_restart (EbbSimFirmware *self)
{
  EbbSimFirmware before = *self;

  *self = (EbbSimFirmware){
    .tier = before.tier,
    .features = before.features,
    .say = before.say,
    .user_data = before.user_data,
    .answer_ms = before.answer_ms,
    .is_stuck = before.is_stuck,
    .is_watch_off = before.is_watch_off,
    .is_refusing = before.is_refusing,
    .runs_own = before.runs_own,
    .sensors = before.sensors,
    .status.closed_epoch = MAX (before.status.epoch, before.status.closed_epoch),
    .base_epoch = MAX (before.status.epoch, before.status.closed_epoch),
  };
  power_up (self);
}

/**
 * ebb_sim_firmware_free:
 *
 * Frees @self.
 */
void
ebb_sim_firmware_free (EbbSimFirmware *self)
{
  g_free (self);
}

/**
 * ebb_sim_firmware_get_actuators:
 *
 * Returns: what the firmware wants of pump, valves and heaters now
 */
const EbbSimActuators *
ebb_sim_firmware_get_actuators (const EbbSimFirmware *self)
{
  return &self->regulator.actuators;
}

/**
 * ebb_sim_firmware_get_status:
 *
 * Returns: the status now
 */
const EbbStatus *
ebb_sim_firmware_get_status (const EbbSimFirmware *self)
{
  return &self->status;
}

/* Boots with levels tell their setpoints as such, and measure nothing. */
static void
turn_into_levels (const EbbFeatures *features, EbbZoneTelemetry *zone)
{
  int32_t max_pa = features->pressure_max_pa;

  if (features->level_count == 0)
    return;
  zone->pressure_pa = EBB_PRESSURE_UNKNOWN_PA;
  zone->setpoint_pa = (zone->setpoint_pa * features->level_count + max_pa / 2) / max_pa;
}

static void
fill_in_zones (const EbbSimFirmware *self, EbbTelemetry *telemetry)
{
  bool is_told = (self->features.bits & EBB_FEATURE_TEMPERATURE_MEASURED) != 0;

  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      telemetry->zones[side] = self->features.zones[side];
      telemetry->filling[side] = self->regulator.actuators.inlet[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          const EbbSimAim *aim = &self->aims[side][zone];

          if (aim->is_filling)
            telemetry->filling[side] |= EBB_ZONE_BIT (zone);
          telemetry->zone[side][zone] = (EbbZoneTelemetry){
            .pressure_pa = self->sensors.pressure_pa[side][zone],
            .setpoint_pa = aim->setpoint_pa,
            .temperature_ddeg =
                is_told ? self->sensors.temperature_ddeg[side][zone] : EBB_HEAT_OFF_DDEG,
            .heat_setpoint_ddeg = aim->heat_ddeg,
          };
          turn_into_levels (&self->features, &telemetry->zone[side][zone]);
        }
      telemetry->filling[side] &= self->features.zones[side];
    }
}

/**
 * ebb_sim_firmware_get_telemetry:
 *
 * Fills in one sample of everything, from the last reading of the sensors.
 */
void
ebb_sim_firmware_get_telemetry (const EbbSimFirmware *self, EbbTelemetry *telemetry)
{
  memset (telemetry, 0, sizeof *telemetry);
  telemetry->run_state = self->status.run_state;
  telemetry->epoch = self->status.epoch;
  telemetry->closed_epoch = self->status.closed_epoch;
  telemetry->counter = self->telemetry_counter;
  if (self->status.run_state == EBB_RUN_RUNNING)
    {
      telemetry->elapsed_ms = ebb_sim_run_get_elapsed_ms (&self->run);
      telemetry->remaining_s = (uint16_t) ((self->run.end_ms - telemetry->elapsed_ms + 999) / 1000);
      telemetry->lease_left_ms = self->tier == EBB_TIER_A ? (uint16_t) self->lease_left_ms : 0;
      telemetry->cycle = (uint16_t) (self->run.cycle_index + 1);
      telemetry->intensity_pa = self->run.intensity_pa;
    }
  fill_in_zones (self, telemetry);
}

/**
 * ebb_sim_firmware_get_blink_ms:
 *
 * Returns: for how long the light goes on blinking; 0 when it does not
 */
uint32_t
ebb_sim_firmware_get_blink_ms (const EbbSimFirmware *self)
{
  return self->identify_left_ms;
}

/**
 * ebb_sim_firmware_step:
 * @sensors: what the sensors read at the end of the step
 * @step_ms: time since the last step
 *
 * Lets time pass, moves valves and heaters, and says what is due.
 */
void
ebb_sim_firmware_step (EbbSimFirmware *self, const EbbSimSensors *sensors, uint32_t step_ms)
{
  self->sensors = *sensors;
  self->identify_left_ms -= MIN (self->identify_left_ms, step_ms);
  watch_for_faults (self, step_ms);
  if (self->status.run_state == EBB_RUN_RUNNING)
    step_run (self, step_ms);
  else if (self->status.run_state == EBB_RUN_VENTING)
    step_venting (self, step_ms);
  ebb_sim_firmware_say_status (self);
  step_answer (self, step_ms);
  step_telemetry (self, step_ms);
}

/**
 * ebb_sim_firmware_take_stop:
 * @bytes: whatever was written to Stop
 *
 * Vents, whatever the bytes; closes every epoch up to the one named, if START could name it: so no
 * START runs that was overtaken by its Stop, and a stranger cannot use all epochs up.
 */
void
ebb_sim_firmware_take_stop (EbbSimFirmware *self, const uint8_t *bytes, size_t size)
{
  uint32_t epoch;

  if (ebb_stop_decode (&epoch, bytes, size))
    close_epochs_to (self, MIN (epoch, ebb_sim_firmware_get_reach (self)));
  ebb_sim_firmware_end_run (self, EBB_END_STOP);
  ebb_sim_firmware_say_status (self);
}

/**
 * ebb_sim_firmware_forget:
 * @role: Control or Program
 *
 * The link went down that requests came on, or an upload: answers not yet given never are. What runs
 * goes on until the lease ends.
 */
void
ebb_sim_firmware_forget (EbbSimFirmware *self, EbbRole role)
{
  if (role == EBB_ROLE_PROGRAM)
    self->upload.is_whole_so_far = false;
  if (role != EBB_ROLE_CONTROL)
    return;
  self->pending.is_used = false;
  self->telemetry_period_ms = EBB_TELEMETRY_PERIOD_MS;
  memset (self->answers, 0, sizeof self->answers);
}

/**
 * ebb_sim_firmware_subscribed:
 *
 * Somebody has begun to listen to @role: who subscribes to Status is told it once.
 */
void
ebb_sim_firmware_subscribed (EbbSimFirmware *self, EbbRole role)
{
  if (role == EBB_ROLE_STATUS)
    say_status_anyway (self);
}

/**
 * ebb_sim_firmware_set_answer_ms:
 *
 * Sets how long requests from now on are unanswered.
 */
void
ebb_sim_firmware_set_answer_ms (EbbSimFirmware *self, uint32_t answer_ms)
{
  self->answer_ms = answer_ms;
}

/**
 * ebb_sim_firmware_set_major:
 *
 * Sets the major version that a HELLO must name.
 */
void
ebb_sim_firmware_set_major (EbbSimFirmware *self, uint8_t major)
{
  self->features.major = major;
}

/**
 * ebb_sim_firmware_set_watching:
 *
 * Sets whether the boots judge their own sensors (PROTOCOL.md section 14).
 */
void
ebb_sim_firmware_set_watching (EbbSimFirmware *self, bool is_watching)
{
  self->is_watch_off = !is_watching;
}

/**
 * ebb_sim_firmware_set_program_stuck:
 *
 * Sets whether the program's time stands still. The lease runs on.
 */
void
ebb_sim_firmware_set_program_stuck (EbbSimFirmware *self, bool is_stuck)
{
  self->is_stuck = is_stuck;
}
