/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-snapshot.h"

G_BEGIN_DECLS

/**
 * EbbControlSocket:
 *
 * A Unix socket at which other programs of the account may stop and watch the session that this
 * one runs. JSON lines: `{"do":"stop"}`, `{"do":"status"}`, `{"do":"watch"}`, and
 * `{"do":"answer"}`, which does nothing; answers are `{"did":"stop"}`, snapshots, or
 * `{"error":"…"}`.
 *
 * Signals: "stop" (a stop came; it takes the same road as the key).
 */
#define EBB_TYPE_CONTROL_SOCKET (ebb_control_socket_get_type ())
G_DECLARE_FINAL_TYPE (EbbControlSocket, ebb_control_socket, EBB, CONTROL_SOCKET, GObject)

/* Listens at @path, replacing a socket that a dead process left there. The caller holds the lock
 * of the session, so nobody else listens. */
EbbControlSocket *ebb_control_socket_new (const char *path,
                                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tells everyone who watches; kept for those who ask later. */
void ebb_control_socket_publish (EbbControlSocket *self, const EbbSnapshot *snapshot);

G_END_DECLS
