/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbRunningPage:
 *
 * What is happening: time left, the legs, pressure, heat, pause, and the live timeline.
 */
#define EBB_TYPE_RUNNING_PAGE (ebb_running_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbRunningPage, ebb_running_page, EBB, RUNNING_PAGE, AdwBin)

void ebb_running_page_show (EbbRunningPage *self, const EbbScene *scene);

G_END_DECLS
