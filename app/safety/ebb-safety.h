/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-capabilities.h"
#include "ebb-limits.h"
#include "ebb-program.h"
#include "ebb-purpose.h"

G_BEGIN_DECLS

/* Until the screening questions exist only boots that say they are simulated run, and no higher
 * than this, whatever a file says. */
#define EBB_UNSCREENED_CAP_MMHG 40

/* Boots that no timer of their own ends (safety.md, tier D). */
#define EBB_NO_TIMER_CAP_MMHG 40
#define EBB_NO_TIMER_SESSION_S 900

/* To find out which leg a boot is on: one leg at a time, no tighter and no longer than this. Boots
 * that are marked right are squeezed so gently as well as boots that are not (safety.md H11). */
#define EBB_LEG_CHECK_CAP_MMHG 30
#define EBB_LEG_CHECK_SESSION_S 120

/* What is against a session or a change. Each is one thing a person could do about it. */
typedef enum
{
  EBB_VIOLATION_NONE,
  EBB_VIOLATION_REAL_BOOTS,    /* not simulated: not before the screening questions exist */
  EBB_VIOLATION_NO_PRESSURE,   /* the boots have levels, no mmHg; value: how many */
  EBB_VIOLATION_LEG,           /* a leg was asked for that the boots do not have; value: EbbLegs */
  EBB_VIOLATION_NO_ZONE,       /* the program has no zone that these boots can set on these legs */
  EBB_VIOLATION_LENGTH_SHORT,  /* value and bound in seconds */
  EBB_VIOLATION_LENGTH_LONG,   /* value and bound in seconds */
  EBB_VIOLATION_PRESSURE_HIGH, /* value and bound in pascals; zone */
  EBB_VIOLATION_PRESSURE_LOW,  /* value and bound in pascals; zone */
  EBB_VIOLATION_GRADIENT,      /* a zone above the one below it; in pascals; zone */
  EBB_VIOLATION_STEP_UP,       /* more at once than a change may rise; in pascals */
  EBB_VIOLATION_INFLATE,       /* value and bound in milliseconds, as the next four */
  EBB_VIOLATION_HOLD,
  EBB_VIOLATION_DEFLATE,
  EBB_VIOLATION_CYCLE,
  EBB_VIOLATION_SQUEEZE,     /* a zone above 30 mmHg too long without release; zone */
  EBB_VIOLATION_HEAT_HIGH,   /* value and bound in tenths of a degree Celsius */
  EBB_VIOLATION_HEAT_LOW,    /* value and bound in tenths of a degree Celsius */
  EBB_VIOLATION_HEAT_LENGTH, /* value and bound in seconds */
} EbbViolationCode;

typedef struct
{
  EbbViolationCode code;
  EbbZone          zone; /* EBB_N_ZONES: none in particular */
  gint32           value;
  gint32           bound;
} EbbViolation;

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

const char *ebb_violation_code_to_string (EbbViolationCode code);
/* One lower-case clause for logs: the thing, the value, the bound. */
char *ebb_violation_to_string (const EbbViolation *violation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
