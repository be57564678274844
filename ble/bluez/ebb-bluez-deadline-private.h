/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-clock.h"

G_BEGIN_DECLS

/**
 * EbbBluezDeadline:
 *
 * A cancellable for one call, cancelled by the clock when its time has passed, or with the
 * caller's own.
 */
typedef struct _EbbBluezDeadline EbbBluezDeadline;

EbbBluezDeadline *ebb_bluez_deadline_new (EbbClock     *clock,
                                          guint         timeout_ms,
                                          GCancellable *parent) G_GNUC_WARN_UNUSED_RESULT;
void              ebb_bluez_deadline_free (EbbBluezDeadline *self);

GCancellable *ebb_bluez_deadline_get_cancellable (EbbBluezDeadline *self);
gboolean      ebb_bluez_deadline_has_passed (EbbBluezDeadline *self);
guint         ebb_bluez_deadline_get_timeout_ms (EbbBluezDeadline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbBluezDeadline, ebb_bluez_deadline_free)

G_END_DECLS
