/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "bluez-fixture.h"

G_BEGIN_DECLS

/* What holds of boots with one characteristic for everything as it does of those of the open
 * profile. */

/* As fixture_set_up(), with such boots in the place of the first. */
void kinds_set_up_shared (Fixture *self, gconstpointer data);

/* Connects boots that are not paired: their features are read and Stop reaches them, no more. */
void kinds_assert_unpaired (Fixture *self, EbbLink *link);

G_END_DECLS
