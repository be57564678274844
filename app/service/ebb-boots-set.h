/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"

G_BEGIN_DECLS

/* Two single boots, one for each leg, that are used as one set: each is the other's partner. */

/* (nullable) */
EbbBoots *ebb_boots_get_partner (EbbBoots *self);
gboolean  ebb_boots_can_join (EbbBoots *self, EbbBoots *other);
void      ebb_boots_join (EbbBoots *self, EbbBoots *other);
void      ebb_boots_part (EbbBoots *self);

G_END_DECLS
