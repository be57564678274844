/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbPausedPage:
 *
 * The air is out and time stands still; to go on takes the three ticks again.
 */
#define EBB_TYPE_PAUSED_PAGE (ebb_paused_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbPausedPage, ebb_paused_page, EBB, PAUSED_PAGE, AdwBin)

void ebb_paused_page_show (EbbPausedPage *self, const EbbScene *scene);

G_END_DECLS
