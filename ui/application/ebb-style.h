/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Loads the style sheet and the icons of Ebb for the default display; once. */
void ebb_style_load (void);
/* Gives @widget the classes "dark" and "high-contrast" while they hold. */
void ebb_style_watch (GtkWidget *widget);

G_END_DECLS
