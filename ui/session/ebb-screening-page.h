/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbScreeningPage:
 *
 * What stands where Start would be while the questions are not answered, or answers allow nothing.
 * Actions: "questions.begin", "questions.show", "questions.agree".
 */
#define EBB_TYPE_SCREENING_PAGE (ebb_screening_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbScreeningPage, ebb_screening_page, EBB, SCREENING_PAGE, AdwBin)

/* TRUE: answers are what stands against a start, and nothing is the matter with the boots. */
gboolean ebb_screening_page_is_due (const EbbScene *scene);
/* It is one of those answers. */
gboolean ebb_screening_page_shows (EbbRefusalCode code);
void     ebb_screening_page_show (EbbScreeningPage *self, const EbbScene *scene);

G_END_DECLS
