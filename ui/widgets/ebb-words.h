/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-body.h"
#include "ebb-units.h"

G_BEGIN_DECLS

/* Boots with a lease have let the air out so long after it ended: safety.md, tier A. */
#define EBB_VENTS_WITHIN_S 10

/* Values as a person reads them. A number and its unit stand in a bidi isolate and are held
 * together by a no-break space, so that no line end and no right-to-left text tears them apart.
 * Every function gives a new string. */
char *ebb_words_pressure (int32_t pressure_pa) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_words_heat (int16_t heat_ddeg) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_words_percent (int percent) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_words_clock (guint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_words_tenths (guint64 milliseconds) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_words_time_of_day (gint64 wall_us) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_words_time_to_the_second (gint64 wall_us) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_words_day (gint64 wall_us) G_GNUC_WARN_UNUSED_RESULT;

/* Borrowed. @existing decides: the only zone of a thigh is the "Thigh". */
const char *ebb_words_zone (EbbZone zone, EbbZoneMask existing);
const char *ebb_words_zone_inside (EbbZone zone, EbbZoneMask existing);
const char *ebb_words_zone_of_side (EbbSide side, EbbZone zone, EbbZoneMask existing);
const char *ebb_words_side (EbbSide side);

G_END_DECLS
