/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EBB_QUIET_NONE_MIN (-1)

/* Hours of each day in which somebody is reminded of nothing, in minutes of the day as walls show it: 22:00
 * to 07:00 is 1320 to 420. The first minute is in them, the last is not. Both are EBB_QUIET_NONE_MIN where
 * there are none. */
typedef struct
{
  int from_min;
  int until_min;
} EbbQuietHours;

#define EBB_QUIET_NEVER ((EbbQuietHours){ EBB_QUIET_NONE_MIN, EBB_QUIET_NONE_MIN })

gboolean ebb_quiet_hours_check (const EbbQuietHours *self, GError **error);
gboolean ebb_quiet_hours_is_set (const EbbQuietHours *self);
/* @minute: of the day */
gboolean ebb_quiet_hours_has (const EbbQuietHours *self, int minute);
/* Whether any minute of @length_min from @minute on is one of them. */
gboolean ebb_quiet_hours_meet (const EbbQuietHours *self, int minute, int length_min);

G_END_DECLS
