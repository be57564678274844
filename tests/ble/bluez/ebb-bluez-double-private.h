/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-double-boots.h"

G_BEGIN_DECLS

/* The EbbSimOutput of boots in range. */
void double_boots_output_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data);

G_END_DECLS
