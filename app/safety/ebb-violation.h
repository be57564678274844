/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-body.h"
#include "ebb-units.h"

G_BEGIN_DECLS

/* What is against a session or a change. Each is one thing a person could do about it. */
typedef enum
{
  EBB_VIOLATION_NONE,
  EBB_VIOLATION_REAL_BOOTS,    /* not simulated, and nobody knows who wears them */
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
  EBB_VIOLATION_HEAT_DOSE,   /* value and bound in seconds, at this temperature */
  EBB_VIOLATION_HEAT_LOCKED, /* answers leave no heat */
  EBB_VIOLATION_HEAT_GAP,    /* value: since there was heat, bound: at least; in seconds */
  EBB_VIOLATION_ZONE_OFF,    /* answers leave this zone, or a leg, no pressure; value: EbbSide */
  EBB_VIOLATION_URGENT,      /* value: EbbQuestion, as the next three */
  EBB_VIOLATION_BLOCKED,
  EBB_VIOLATION_CONSULT,    /* a professional has to agree first */
  EBB_VIOLATION_UNANSWERED, /* counts as yes */
  EBB_VIOLATION_REASK,      /* the questions are asked again; value: one EbbReask */
  EBB_VIOLATION_CHECK,      /* not said for this session; value: one EbbSaid */
  EBB_VIOLATION_GAP,        /* value: since the last session, bound: at least; in seconds */
  EBB_VIOLATION_COUNT,      /* sessions in 24 hours: with this one, and at most */
  EBB_VIOLATION_DAY,        /* seconds in 24 hours: with this session, and at most */
  EBB_N_VIOLATIONS,
} EbbViolationCode;

typedef struct
{
  EbbViolationCode code;
  EbbZone          zone; /* EBB_N_ZONES: none in particular */
  gint32           value;
  gint32           bound;
} EbbViolation;

/* Appends one to @violations, an array of them. */
void ebb_violation_add (GArray          *violations,
                        EbbViolationCode code,
                        EbbZone          zone,
                        gint32           value,
                        gint32           bound);

/* What value and bound of @code count, and how many of it make one of the unit; %NULL: they are no
 * quantities. */
const char *ebb_violation_get_unit (EbbViolationCode code, double *divisor);

const char *ebb_violation_code_to_string (EbbViolationCode code);
/* One lower-case clause for logs: the thing, the value, the bound. */
char *ebb_violation_to_string (const EbbViolation *violation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
