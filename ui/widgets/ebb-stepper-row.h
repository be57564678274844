/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EbbStepperRow:
 *
 * A row with a value between a less and a more button. The buttons activate the action named by
 * "step-action" with -1 and 1.
 */
#define EBB_TYPE_STEPPER_ROW (ebb_stepper_row_get_type ())
G_DECLARE_FINAL_TYPE (EbbStepperRow, ebb_stepper_row, EBB, STEPPER_ROW, AdwActionRow)

void ebb_stepper_row_show (EbbStepperRow *self,
                           const char    *value,
                           gboolean       can_lower,
                           gboolean       can_raise);
/* What assistive technology says of the two buttons. */
void ebb_stepper_row_set_labels (EbbStepperRow *self, const char *lower, const char *raise);

G_END_DECLS
