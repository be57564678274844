/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EbbSubpage:
 *
 * A page that lies on another one: a header bar with its title and the way back ("win.back"), and
 * what it holds.
 */
#define EBB_TYPE_SUBPAGE (ebb_subpage_get_type ())
G_DECLARE_FINAL_TYPE (EbbSubpage, ebb_subpage, EBB, SUBPAGE, GtkBox)

GtkWidget *ebb_subpage_new (const char *title, GtkWidget *content);
/* What else can be done, at the end of the header bar. */
void ebb_subpage_add_end (EbbSubpage *self, GtkWidget *widget);

G_END_DECLS
