/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbStoppingPage:
 *
 * Letting the air out, with what to do by hand if it takes too long.
 */
#define EBB_TYPE_STOPPING_PAGE (ebb_stopping_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbStoppingPage, ebb_stopping_page, EBB, STOPPING_PAGE, AdwBin)

void ebb_stopping_page_show (EbbStoppingPage *self, const EbbScene *scene);

G_END_DECLS
