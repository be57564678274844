/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-clock.h"
#include "ebb-session.h"

G_BEGIN_DECLS

/**
 * EbbHandover:
 *
 * Takes boots over from the guardian of a program that died. BlueZ gives Stop to one program at a
 * time, and for half a minute that is the guardian; asked, it lets go, and waits to see what becomes
 * of whoever asked: without ebb_handover_finish () it has the boots stopped when that one is gone too.
 *
 * Signal: "released" when the guardian let go.
 */
#define EBB_TYPE_HANDOVER (ebb_handover_get_type ())
G_DECLARE_FINAL_TYPE (EbbHandover, ebb_handover, EBB, HANDOVER, GObject)

/* Asks at once, and some times more. Where nobody listens nothing comes of it. */
EbbHandover *ebb_handover_new (EbbClock *clock, const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* The boots were seen vented: the guardian goes. */
void ebb_handover_finish (EbbHandover *self);

/* Where the guardian of those boots is asked. (transfer full) */
char *ebb_handover_dup_path (const char *runtime_directory,
                             const char *identity) G_GNUC_WARN_UNUSED_RESULT;

/* Where the guardians of a session listen, and where those of the ones before it are asked. While it
 * has no boots. */
void ebb_session_set_runtime_directory (EbbSession *self, const char *directory);

G_END_DECLS
