/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EbbPhaseBar:
 *
 * How far a session is: gentle start, main part, ending. Runs from left to right in every
 * language, as time does in Ebb.
 */
#define EBB_TYPE_PHASE_BAR (ebb_phase_bar_get_type ())
G_DECLARE_FINAL_TYPE (EbbPhaseBar, ebb_phase_bar, EBB, PHASE_BAR, GtkWidget)

/* All in ms of program time; a part of no length is not drawn. */
void ebb_phase_bar_show (EbbPhaseBar *self,
                         gint64       start_ms,
                         gint64       ending_ms,
                         gint64       length_ms,
                         gint64       elapsed_ms);

G_END_DECLS
