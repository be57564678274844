/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-words.h"

#include <glib/gi18n.h>

/* First strong isolate and pop directional isolate around @text. */
static char *
isolate (char *text)
{
  char *isolated = g_strconcat ("\342\201\250", text, "\342\201\251", NULL);

  g_free (text);
  return isolated;
}

/* Names of zones go by what the boots have: with one thigh zone nobody asks which. */
typedef enum
{
  NAME_FOOT,
  NAME_ANKLE,
  NAME_LOWER_CALF,
  NAME_UPPER_CALF,
  NAME_CALF,
  NAME_KNEE,
  NAME_LOWER_THIGH,
  NAME_UPPER_THIGH,
  NAME_THIGH,
  N_NAMES,
} ZoneName;

static const char *const names_alone[N_NAMES] = {
  N_ ("Foot"), N_ ("Ankle"),       N_ ("Lower calf"),  N_ ("Upper calf"), N_ ("Calf"),
  N_ ("Knee"), N_ ("Lower thigh"), N_ ("Upper thigh"), N_ ("Thigh"),
};

static const char *const names_inside[N_NAMES] = {
  N_ ("foot"), N_ ("ankle"),       N_ ("lower calf"),  N_ ("upper calf"), N_ ("calf"),
  N_ ("knee"), N_ ("lower thigh"), N_ ("upper thigh"), N_ ("thigh"),
};

static const char *const names_of_side[EBB_N_SIDES][N_NAMES] = {
  {
      N_ ("left foot"),
      N_ ("left ankle"),
      N_ ("left lower calf"),
      N_ ("left upper calf"),
      N_ ("left calf"),
      N_ ("left knee"),
      N_ ("left lower thigh"),
      N_ ("left upper thigh"),
      N_ ("left thigh"),
  },
  {
      N_ ("right foot"),
      N_ ("right ankle"),
      N_ ("right lower calf"),
      N_ ("right upper calf"),
      N_ ("right calf"),
      N_ ("right knee"),
      N_ ("right lower thigh"),
      N_ ("right upper thigh"),
      N_ ("right thigh"),
  },
};

static gboolean
has_both (EbbZoneMask existing, EbbZone one, EbbZone other)
{
  EbbZoneMask both = EBB_ZONE_BIT (one) | EBB_ZONE_BIT (other);

  return (existing & both) == both;
}

static ZoneName
find_name (EbbZone zone, EbbZoneMask existing)
{
  gboolean has_two_calves = has_both (existing, EBB_ZONE_LOWER_CALF, EBB_ZONE_UPPER_CALF);
  gboolean has_two_thighs = has_both (existing, EBB_ZONE_LOWER_THIGH, EBB_ZONE_UPPER_THIGH);

  switch (zone)
    {
    case EBB_ZONE_FOOT:
      return NAME_FOOT;
    case EBB_ZONE_ANKLE:
      return NAME_ANKLE;
    case EBB_ZONE_LOWER_CALF:
      return has_two_calves ? NAME_LOWER_CALF : NAME_CALF;
    case EBB_ZONE_UPPER_CALF:
      return has_two_calves ? NAME_UPPER_CALF : NAME_CALF;
    case EBB_ZONE_KNEE:
      return NAME_KNEE;
    case EBB_ZONE_LOWER_THIGH:
      return has_two_thighs ? NAME_LOWER_THIGH : NAME_THIGH;
    case EBB_ZONE_UPPER_THIGH:
    case EBB_N_ZONES:
    default:
      return has_two_thighs ? NAME_UPPER_THIGH : NAME_THIGH;
    }
}

/**
 * ebb_words_pressure:
 *
 * Returns: "40 mmHg"; "?" if it is unknown
 */
char *
ebb_words_pressure (int32_t pressure_pa)
{
  int whole_mmhg = ebb_pa_to_whole_mmhg (pressure_pa);

  if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    return g_strdup ("?");
  /* Translators: a pressure, as in "40 mmHg". The space is a no-break space. */
  return isolate (g_strdup_printf (_ ("%d\302\240mmHg"), whole_mmhg));
}

/**
 * ebb_words_heat:
 *
 * Returns: "40 °C", or "Off"
 */
char *
ebb_words_heat (int16_t heat_ddeg)
{
  if (heat_ddeg == EBB_HEAT_OFF_DDEG)
    return g_strdup (_ ("Off"));
  /* Translators: a temperature, as in "40 °C". The space is a no-break space. */
  return isolate (g_strdup_printf (_ ("%d\302\240°C"), (heat_ddeg + 5) / 10));
}

/**
 * ebb_words_percent:
 *
 * Returns: "82 %"
 */
char *
ebb_words_percent (int percent)
{
  /* Translators: a share, as in "82 %". The space is a no-break space. */
  return isolate (g_strdup_printf (_ ("%d\302\240%%"), percent));
}

/**
 * ebb_words_clock:
 *
 * Returns: a duration as "11:42"; hours count as minutes
 */
char *
ebb_words_clock (guint64 seconds)
{
  return isolate (g_strdup_printf ("%u:%02u", (guint) (seconds / 60), (guint) (seconds % 60)));
}

/**
 * ebb_words_tenths:
 *
 * Returns: "1.4 s"
 */
char *
ebb_words_tenths (guint64 milliseconds)
{
  /* Translators: seconds, as in "1.4 s". The space is a no-break space. */
  return isolate (g_strdup_printf (_ ("%.1f\302\240s"), (double) milliseconds / 1000.0));
}

static char *
format_wall (gint64 wall_us, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (wall_us / G_USEC_PER_SEC);
  char *text = time != NULL ? g_date_time_format (time, format) : NULL;

  return isolate (text != NULL ? text : g_strdup ("?"));
}

/**
 * ebb_words_time_of_day:
 *
 * Returns: "21:42", by the locale
 */
char *
ebb_words_time_of_day (gint64 wall_us)
{
  /* Translators: a time of day for g_date_time_format(), as in "21:42" or "9:42 PM". */
  return format_wall (wall_us, C_ ("time of day", "%H:%M"));
}

/**
 * ebb_words_time_to_the_second:
 *
 * Returns: "21:33:08", by the locale
 */
char *
ebb_words_time_to_the_second (gint64 wall_us)
{
  /* Translators: a time of day for g_date_time_format(), as in "21:33:08". */
  return format_wall (wall_us, C_ ("time of day", "%H:%M:%S"));
}

/**
 * ebb_words_day:
 *
 * Returns: "22 November 2026", by the locale
 */
char *
ebb_words_day (gint64 wall_us)
{
  /* Translators: a day for g_date_time_format(), as in "22 November 2026". */
  return format_wall (wall_us, C_ ("day", "%-d %B %Y"));
}

/**
 * ebb_words_zone:
 *
 * Returns: "Upper calf", to stand alone
 */
const char *
ebb_words_zone (EbbZone zone, EbbZoneMask existing)
{
  return _ (names_alone[find_name (zone, existing)]);
}

/**
 * ebb_words_zone_inside:
 *
 * Returns: "upper calf", for the inside of a sentence
 */
const char *
ebb_words_zone_inside (EbbZone zone, EbbZoneMask existing)
{
  return _ (names_inside[find_name (zone, existing)]);
}

/**
 * ebb_words_zone_of_side:
 *
 * Returns: "right lower calf", for the inside of a sentence
 */
const char *
ebb_words_zone_of_side (EbbSide side, EbbZone zone, EbbZoneMask existing)
{
  return _ (names_of_side[side][find_name (zone, existing)]);
}

/**
 * ebb_words_side:
 *
 * Returns: "Left" or "Right": of the wearer, as anatomy has it
 */
const char *
ebb_words_side (EbbSide side)
{
  return side == EBB_SIDE_LEFT ? _ ("Left") : _ ("Right");
}
