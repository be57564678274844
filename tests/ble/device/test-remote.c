/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-definition.h"
#include "ebb-units.h"

/* Wired boots: what their remote has, what nobody knows of it, and what no file may say. */

#define GOOD                                                                                       \
  "{ \"id\": \"sleeves\", \"name\": \"Sleeves\", \"support\": \"wired\","                          \
  "  \"evidence\": \"the manual\", \"licence\": \"CC0-1.0\", \"bonding\": \"none\","               \
  "  \"kind\": \"latched\", \"device_timer\": { \"kind\": \"fixed\", \"seconds\": 1200 },"         \
  "  \"stop\": { \"person\": \"Press POWER.\" }, \"match\": [],"                                   \
  "  \"remote\": { \"zones\": [\"foot\", \"upper_calf\"], \"heated\": [\"foot\"],"                 \
  "  \"buttons\": { \"power\": \"POWER\", \"heat\": null }, \"levels\": 3,"                        \
  "  \"heat_levels\": 2, \"minutes\": [10, 20], \"maximum_mmhg\": 60 } }"

static const char *devices_path;

static EbbDefinition *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));

  return ebb_definition_new_from_json (json, error);
}

static EbbDefinition *
read_changed (const char *from, const char *to, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (GOOD, from, 2);
  g_autofree char *text = g_strjoinv (to, parts);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return read_text (text, error);
}

static void
test_remote_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinition) definition = read_text (GOOD, &error);
  const EbbRemote *remote;

  g_assert_no_error (error);
  remote = ebb_definition_get_remote (definition);
  g_assert_cmpuint (remote->zones, ==,
                    EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF));
  g_assert_cmpuint (remote->heated, ==, EBB_ZONE_BIT (EBB_ZONE_FOOT));
  g_assert_cmpuint (remote->n_levels, ==, 3);
  g_assert_cmpuint (remote->n_heat_levels, ==, 2);
  g_assert_cmpuint (remote->n_times, ==, 2);
  g_assert_cmpuint (remote->minutes[1], ==, 20);
  g_assert_cmpint (remote->pressure_max_pa, ==, ebb_mmhg_to_pa (60));
  g_assert_cmpstr (remote->label[EBB_BUTTON_POWER], ==, "POWER");
  g_assert_true (remote->has_button[EBB_BUTTON_HEAT]);
  g_assert_null (remote->label[EBB_BUTTON_HEAT]);
  g_assert_false (remote->has_button[EBB_BUTTON_MODE]);
  g_assert_cmpstr (ebb_definition_get_stop_by_person (definition), ==, "Press POWER.");
}

/* Nothing is made up for what is not known. */
static void
test_what_is_not_known_is_nothing (void)
{
  static const char *const unknown[][2] = {
    { "\"levels\": 3", "\"levels\": null" },
    { "\"heat_levels\": 2", "\"heat_levels\": null" },
    { "\"minutes\": [10, 20]", "\"minutes\": null" },
    { "\"maximum_mmhg\": 60", "\"maximum_mmhg\": null" },
  };
  g_autofree char *text = g_strdup (GOOD);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinition) definition = NULL;
  const EbbRemote *remote;

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, unknown[i][0], 2);

      g_free (text);
      text = g_strjoinv (unknown[i][1], parts);
    }
  definition = read_text (text, &error);
  g_assert_no_error (error);
  remote = ebb_definition_get_remote (definition);
  g_assert_cmpuint (remote->n_levels, ==, 0);
  g_assert_cmpuint (remote->n_heat_levels, ==, 0);
  g_assert_cmpuint (remote->n_times, ==, 0);
  g_assert_cmpint (remote->pressure_max_pa, ==, 0);
}

static const struct
{
  const char *path;
  const char *from;
  const char *to;
  const char *message;
} bad[] = {
  { "no-remote", "\"remote\"", "\"remotes\"", "remotes: unknown key" },
  { "zone", "\"upper_calf\"", "\"shin\"", "remote.zones: not a zone" },
  { "zone-number", "\"upper_calf\"", "4", "remote.zones: not a zone" },
  { "zone-twice", "\"upper_calf\"", "\"foot\"", "remote.zones: a zone given twice" },
  { "no-zones", "[\"foot\", \"upper_calf\"]", "[]", "remote.zones: empty" },
  { "zones-are-no-list", "[\"foot\", \"upper_calf\"]", "7", "remote.zones: 7 given" },
  { "cold-with-levels", "\"heated\": [\"foot\"]", "\"heated\": []", "remote.heated: empty" },
  { "no-power", "\"power\": \"POWER\", ", "", "remote.buttons.power: left out" },
  { "label", "\"POWER\"", "\"\"", "remote.buttons.power" },
  { "button", "\"heat\": null", "\"massage\": null", "remote.buttons.massage: unknown key" },
  { "no-levels", "\"levels\": 3,", "", "remote.levels: nothing given" },
  { "levels-0", "\"levels\": 3", "\"levels\": 0", "remote.levels: 0 given" },
  { "levels-21", "\"levels\": 3", "\"levels\": 21", "remote.levels: 21 given" },
  { "heat-levels", "\"heat_levels\": 2", "\"heat_levels\": -1", "remote.heat_levels: -1 given" },
  { "minutes-fall", "[10, 20]", "[20, 10]", "remote.minutes: expected whole numbers" },
  { "minutes-0", "[10, 20]", "[0, 20]", "remote.minutes: expected whole numbers" },
  { "minutes-121", "[10, 20]", "[10, 121]", "remote.minutes: expected whole numbers" },
  { "minutes-words", "[10, 20]", "[\"10\"]", "remote.minutes: expected whole numbers" },
  { "minutes-none", "[10, 20]", "[]", "remote.minutes: expected 1 to 8" },
  { "minutes-nine", "[10, 20]", "[1, 2, 3, 4, 5, 6, 7, 8, 9]", "remote.minutes: expected 1 to 8" },
  { "maximum", "\"maximum_mmhg\": 60", "\"maximum_mmhg\": 301", "remote.maximum_mmhg: 301 given" },
  { "unknown-key", "\"levels\"", "\"steps\"", "remote.steps: unknown key" },
  { "radio", "\"support\": \"wired\"", "\"support\": \"recognised\"", "match: expected matchers" },
};

static void
test_bad_is_refused (gconstpointer data)
{
  guint number = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_changed (bad[number].from, bad[number].to, &error));
  g_assert_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID);
  if (strstr (error->message, bad[number].message) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, bad[number].message);
}

/* Those that ship: what is on each of them for certain, and nothing beside it. */
static void
test_shipped_remotes_say_what_is_known (void)
{
  static const char *const ids[] = { "cincom-heat-and-compression", "fit-king-foot-calf-thigh",
                                     "normatec-3-legs", "renpho-air-compression" };
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinitionSet) set = ebb_definition_set_new_from_directory (devices_path, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      EbbDefinition   *definition = ebb_definition_set_find (set, ids[i]);
      const EbbRemote *remote;

      g_assert_nonnull (definition);
      g_assert_cmpint (ebb_definition_get_support (definition), ==, EBB_SUPPORT_WIRED);
      remote = ebb_definition_get_remote (definition);
      g_assert_true (remote->has_button[EBB_BUTTON_POWER]);
      g_assert_true (remote->has_button[EBB_BUTTON_LEVEL]);
      g_assert_nonnull (ebb_definition_get_stop_by_person (definition));
      /* Where no timer is known the strictest tier holds. */
      g_assert_cmpint (ebb_definition_get_tier (definition), ==,
                       remote->n_times > 0 ? EBB_TIER_C : EBB_TIER_D);
    }
  g_assert_null (ebb_definition_get_remote (ebb_definition_set_find (set, "ebb-profile-1")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  devices_path = argv[1];
  g_test_add_func ("/remote/is-read", test_remote_is_read);
  g_test_add_func ("/remote/what-is-not-known-is-nothing", test_what_is_not_known_is_nothing);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/remote/refuses/", bad[i].path, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad_is_refused);
    }
  g_test_add_func ("/remote/shipped-ones-say-what-is-known",
                   test_shipped_remotes_say_what_is_known);
  return g_test_run ();
}
