/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-capability-words.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/**
 * ebb_capability_words_dup_zones:
 *
 * Returns: (transfer full): "Foot, Lower calf, Upper calf, Thigh; each alone"
 */
char *
ebb_capability_words_dup_zones (const EbbCapabilities *capabilities)
{
  EbbZoneMask existing = capabilities->zones[EBB_SIDE_LEFT] | capabilities->zones[EBB_SIDE_RIGHT];
  EbbZoneMask settable =
      capabilities->settable[EBB_SIDE_LEFT] | capabilities->settable[EBB_SIDE_RIGHT];
  g_autoptr (GString) names = g_string_new (NULL);

  for (EbbZone zone = EBB_ZONE_FOOT; zone < EBB_N_ZONES; zone++)
    if ((existing & EBB_ZONE_BIT (zone)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "",
                              ebb_words_zone (zone, existing));
  if (settable == existing)
    /* Translators: a list of zones. */
    return g_strdup_printf (_ ("%s; each can be set alone"), names->str);
  return g_strdup_printf (_ ("%s; they are set together"), names->str);
}

/**
 * ebb_capability_words_dup_pressure:
 *
 * Returns: (transfer full): a range in mmHg, or how many levels; never mmHg for levels
 */
char *
ebb_capability_words_dup_pressure (const EbbCapabilities *capabilities)
{
  g_autofree char *highest = NULL;
  g_autofree char *step = NULL;

  if (capabilities->level_count > 0)
    return g_strdup_printf (ngettext ("%u level", "%u levels", capabilities->level_count),
                            capabilities->level_count);
  highest = ebb_words_pressure (capabilities->pressure_max_pa);
  step = ebb_words_pressure (capabilities->pressure_step_pa);
  /* Translators: two pressures. */
  return g_strdup_printf (_ ("Up to %s, in steps of %s"), highest, step);
}

/**
 * ebb_capability_words_dup_heat:
 *
 * Returns: (transfer full) (nullable): a range in degrees
 */
char *
ebb_capability_words_dup_heat (const EbbCapabilities *capabilities)
{
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;

  if (!capabilities->has_heat)
    return NULL;
  lowest = ebb_words_heat (capabilities->heat_min_ddeg);
  highest = ebb_words_heat (capabilities->heat_max_ddeg);
  /* Translators: two temperatures. */
  return g_strdup_printf (_ ("%s to %s"), lowest, highest);
}

/**
 * ebb_capability_words_say_reports:
 *
 * Returns: what the boots tell about themselves
 */
const char *
ebb_capability_words_say_reports (const EbbCapabilities *capabilities)
{
  if (capabilities->measures_pressure && capabilities->has_battery)
    return _ ("Pressure of each zone, battery");
  if (capabilities->measures_pressure)
    return _ ("Pressure of each zone");
  return capabilities->has_battery ? _ ("Battery") : _ ("Nothing");
}

/**
 * ebb_capability_words_dup_tier:
 * @timer_s: after so many seconds they stop by themselves; of no account for %EBB_TIER_D
 *
 * Returns: (transfer full): what the boots do when the computer disappears
 */
char *
ebb_capability_words_dup_tier (EbbTier tier, guint timer_s)
{
  switch (tier)
    {
    case EBB_TIER_A:
      return g_strdup_printf (C_ ("safety", "Lets the air out within %u\302\240s"),
                              timer_s + EBB_VENTS_WITHIN_S);
    case EBB_TIER_B:
    case EBB_TIER_C:
      return g_strdup_printf (C_ ("safety", "Keeps running up to %u\302\240min"),
                              (timer_s + 59) / 60);
    case EBB_TIER_D:
    default:
      return g_strdup (C_ ("safety", "Not known"));
    }
}
