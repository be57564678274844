/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-leg-check.h"
#include "ebb-scene.h"

G_BEGIN_DECLS

/* How far the leg check is, as plain values. */
typedef struct
{
  EbbLegCheckStage stage;
  EbbLegCheckNote  note;
  guint            step;
  guint            n_steps;
  EbbSides         sides;
  gboolean         can_answer;
} EbbLegsScene;

/**
 * EbbLegsPage:
 *
 * “Which leg is which?”: what is going to happen, the question, and letting the air out. Actions:
 * "legs.start", "legs.left", "legs.right", "legs.neither", "legs.leave".
 */
#define EBB_TYPE_LEGS_PAGE (ebb_legs_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbLegsPage, ebb_legs_page, EBB, LEGS_PAGE, AdwBin)

void ebb_legs_page_show (EbbLegsPage *self, const EbbLegsScene *legs, const EbbScene *scene);

G_END_DECLS
