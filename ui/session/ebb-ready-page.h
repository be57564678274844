/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbReadyPage:
 *
 * What will happen: boots, program, legs, length, what speaks against it, the three ticks and
 * Start. Also while the boots are not connected yet.
 */
#define EBB_TYPE_READY_PAGE (ebb_ready_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbReadyPage, ebb_ready_page, EBB, READY_PAGE, AdwBin)

void ebb_ready_page_show (EbbReadyPage *self, const EbbScene *scene);
void ebb_ready_page_focus_start (EbbReadyPage *self);

G_END_DECLS
