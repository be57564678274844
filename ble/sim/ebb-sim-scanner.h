/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-definition.h"
#include "ebb-scanner.h"
#include "ebb-sim-link.h"

G_BEGIN_DECLS

/**
 * EbbSimSet:
 *
 * One set of simulated boots for a scanner to find. Start from ebb_sim_set_init().
 */
typedef struct
{
  const char   *identity; /* "sim:1" */
  const char   *name;     /* "Simulated boots" */
  guint64       seed;
  EbbSimOptions options;
  EbbSimPairing pairing;
  gboolean      is_known; /* in the list of peers before any scan, as paired boots are */
} EbbSimSet;

/**
 * EbbSimScanner:
 *
 * An EbbScanner whose radio is always ready and hears the sets that were added to it, half a
 * second after a scan began. It keeps one link to each set.
 */
#define EBB_TYPE_SIM_SCANNER (ebb_sim_scanner_get_type ())
G_DECLARE_FINAL_TYPE (EbbSimScanner, ebb_sim_scanner, EBB, SIM_SCANNER, GObject)

EbbSimScanner *ebb_sim_scanner_new (EbbClock         *clock,
                                    EbbDefinitionSet *definitions) G_GNUC_WARN_UNUSED_RESULT;

void         ebb_sim_set_init (EbbSimSet *set);
EbbSimBoots *ebb_sim_scanner_add_set (EbbSimScanner *self, const EbbSimSet *set);
EbbSimBoots *ebb_sim_scanner_find_boots (EbbSimScanner *self, const char *identity);

G_END_DECLS
