/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* When somebody was born is kept to the month: an age that is told grows old, and a day is nobody's
 * business. As months since January of the year 0; 0: not said. */
#define EBB_BORN_UNKNOWN 0
#define EBB_BORN_YEAR_MIN 1880
#define EBB_BORN_YEAR_MAX 2200

/* @month: 1 to 12. EBB_BORN_UNKNOWN where there is no such month. */
int ebb_born_make (int year, int month);
/* "1961-04" */
gboolean ebb_born_from_string (const char *text, int *born_month);
char    *ebb_born_to_string (int born_month) G_GNUC_WARN_UNUSED_RESULT; /* (nullable) */

/* Full years at a time in seconds since 1970; EBB_AGE_UNKNOWN where it was not said. In the month of the
 * birthday somebody has both ages, and the stricter rule of each counts. */
int ebb_born_get_youngest_years (int born_month, gint64 at_s);
int ebb_born_get_oldest_years (int born_month, gint64 at_s);

/* Whether that is an age that somebody can have. */
gboolean ebb_born_is_possible (int born_month, gint64 at_s);

G_END_DECLS
