/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EBB_NAVIGATION_ROOT "root"

/* Returns: (transfer floating): the page that is called @name */
typedef GtkWidget *(*EbbPageMaker) (const char *name, gpointer user_data);

/**
 * EbbNavigation:
 *
 * A stack of pages in an AdwLeaflet. The root is there from the start; a page is made when it is
 * opened for the first time, and kept. Gestures and Alt+Left go back by themselves.
 *
 * Signals: "changed" (another page is on top).
 */
#define EBB_TYPE_NAVIGATION (ebb_navigation_get_type ())
G_DECLARE_FINAL_TYPE (EbbNavigation, ebb_navigation, EBB, NAVIGATION, GObject)

EbbNavigation *ebb_navigation_new (AdwLeaflet  *leaflet,
                                   EbbPageMaker make_page,
                                   gpointer     user_data) G_GNUC_WARN_UNUSED_RESULT;

void     ebb_navigation_push (EbbNavigation *self, const char *name);
gboolean ebb_navigation_pop (EbbNavigation *self);
void     ebb_navigation_pop_to_root (EbbNavigation *self);
gboolean ebb_navigation_is_on (EbbNavigation *self, const char *name);

G_END_DECLS
