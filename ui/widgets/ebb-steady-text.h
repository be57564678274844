/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EbbSteadyText:
 *
 * A text that changes all the time, such as the time left. Unlike a label it keeps the room it had,
 * so that a change is drawn and the window is not laid out again, until a text needs more. Looks
 * and is told as a label.
 */
#define EBB_TYPE_STEADY_TEXT (ebb_steady_text_get_type ())
G_DECLARE_FINAL_TYPE (EbbSteadyText, ebb_steady_text, EBB, STEADY_TEXT, GtkWidget)

void ebb_steady_text_set (EbbSteadyText *self, const char *text);

G_END_DECLS
