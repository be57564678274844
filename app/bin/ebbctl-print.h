/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Text for terminals that know no UTF-8 ("LC_ALL=C"): bars, quotes and dashes become signs that
 * such a terminal has, so that a full bar and an empty one still differ. */

/* Has g_print() and g_printerr() print so. */
void ctl_print_init (void);
/* From now on g_print() prints as it is: JSON is UTF-8 wherever it is read. */
void ctl_print_use_json (void);
/* Prints the one value of @builder as a line. */
void ctl_print_json_line (JsonBuilder *builder);
/* (transfer full): @text in @charset, in the signs above where it must be. */
char *ctl_print_convert (const char *text, const char *charset) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
