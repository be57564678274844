/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-boots.h"

#include <string.h>

#include "ebb-sides.h"
#include "ebb-sim-boots-private.h"
#include "ebb-units.h"

#define STEP_MS (EBB_SIM_STEP_US / 1000)
#define STEP_S (EBB_SIM_STEP_US / 1e6)

/* Percent an hour: a full battery lasts about two hours of sessions with heat. */
#define DRAIN_IDLE 0.5
#define DRAIN_PUMP 45.0
#define DRAIN_HEATER 8.0 /* each at full power */
#define CHARGE 50.0

enum
{
  SIGNAL_STATUS_CHANGED,
  SIGNAL_LINK_DROPPED,
  SIGNAL_BLINK_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbSimBoots, ebb_sim_boots, G_TYPE_OBJECT)

/* Tells whoever holds the link that the boots let go of it. */
void
ebb_sim_boots_emit_link_dropped (EbbSimBoots *self)
{
  g_signal_emit (self, signals[SIGNAL_LINK_DROPPED], 0);
}

static void
say (EbbSimBoots *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  uint8_t hostile[EBB_MESSAGE_MAX_BYTES];

  if (ebb_sim_boots_is_mute (self) || self->output == NULL)
    return;
  if (ebb_sim_boots_is_hostile (self, role))
    {
      size = ebb_sim_hostile_make (&self->hostile, bytes, size, hostile, sizeof hostile);
      bytes = hostile;
    }
  self->output (role, bytes, size, self->output_data);
}

static void
firmware_said_cb (EbbRole role, const uint8_t *bytes, size_t size, void *user_data)
{
  say (user_data, role, bytes, size);
}

/* Tells of a status that is another than before. */
void
ebb_sim_boots_follow_status (EbbSimBoots *self)
{
  const EbbStatus *status = ebb_sim_firmware_get_status (self->firmware);
  EbbStatus        before = self->said_status;

  if (memcmp (&before, status, sizeof before) == 0)
    return;
  self->said_status = *status;
  if (status->epoch != 0 && status->epoch != before.epoch)
    {
      self->started_us = self->now_us;
      self->is_after_start = TRUE;
    }
  g_signal_emit (self, signals[SIGNAL_STATUS_CHANGED], 0);
}

/* Without power there is no light. */
static void
follow_blink (EbbSimBoots *self)
{
  gboolean is_blinking = ebb_sim_boots_get_blink_ms (self) > 0;

  if (is_blinking == self->is_blinking)
    return;
  self->is_blinking = is_blinking;
  g_signal_emit (self, signals[SIGNAL_BLINK_CHANGED], 0);
}

/* What is drawn, less what the charger gives. */
static void
drain_battery (EbbSimBoots *self)
{
  double drain_per_h = DRAIN_IDLE + (self->air.is_pump_on ? DRAIN_PUMP : 0);

  if (self->fault[EBB_SIM_FAULT_CHARGER] != 0)
    drain_per_h -= CHARGE;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        drain_per_h += DRAIN_HEATER * self->heat.heater[side][zone].power;
    }
  self->battery_percent = CLAMP (self->battery_percent - drain_per_h * STEP_S / 3600, 0, 100);
}

static void
say_battery (EbbSimBoots *self)
{
  uint8_t percent = (uint8_t) self->battery_percent;

  if (percent == self->said_battery_percent)
    return;
  self->said_battery_percent = percent;
  say (self, EBB_ROLE_BATTERY, &percent, 1);
}

static void
read_sensors (EbbSimBoots *self, EbbSimSensors *sensors)
{
  sensors->battery_percent = self->battery_percent;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        {
          sensors->pressure_pa[side][zone] =
              ebb_sim_air_sense_pa (&self->air, (EbbSide) side, (EbbZone) zone);
          sensors->temperature_ddeg[side][zone] =
              ebb_sim_heat_sense_ddeg (&self->heat, (EbbSide) side, (EbbZone) zone);
        }
    }
}

/* Moves pump, valves and heaters as the firmware wants them. */
void
ebb_sim_boots_obey_firmware (EbbSimBoots *self)
{
  const EbbSimActuators *actuators = ebb_sim_firmware_get_actuators (self->firmware);

  self->air.is_pump_on = actuators->is_pump_on;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      self->air.inlet[side] = actuators->inlet[side];
      self->air.vent[side] = actuators->vent[side];
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        self->heat.heater[side][zone].power = actuators->heater_power[side][zone];
    }
}

static void
step (EbbSimBoots *self)
{
  EbbSimSensors sensors;

  ebb_sim_boots_obey_firmware (self);
  ebb_sim_air_step (&self->air, STEP_S);
  ebb_sim_heat_step (&self->heat, STEP_S);
  drain_battery (self);
  read_sensors (self, &sensors);
  self->now_us += EBB_SIM_STEP_US;
  ebb_sim_boots_step_faults (self);
  if (!ebb_sim_boots_is_off (self))
    ebb_sim_firmware_step (self->firmware, &sensors, STEP_MS);
  ebb_sim_boots_follow_status (self);
  follow_blink (self);
  say_battery (self);
}

static void
ebb_sim_boots_finalize (GObject *object)
{
  EbbSimBoots *self = EBB_SIM_BOOTS (object);

  g_clear_pointer (&self->firmware, ebb_sim_firmware_free);
  g_clear_pointer (&self->serial, g_free);
  G_OBJECT_CLASS (ebb_sim_boots_parent_class)->finalize (object);
}

static void
ebb_sim_boots_class_init (EbbSimBootsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_sim_boots_finalize;

  signals[SIGNAL_STATUS_CHANGED] = g_signal_new (
      "status-changed", EBB_TYPE_SIM_BOOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LINK_DROPPED] = g_signal_new (
      "link-dropped", EBB_TYPE_SIM_BOOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BLINK_CHANGED] = g_signal_new (
      "blink-changed", EBB_TYPE_SIM_BOOTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_sim_boots_init (EbbSimBoots *self)
{
  self->said_battery_percent = -1;
}

/**
 * ebb_sim_boots_new:
 * @seed: of everything left to chance, and of the serial number
 * @options: (nullable): %NULL for those of ebb_sim_options_init()
 *
 * Returns: (transfer full): boots switched on, empty and stopped
 */
EbbSimBoots *
ebb_sim_boots_new (guint64 seed, const EbbSimOptions *options)
{
  EbbSimBoots  *self = g_object_new (EBB_TYPE_SIM_BOOTS, NULL);
  EbbSimSensors sensors;

  if (options != NULL)
    self->options = *options;
  else
    ebb_sim_options_init (&self->options);
  ebb_sim_boots_describe (self);
  ebb_sim_air_init (&self->air, self->options.legs, self->options.zones, seed);
  ebb_sim_heat_init (&self->heat, self->options.legs, self->options.zones & EBB_SIM_HEATED_ZONES,
                     ~seed);
  self->battery_percent = self->options.battery_percent;
  self->serial = g_strdup_printf ("SIM-%06" G_GINT64_MODIFIER "u", seed % 1000000);
  self->firmware =
      ebb_sim_firmware_new (self->options.tier, &self->features, self->options.closed_epoch,
                            (uint32_t) self->options.answer_ms, firmware_said_cb, self);
  self->said_status = *ebb_sim_firmware_get_status (self->firmware);
  /* The sensors are read once before anybody can ask. */
  read_sensors (self, &sensors);
  ebb_sim_firmware_step (self->firmware, &sensors, 0);
  return self;
}

/**
 * ebb_sim_boots_set_output:
 * @output: (nullable): who hears notifications and indications
 *
 * Sets the one listener.
 */
void
ebb_sim_boots_set_output (EbbSimBoots *self, EbbSimOutput output, gpointer user_data)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));

  self->output = output;
  self->output_data = user_data;
}

/**
 * ebb_sim_boots_advance_to:
 * @boottime_us: now, on the clock the boots live by; the first call says when they begin
 *
 * Takes all steps that end at or before @boottime_us. A call from inside an output does nothing.
 */
void
ebb_sim_boots_advance_to (EbbSimBoots *self, gint64 boottime_us)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));

  if (self->is_advancing)
    return;
  if (!self->has_time)
    {
      self->has_time = TRUE;
      self->now_us = boottime_us;
      ebb_sim_boots_begin_planned_faults (self);
      return;
    }
  self->is_advancing = TRUE;
  g_object_ref (self);
  while (self->now_us + EBB_SIM_STEP_US <= boottime_us)
    step (self);
  self->is_advancing = FALSE;
  g_object_unref (self);
}

static EbbSimWrite
take_stop (EbbSimBoots *self, const uint8_t *bytes, size_t size)
{
  if (self->fault[EBB_SIM_FAULT_IGNORE_STOPS] > 0)
    {
      self->fault[EBB_SIM_FAULT_IGNORE_STOPS]--;
      return EBB_SIM_WRITE_IGNORED;
    }
  ebb_sim_firmware_take_stop (self->firmware, bytes, size);
  return EBB_SIM_WRITE_TAKEN;
}

/**
 * ebb_sim_boots_write:
 * @is_encrypted: whether the link is; only Stop is taken without
 *
 * A write that has come over the air. Takes effect at the time of the last
 * ebb_sim_boots_advance_to().
 *
 * Returns: what became of it
 */
EbbSimWrite
ebb_sim_boots_write (EbbSimBoots   *self,
                     EbbRole        role,
                     const uint8_t *bytes,
                     size_t         size,
                     gboolean       is_encrypted)
{
  EbbSimWrite outcome = EBB_SIM_WRITE_TAKEN;

  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), EBB_SIM_WRITE_NOT_WRITABLE);

  if (role != EBB_ROLE_STOP && role != EBB_ROLE_CONTROL && role != EBB_ROLE_PROGRAM)
    return EBB_SIM_WRITE_NOT_WRITABLE;
  if (ebb_sim_boots_is_mute (self))
    return EBB_SIM_WRITE_UNHEARD;
  if (role != EBB_ROLE_STOP && !is_encrypted)
    return EBB_SIM_WRITE_NOT_ENCRYPTED;
  if (role == EBB_ROLE_STOP)
    outcome = take_stop (self, bytes, size);
  else if (role == EBB_ROLE_CONTROL)
    ebb_sim_firmware_take_request (self->firmware, bytes, size);
  else
    ebb_sim_firmware_take_chunk (self->firmware, bytes, size);
  ebb_sim_boots_obey_firmware (self);
  ebb_sim_boots_follow_status (self);
  return outcome;
}

/**
 * ebb_sim_boots_link_changed:
 *
 * Tells the boots that their link came up or went down. What runs goes on until its lease ends.
 */
void
ebb_sim_boots_link_changed (EbbSimBoots *self, gboolean is_up)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));

  if (is_up)
    return;
  ebb_sim_firmware_forget (self->firmware, EBB_ROLE_CONTROL);
  ebb_sim_firmware_forget (self->firmware, EBB_ROLE_PROGRAM);
}

/**
 * ebb_sim_boots_forget:
 * @role: %EBB_ROLE_CONTROL: whoever asked last has gone, %EBB_ROLE_PROGRAM: whoever was uploading
 *
 * Of several links one went down. Its unanswered request, or its upload, goes with it.
 */
void
ebb_sim_boots_forget (EbbSimBoots *self, EbbRole role)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));

  ebb_sim_firmware_forget (self->firmware, role);
}

/**
 * ebb_sim_boots_subscribed:
 *
 * Tells the boots that somebody has begun to listen to @role; they say the status once.
 */
void
ebb_sim_boots_subscribed (EbbSimBoots *self, EbbRole role)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));

  ebb_sim_firmware_subscribed (self->firmware, role);
}

/**
 * ebb_sim_boots_press_button:
 *
 * The person presses the button on the boots: they vent. On stopped boots it clears a fault.
 */
void
ebb_sim_boots_press_button (EbbSimBoots *self)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));

  ebb_sim_firmware_press_button (self->firmware);
  ebb_sim_boots_obey_firmware (self);
  ebb_sim_boots_follow_status (self);
}

/**
 * ebb_sim_boots_set_battery:
 * @percent: 0 to 100
 *
 * Sets the charge.
 */
void
ebb_sim_boots_set_battery (EbbSimBoots *self, double percent)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));
  g_return_if_fail (percent >= 0 && percent <= 100);

  self->battery_percent = percent;
}

/**
 * ebb_sim_boots_get_status:
 *
 * Returns: the status now, whether or not anybody was told
 */
const EbbStatus *
ebb_sim_boots_get_status (EbbSimBoots *self)
{
  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), NULL);
  return ebb_sim_firmware_get_status (self->firmware);
}

/**
 * ebb_sim_boots_get_blink_ms:
 *
 * Returns: for how long their light goes on blinking, as somebody beside them would see; 0: it does
 *   not
 */
guint
ebb_sim_boots_get_blink_ms (EbbSimBoots *self)
{
  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), 0);
  return ebb_sim_boots_is_off (self) ? 0 : ebb_sim_firmware_get_blink_ms (self->firmware);
}

/**
 * ebb_sim_boots_get_features:
 *
 * Returns: what the boots are
 */
const EbbFeatures *
ebb_sim_boots_get_features (EbbSimBoots *self)
{
  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), NULL);
  return &self->features;
}

/**
 * ebb_sim_boots_get_telemetry:
 *
 * Fills in what the firmware would say now.
 */
void
ebb_sim_boots_get_telemetry (EbbSimBoots *self, EbbTelemetry *telemetry)
{
  g_return_if_fail (EBB_IS_SIM_BOOTS (self));
  ebb_sim_firmware_get_telemetry (self->firmware, telemetry);
}

/**
 * ebb_sim_boots_get_pressure_pa:
 *
 * Returns: the true pressure in a chamber, without noise; pascals
 */
int32_t
ebb_sim_boots_get_pressure_pa (EbbSimBoots *self, EbbSide side, EbbZone zone)
{
  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), EBB_PRESSURE_UNKNOWN_PA);
  return ebb_mmhg_to_pa (ebb_sim_air_get_mmhg (&self->air, side, zone));
}

/**
 * ebb_sim_boots_get_felt_pa:
 *
 * Returns: the highest true pressure in the boot that is on this leg; 0 if there is none
 */
int32_t
ebb_sim_boots_get_felt_pa (EbbSimBoots *self, EbbSide leg)
{
  EbbSide side =
      ebb_sides_turn (self->options.is_swapped ? EBB_SIDES_SWAPPED : EBB_SIDES_AS_MARKED, leg);
  int32_t highest_pa = 0;

  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), 0);
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if (self->features.zones[side] & EBB_ZONE_BIT (zone))
        highest_pa = MAX (highest_pa, ebb_sim_boots_get_pressure_pa (self, side, (EbbZone) zone));
    }
  return highest_pa;
}

/**
 * ebb_sim_boots_get_temperature_deg:
 *
 * Returns: the true temperature of a lining, degrees Celsius
 */
double
ebb_sim_boots_get_temperature_deg (EbbSimBoots *self, EbbSide side, EbbZone zone)
{
  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), 0);
  return ebb_sim_heat_get_deg (&self->heat, side, zone);
}

/**
 * ebb_sim_boots_get_battery:
 *
 * Returns: the charge, 0 to 100 percent
 */
double
ebb_sim_boots_get_battery (EbbSimBoots *self)
{
  g_return_val_if_fail (EBB_IS_SIM_BOOTS (self), 0);
  return self->battery_percent;
}
