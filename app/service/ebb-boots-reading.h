/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"

G_BEGIN_DECLS

/* Whether boots that are ready and measure what pressure is in them have not said it yet. They do so
 * within half a second of a link, and "changed" tells of it. */
gboolean ebb_boots_is_unread (EbbBoots *self);

G_END_DECLS
