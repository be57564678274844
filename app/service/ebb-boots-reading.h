/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"

G_BEGIN_DECLS

/* From the moment boots are trusted. Telemetry comes twice a second, and safety.md calls three seconds
 * without any silence. */
#define EBB_BOOTS_READING_MAX_MS 3000

/* Whether boots that are ready and measure what pressure is in them have not said it yet. They do so
 * within half a second of a link, and "changed" tells of it. */
gboolean ebb_boots_is_unread (EbbBoots *self);
/* Whether it may still come by itself; "changed" tells when it is overdue. */
gboolean ebb_boots_is_reading_awaited (EbbBoots *self);

G_END_DECLS
