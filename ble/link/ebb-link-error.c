/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-link-error.h"

/* Quark of the one error domain of ble/link and of whatever implements its interfaces. */
G_DEFINE_QUARK (ebb - link - error - quark, ebb_link_error)
