/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-remote-private.h"

#include "ebb-definition-json-private.h"
#include "ebb-units.h"

#define PATH "remote"
#define BUTTONS_PATH "remote.buttons"

static const char *const BUTTON_WORDS[] = { "power", "level", "mode", "time", "heat", NULL };
G_STATIC_ASSERT (G_N_ELEMENTS (BUTTON_WORDS) == EBB_N_BUTTONS + 1);

const char *
ebb_button_to_string (EbbButton button)
{
  return (guint) button < EBB_N_BUTTONS ? BUTTON_WORDS[button] : "?";
}

static gboolean
set_invalid (GError **error, const char *place, const char *problem)
{
  g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID, "%s: %s", place, problem);
  return FALSE;
}

/* What is not known is written down as that: null. A key that is left out may have been forgotten. */
static gboolean
is_unknown (JsonObject *object, const char *key)
{
  return json_object_has_member (object, key) && json_object_get_null_member (object, key);
}

static gboolean
read_zones (JsonObject *remote, const char *key, EbbZoneMask *zones, GError **error)
{
  JsonArray       *array = ebb_definition_json_get_array (remote, PATH, key, error);
  g_autofree char *place = ebb_definition_json_dup_path (PATH, key);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode   *node = json_array_get_element (array, i);
      const char *name =
          json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
      EbbZone zone;

      if (!ebb_zone_from_string (name, &zone))
        return set_invalid (error, place, "not a zone, expected foot to upper_thigh");
      if ((*zones & EBB_ZONE_BIT (zone)) != 0)
        return set_invalid (error, place, "a zone given twice, expected each once");
      *zones |= (EbbZoneMask) EBB_ZONE_BIT (zone);
    }
  return TRUE;
}

/* From 1 on, or null: not known, which is 0. */
static gboolean
read_count (JsonObject *remote, const char *key, gint64 maximum, guint *count, GError **error)
{
  g_autofree char *place = ebb_definition_json_dup_path (PATH, key);
  gint64           number;

  *count = 0;
  if (is_unknown (remote, key))
    return TRUE;
  if (!ebb_definition_json_get_number (remote, PATH, key, maximum, &number, error))
    return FALSE;
  *count = (guint) number;
  return number > 0 || set_invalid (error, place, "0 given, expected 1 or more, or null");
}

static gboolean
read_minutes (EbbRemote *self, JsonObject *remote, GError **error)
{
  JsonArray *array;
  guint      before = 0;

  if (is_unknown (remote, "minutes"))
    return TRUE;
  array = ebb_definition_json_get_array (remote, PATH, "minutes", error);
  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) == 0 || json_array_get_length (array) > EBB_REMOTE_MAX_TIMES)
    return set_invalid (error, "remote.minutes", "expected 1 to 8 numbers, or null");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gint64    minutes =
          json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;

      if (minutes <= before || minutes > EBB_REMOTE_MAX_MINUTES)
        return set_invalid (error, "remote.minutes",
                            "expected whole numbers from 1 to 120, the shortest first");
      before = (guint) minutes;
      self->minutes[self->n_times++] = before;
    }
  return TRUE;
}

static gboolean
read_buttons (EbbRemote *self, JsonObject *remote, GError **error)
{
  JsonObject *buttons = ebb_definition_json_get_object (remote, PATH, "buttons", error);

  if (buttons == NULL
      || !ebb_definition_json_check_keys (buttons, BUTTONS_PATH, BUTTON_WORDS, error))
    return FALSE;
  for (guint i = 0; i < EBB_N_BUTTONS; i++)
    {
      self->has_button[i] = json_object_has_member (buttons, BUTTON_WORDS[i]);
      if (!self->has_button[i] || is_unknown (buttons, BUTTON_WORDS[i]))
        continue;
      self->label[i] =
          g_strdup (ebb_definition_json_get_text (buttons, BUTTONS_PATH, BUTTON_WORDS[i], error));
      if (self->label[i] == NULL)
        return FALSE;
    }
  return self->has_button[EBB_BUTTON_POWER]
         || set_invalid (error, "remote.buttons.power",
                         "left out, expected what is printed on it, "
                         "or null");
}

/* Nothing of heat is said of boots that do not warm. */
static gboolean
read_heat (EbbRemote *self, JsonObject *remote, GError **error)
{
  if (!read_zones (remote, "heated", &self->heated, error))
    return FALSE;
  if (self->heated != 0)
    return read_count (remote, "heat_levels", EBB_REMOTE_MAX_LEVELS, &self->n_heat_levels, error);
  return (!json_object_has_member (remote, "heat_levels") && !self->has_button[EBB_BUTTON_HEAT])
         || set_invalid (error, "remote.heated",
                         "empty, expected no heat_levels and no heat button beside it");
}

static gboolean
read_all (EbbRemote *self, JsonObject *remote, GError **error)
{
  guint maximum_mmhg;

  if (!read_zones (remote, "zones", &self->zones, error) || !read_buttons (self, remote, error)
      || !read_heat (self, remote, error)
      || !read_count (remote, "levels", EBB_REMOTE_MAX_LEVELS, &self->n_levels, error)
      || !read_minutes (self, remote, error)
      || !read_count (remote, "maximum_mmhg", EBB_REMOTE_MAX_MMHG, &maximum_mmhg, error))
    return FALSE;
  self->pressure_max_pa = ebb_mmhg_to_pa (maximum_mmhg);
  return self->zones != 0 || set_invalid (error, "remote.zones", "empty, expected one or more");
}

EbbRemote *
ebb_remote_read (JsonObject *top, GError **error)
{
  static const char *const keys[] = { "zones",       "heated",  "buttons",      "levels",
                                      "heat_levels", "minutes", "maximum_mmhg", NULL };
  JsonObject              *remote = ebb_definition_json_get_object (top, "", PATH, error);
  g_autoptr (EbbRemote) self = NULL;

  if (remote == NULL || !ebb_definition_json_check_keys (remote, PATH, keys, error))
    return NULL;
  self = g_new0 (EbbRemote, 1);
  return read_all (self, remote, error) ? g_steal_pointer (&self) : NULL;
}

void
ebb_remote_free (EbbRemote *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < EBB_N_BUTTONS; i++)
    g_free (self->label[i]);
  g_free (self);
}
