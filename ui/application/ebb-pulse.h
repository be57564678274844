/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ebb-current-session.h"

G_BEGIN_DECLS

/**
 * EbbPulse:
 *
 * Whether a window still answers: that it is drawn, or that its main loop comes to what may wait
 * until nothing else is to be done. As long as there is one, the session renews the lease of the
 * boots for a window that answered within the last 5 s and for no other (safety.md H3).
 */
#define EBB_TYPE_PULSE (ebb_pulse_get_type ())
G_DECLARE_FINAL_TYPE (EbbPulse, ebb_pulse, EBB, PULSE, GObject)

/* @window: borrowed, outlives what is returned */
EbbPulse *ebb_pulse_new (GtkWidget *window, EbbCurrentSession *session) G_GNUC_WARN_UNUSED_RESULT;

gboolean ebb_pulse_is_felt (EbbPulse *self);

G_END_DECLS
