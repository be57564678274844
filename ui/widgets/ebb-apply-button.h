/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* libadwaita 1.2 gives the button of an entry row no name. @row: an AdwEntryRow that shows it */
void ebb_apply_button_name (GtkWidget *row);

G_END_DECLS
