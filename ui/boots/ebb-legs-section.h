/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-core.h"
#include "ebb-scene.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EbbLegsSection:
 *
 * The page of the leg check and what its buttons do.
 *
 * Signals: "changed" (to be shown anew); "home" (back to the session).
 */
#define EBB_TYPE_LEGS_SECTION (ebb_legs_section_get_type ())
G_DECLARE_FINAL_TYPE (EbbLegsSection, ebb_legs_section, EBB, LEGS_SECTION, GObject)

EbbLegsSection *ebb_legs_section_new (EbbCore *core) G_GNUC_WARN_UNUSED_RESULT;

void       ebb_legs_section_add_actions (EbbLegsSection *self, GtkWidget *widget);
GtkWidget *ebb_legs_section_make_page (EbbLegsSection *self);
void       ebb_legs_section_refresh (EbbLegsSection *self, const EbbScene *scene);
/* The page was left: what runs is stopped. */
void ebb_legs_section_leave (EbbLegsSection *self);

G_END_DECLS
