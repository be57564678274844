/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EbbScreenLock:
 *
 * Whether the screen of this account is locked, as the login manager has it, while somebody wants to know:
 * in between it hears nothing, and does not wake. Where there is no login manager no screen is locked.
 *
 * Signals: "changed".
 */
#define EBB_TYPE_SCREEN_LOCK (ebb_screen_lock_get_type ())
G_DECLARE_FINAL_TYPE (EbbScreenLock, ebb_screen_lock, EBB, SCREEN_LOCK, GObject)

/* @connection: (nullable): the system bus, once somebody wants to know, if %NULL */
EbbScreenLock *ebb_screen_lock_new (GDBusConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

/* From now on it is told by "changed", the first time when it is known; or not any more. */
void ebb_screen_lock_watch (EbbScreenLock *self);
void ebb_screen_lock_unwatch (EbbScreenLock *self);

gboolean ebb_screen_lock_is_known (EbbScreenLock *self);
gboolean ebb_screen_lock_is_locked (EbbScreenLock *self);

G_END_DECLS
