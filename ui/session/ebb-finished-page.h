/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbFinishedPage:
 *
 * What is left of a session: that the boots are empty, and why it ended.
 */
#define EBB_TYPE_FINISHED_PAGE (ebb_finished_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbFinishedPage, ebb_finished_page, EBB, FINISHED_PAGE, AdwBin)

void ebb_finished_page_show (EbbFinishedPage *self, const EbbScene *scene);

G_END_DECLS
