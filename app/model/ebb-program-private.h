/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-program.h"

G_BEGIN_DECLS

#define EBB_PROGRAM_FORMAT "ebb-program/1"

/* What a program may say, as limits.json has it and as code keeps it: no file lifts these. */
#define EBB_PROGRAM_PRESSURE_MIN_MMHG 10 /* below it a zone counts as vented */
#define EBB_PROGRAM_LENGTH_MIN_S 60
#define EBB_PROGRAM_INFLATE_MIN_S 2
#define EBB_PROGRAM_INFLATE_MAX_S 30
#define EBB_PROGRAM_HOLD_MAX_S 30
#define EBB_PROGRAM_HOLD_ABOVE_60_MAX_S 15
#define EBB_PROGRAM_DEFLATE_MIN_S 10
#define EBB_PROGRAM_CYCLE_MAX_S 120
#define EBB_PROGRAM_SQUEEZE_MAX_S 60 /* without release, above the pressure that follows */
#define EBB_PROGRAM_SQUEEZE_MMHG 30
#define EBB_PROGRAM_GENTLE_START_CYCLES 2 /* at least, at 50 and 75 percent at most */
#define EBB_PROGRAM_HEAT_MIN_C 30
#define EBB_PROGRAM_HEAT_MAX_C 42
#define EBB_PROGRAM_HEAT_MAX_S 1800
#define EBB_PROGRAM_LEAD_MIN_PERCENT 10
#define EBB_PROGRAM_ID_CHARACTERS 40
#define EBB_PROGRAM_NAME_CHARACTERS 60
#define EBB_PROGRAM_ABOUT_CHARACTERS 300

struct _EbbProgram
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *name;
  char *about;

  EbbCycle    cycle;
  gboolean    is_alternate;
  guint       length_s;
  int         pressure_tenths[EBB_N_ZONES]; /* of a mmHg, as written; 0: takes no part */
  EbbZoneMask heated;
  int16_t     heat_ddeg;
  guint       heat_s;
  uint8_t     gentle_start[EBB_PROGRAM_MAX_LEAD_CYCLES];
  uint8_t     ending[EBB_PROGRAM_MAX_LEAD_CYCLES];
  guint       n_gentle_start;
  guint       n_ending;
};

/* The longest that zone @rank of @n_zones at @pressure_tenths is above 30 mmHg as planned, by
 * the clock of limits.json: from the start of inflation until the deflation is through 30. */
guint ebb_program_get_squeeze_ms (const EbbCycle *cycle, unsigned n_zones, int pressure_tenths);

G_END_DECLS
