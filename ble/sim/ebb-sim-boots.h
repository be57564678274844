/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

#include "ebb-definition.h"
#include "ebb-features.h"
#include "ebb-sim-options.h"
#include "ebb-status.h"

G_BEGIN_DECLS

/* What became of a write. */
typedef enum
{
  EBB_SIM_WRITE_TAKEN,
  EBB_SIM_WRITE_NOT_ENCRYPTED, /* this role wants an encrypted link; nothing happened */
  EBB_SIM_WRITE_NOT_WRITABLE,  /* nobody writes to this role */
  EBB_SIM_WRITE_UNHEARD,       /* the boots are silent, or without power */
  EBB_SIM_WRITE_IGNORED,       /* a stop that EBB_SIM_FAULT_IGNORE_STOPS swallowed */
} EbbSimWrite;

/**
 * EbbSimOutput:
 *
 * Called for every notification and indication, from inside ebb_sim_boots_advance_to() and
 * ebb_sim_boots_write(). @bytes are borrowed until it returns. It may write to the boots.
 */
typedef void (*EbbSimOutput) (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data);

/**
 * EbbSimBoots:
 *
 * A pair of boots as seen from their radio: chambers, pump, valves, heaters, a battery, and the
 * firmware that rules them. Time is what ebb_sim_boots_advance_to() says; inside it goes in steps
 * of EBB_SIM_STEP_US, so the same seed and the same writes at the same times give the same bytes
 * whatever the steps of the caller.
 *
 * Signals: "status-changed" (after anything in ebb_sim_boots_get_status() changed, silent or
 * not); "link-dropped" (the boots dropped the link); "blink-changed" (their light began to blink, or
 * ended).
 */
#define EBB_TYPE_SIM_BOOTS (ebb_sim_boots_get_type ())
G_DECLARE_FINAL_TYPE (EbbSimBoots, ebb_sim_boots, EBB, SIM_BOOTS, GObject)

#define EBB_SIM_STEP_US 10000

EbbSimBoots *ebb_sim_boots_new (guint64              seed,
                                const EbbSimOptions *options) G_GNUC_WARN_UNUSED_RESULT;

void ebb_sim_boots_set_output (EbbSimBoots *self, EbbSimOutput output, gpointer user_data);

void        ebb_sim_boots_advance_to (EbbSimBoots *self, gint64 boottime_us);
EbbSimWrite ebb_sim_boots_write (EbbSimBoots   *self,
                                 EbbRole        role,
                                 const uint8_t *bytes,
                                 size_t         size,
                                 gboolean       is_encrypted);
GBytes     *ebb_sim_boots_read (EbbSimBoots *self, EbbRole role) G_GNUC_WARN_UNUSED_RESULT;
void        ebb_sim_boots_link_changed (EbbSimBoots *self, gboolean is_up);
void        ebb_sim_boots_forget (EbbSimBoots *self, EbbRole role);
void        ebb_sim_boots_subscribed (EbbSimBoots *self, EbbRole role);
void        ebb_sim_boots_press_button (EbbSimBoots *self);
void        ebb_sim_boots_set_battery (EbbSimBoots *self, double percent);

void ebb_sim_boots_set_fault (EbbSimBoots *self, EbbSimFault fault, int value);
void ebb_sim_boots_clear_fault (EbbSimBoots *self, EbbSimFault fault);
int  ebb_sim_boots_get_fault (EbbSimBoots *self, EbbSimFault fault);

const EbbStatus   *ebb_sim_boots_get_status (EbbSimBoots *self);
guint              ebb_sim_boots_get_blink_ms (EbbSimBoots *self);
const EbbFeatures *ebb_sim_boots_get_features (EbbSimBoots *self);
void               ebb_sim_boots_get_telemetry (EbbSimBoots *self, EbbTelemetry *telemetry);
int32_t            ebb_sim_boots_get_pressure_pa (EbbSimBoots *self, EbbSide side, EbbZone zone);
/* What the wearer feels in that leg, whatever the boots call it: the tightest chamber. */
int32_t ebb_sim_boots_get_felt_pa (EbbSimBoots *self, EbbSide leg);
double  ebb_sim_boots_get_temperature_deg (EbbSimBoots *self, EbbSide side, EbbZone zone);
double  ebb_sim_boots_get_battery (EbbSimBoots *self);

G_END_DECLS
