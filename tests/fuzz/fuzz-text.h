/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One step away from a text that somebody wrote: cut off, a byte or a digit changed, a part left out,
 * one of @words put in, or a part of it once more. Never empty. @random: (inout): of fuzz_draw() */
void fuzz_change_text (GString *text, guint64 *random, const char *const *words, guint n_words);

G_END_DECLS
