/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/* One line above the session that says that it is recorded, where to, or why no more. It is made
 * when there is something to say for the first time. */

/* @view: what the line stands above, in a box */
void ebb_recording_line_show (GtkWidget *view, const EbbScene *scene);

G_END_DECLS
