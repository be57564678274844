/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a failed link means, from its code alone: the English clause of the error is a detail, for a
 * report, and no sentence. Codes of others than EBB_LINK_ERROR have the words of
 * EBB_LINK_ERROR_FAILED. */
const char *ebb_link_error_words_say_cause (const GError *error);
const char *ebb_link_error_words_say_help (const GError *error);

G_END_DECLS
