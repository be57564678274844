/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* (nullable): what keeps the radio from being used at this moment */
const char *ctl_say_radio (CtlApp *app);
/* (nullable): the same, once it has stayed so for a moment; to be asked again and again */
const char *ctl_explain_radio (CtlApp *app);
