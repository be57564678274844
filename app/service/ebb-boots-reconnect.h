/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"

G_BEGIN_DECLS

/* Whether boots are connected by themselves, or only when a person asks. Of links while nothing
 * runs: a session always tries for the boots it has lost, and so does a Stop that is owed. "changed"
 * of the boots tells of all of it. */

/* In this run and later ones; TRUE for boots of which nobody said otherwise. */
gboolean ebb_boots_reconnects (EbbBoots *self);
void     ebb_boots_set_reconnects (EbbBoots *self, gboolean reconnects);

/* FALSE: nothing is tried until somebody calls ebb_boots_connect(). */
gboolean ebb_boots_is_tried_for (EbbBoots *self);
/* Has boots that wait to be asked tried for like others, until they are connected once. */
void ebb_boots_await (EbbBoots *self);

G_END_DECLS
