/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebbctl-app.h"

/* Reads the options off the command line; @description ends the help. On failure *error says which
 * value was wrong and what was expected. */
gboolean ctl_options_parse (CtlApp     *app,
                            int        *argc,
                            char     ***argv,
                            const char *description,
                            GError    **error);
/* Whether @command takes the options and so many arguments, and their values are in range; if not,
 * says what is wrong with the line and ends with CTL_EXIT_USAGE. */
gboolean ctl_options_check (CtlApp *app, const CtlCommand *command, int n_arguments);
void     ctl_options_clear (CtlApp *app);
