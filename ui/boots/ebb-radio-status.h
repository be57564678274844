/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-boots-list.h"

G_BEGIN_DECLS

/**
 * EbbRadioStatus:
 *
 * Stands where boots nearby would, and says why there are none and what helps.
 */
#define EBB_TYPE_RADIO_STATUS (ebb_radio_status_get_type ())
G_DECLARE_FINAL_TYPE (EbbRadioStatus, ebb_radio_status, EBB, RADIO_STATUS, AdwBin)

/* (nullable): why nothing can be reached by radio, in a few words; NULL: it can */
const char *ebb_radio_status_say (EbbRadioState state);
/* EBB_RADIO_READY: nothing was found. */
void  ebb_radio_status_show (EbbRadioStatus *self, EbbRadioState state);
char *ebb_radio_status_dup_words (EbbRadioState state) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
