/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-json-private.h"
#include "ebb-program-private.h"

static void
append_text (GString *json, const char *key, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append_printf (json, "  \"%s\": %s,\n", key, quoted);
}

/* Written by hand, because a double printed in full says 39.899999999999999. */
static void
append_tenths (GString *json, int tenths)
{
  if (tenths % 10 == 0)
    g_string_append_printf (json, "%d", tenths / 10);
  else
    g_string_append_printf (json, "%d.%d", tenths / 10, tenths % 10);
}

static void
append_cycle (GString *json, const EbbCycle *cycle)
{
  g_string_append (json, "  \"cycle\": { \"inflate_s\": ");
  append_tenths (json, (int) cycle->inflate_ms / 100);
  g_string_append (json, ", \"hold_s\": ");
  append_tenths (json, (int) cycle->hold_ms / 100);
  g_string_append (json, ", \"deflate_s\": ");
  append_tenths (json, (int) cycle->deflate_ms / 100);
  g_string_append (json, ", \"rest_s\": ");
  append_tenths (json, (int) cycle->rest_ms / 100);
  g_string_append (json, " },\n");
}

static void
append_pressures (GString *json, EbbProgram *self)
{
  const char *separator = "";

  g_string_append (json, "  \"pressure_mmhg\": {");
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if (self->pressure_tenths[zone] == 0)
        continue;
      g_string_append_printf (json, "%s\n    \"%s\": ", separator,
                              ebb_zone_to_string ((EbbZone) zone));
      append_tenths (json, self->pressure_tenths[zone]);
      separator = ",";
    }
  g_string_append (json, "\n  },\n");
}

static void
append_heat (GString *json, EbbProgram *self)
{
  const char *separator = "";

  if (self->heated == 0)
    return;
  g_string_append (json, "  \"heat\": { \"zones\": [");
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if ((self->heated & EBB_ZONE_BIT (zone)) == 0)
        continue;
      g_string_append_printf (json, "%s\"%s\"", separator, ebb_zone_to_string ((EbbZone) zone));
      separator = ", ";
    }
  g_string_append (json, "], \"temperature_c\": ");
  append_tenths (json, self->heat_ddeg);
  g_string_append_printf (json, ", \"duration_s\": %u },\n", self->heat_s);
}

static void
append_percents (GString *json, const char *key, const uint8_t *percents, guint count)
{
  g_string_append_printf (json, "  \"%s\": [", key);
  for (guint i = 0; i < count; i++)
    g_string_append_printf (json, "%s%u", i == 0 ? "" : ", ", percents[i]);
  g_string_append (json, "]");
}

/**
 * ebb_program_to_json:
 *
 * The program as a file, in the order of the documentation. Reading it gives the same program.
 *
 * Returns: (transfer full): the text, with a line break at its end
 */
char *
ebb_program_to_json (EbbProgram *self)
{
  GString *json = g_string_new ("{\n");

  append_text (json, "format", EBB_PROGRAM_FORMAT);
  append_text (json, "id", self->id);
  append_text (json, "name", self->name);
  append_text (json, "about", self->about);
  append_text (json, "pattern", ebb_pattern_to_string (self->cycle.pattern));
  append_text (json, "legs", self->is_alternate ? "alternate" : "same");
  g_string_append_printf (json, "  \"length_s\": %u,\n", self->length_s);
  append_cycle (json, &self->cycle);
  append_pressures (json, self);
  append_heat (json, self);
  append_percents (json, "gentle_start_percent", self->gentle_start, self->n_gentle_start);
  g_string_append (json, ",\n");
  append_percents (json, "ending_percent", self->ending, self->n_ending);
  g_string_append (json, "\n}\n");
  return g_string_free (json, FALSE);
}
