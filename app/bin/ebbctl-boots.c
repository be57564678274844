/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebb-link-error.h"

/* scan, boots, pair, forget, info: all that is about boots and starts nothing. */

/* Looking, connecting and one retry; engineering choice. */
#define REACH_MS 45000

static const char *
boots_state_to_string (EbbBootsState state)
{
  static const char *const names[] = { "away",    "nearby", "connecting",
                                       "pairing", "ready",  "untrusted" };

  return names[state];
}

static void
add_zone_names (JsonBuilder *builder, const char *name, EbbZoneMask mask)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if (mask & EBB_ZONE_BIT (zone))
        json_builder_add_string_value (builder, ebb_zone_to_string ((EbbZone) zone));
    }
  json_builder_end_array (builder);
}

static void
add_capabilities (JsonBuilder *builder, const EbbCapabilities *capabilities)
{
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_object (builder);
  add_zone_names (builder, "left", capabilities->zones[EBB_SIDE_LEFT]);
  add_zone_names (builder, "right", capabilities->zones[EBB_SIDE_RIGHT]);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "measures_pressure");
  json_builder_add_boolean_value (builder, capabilities->measures_pressure);
  json_builder_set_member_name (builder, "heat");
  json_builder_add_boolean_value (builder, capabilities->has_heat);
  json_builder_set_member_name (builder, "pressure_max_mmhg");
  json_builder_add_int_value (builder, ebb_pa_to_whole_mmhg (capabilities->pressure_max_pa));
  json_builder_set_member_name (builder, "lease_s");
  json_builder_add_int_value (builder, capabilities->lease_s);
}

static void
add_optional (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
print_boots_json (EbbBoots *boots)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_optional (builder, "identity", ebb_boots_get_identity (boots));
  add_optional (builder, "name", ebb_boots_get_name (boots));
  add_optional (builder, "state", boots_state_to_string (ebb_boots_get_state (boots)));
  add_optional (builder, "support", ebb_support_to_string (ebb_boots_get_support (boots)));
  add_optional (builder, "tier", ebb_tier_to_string (ebb_boots_get_tier (boots)));
  json_builder_set_member_name (builder, "known");
  json_builder_add_boolean_value (builder, ebb_boots_is_known (boots));
  json_builder_set_member_name (builder, "paired");
  json_builder_add_boolean_value (builder, ebb_boots_is_paired (boots));
  json_builder_set_member_name (builder, "simulated");
  json_builder_add_boolean_value (builder, ebb_boots_is_simulated (boots));
  if (ebb_boots_get_battery_percent (boots) >= 0)
    {
      json_builder_set_member_name (builder, "battery_percent");
      json_builder_add_int_value (builder, ebb_boots_get_battery_percent (boots));
    }
  add_optional (builder, "manufacturer", ebb_boots_get_manufacturer (boots));
  add_optional (builder, "model", ebb_boots_get_model (boots));
  add_optional (builder, "serial", ebb_boots_get_serial (boots));
  add_optional (builder, "firmware", ebb_boots_get_firmware (boots));
  if (ebb_boots_get_capabilities (boots) != NULL)
    add_capabilities (builder, ebb_boots_get_capabilities (boots));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
}

static void
print_boots (CtlApp *app, EbbBoots *boots)
{
  int percent = ebb_boots_get_battery_percent (boots);

  if (app->is_json)
    {
      print_boots_json (boots);
      return;
    }
  g_print ("%s  %s  %s%s%s", ebb_boots_get_identity (boots), ebb_boots_get_name (boots),
           boots_state_to_string (ebb_boots_get_state (boots)),
           ebb_boots_is_paired (boots) ? _ (", paired") : "",
           ebb_boots_is_simulated (boots) ? _ (", simulated: no air moves") : "");
  if (percent >= 0)
    g_print (_ (", battery %d %%"), percent);
  g_print ("\n");
}

static void
print_list (CtlApp *app, GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (list, i);

      print_boots (app, boots);
    }
}

static gboolean
explain_radio (CtlApp *app)
{
  static const char *const sentences[] = {
    [EBB_RADIO_READY] = NULL,
    [EBB_RADIO_NO_ADAPTER] =
        N_ ("no Bluetooth on this computer; plug in an adapter, or use --demo"),
    [EBB_RADIO_OFF] = N_ ("Bluetooth is off; switch it on and try again"),
    [EBB_RADIO_BLOCKED] = N_ ("Bluetooth is blocked by airplane mode or a switch on the computer"),
    [EBB_RADIO_NO_SERVICE] =
        N_ ("the Bluetooth service is not running; start it: systemctl start bluetooth"),
    [EBB_RADIO_NO_PERMISSION] =
        N_ ("Ebb may not use Bluetooth: this account or installation has no access to it"),
  };
  EbbRadioState state = ebb_boots_list_get_radio_state (ebb_core_get_boots_list (app->core));

  if (sentences[state] == NULL)
    return FALSE;
  ctl_fail (app, CTL_EXIT_NO_BOOTS, "%s", _ (sentences[state]));
  return TRUE;
}

static gboolean
scan_ended_cb (gpointer user_data)
{
  CtlApp       *app = user_data;
  EbbBootsList *list = ebb_core_get_boots_list (app->core);
  guint         n_found;

  if (explain_radio (app))
    return G_SOURCE_REMOVE;
  ebb_boots_list_stop_scan (list);
  n_found = g_list_model_get_n_items (ebb_boots_list_get_nearby (list));
  print_list (app, ebb_boots_list_get_known (list));
  print_list (app, ebb_boots_list_get_nearby (list));
  if (n_found == 0 && !app->is_json)
    g_printerr ("%s\n",
                _ ("No new boots found. Switch the boots on and hold their pair button. Close "
                   "their phone app: most boots talk to one app at a time."));
  ctl_quit (app, CTL_EXIT_OK);
  return G_SOURCE_REMOVE;
}

/* The radio needs a moment to say how it is; then the scan begins. */
static gboolean
begin_scan_cb (gpointer user_data)
{
  CtlApp *app = user_data;

  ebb_boots_list_scan (ebb_core_get_boots_list (app->core));
  return G_SOURCE_REMOVE;
}

void
ctl_scan (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  ebb_clock_add_timeout (clock, 100, begin_scan_cb, app);
  ebb_clock_add_timeout (clock, (guint) app->seconds * 1000, scan_ended_cb, app);
}

static gboolean
list_known_cb (gpointer user_data)
{
  CtlApp *app = user_data;

  print_list (app, ebb_boots_list_get_known (ebb_core_get_boots_list (app->core)));
  ctl_quit (app, CTL_EXIT_OK);
  return G_SOURCE_REMOVE;
}

/* An empty list would say that there are none. */
static gboolean
explain_store (CtlApp *app)
{
  const GError *error = ebb_core_get_store_error (app->core);

  if (error == NULL)
    return FALSE;
  ctl_fail (app, CTL_EXIT_FAILED, _ ("your boots cannot be read: %s"), error->message);
  return TRUE;
}

void
ctl_boots (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  if (explain_store (app))
    return;
  /* Who is connected is known a moment after the service has answered. */
  ebb_clock_add_timeout (ebb_composition_get_clock (app->composition), 300, list_known_cb, app);
}

typedef struct
{
  CtlApp  *app;
  char    *name; /* (nullable) */
  CtlReady ready;
  gint64   until_us;
  gboolean is_scanning;
  gboolean is_taking;
} Reach;

static EbbBoots *
choose_boots (Reach *reach)
{
  EbbBootsList *list = ebb_core_get_boots_list (reach->app->core);
  GListModel   *known = ebb_boots_list_get_known (list);
  g_autoptr (EbbBoots) only = NULL;

  if (reach->name != NULL)
    return ebb_boots_list_find (list, reach->name);
  if (reach->app->is_demo)
    return ebb_boots_list_add_simulated (list);
  if (g_list_model_get_n_items (known) != 1)
    return NULL;
  only = g_list_model_get_item (known, 0);
  return ebb_boots_list_find (list, ebb_boots_get_identity (only));
}

static void
free_reach (Reach *reach)
{
  g_free (reach->name);
  g_free (reach);
}

static void
code_answered_cb (CtlApp *app G_GNUC_UNUSED, const char *answer, gpointer user_data)
{
  ebb_boots_answer_pairing (user_data, answer != NULL && g_ascii_tolower (*answer) == 'y', 0);
}

static void
code_typed_cb (CtlApp *app G_GNUC_UNUSED, const char *answer, gpointer user_data)
{
  guint64 code = 0;

  if (answer != NULL && g_ascii_string_to_unsigned (answer, 10, 0, 999999, &code, NULL))
    ebb_boots_answer_pairing (user_data, TRUE, (guint) code);
  else
    ebb_boots_answer_pairing (user_data, FALSE, 0);
}

static void
pairing_needed_cb (CtlApp *app, guint need, guint code, EbbBoots *boots)
{
  g_autofree char *question = NULL;

  if (need == EBB_PAIRING_NOTHING)
    {
      ebb_boots_answer_pairing (boots, TRUE, 0);
      return;
    }
  if (!ctl_is_terminal ())
    {
      ebb_boots_answer_pairing (boots, FALSE, 0);
      g_printerr ("ebbctl: %s\n", _ ("pairing needs somebody at a terminal to compare codes"));
      return;
    }
  if (need == EBB_PAIRING_CONFIRM_CODE)
    {
      question =
          g_strdup_printf (_ ("Do the boots show %03u %03u? [y/N]"), code / 1000, code % 1000);
      ctl_ask (app, question, code_answered_cb, boots);
    }
  else
    {
      ctl_ask (app, _ ("Type the code the boots show:"), code_typed_cb, boots);
    }
}

static void
taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reach *reach = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_boots_take_finish (EBB_BOOTS (object), result, &error))
    reach->ready (reach->app, EBB_BOOTS (object));
  else
    ctl_fail (reach->app, CTL_EXIT_NO_BOOTS, "%s", error->message);
  free_reach (reach);
}

static gboolean
reach_cb (gpointer user_data)
{
  Reach    *reach = user_data;
  CtlApp   *app = reach->app;
  EbbClock *clock = ebb_composition_get_clock (app->composition);
  EbbBoots *boots = choose_boots (reach);

  if (boots != NULL && ebb_boots_get_state (boots) == EBB_BOOTS_READY)
    {
      reach->ready (app, boots);
      free_reach (reach);
      return G_SOURCE_REMOVE;
    }
  if (boots != NULL && ebb_boots_get_state (boots) == EBB_BOOTS_NEARBY)
    {
      g_signal_connect_swapped (boots, "pairing-needed", G_CALLBACK (pairing_needed_cb), app);
      ebb_boots_take_async (boots, NULL, taken_cb, reach);
      return G_SOURCE_REMOVE;
    }
  if (ebb_clock_get_boottime_us (clock) > reach->until_us)
    {
      if (!explain_radio (app))
        ctl_fail (app, CTL_EXIT_NO_BOOTS,
                  _ ("boots “%s” were not found or did not answer; expected the identity or the "
                     "name of boots that are switched on (see ebbctl scan)"),
                  reach->name != NULL ? reach->name : _ ("of your own"));
      free_reach (reach);
      return G_SOURCE_REMOVE;
    }
  if (boots == NULL && !reach->is_scanning && !app->is_demo)
    {
      reach->is_scanning = TRUE;
      ebb_boots_list_scan (ebb_core_get_boots_list (app->core));
    }
  return G_SOURCE_CONTINUE;
}

void
ctl_reach_boots (CtlApp *app, const char *name, CtlReady ready)
{
  Reach    *reach = g_new0 (Reach, 1);
  EbbClock *clock = ebb_composition_get_clock (app->composition);

  reach->app = app;
  reach->name = g_strdup (name);
  reach->ready = ready;
  reach->until_us = ebb_clock_get_boottime_us (clock) + REACH_MS * 1000;
  ebb_clock_add_timeout (clock, 100, reach_cb, reach);
}

static void
paired (CtlApp *app, EbbBoots *boots)
{
  print_boots (app, boots);
  ctl_quit (app, CTL_EXIT_OK);
}

static void
pair_taken_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_boots_take_finish (EBB_BOOTS (object), result, &error))
    paired (app, EBB_BOOTS (object));
  else
    ctl_fail (app, CTL_EXIT_FAILED, "%s", error->message);
}

static void
take_reached (CtlApp *app, EbbBoots *boots)
{
  /* Reached boots are connected; taking them makes them one's own. */
  ebb_boots_take_async (boots, NULL, pair_taken_cb, app);
}

void
ctl_pair (CtlApp *app, char **arguments)
{
  if (explain_store (app))
    return;
  ctl_reach_boots (app, arguments[0], take_reached);
}

static void
forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_boots_forget_finish (EBB_BOOTS (object), result, &error))
    {
      ctl_fail (app, CTL_EXIT_FAILED, "%s", error->message);
      return;
    }
  if (!app->is_json)
    g_print (_ ("Forgot %s. History stays.\n"), ebb_boots_get_name (EBB_BOOTS (object)));
  ctl_quit (app, CTL_EXIT_OK);
}

static gboolean
forget_cb (gpointer user_data)
{
  gpointer *arguments = user_data;
  CtlApp   *app = arguments[0];
  EbbBoots *boots = ebb_boots_list_find (ebb_core_get_boots_list (app->core), arguments[1]);

  if (boots == NULL || !ebb_boots_is_known (boots))
    ctl_fail (app, CTL_EXIT_NO_BOOTS, _ ("“%s” are none of your boots; see ebbctl boots"),
              (const char *) arguments[1]);
  else
    ebb_boots_forget_async (boots, NULL, forgotten_cb, app);
  g_free (arguments);
  return G_SOURCE_REMOVE;
}

void
ctl_forget (CtlApp *app, char **arguments)
{
  gpointer *data;

  if (explain_store (app))
    return;
  data = g_new0 (gpointer, 2);
  data[0] = app;
  data[1] = arguments[0];
  ebb_clock_add_timeout (ebb_composition_get_clock (app->composition), 300, forget_cb, data);
}

void
ctl_info (CtlApp *app, char **arguments)
{
  ctl_reach_boots (app, arguments[0], paired);
}
