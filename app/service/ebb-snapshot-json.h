/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-snapshot.h"

G_BEGIN_DECLS

/* (transfer full): one line of JSON, no newline: what "watch" and "status" give. Pressures in mmHg
 * with one decimal and null where unknown; times in seconds. */
char *ebb_snapshot_to_json (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
/* Reads that back. FALSE: it is none. What is missing or is no number is unknown, never 0. */
gboolean ebb_snapshot_from_json (const char *line, EbbSnapshot *snapshot);

G_END_DECLS
