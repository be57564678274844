/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-peripheral.h"
#include "ebb-boots-log.h"
#include "ebb-sim-options.h"

G_BEGIN_DECLS

/**
 * EbbBootsOptions:
 *
 * What the command line asks for.
 */
typedef struct
{
  char                *adapter; /* (nullable) */
  char                *name;
  guint64              seed;
  EbbPeripheralPairing pairing;
  gboolean             accepts_codes;
  gboolean             is_decoy;
  gboolean             wants_version;
  EbbBootsLogFormat    format;
  EbbSimOptions        sim;
} EbbBootsOptions;

gboolean ebb_boots_options_parse (EbbBootsOptions *self, int *argc, char ***argv, GError **error);
void     ebb_boots_options_clear (EbbBootsOptions *self);

G_END_DECLS
