/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A date and a time as clocks on the wall show them, wherever that wall is. Always one that the
 * calendar has. */
typedef struct
{
  int year;  /* 1970 to 9999 */
  int month; /* 1 to 12 */
  int day;   /* 1 to 31 */
  int hour;  /* 0 to 23 */
  int minute;
  int second; /* 0 to 59: a wall knows no leap seconds */
} EbbLocalTime;

/* "2026-03-24T20:30" or "2026-03-24T20:30:00". FALSE for anything else; @local is kept then. */
gboolean ebb_local_time_parse (const char *text, EbbLocalTime *local);
/* The same, with seconds only where they are not 0. */
char *ebb_local_time_to_string (const EbbLocalTime *local) G_GNUC_WARN_UNUSED_RESULT;
int   ebb_local_time_compare (const EbbLocalTime *a, const EbbLocalTime *b);

/* When that is in @zone, in seconds since 1970. A time that a clock change leaves out is told by the
 * offset before the change; of one that comes twice the first is meant (RFC 5545, 3.3.5). */
gint64       ebb_local_time_to_unix_s (const EbbLocalTime *local, GTimeZone *zone);
EbbLocalTime ebb_local_time_from_unix_s (gint64 unix_s, GTimeZone *zone);

G_END_DECLS
