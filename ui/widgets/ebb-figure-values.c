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

static EbbTold
tell_pressure (const EbbFigureValues *values, int32_t pressure_pa)
{
  int number = ebb_pa_to_whole_mmhg (pressure_pa);
  int cap = ebb_pa_to_whole_mmhg (values->cap_pa);

  return (EbbTold){ EBB_TOLD_MMHG, number, cap > 0 ? CLAMP ((double) number / cap, 0, 1) : 0 };
}

/**
 * ebb_figure_values_tell:
 *
 * A reading is told before a level: it says more. A level the boots do not have is no level.
 */
EbbTold
ebb_figure_values_tell (const EbbFigureValues *values, EbbSide side, EbbZone zone)
{
  const EbbZoneReading *reading = &values->zone[side][zone];
  int32_t               level = reading->setpoint_pa;

  if (values->is_unknown)
    return (EbbTold){ .kind = EBB_TOLD_UNKNOWN };
  if (reading->pressure_pa != EBB_PRESSURE_UNKNOWN_PA)
    return tell_pressure (values, reading->pressure_pa);
  if (values->level_count > 0 && level >= 0 && level <= (int32_t) values->level_count)
    return (EbbTold){ EBB_TOLD_LEVEL, level, (double) level / values->level_count };
  return (EbbTold){ .kind = EBB_TOLD_UNKNOWN };
}

/**
 * ebb_figure_values_has_only_levels:
 *
 * Returns: whether the figure has levels, and no number in mmHg beside them
 */
gboolean
ebb_figure_values_has_only_levels (const EbbFigureValues *values)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if (ebb_legs_has_side (values->legs, side) && (values->zones[side] & EBB_ZONE_BIT (zone))
          && ebb_figure_values_tell (values, side, zone).kind == EBB_TOLD_MMHG)
        return FALSE;
  return values->level_count > 0;
}

/**
 * ebb_told_to_text:
 *
 * Returns: "38", "L2", or "?"
 */
char *
ebb_told_to_text (const EbbTold *told)
{
  switch (told->kind)
    {
    case EBB_TOLD_MMHG:
      return g_strdup_printf ("%d", told->number);
    case EBB_TOLD_LEVEL:
      /* Translators: a level of boots that have no mmHg, as short as it can be: "L2". */
      return g_strdup_printf (_ ("L%d"), told->number);
    case EBB_TOLD_UNKNOWN:
    default:
      return g_strdup ("?");
    }
}

static void
describe_level (const EbbFigureValues *values, const char *name, const EbbTold *told, GString *text)
{
  /* Translators: a zone, its level and the highest one, spoken: "upper calf level 2 of 5". */
  g_string_append_printf (text, _ ("%s level %d of %u"), name, told->number, values->level_count);
}

static void
describe_zone (const EbbFigureValues *values, EbbSide side, EbbZone zone, GString *text)
{
  EbbTold     told = ebb_figure_values_tell (values, side, zone);
  const char *name = ebb_words_zone_inside (zone, values->zones[side]);

  if (told.kind == EBB_TOLD_UNKNOWN)
    /* Translators: a zone whose pressure is not known, spoken: "upper calf unknown". */
    g_string_append_printf (text, _ ("%s unknown"), name);
  else if (told.kind == EBB_TOLD_LEVEL)
    describe_level (values, name, &told, text);
  else if (values->zone[side][zone].is_filling)
    /* Translators: a zone and its pressure in mmHg, spoken: "upper calf 21 filling". */
    g_string_append_printf (text, _ ("%s %d filling"), name, told.number);
  else
    /* Translators: a zone and its pressure in mmHg, spoken: "foot 38". */
    g_string_append_printf (text, _ ("%s %d"), name, told.number);
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
