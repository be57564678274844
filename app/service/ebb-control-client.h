/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-snapshot.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EbbControlClient:
 *
 * The other end of an EbbControlSocket: watches the session that another program of the account
 * runs, and stops it. Where that program holds the link, no other road of this computer leads to the
 * boots: BlueZ gives each characteristic to one program.
 *
 * Signals: "changed" (a snapshot came), "gone" (the other side hung up; the last signal).
 */
#define EBB_TYPE_CONTROL_CLIENT (ebb_control_client_get_type ())
G_DECLARE_FINAL_TYPE (EbbControlClient, ebb_control_client, EBB, CONTROL_CLIENT, GObject)

/* Does not wait: who listens at @path answers at once, or is not there. */
EbbControlClient *ebb_control_client_new (EbbClock   *clock,
                                          const char *path,
                                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable): as it was said last; NULL before the first word. Borrowed until "changed". */
const EbbSnapshot *ebb_control_client_get_snapshot (EbbControlClient *self);
/* Milliseconds since that was said. */
guint ebb_control_client_get_silence_ms (EbbControlClient *self);

/* For a sign that it hears: any line is one. */
void ebb_control_client_ask (EbbControlClient *self);
/* Milliseconds that what was asked is open; 0: nothing is. */
guint ebb_control_client_get_unanswered_ms (EbbControlClient *self);
/* FALSE: it could not be asked. */
gboolean ebb_control_client_stop (EbbControlClient *self);

G_END_DECLS
