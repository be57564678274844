/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbRefusalsGroup:
 *
 * Why Start can not be pressed, a row for each reason; not shown when there is none. A missing
 * tick is no row: the ticks stand beside it.
 */
#define EBB_TYPE_REFUSALS_GROUP (ebb_refusals_group_get_type ())
G_DECLARE_FINAL_TYPE (EbbRefusalsGroup,
                      ebb_refusals_group,
                      EBB,
                      REFUSALS_GROUP,
                      AdwPreferencesGroup)

void ebb_refusals_group_show (EbbRefusalsGroup *self, const EbbScene *scene);

G_END_DECLS
