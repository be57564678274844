/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-reach.h"
#include "ebbctl-refusal-words.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebbctl-link-words.h"
#include "ebbctl-print.h"
#include "ebbctl-radio.h"
#include "ebb-boots-reconnect.h"
#include "ebb-boots-set.h"

#include "ebb-link-error.h"

/* scan, boots, pair, forget, info: all that is about boots and starts nothing. */

/* The radio is asked so often how it is. */
#define SCAN_PERIOD_MS 250
/* How long the service may take to say who is paired and connected; engineering choice. */
#define KNOWN_MS 5000

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
add_capabilities (JsonBuilder *builder, EbbBoots *boots, const EbbCapabilities *capabilities)
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
  /* Others tell of one too, as the messages have a field for it, and keep none. */
  if (ebb_boots_get_tier (boots) == EBB_TIER_A)
    json_builder_add_int_value (builder, capabilities->lease_s);
  else
    json_builder_add_null_value (builder);
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

  json_builder_begin_object (builder);
  add_optional (builder, "identity", ebb_boots_get_identity (boots));
  add_optional (builder, "name", ebb_boots_get_name (boots));
  add_optional (builder, "state", boots_state_to_string (ebb_boots_get_state (boots)));
  add_optional (builder, "support", ebb_support_to_string (ebb_boots_get_support (boots)));
  add_optional (builder, "tier", ebb_tier_to_string (ebb_boots_get_tier (boots)));
  json_builder_set_member_name (builder, "recognised");
  json_builder_add_boolean_value (builder, ebb_boots_is_recognised (boots));
  json_builder_set_member_name (builder, "known");
  json_builder_add_boolean_value (builder, ebb_boots_is_known (boots));
  json_builder_set_member_name (builder, "reconnects");
  json_builder_add_boolean_value (builder,
                                  ebb_boots_is_known (boots) && ebb_boots_reconnects (boots));
  json_builder_set_member_name (builder, "paired");
  json_builder_add_boolean_value (builder, ebb_boots_is_paired (boots));
  json_builder_set_member_name (builder, "simulated");
  json_builder_add_boolean_value (builder, ebb_boots_is_simulated (boots));
  if (ebb_boots_get_state (boots) == EBB_BOOTS_READY)
    {
      json_builder_set_member_name (builder, "running_elsewhere");
      json_builder_add_boolean_value (builder, ebb_boots_is_running_elsewhere (boots));
    }
  if (ebb_boots_get_battery_percent (boots) >= 0)
    {
      json_builder_set_member_name (builder, "battery_percent");
      json_builder_add_int_value (builder, ebb_boots_get_battery_percent (boots));
    }
  add_optional (builder, "manufacturer", ebb_boots_get_manufacturer (boots));
  add_optional (builder, "model", ebb_boots_get_model (boots));
  add_optional (builder, "serial", ebb_boots_get_serial (boots));
  add_optional (builder, "firmware", ebb_boots_get_firmware (boots));
  if (ebb_boots_get_partner (boots) != NULL)
    add_optional (builder, "partner", ebb_boots_get_identity (ebb_boots_get_partner (boots)));
  add_optional (builder, "sides", ebb_sides_to_string (ebb_boots_get_sides (boots)));
  if (ebb_boots_get_capabilities (boots) != NULL)
    add_capabilities (builder, boots, ebb_boots_get_capabilities (boots));
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
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
  if (!ebb_boots_is_recognised (boots) && !ebb_boots_is_known (boots))
    {
      g_print ("%s  %s  %s\n", ebb_boots_get_identity (boots), ebb_boots_get_name (boots),
               _ ("nothing in its advert says that it is a massage device"));
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
print_fact (const char *what, const char *value)
{
  if (value != NULL && *value != '\0')
    g_print ("  %s: %s\n", what, value);
}

static void
print_zones (const char *leg, EbbZoneMask mask)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    {
      if (mask & EBB_ZONE_BIT (zone))
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                ebb_zone_to_string ((EbbZone) zone));
    }
  print_fact (leg, names->str);
}

/* What ends a session when the computer is gone. */
static void
print_tier (EbbBoots *boots, guint lease_s)
{
  guint minutes = (ebb_boots_get_own_timer_s (boots) + 59) / 60;

  if (ebb_boots_get_tier (boots) == EBB_TIER_A)
    g_print (_ ("  vent by themselves when they hear nothing for %u s\n"), lease_s);
  else if (ebb_boots_get_tier (boots) != EBB_TIER_D && minutes > 0)
    g_print (
        ngettext ("  keep running for up to %u minute when they hear nothing; the stop button "
                  "on them ends it sooner\n",
                  "  keep running for up to %u minutes when they hear nothing; the stop button "
                  "on them ends it sooner\n",
                  minutes),
        minutes);
  else
    g_print (_ ("  may keep running when they hear nothing; the stop button on them ends it\n"));
}

/* All there is to tell, under the line that all lists have. */
static void
print_facts (EbbBoots *boots)
{
  const EbbCapabilities *capabilities = ebb_boots_get_capabilities (boots);

  if (ebb_boots_is_known (boots))
    print_fact (_ ("reconnect by themselves"), ebb_boots_reconnects (boots) ? _ ("yes") : _ ("no"));
  print_fact (_ ("maker"), ebb_boots_get_manufacturer (boots));
  print_fact (_ ("model"), ebb_boots_get_model (boots));
  print_fact (_ ("serial number"), ebb_boots_get_serial (boots));
  print_fact (_ ("firmware"), ebb_boots_get_firmware (boots));
  if (capabilities == NULL)
    return;
  print_zones (_ ("left leg"), capabilities->zones[EBB_SIDE_LEFT]);
  print_zones (_ ("right leg"), capabilities->zones[EBB_SIDE_RIGHT]);
  g_print (_ ("  highest pressure: %d mmHg\n"),
           ebb_pa_to_whole_mmhg (capabilities->pressure_max_pa));
  print_fact (_ ("measures pressure"), capabilities->measures_pressure ? _ ("yes") : _ ("no"));
  print_fact (_ ("heat"), capabilities->has_heat ? _ ("yes") : _ ("no"));
  print_tier (boots, capabilities->lease_s);
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

static guint
count_recognised (GListModel *list)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (list, i);

      n += ebb_boots_is_recognised (boots) ? 1 : 0;
    }
  return n;
}

static void
end_scan (CtlApp *app)
{
  EbbBootsList *list = ebb_core_get_boots_list (app->core);
  guint         n_found;

  ebb_boots_list_stop_scan (list);
  n_found = count_recognised (ebb_boots_list_get_nearby (list));
  print_list (app, ebb_boots_list_get_known (list));
  print_list (app, ebb_boots_list_get_nearby (list));
  if (n_found == 0 && !app->is_json)
    g_printerr ("%s\n",
                _ ("No new boots found. Switch the boots on and hold their pair button. Close "
                   "their phone app: most boots talk to one app at a time."));
  if (ebb_boots_list_is_crowded (list) && !app->is_json)
    g_printerr (ngettext ("More boots are near than are listed: only the one heard best is. Hold "
                          "yours close to the computer and scan again.\n",
                          "More boots are near than are listed: these are the %u heard best. Hold "
                          "yours close to the computer and scan again.\n",
                          EBB_STRANGERS_MAX),
                EBB_STRANGERS_MAX);
  ctl_quit (app, CTL_EXIT_OK);
}

typedef struct
{
  CtlApp  *app;
  gint64   until_us;
  gboolean is_begun;
} Scan;

static void
begin_scan (CtlApp *app)
{
  EbbBootsList *list = ebb_core_get_boots_list (app->core);

  ebb_boots_list_set_shows_all (list, app->is_all);
  ebb_boots_list_scan (list);
}

/* The radio needs a moment to say how it is; then the scan begins. */
static gboolean
scan_cb (gpointer user_data)
{
  Scan       *scan = user_data;
  CtlApp     *app = scan->app;
  EbbClock   *clock = ebb_composition_get_clock (app->composition);
  const char *obstacle = ctl_explain_radio (app);

  if (obstacle == NULL && ebb_clock_get_boottime_us (clock) < scan->until_us)
    {
      if (!scan->is_begun)
        begin_scan (app);
      scan->is_begun = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (obstacle != NULL && app->adapter != NULL)
    ctl_fail (app, CTL_EXIT_NO_BOOTS, _ ("--adapter is “%s”: %s"), app->adapter, obstacle);
  else if (obstacle != NULL)
    ctl_fail (app, CTL_EXIT_NO_BOOTS, "%s", obstacle);
  else
    end_scan (app);
  g_free (scan);
  return G_SOURCE_REMOVE;
}

void
ctl_scan (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  EbbClock *clock = ebb_composition_get_clock (app->composition);
  Scan     *scan = g_new0 (Scan, 1);

  scan->app = app;
  scan->until_us = ebb_clock_get_boottime_us (clock) + app->seconds * G_USEC_PER_SEC;
  ebb_clock_add_timeout (clock, SCAN_PERIOD_MS, scan_cb, scan);
}

/* What is done once it is known who is paired and connected. */
typedef struct
{
  CtlApp *app;
  gulong  changed_id;
  guint   late_id;
  void (*act) (CtlApp *app);
} Known;

static gboolean
act_cb (gpointer user_data)
{
  Known *known = user_data;

  known->late_id = 0;
  g_clear_signal_handler (&known->changed_id, ebb_core_get_boots_list (known->app->core));
  known->act (known->app);
  g_free (known);
  return G_SOURCE_REMOVE;
}

static void
radio_known_cb (EbbBootsList *list G_GNUC_UNUSED, Known *known)
{
  EbbClock *clock = ebb_composition_get_clock (known->app->composition);

  /* After this signal: it has other receivers. */
  ebb_clock_clear (clock, &known->late_id);
  g_clear_signal_handler (&known->changed_id, ebb_core_get_boots_list (known->app->core));
  known->late_id = ebb_clock_add_timeout (clock, 0, act_cb, known);
}

/* The service says so in a moment, or in a while on a machine that is busy. Without it, and with
 * boots of this process, no news is to be waited for. */
static void
act_when_known (CtlApp *app, void (*act) (CtlApp *app))
{
  Known        *known = g_new0 (Known, 1);
  EbbClock     *clock = ebb_composition_get_clock (app->composition);
  EbbBootsList *list = ebb_core_get_boots_list (app->core);

  known->app = app;
  known->act = act;
  known->late_id = ebb_clock_add_timeout (clock, app->is_demo ? 0 : KNOWN_MS, act_cb, known);
  known->changed_id = g_signal_connect (list, "changed", G_CALLBACK (radio_known_cb), known);
}

static void
list_known (CtlApp *app)
{
  print_list (app, ebb_boots_list_get_known (ebb_core_get_boots_list (app->core)));
  ctl_quit (app, CTL_EXIT_OK);
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
  act_when_known (app, list_known);
}

static void
paired (CtlApp *app, EbbBoots *boots)
{
  print_boots (app, boots);
  ctl_quit (app, CTL_EXIT_OK);
}

void
ctl_pair (CtlApp *app, char **arguments)
{
  if (!explain_store (app))
    ctl_reach_boots (app, arguments[0], app->is_again ? CTL_REACH_TAKE_ANEW : CTL_REACH_PAIR,
                     paired, NULL);
}

static void
forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  CtlApp *app = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_boots_forget_finish (EBB_BOOTS (object), result, &error))
    {
      g_autofree char *words = ctl_dup_link_words (error);

      ctl_fail (app, CTL_EXIT_FAILED, _ ("“%s” were not forgotten: %s"),
                ebb_boots_get_name (EBB_BOOTS (object)), words);
      return;
    }
  if (!app->is_json)
    g_print (_ ("Forgot %s. History stays.\n"), ebb_boots_get_name (EBB_BOOTS (object)));
  ctl_quit (app, CTL_EXIT_OK);
}

static void
fail_in_use (CtlApp *app, EbbBoots *boots)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  g_autofree char   *elsewhere = ctl_dup_elsewhere_words (session);

  if (elsewhere != NULL && !ebb_current_session_is_elsewhere_stopping (session))
    ctl_fail (
        app, CTL_EXIT_BUSY,
        _ ("“%s” are not forgotten: a session runs on them (%s), and forgetting would cut its "
           "link with air in the boots. Stop it first: ebbctl stop"),
        ebb_boots_get_name (boots), elsewhere);
  else
    ctl_fail (
        app, CTL_EXIT_BUSY,
        _ ("“%s” are not forgotten: another Ebb program is stopping what was left open on them, "
           "and forgetting would cut its link with air in the boots. Try again when it is done, "
           "or close that program; open the zips, top first, if they feel tight"),
        ebb_boots_get_name (boots));
}

static void
forget_known (CtlApp *app)
{
  EbbCurrentSession *session = ebb_core_get_current_session (app->core);
  EbbBoots *boots = ebb_boots_list_find (ebb_core_get_boots_list (app->core), app->boots_name);

  if (boots == NULL || !ebb_boots_is_known (boots))
    ctl_fail (app, CTL_EXIT_NO_BOOTS, _ ("“%s” are none of your boots; see ebbctl boots"),
              app->boots_name);
  else if (ebb_current_session_is_elsewhere_on (session, boots))
    fail_in_use (app, boots);
  else
    ebb_boots_forget_async (boots, NULL, forgotten_cb, app);
}

void
ctl_forget (CtlApp *app, char **arguments)
{
  if (explain_store (app))
    return;
  g_free (app->boots_name);
  app->boots_name = g_strdup (arguments[0]);
  act_when_known (app, forget_known);
}

static void
tell (CtlApp *app, EbbBoots *boots)
{
  const GError *error = ebb_boots_get_error (boots);
  gboolean      is_ready = ebb_boots_get_state (boots) == EBB_BOOTS_READY;

  print_boots (app, boots);
  if (!app->is_json)
    print_facts (boots);
  if (!app->is_json && ebb_boots_is_running_elsewhere (boots))
    g_print ("%s\n", _ ("They run, or are not empty yet, and Ebb did not start them. Stop them at "
                        "their button, or with ebbctl stop."));
  if (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST))
    {
      g_autofree char *words = ctl_dup_link_words (error);

      g_printerr ("ebbctl: %s\n", words);
    }
  else if (!is_ready && !app->is_json)
    g_print ("%s\n", _ ("They are not paired with this computer: this is what they tell anyone. "
                        "They tell the rest after ebbctl pair."));
  if (is_ready)
    ctl_quit (app, CTL_EXIT_OK);
  else
    ctl_leave_boots (app, boots, CTL_EXIT_OK);
}

void
ctl_info (CtlApp *app, char **arguments)
{
  ctl_reach_boots (app, arguments[0], CTL_REACH_LOOK, tell, NULL);
}
