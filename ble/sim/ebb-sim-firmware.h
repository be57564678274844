/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

#include "ebb-definition.h"
#include "ebb-features.h"
#include "ebb-sim-regulator.h"
#include "ebb-status.h"

/**
 * EbbSimFirmware:
 *
 * The program inside the boots: the whole of the profile from their side, the closed loops, and
 * the rules by which they vent by themselves. Knows sensors and actuators, not the physics.
 */
typedef struct _EbbSimFirmware EbbSimFirmware;

/* A notification or indication on @role; @bytes are borrowed until it returns. */
typedef void (*EbbSimFirmwareSay) (EbbRole        role,
                                   const uint8_t *bytes,
                                   size_t         size,
                                   void          *user_data);

EbbSimFirmware *ebb_sim_firmware_new (EbbTier            tier,
                                      const EbbFeatures *features,
                                      uint32_t           closed_epoch,
                                      uint32_t           answer_ms,
                                      EbbSimFirmwareSay  say,
                                      void              *user_data) G_GNUC_WARN_UNUSED_RESULT;
void            ebb_sim_firmware_free (EbbSimFirmware *self);

const EbbSimActuators *ebb_sim_firmware_get_actuators (const EbbSimFirmware *self);
const EbbStatus       *ebb_sim_firmware_get_status (const EbbSimFirmware *self);
/* For so long the light still blinks; 0: it does not. */
uint32_t ebb_sim_firmware_get_blink_ms (const EbbSimFirmware *self);
void     ebb_sim_firmware_get_telemetry (const EbbSimFirmware *self, EbbTelemetry *telemetry);

void ebb_sim_firmware_step (EbbSimFirmware *self, const EbbSimSensors *sensors, uint32_t step_ms);
void ebb_sim_firmware_take_request (EbbSimFirmware *self, const uint8_t *bytes, size_t size);
void ebb_sim_firmware_take_chunk (EbbSimFirmware *self, const uint8_t *bytes, size_t size);
void ebb_sim_firmware_take_stop (EbbSimFirmware *self, const uint8_t *bytes, size_t size);
void ebb_sim_firmware_press_button (EbbSimFirmware *self);
void ebb_sim_firmware_start_own_run (EbbSimFirmware *self);

EbbWireProgram ebb_sim_firmware_make_own_program (const EbbFeatures *features);
void           ebb_sim_firmware_forget (EbbSimFirmware *self, EbbRole role);
void           ebb_sim_firmware_subscribed (EbbSimFirmware *self, EbbRole role);

void ebb_sim_firmware_restart (EbbSimFirmware *self);
void ebb_sim_firmware_set_answer_ms (EbbSimFirmware *self, uint32_t answer_ms);
void ebb_sim_firmware_set_major (EbbSimFirmware *self, uint8_t major);
void ebb_sim_firmware_set_watching (EbbSimFirmware *self, bool is_watching);
void ebb_sim_firmware_set_program_stuck (EbbSimFirmware *self, bool is_stuck);
void ebb_sim_firmware_set_own_program (EbbSimFirmware *self, bool is_own);
void ebb_sim_firmware_set_refusing (EbbSimFirmware *self, bool is_refusing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbSimFirmware, ebb_sim_firmware_free)
