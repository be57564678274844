/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * EbbQuestionsSection:
 *
 * The pages of the questions and of the answers, and what their buttons do.
 *
 * Signals: "push" (a page, by its name), "pop" (back to where it was come from).
 */
#define EBB_TYPE_QUESTIONS_SECTION (ebb_questions_section_get_type ())
G_DECLARE_FINAL_TYPE (EbbQuestionsSection, ebb_questions_section, EBB, QUESTIONS_SECTION, GObject)

EbbQuestionsSection *ebb_questions_section_new (EbbCore *core) G_GNUC_WARN_UNUSED_RESULT;

void ebb_questions_section_add_actions (EbbQuestionsSection *self, GtkWidget *widget);
/* "questions" or "answers" */
GtkWidget *ebb_questions_section_make_page (EbbQuestionsSection *self, const char *name);
/* The page of the questions was left: nobody is asked any more. */
void ebb_questions_section_leave (EbbQuestionsSection *self);

G_END_DECLS
