/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

typedef struct _CtlPairing CtlPairing;

/* Puts what pairing with @boots needs to the person, and takes a signal that would end the program
 * for their no: the boots hear of it, and nothing is left behind. */
CtlPairing *ctl_pairing_begin (CtlApp *app, EbbBoots *boots) G_GNUC_WARN_UNUSED_RESULT;
/* Pairing is over, or was never needed. */
void ctl_pairing_end (CtlPairing *self);
