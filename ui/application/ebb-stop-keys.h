/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EbbStopKeys:
 *
 * Esc, Space, Ctrl+. and the media key Stop, in the capture phase of every window, so that no
 * widget takes them first. Space types only while an editable text has focus. While live no
 * popover stays open: an open one would take the keys and the first click.
 *
 * Signals: "stop" (while live).
 */
#define EBB_TYPE_STOP_KEYS (ebb_stop_keys_get_type ())
G_DECLARE_FINAL_TYPE (EbbStopKeys, ebb_stop_keys, EBB, STOP_KEYS, GObject)

EbbStopKeys *ebb_stop_keys_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ebb_stop_keys_watch (EbbStopKeys *self, GtkWindow *window);
void ebb_stop_keys_set_is_live (EbbStopKeys *self, gboolean is_live);

G_END_DECLS
