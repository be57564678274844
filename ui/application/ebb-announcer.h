/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ebb-clock.h"
#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbAnnouncer:
 *
 * Says what changed to those who do not see it, through two labels of the window that are heard
 * and not seen: "status-region" and "alert-region". Each sentence once when it becomes true, the
 * status at most every two seconds, an alert and "Stopping" at once. Never says the changing
 * pressure.
 */
#define EBB_TYPE_ANNOUNCER (ebb_announcer_get_type ())
G_DECLARE_FINAL_TYPE (EbbAnnouncer, ebb_announcer, EBB, ANNOUNCER, GObject)

EbbAnnouncer *ebb_announcer_new (GtkLabel *status,
                                 GtkLabel *alert,
                                 EbbClock *clock) G_GNUC_WARN_UNUSED_RESULT;

void ebb_announcer_tell (EbbAnnouncer *self, const EbbScene *scene);
void ebb_announcer_say (EbbAnnouncer *self, const char *words);

G_END_DECLS
