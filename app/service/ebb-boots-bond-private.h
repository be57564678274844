/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-private.h"

G_BEGIN_DECLS

gboolean ebb_boots_lacks_bond (EbbBoots *self);
void     ebb_boots_miss_bond (EbbBoots *self);
void     ebb_boots_forgive_bond (EbbBoots *self);
void     ebb_boots_follow_bond (EbbBoots *self);

G_END_DECLS
