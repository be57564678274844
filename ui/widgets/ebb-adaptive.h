/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EBB_ADAPTIVE_WIDE_PX 700

/**
 * EbbAdaptive:
 *
 * Holds the content of a window, and says whether there is room for two columns: below 700 pixels
 * it has the style class "narrow" and "is-narrow" is TRUE. (libadwaita 1.2 has no breakpoints.)
 */
#define EBB_TYPE_ADAPTIVE (ebb_adaptive_get_type ())
G_DECLARE_FINAL_TYPE (EbbAdaptive, ebb_adaptive, EBB, ADAPTIVE, GtkWidget)

GtkWidget *ebb_adaptive_new (void);

gboolean ebb_adaptive_get_is_narrow (EbbAdaptive *self);
void     ebb_adaptive_set_child (EbbAdaptive *self, GtkWidget *child);

G_END_DECLS
