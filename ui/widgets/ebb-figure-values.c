/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/**
 * ebb_figure_values_init:
 *
 * No zones, no numbers.
 */
void
ebb_figure_values_init (EbbFigureValues *values)
{
  *values = (EbbFigureValues){ .legs = EBB_LEGS_BOTH, .is_empty = TRUE };
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      values->zone[side][zone] = (EbbZoneReading){
        .pressure_pa = EBB_PRESSURE_UNKNOWN_PA,
        .setpoint_pa = EBB_PRESSURE_UNKNOWN_PA,
        .temperature_ddeg = EBB_HEAT_OFF_DDEG,
        .heat_ddeg = EBB_HEAT_OFF_DDEG,
      };
}

/**
 * ebb_figure_values_from_snapshot:
 *
 * What the boots said last; every zone unknown if that is not known any more.
 */
void
ebb_figure_values_from_snapshot (EbbFigureValues *values, const EbbSnapshot *snapshot)
{
  ebb_figure_values_init (values);
  memcpy (values->zones, snapshot->zones, sizeof values->zones);
  memcpy (values->zone, snapshot->zone, sizeof values->zone);
  values->legs = snapshot->legs;
  values->cap_pa = snapshot->cap_pa;
  values->is_empty = FALSE;
  values->is_unknown = !snapshot->is_reading_known;
}

static void
describe_zone (const EbbFigureValues *values, EbbSide side, EbbZone zone, GString *text)
{
  const EbbZoneReading *reading = &values->zone[side][zone];
  const char           *name = ebb_words_zone_inside (zone, values->zones[side]);

  if (values->is_unknown || reading->pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
    /* Translators: a zone whose pressure is not known, spoken: "upper calf unknown". */
    g_string_append_printf (text, _ ("%s unknown"), name);
  else if (reading->is_filling)
    /* Translators: a zone and its pressure in mmHg, spoken: "upper calf 21 filling". */
    g_string_append_printf (text, _ ("%s %d filling"), name,
                            ebb_pa_to_whole_mmhg (reading->pressure_pa));
  else
    /* Translators: a zone and its pressure in mmHg, spoken: "foot 38". */
    g_string_append_printf (text, _ ("%s %d"), name, ebb_pa_to_whole_mmhg (reading->pressure_pa));
}

static char *
describe_side (const EbbFigureValues *values, EbbSide side)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!ebb_legs_has_side (values->legs, side))
    return g_strdup (_ ("not used"));
  for (EbbZone zone = EBB_ZONE_FOOT; zone < EBB_N_ZONES; zone++)
    if ((values->zones[side] & EBB_ZONE_BIT (zone)) != 0)
      {
        if (text->len > 0)
          /* Translators: between the zones of a leg when they are listed. */
          g_string_append (text, _ (", "));
        if (values->is_empty)
          g_string_append (text, ebb_words_zone_inside (zone, values->zones[side]));
        else
          describe_zone (values, side, zone, text);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
describe_heat (const EbbFigureValues *values, GString *text)
{
  int16_t heat_ddeg = EBB_HEAT_OFF_DDEG;

  if (values->is_empty || values->is_unknown)
    return;
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if ((values->zones[side] & EBB_ZONE_BIT (zone)) != 0
          && ebb_legs_has_side (values->legs, side))
        heat_ddeg = MAX (heat_ddeg, values->zone[side][zone].heat_ddeg);
  if (heat_ddeg != EBB_HEAT_OFF_DDEG)
    /* Translators: spoken after the pressures. */
    g_string_append_printf (text, _ (" Heat %d degrees."), (heat_ddeg + 5) / 10);
}

/**
 * ebb_figure_values_describe:
 *
 * Returns: (transfer full): the figure in words, for those who do not see it
 */
char *
ebb_figure_values_describe (const EbbFigureValues *values)
{
  g_autofree char *left = describe_side (values, EBB_SIDE_LEFT);
  g_autofree char *right = describe_side (values, EBB_SIDE_RIGHT);
  GString         *text = g_string_new (NULL);

  /* Translators: the zones of the left leg, then those of the right one. */
  g_string_append_printf (text, _ ("Left: %s. Right: %s."), left, right);
  describe_heat (values, text);
  return g_string_free (text, FALSE);
}
