/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Every object that is alive and that our own code made, by type. The test is linked with --wrap
 * (see meson.build): what our libraries make is made in live-objects.c. */

/* (transfer full): of type name to how many */
GHashTable *live_objects_count (void) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (nullable): what there is more of than in @before, as "EbbBoots +1, GTask +2" */
char *live_objects_dup_growth (GHashTable *before) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
