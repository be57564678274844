/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbStartingPage:
 *
 * STARTING: the boots were asked, and have not answered with air yet.
 */
#define EBB_TYPE_STARTING_PAGE (ebb_starting_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbStartingPage, ebb_starting_page, EBB, STARTING_PAGE, AdwBin)

void ebb_starting_page_show (EbbStartingPage *self, const EbbScene *scene);

G_END_DECLS
