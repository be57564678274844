/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * EbbPeopleSection:
 *
 * The pages of the household, and what their buttons do.
 *
 * Signals: "push" (a page, by its name), "pop" (back to where it was come from), "say" (words to be
 * spoken), "ask-delete" (a heading, and what goes: the answer is ebb_people_section_delete()), "toast"
 * (an AdwToast to be shown).
 */
#define EBB_TYPE_PEOPLE_SECTION (ebb_people_section_get_type ())
G_DECLARE_FINAL_TYPE (EbbPeopleSection, ebb_people_section, EBB, PEOPLE_SECTION, GObject)

EbbPeopleSection *ebb_people_section_new (EbbCore *core) G_GNUC_WARN_UNUSED_RESULT;

void ebb_people_section_add_actions (EbbPeopleSection *self, GtkWidget *widget);
/* "people" or "person" */
GtkWidget *ebb_people_section_make_page (EbbPeopleSection *self, const char *name);
/* FALSE: something runs. Nobody is switched, changed or deleted then, and nothing is said over STOP. */
void ebb_people_section_set_free (EbbPeopleSection *self, gboolean is_free);
/* Who was asked about goes, in a moment: until then it can be undone. */
void ebb_people_section_delete (EbbPeopleSection *self);
/* The window goes: who is about to go is gone. */
void ebb_people_section_end (EbbPeopleSection *self);

G_END_DECLS
