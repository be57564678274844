/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-fault.h"

#include <gio/gio.h>
#include <string.h>

#include "ebb-body.h"

#define ALL_ZONES ((1 << EBB_N_SIDES * EBB_N_ZONES) - 1)
#define ALL_MESSAGES                                                                               \
  (EBB_SIM_MESSAGES_TELEMETRY | EBB_SIM_MESSAGES_STATUS | EBB_SIM_MESSAGES_ANSWERS)
#define HOUR_MS 3600000

/* clang-format off */
static const EbbSimFaultEntry table[EBB_N_SIM_FAULTS] = {
  [EBB_SIM_FAULT_SILENT] = { "silent", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "keep the link, hear nothing, say nothing" },
  [EBB_SIM_FAULT_DROP_LINK] = { "drop", EBB_SIM_UNIT_MS, 1, HOUR_MS, 1,
    "drop the link and be out of reach so long" },
  [EBB_SIM_FAULT_IGNORE_STOPS] = { "ignore-stops", EBB_SIM_UNIT_COUNT, 1, 1000000, 1,
    "the next N writes to Stop have no effect" },
  [EBB_SIM_FAULT_SLOW_ANSWERS] = { "slow-answers", EBB_SIM_UNIT_MS, 1, 60000, 2000,
    "answer each request only after so long" },
  [EBB_SIM_FAULT_HOSTILE_BYTES] = { "hostile-bytes", EBB_SIM_UNIT_MESSAGES, 1, ALL_MESSAGES,
    ALL_MESSAGES, "send bytes that are no message in place of these" },
  [EBB_SIM_FAULT_VERSION] = { "version", EBB_SIM_UNIT_COUNT, 2, 255, 2,
    "speak major version N of the profile" },
  [EBB_SIM_FAULT_REBOOT] = { "reboot", EBB_SIM_UNIT_MS, 10, HOUR_MS, 2000,
    "lose power for so long: valves open, link gone, program forgotten" },
  [EBB_SIM_FAULT_STUCK_VENT] = { "stuck-vent", EBB_SIM_UNIT_ZONES, 1, ALL_ZONES, ALL_ZONES,
    "vent valves that do not open: air stays in" },
  [EBB_SIM_FAULT_STUCK_INLET] = { "stuck-inlet", EBB_SIM_UNIT_ZONES, 1, ALL_ZONES, ALL_ZONES,
    "inlet valves that do not shut: the pump fills these too" },
  [EBB_SIM_FAULT_SHUT_INLET] = { "shut-inlet", EBB_SIM_UNIT_ZONES, 1, ALL_ZONES, ALL_ZONES,
    "inlet valves that do not open, or a hose that is off: no air goes in" },
  [EBB_SIM_FAULT_LEAK] = { "leak", EBB_SIM_UNIT_PERCENT, 1, 1000, 20,
    "every chamber leaks, N percent as wide as an open vent" },
  [EBB_SIM_FAULT_DRIFT] = { "drift", EBB_SIM_UNIT_MMHG, -100, 100, 15,
    "every pressure sensor reads so much too high; below 0: too low" },
  [EBB_SIM_FAULT_DEAD_SENSOR] = { "dead-sensor", EBB_SIM_UNIT_ZONES, 1, ALL_ZONES, ALL_ZONES,
    "pressure sensors that give no reading" },
  [EBB_SIM_FAULT_FROZEN_SENSOR] = { "frozen-sensor", EBB_SIM_UNIT_ZONES, 1, ALL_ZONES, ALL_ZONES,
    "pressure sensors that repeat their last reading" },
  [EBB_SIM_FAULT_STUCK_HEATER] = { "stuck-heater", EBB_SIM_UNIT_ZONES, 1, ALL_ZONES, ALL_ZONES,
    "heaters that stay at full power, whatever was asked for" },
  [EBB_SIM_FAULT_STUCK_PROGRAM] = { "stuck-program", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "the program stands still: what is held stays held" },
  [EBB_SIM_FAULT_OTHER_PROGRAM] = { "other-program", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "run the program that is built in, whatever START named" },
  [EBB_SIM_FAULT_NO_WATCH] = { "no-watch", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "the boots do not judge pressure, heat and sensors themselves" },
  [EBB_SIM_FAULT_REFUSE_START] = { "refuse-start", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "refuse each START, as when another controller holds the boots" },
  [EBB_SIM_FAULT_BATTERY] = { "battery", EBB_SIM_UNIT_PERCENT, 0, 100, 8,
    "set the charge" },
  [EBB_SIM_FAULT_CHARGER] = { "charger", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "plug the charger in: half a charge an hour" },
  [EBB_SIM_FAULT_BUTTON] = { "button", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "press the button: what runs stops, a fault of stopped boots is cleared" },
  [EBB_SIM_FAULT_OWN_RUN] = { "own-run", EBB_SIM_UNIT_NONE, 1, 1, 1,
    "start a run of 30 minutes at the boots' own button" },
};

static const char *const unit_words[] = {
  [EBB_SIM_UNIT_NONE] = "", [EBB_SIM_UNIT_COUNT] = "N", [EBB_SIM_UNIT_MS] = "MS",
  [EBB_SIM_UNIT_PERCENT] = "PERCENT", [EBB_SIM_UNIT_MMHG] = "MMHG",
  [EBB_SIM_UNIT_ZONES] = "ZONES", [EBB_SIM_UNIT_MESSAGES] = "MESSAGES",
};
/* clang-format on */

/**
 * ebb_sim_fault_get_entry:
 *
 * Returns: (nullable): the row of @fault
 */
const EbbSimFaultEntry *
ebb_sim_fault_get_entry (EbbSimFault fault)
{
  return (unsigned) fault < EBB_N_SIM_FAULTS ? &table[fault] : NULL;
}

/**
 * ebb_sim_fault_to_string:
 *
 * Returns: the fault's name as `ebb-boots` reads and writes it, a static string
 */
const char *
ebb_sim_fault_to_string (EbbSimFault fault)
{
  return (unsigned) fault < EBB_N_SIM_FAULTS ? table[fault].name : "unknown";
}

/**
 * ebb_sim_fault_from_string:
 *
 * Returns: %FALSE, with @fault untouched, if no fault has that name
 */
gboolean
ebb_sim_fault_from_string (const char *name, EbbSimFault *fault)
{
  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      if (strcmp (table[i].name, name) == 0)
        {
          *fault = (EbbSimFault) i;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
add_zones (int *mask, EbbLegs legs, EbbZone first, EbbZone last)
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      for (int zone = first; ebb_legs_has_side (legs, (EbbSide) side) && zone <= (int) last; zone++)
        *mask |= EBB_SIM_ZONE_BIT (side, zone);
    }
  return TRUE;
}

/* "all", "left", "foot", "left-foot" */
static gboolean
read_zones (const char *word, int *mask)
{
  const char *dash = strchr (word, '-');
  EbbLegs     legs = EBB_LEGS_BOTH;
  EbbZone     zone;

  if (strcmp (word, "all") == 0)
    return add_zones (mask, legs, EBB_ZONE_FOOT, EBB_ZONE_UPPER_THIGH);
  if (ebb_legs_from_string (word, &legs))
    return add_zones (mask, legs, EBB_ZONE_FOOT, EBB_ZONE_UPPER_THIGH);
  if (dash != NULL)
    {
      g_autofree char *side = g_strndup (word, (gsize) (dash - word));

      if (!ebb_legs_from_string (side, &legs))
        return FALSE;
      word = dash + 1;
    }
  return ebb_zone_from_string (word, &zone) && add_zones (mask, legs, zone, zone);
}

static gboolean
read_messages (const char *word, int *mask)
{
  static const char *const names[] = { "telemetry", "status", "answers" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (names[i], word) != 0 && strcmp ("all", word) != 0)
        continue;
      *mask |= 1 << i;
    }
  return *mask != 0;
}

static gboolean
read_mask (const EbbSimFaultEntry *entry, const char *text, int *value, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  int mask = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      int part = 0;

      if (entry->unit == EBB_SIM_UNIT_ZONES ? !read_zones (words[i], &part)
                                            : !read_messages (words[i], &part))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "%s: \"%s\" is none of the %s, expected %s", entry->name, words[i],
                       entry->unit == EBB_SIM_UNIT_ZONES ? "zones" : "messages",
                       entry->unit == EBB_SIM_UNIT_ZONES
                           ? "all, left, right, a zone (foot) or a zone of one leg (left-foot)"
                           : "telemetry, status, answers or all");
          return FALSE;
        }
      mask |= part;
    }
  *value = mask;
  return TRUE;
}

/**
 * ebb_sim_fault_parse_value:
 * @text: (nullable): %NULL or "" for the usual value
 *
 * Reads a value in the unit of @fault.
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_ARGUMENT that names fault, value and what was expected
 */
gboolean
ebb_sim_fault_parse_value (EbbSimFault fault, const char *text, int *value, GError **error)
{
  const EbbSimFaultEntry *entry = ebb_sim_fault_get_entry (fault);
  gint64                  number;

  g_return_val_if_fail (entry != NULL, FALSE);

  if (text == NULL || text[0] == '\0')
    {
      *value = entry->usual;
      return TRUE;
    }
  if (entry->unit == EBB_SIM_UNIT_NONE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s: \"%s\" was given, expected no value", entry->name, text);
      return FALSE;
    }
  if (entry->unit == EBB_SIM_UNIT_ZONES || entry->unit == EBB_SIM_UNIT_MESSAGES)
    return read_mask (entry, text, value, error);
  if (!g_ascii_string_to_signed (text, 10, entry->least, entry->most, &number, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s: \"%s\" was given, expected %s from %d to %d", entry->name, text,
                   unit_words[entry->unit], entry->least, entry->most);
      return FALSE;
    }
  *value = (int) number;
  return TRUE;
}

/**
 * ebb_sim_fault_parse:
 * @text: "NAME", "NAME VALUE" or "NAME=VALUE"
 *
 * Reads a fault and its value.
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_ARGUMENT that names what is wrong
 */
gboolean
ebb_sim_fault_parse (const char *text, EbbSimFault *fault, int *value, GError **error)
{
  gsize            length = strcspn (text, "= \t");
  g_autofree char *name = g_strndup (text, length);
  g_autofree char *rest = g_strdup (text[length] != '\0' ? text + length + 1 : "");

  if (!ebb_sim_fault_from_string (name, fault))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "\"%s\" is no fault; --help lists them", name);
      return FALSE;
    }
  return ebb_sim_fault_parse_value (*fault, g_strstrip (rest), value, error);
}

/**
 * ebb_sim_fault_dup_help:
 *
 * Returns: (transfer full): the table for people, one fault a line, and what the units are
 */
char *
ebb_sim_fault_dup_help (void)
{
  GString *help = g_string_new (NULL);

  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      const EbbSimFaultEntry *entry = &table[i];
      g_autofree char *usage = g_strdup_printf ("%s %s", entry->name, unit_words[entry->unit]);

      g_string_append_printf (help, "  %-23s %s", usage, entry->about);
      if (entry->unit != EBB_SIM_UNIT_NONE && entry->usual != ALL_ZONES
          && entry->unit != EBB_SIM_UNIT_MESSAGES)
        g_string_append_printf (help, " (%d to %d; %d)", entry->least, entry->most, entry->usual);
      g_string_append_c (help, '\n');
    }
  g_string_append (help, "ZONES are all, left, right, a zone (foot) or a zone of one leg "
                         "(left-foot), with commas\nbetween them; MESSAGES are telemetry, status, "
                         "answers or all. Without a value the\nlast number counts, or all.\n");
  return g_string_free (help, FALSE);
}
