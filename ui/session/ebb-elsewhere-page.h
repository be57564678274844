/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbElsewherePage:
 *
 * The boots run, and Ebb did not start them: to be watched and stopped, nothing else.
 */
#define EBB_TYPE_ELSEWHERE_PAGE (ebb_elsewhere_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbElsewherePage, ebb_elsewhere_page, EBB, ELSEWHERE_PAGE, AdwBin)

void ebb_elsewhere_page_show (EbbElsewherePage *self, const EbbScene *scene);

G_END_DECLS
