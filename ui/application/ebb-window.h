/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"
#include "ebb-stop-keys.h"

G_BEGIN_DECLS

/**
 * EbbWindow:
 *
 * The one window: home, the pages pushed on it, and STOP at the bottom, outside all navigation.
 * While a session is live it cannot be closed: closing is Stop, and the window goes when the
 * boots are empty.
 */
#define EBB_TYPE_WINDOW (ebb_window_get_type ())
G_DECLARE_FINAL_TYPE (EbbWindow, ebb_window, EBB, WINDOW, AdwApplicationWindow)

EbbWindow *ebb_window_new (GtkApplication *application, EbbCore *core, EbbStopKeys *stop_keys);

/* The one way from this program to Stop; does something in every live state. */
void ebb_window_stop (EbbWindow *self, EbbStopSource source);
void ebb_window_show_session (EbbWindow *self);
/* Somebody wants what was offered for that slot: all of it is set up, and nothing moves. */
void ebb_window_open_plan (EbbWindow *self, const char *plan_id, const EbbLocalTime *local);

G_END_DECLS
