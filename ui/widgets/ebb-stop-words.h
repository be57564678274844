/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The two texts of the bar of STOP: one above the other beside the button, in a column of one width
 * that no word changes; above the button, side by side where that fits. */
#define EBB_TYPE_STOP_WORDS (ebb_stop_words_get_type ())
G_DECLARE_FINAL_TYPE (EbbStopWords, ebb_stop_words, EBB, STOP_WORDS, GtkWidget)

void ebb_stop_words_show (EbbStopWords *self, const char *line, const char *more);
void ebb_stop_words_set_is_column (EbbStopWords *self, gboolean is_column);

G_END_DECLS
