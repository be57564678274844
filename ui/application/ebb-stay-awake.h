/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EbbStayAwake:
 *
 * Asks the desktop to leave the screen on and to hold up a log-out for as long as STOP is shown
 * (safety.md H4), through the Inhibit portal. GTK's own way there waits for the answer on the main
 * loop, where nothing may wait; this one does not. A desktop without a portal does neither.
 */
#define EBB_TYPE_STAY_AWAKE (ebb_stay_awake_get_type ())
G_DECLARE_FINAL_TYPE (EbbStayAwake, ebb_stay_awake, EBB, STAY_AWAKE, GObject)

EbbStayAwake *ebb_stay_awake_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;

/* May be said again. It is taken back when the object goes. */
void ebb_stay_awake_set_wanted (EbbStayAwake *self, gboolean is_wanted);

G_END_DECLS
