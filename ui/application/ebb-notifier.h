/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbNotifier:
 *
 * What the desktop is told while the window may be covered: one notification for each kind,
 * replaced and not stacked. "Stop" on it is the action "app.stop".
 */
#define EBB_TYPE_NOTIFIER (ebb_notifier_get_type ())
G_DECLARE_FINAL_TYPE (EbbNotifier, ebb_notifier, EBB, NOTIFIER, GObject)

EbbNotifier *ebb_notifier_new (GApplication *application) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  EBB_WINDOW_COVERED,
  EBB_WINDOW_ACTIVE,
} EbbWindowPresence;

void ebb_notifier_tell (EbbNotifier *self, const EbbScene *scene, EbbWindowPresence presence);

G_END_DECLS
