/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-link.h"
#include "ebb-sim-boots.h"

G_BEGIN_DECLS

/* What has to happen before the link is encrypted. */
typedef enum
{
  EBB_SIM_PAIRING_DONE, /* paired since before */
  EBB_SIM_PAIRING_JUST_WORKS,
  EBB_SIM_PAIRING_CONFIRM_CODE,
} EbbSimPairing;

/**
 * EbbSimLink:
 *
 * An EbbLink to simulated boots in this process. Moves their time along with the clock it is
 * given, at any speed.
 */
#define EBB_TYPE_SIM_LINK (ebb_sim_link_get_type ())
G_DECLARE_FINAL_TYPE (EbbSimLink, ebb_sim_link, EBB, SIM_LINK, GObject)

EbbSimLink *ebb_sim_link_new (EbbSimBoots   *boots,
                              EbbClock      *clock,
                              EbbDefinition *definition,
                              const char    *identity,
                              EbbSimPairing  pairing) G_GNUC_WARN_UNUSED_RESULT;

EbbSimBoots *ebb_sim_link_get_boots (EbbSimLink *self);

G_END_DECLS
