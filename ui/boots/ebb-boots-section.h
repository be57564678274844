/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * EbbBootsSection:
 *
 * Makes the boots pages, joins them to the core, and does what their buttons say: the action groups
 * "boots", "device" and "pairing".
 *
 * Signals: "push" (name of a page: "device" or "pairing"), "pop", "home" (boots were chosen: show
 * the session), "forget" (the boots of the device page: ask first), "say" (words to be heard: what
 * became of the search).
 */
#define EBB_TYPE_BOOTS_SECTION (ebb_boots_section_get_type ())
G_DECLARE_FINAL_TYPE (EbbBootsSection, ebb_boots_section, EBB, BOOTS_SECTION, GObject)

EbbBootsSection *ebb_boots_section_new (EbbCore *core) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable) (transfer none): whom the device page is about */
EbbBoots *ebb_boots_section_get_boots (EbbBootsSection *self);

GtkWidget *ebb_boots_section_make_page (EbbBootsSection *self, const char *name);

void ebb_boots_section_add_actions (EbbBootsSection *self, GtkWidget *widget);
void ebb_boots_section_choose_awaited (EbbBootsSection *self);
void ebb_boots_section_refresh (EbbBootsSection *self);
void ebb_boots_section_forget (EbbBootsSection *self);
/* The page of boots is opened or left: a scan belongs to it. */
void ebb_boots_section_enter (EbbBootsSection *self);
void ebb_boots_section_leave (EbbBootsSection *self);
/* The window goes, and may take the program with it. */
void ebb_boots_section_end (EbbBootsSection *self);
/* The page of pairing was left. */
void ebb_boots_section_leave_pairing (EbbBootsSection *self);

G_END_DECLS
