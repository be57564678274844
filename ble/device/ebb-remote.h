/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-body.h"

G_BEGIN_DECLS

/* Of a remote's own choices: more than any that is known has. */
#define EBB_REMOTE_MAX_LEVELS 20
#define EBB_REMOTE_MAX_TIMES 8
#define EBB_REMOTE_MAX_MINUTES 120
#define EBB_REMOTE_MAX_MMHG 300

typedef enum
{
  EBB_BUTTON_POWER,
  EBB_BUTTON_LEVEL,
  EBB_BUTTON_MODE,
  EBB_BUTTON_TIME,
  EBB_BUTTON_HEAT,
  EBB_N_BUTTONS,
} EbbButton;

/**
 * EbbRemote:
 *
 * What wired boots have in place of a radio: a person presses its buttons. 0 stands for what nobody
 * knows, and nothing is guessed: a level is no pressure.
 */
typedef struct
{
  EbbZoneMask zones;  /* that are squeezed, on either leg */
  EbbZoneMask heated; /* that are warmed */
  guint       n_levels;
  guint       n_heat_levels;
  guint       minutes[EBB_REMOTE_MAX_TIMES]; /* that can be chosen, the shortest first */
  guint       n_times;                       /* 0: they end by themselves, nobody knows when */
  gint32      pressure_max_pa;               /* at the highest level */
  gboolean    has_button[EBB_N_BUTTONS];
  char       *label[EBB_N_BUTTONS]; /* (nullable): what is printed on it */
} EbbRemote;

const char *ebb_button_to_string (EbbButton button);

G_END_DECLS
