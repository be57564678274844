/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Sends Stop to the program that runs the session, and ends when it says the boots are empty.
 * FALSE: no program runs one on the boots called @name (NULL: on any). */
gboolean ctl_stop_holder (CtlApp *app, const char *name);
