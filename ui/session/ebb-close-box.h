/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

#define EBB_TYPE_CLOSE_BOX (ebb_close_box_get_type ())
G_DECLARE_FINAL_TYPE (EbbCloseBox, ebb_close_box, EBB, CLOSE_BOX, AdwBin)

/* The way out of a window that waits with closing until the boots are empty, and what it means to
 * take it. */

void ebb_close_box_show (EbbCloseBox *self, const EbbScene *scene);

G_END_DECLS
