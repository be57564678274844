/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EBB_JSON_MAX_DEPTH 8

/* json-glib is lenient: it takes comments and escapes of C, keeps the last of two equal keys and of two
 * values, follows any depth and lets a number overflow. This looks at the text before json-glib does. */
gboolean ebb_json_scan (const char *json, gsize size, char **problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
