/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-caps.h"
#include "ebb-program.h"
#include "ebb-violation.h"

G_BEGIN_DECLS

gboolean ebb_safety_warms (EbbProgram *program, const EbbCapabilities *boots, EbbLegs legs);

/* What is against @program within @caps, appended to @violations; @cap_pa: as confirmed. */
void ebb_safety_check_program (GArray                *violations,
                               const EbbLimits       *limits,
                               const EbbCaps         *caps,
                               EbbProgram            *program,
                               const EbbCapabilities *boots,
                               EbbLegs                legs,
                               guint                  length_s,
                               gint32                 cap_pa);

/* The same of plain values: of a program as it is written, and of what is about to be sent. What is found is
 * appended to @violations. */
void ebb_safety_check_setpoints (GArray                *violations,
                                 const EbbLimits       *limits,
                                 const EbbCapabilities *boots,
                                 const gint32           setpoint_pa[EBB_N_ZONES],
                                 EbbZoneMask            zones,
                                 gint32                 cap_pa);
void ebb_safety_check_cycle (GArray          *violations,
                             const EbbLimits *limits,
                             const EbbCycle  *cycle,
                             guint            n_zones,
                             gint32           peak_pa);
void ebb_safety_check_heat_time (GArray          *violations,
                                 const EbbLimits *limits,
                                 const EbbCaps   *caps,
                                 gint16           heat_ddeg,
                                 guint            heat_s,
                                 gint32           peak_pa);

/* The last gate of single values. FALSE, with @violation (nullable) filled: do not send it. What
 * is out of range there got past a check before it: a fault, never clamped. */
gboolean ebb_safety_check_setpoint (const EbbLimits *limits,
                                    EbbZone          zone,
                                    gint32           setpoint_pa,
                                    gint32           cap_pa,
                                    EbbViolation    *violation);
gboolean ebb_safety_check_intensity (const EbbLimits       *limits,
                                     const EbbCapabilities *boots,
                                     gint32                 present_pa,
                                     gint32                 wanted_pa,
                                     gint32                 cap_pa,
                                     EbbViolation          *violation);
gboolean ebb_safety_check_heat (const EbbCaps         *caps,
                                const EbbCapabilities *boots,
                                gint16                 heat_ddeg,
                                EbbViolation          *violation);

G_END_DECLS
