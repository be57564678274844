/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-caps.h"
#include "ebb-program.h"
#include "ebb-violation.h"

G_BEGIN_DECLS

/* The effective cap in pascals; 0: these boots may not be started. */
gint32 ebb_safety_get_effective_cap_pa (const EbbLimits *limits, const EbbCapabilities *boots);

/* The longest session in seconds. */
guint ebb_safety_get_longest_s (const EbbLimits *limits, const EbbCapabilities *boots);

/* The same for a purpose: never more than without one. */
gint32 ebb_safety_get_purpose_cap_pa (const EbbLimits       *limits,
                                      const EbbCapabilities *boots,
                                      EbbPurpose             purpose);
guint  ebb_safety_get_purpose_longest_s (const EbbLimits       *limits,
                                         const EbbCapabilities *boots,
                                         EbbPurpose             purpose);

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

/* (element-type EbbViolation) (transfer full): empty when nothing is against it. For the ready
 * page, and again at the last gate before START with the cap that was confirmed. */
GArray *ebb_safety_check_session (const EbbLimits       *limits,
                                  EbbProgram            *program,
                                  const EbbCapabilities *boots,
                                  EbbLegs                legs,
                                  guint                  length_s,
                                  gint32                 cap_pa) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a leg check: on one leg, within its own cap and length, and without heat. */
GArray *ebb_safety_check_leg_check (const EbbLimits       *limits,
                                    EbbProgram            *program,
                                    const EbbCapabilities *boots,
                                    EbbLegs                legs,
                                    guint                  length_s,
                                    gint32                 cap_pa) G_GNUC_WARN_UNUSED_RESULT;

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
gboolean ebb_safety_check_heat (const EbbLimits       *limits,
                                const EbbCapabilities *boots,
                                gint16                 heat_ddeg,
                                EbbViolation          *violation);

G_END_DECLS
