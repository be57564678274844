/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EbbHeading:
 *
 * What a state is called. It takes focus, which a #GtkLabel of GTK 4.8 does not without being
 * selectable: so that after a stop no key presses anything, and a screen reader says where it is.
 */
#define EBB_TYPE_HEADING (ebb_heading_get_type ())
G_DECLARE_FINAL_TYPE (EbbHeading, ebb_heading, EBB, HEADING, GtkWidget)

const char *ebb_heading_get_label (EbbHeading *self);
void        ebb_heading_set_label (EbbHeading *self, const char *words);

G_END_DECLS
