/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-machine.h"

G_BEGIN_DECLS

/* (transfer full) (element-type EbbMachineRow): the table as "ebbctl table --json" prints it. */
GArray *table_read (const char *text, GError **error);

G_END_DECLS
