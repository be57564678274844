/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-clock.h"
#include "ebb-core.h"
#include "ebb-household.h"

G_BEGIN_DECLS

/* So much faster the clock of a demonstration may run: what is faster than that cannot be seen. */
#define EBB_SPEED_MAX 100

typedef struct
{
  gboolean    is_demo; /* simulated boots only; no Bluetooth is touched */
  double      speed;   /* of the clock; other than 1.0 only with is_demo */
  const char *adapter; /* (nullable): "hci1"; NULL: the first that is on */
} EbbCompositionOptions;

/**
 * EbbComposition:
 *
 * Everything a program is made of, joined: clock, boots' definitions, radio, store, limits,
 * programs and the core over them. The only place that sees all rooms.
 */
typedef struct _EbbComposition EbbComposition;

EbbComposition *ebb_composition_new (const EbbCompositionOptions *options,
                                     GError                     **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer none): boots, and what drives them; until it is closed. */
EbbCore *ebb_composition_open_core (EbbComposition *self);
void     ebb_composition_close_core (EbbComposition *self);
/* Writes what is queued, then lets go of everything. */
void ebb_composition_free (EbbComposition *self);

/* The value of --speed, the same for all programs. @text: (nullable): not given, which is 1. */
gboolean ebb_composition_parse_speed (const char *text,
                                      gboolean    is_demo,
                                      double     *speed,
                                      GError    **error);

EbbHousehold *ebb_composition_get_household (EbbComposition *self);
EbbClock     *ebb_composition_get_clock (EbbComposition *self);
const char   *ebb_composition_get_runtime_directory (EbbComposition *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbComposition, ebb_composition_free)

G_END_DECLS
