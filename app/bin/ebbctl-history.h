/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Ends the program: no program of compression that can be read is called so. */
void ctl_fail_no_program (CtlApp *app, const char *program_id);
