/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ebb-current-session.h"

G_BEGIN_DECLS

/**
 * EbbStopBar:
 *
 * STOP, at the bottom of the window, outside all navigation, in the same place in every live
 * state. Acts on press with any button and on "activate", never on "clicked", which comes a
 * quarter of a second later.
 *
 * Signals: "stop" (EbbStopSource source); "open" (the words on it were pressed: show the session).
 */
#define EBB_TYPE_STOP_BAR (ebb_stop_bar_get_type ())
G_DECLARE_FINAL_TYPE (EbbStopBar, ebb_stop_bar, EBB, STOP_BAR, GtkWidget)

typedef enum
{
  EBB_STOP_BAR_WIDE,
  EBB_STOP_BAR_NARROW,
} EbbStopBarLayout;

void ebb_stop_bar_set_layout (EbbStopBar *self, EbbStopBarLayout layout);
/* Two lines: what is so, and more of it. */
void ebb_stop_bar_show (EbbStopBar *self, const char *line, const char *more);
/* Words for @snapshot, both (transfer full). */
void ebb_stop_bar_describe (const EbbSnapshot *snapshot, char **line, char **more);

G_END_DECLS
