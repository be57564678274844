/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-snapshot.h"
#include <glib.h>

/* Reads back what ebb_snapshot_to_json() wrote, as far as it is shown. FALSE: it is none. */
gboolean ctl_snapshot_read (const char *line, EbbSnapshot *snapshot);
