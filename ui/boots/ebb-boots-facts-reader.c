/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-facts.h"

#include "ebb-boots-reconnect.h"
#include "ebb-boots-recording.h"

/**
 * ebb_boots_facts_read:
 *
 * Asks @boots for everything once.
 */
void
ebb_boots_facts_read (EbbBootsFacts *facts, EbbBoots *boots)
{
  *facts = (EbbBootsFacts){
    .identity = ebb_boots_get_identity (boots),
    .name = ebb_boots_get_name (boots),
    .state = ebb_boots_get_state (boots),
    .retries = ebb_boots_get_retries (boots),
    .support = ebb_boots_get_support (boots),
    .tier = ebb_boots_get_tier (boots),
    .timer_s = ebb_boots_get_own_timer_s (boots),
    .signal = ebb_boots_get_signal (boots),
    .unheard_s = ebb_boots_get_unheard_s (boots),
    .is_recognised = ebb_boots_is_recognised (boots),
    .is_known = ebb_boots_is_known (boots),
    .is_paired = ebb_boots_is_paired (boots),
    .is_simulated = ebb_boots_is_simulated (boots),
    .is_in_process = ebb_boots_is_in_process (boots),
    .sides = ebb_boots_get_sides (boots),
    .is_blinking = ebb_boots_is_blinking (boots),
    .is_recorded = ebb_boots_is_recorded (boots),
    .reconnects = ebb_boots_reconnects (boots),
    .needs_connect = ebb_boots_is_known (boots) && !ebb_boots_is_tried_for (boots),
    .capabilities = ebb_boots_get_capabilities (boots),
    .battery_percent = ebb_boots_get_battery_percent (boots),
    .manufacturer = ebb_boots_get_manufacturer (boots),
    .model = ebb_boots_get_model (boots),
    .firmware = ebb_boots_get_firmware (boots),
    .error = ebb_boots_get_error (boots),
  };
}
