/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

#include "ebb-body.h"
#include "ebb-cycle.h"
#include "ebb-model-error.h"
#include "ebb-units.h"

G_BEGIN_DECLS

#define EBB_PROGRAM_FILE_MAX_BYTES (64 * 1024) /* safety.md H15 */
#define EBB_PROGRAM_MAX_LEAD_CYCLES 4

/**
 * EbbProgram:
 *
 * What can be run: one cycle, repeated for a length of time, with pressures for zones and perhaps
 * heat. Immutable, and valid by construction: no other kind can be made. A zone without a
 * pressure takes no part. The same pressures serve both legs.
 */
#define EBB_TYPE_PROGRAM (ebb_program_get_type ())
G_DECLARE_FINAL_TYPE (EbbProgram, ebb_program, EBB, PROGRAM, GObject)

/* Errors name the line where JSON itself is wrong, and the key, its value and what was expected. */
EbbProgram *ebb_program_new_from_json (const char *json,
                                       gssize      size,
                                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;
EbbProgram *ebb_program_new_from_file (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char       *ebb_program_to_json (EbbProgram *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ebb_program_get_id (EbbProgram *self);    /* [a-z0-9-]{1,40} */
const char *ebb_program_get_name (EbbProgram *self);  /* 1 to 60 characters, untranslated */
const char *ebb_program_get_about (EbbProgram *self); /* one sentence, untranslated */
EbbZoneMask ebb_program_get_zones (EbbProgram *self);
int32_t     ebb_program_get_setpoint_pa (EbbProgram *self, EbbZone zone); /* 0: takes no part */
int32_t     ebb_program_get_peak_pa (EbbProgram *self, EbbZoneMask existing);
EbbCycle    ebb_program_get_cycle (EbbProgram *self);
gboolean    ebb_program_is_alternate (EbbProgram *self);
guint       ebb_program_get_length_s (EbbProgram *self); /* as written; a session may change it */
EbbZoneMask ebb_program_get_heated (EbbProgram *self);
int16_t     ebb_program_get_heat_ddeg (EbbProgram *self); /* EBB_HEAT_OFF_DDEG: no heat */
guint       ebb_program_get_heat_s (EbbProgram *self);
/* Percent of the setpoint in the first and the last cycles; gentle start and ending. */
const uint8_t *ebb_program_get_gentle_start (EbbProgram *self, guint *n_cycles);
const uint8_t *ebb_program_get_ending (EbbProgram *self, guint *n_cycles);

/* The plan: what @zone is meant to be at @at_ms of a session of @length_s on boots whose zones
 * are @existing, at @intensity_pa for the strongest zone. In pascals. */
int32_t ebb_program_plan_pa (EbbProgram *self,
                             EbbZoneMask existing,
                             EbbZone     zone,
                             guint       length_s,
                             int32_t     intensity_pa,
                             gint64      at_ms);
guint   ebb_program_get_cycle_ms (EbbProgram *self, EbbZoneMask existing);
guint   ebb_program_count_cycles (EbbProgram *self, EbbZoneMask existing, guint length_s);

G_END_DECLS
