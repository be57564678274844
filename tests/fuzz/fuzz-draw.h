/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* xorshift64*: the same numbers on every machine. @random: (inout): not 0; a number below @below */
guint fuzz_draw (guint64 *random, guint below);

G_END_DECLS
