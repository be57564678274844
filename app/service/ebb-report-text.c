/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-report-text-private.h"

#include <sys/utsname.h>

#include "ebb-boots-reconnect.h"
#include "ebb-boots-recording.h"
#include "ebb-session-record.h"
#include "ebb-snapshot-json.h"

/* What a report says, in words for maintainers: it is read in any language as it is written here,
 * and not translated. */

static const char *
say_yes (gboolean is_so)
{
  return is_so ? "yes" : "no";
}

void
ebb_report_append_computer (GString *text, const char *front_end)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  struct utsname   kernel = { 0 };

  uname (&kernel);
  g_string_append (text, "\n[computer]\n");
  g_string_append (text, front_end);
  g_string_append_printf (text, "GLib: %u.%u.%u\n", glib_major_version, glib_minor_version,
                          glib_micro_version);
  g_string_append_printf (text, "kernel: %s %s %s\n", kernel.sysname, kernel.release,
                          kernel.machine);
  g_string_append_printf (text, "system: %s\n", system != NULL ? system : "not known");
}

static void
append_zones (GString *text, const char *what, const EbbZoneMask zones[EBB_N_SIDES])
{
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      g_string_append_printf (text, "%s %s:", what, ebb_side_to_string ((EbbSide) side));
      for (int zone = 0; zone < EBB_N_ZONES; zone++)
        if (zones[side] & EBB_ZONE_BIT (zone))
          g_string_append_printf (text, " %s", ebb_zone_to_string ((EbbZone) zone));
      g_string_append_c (text, '\n');
    }
}

static void
append_capabilities (GString *text, const EbbCapabilities *can)
{
  if (can == NULL)
    {
      g_string_append (text, "features: not read in this run\n");
      return;
    }
  append_zones (text, "zones", can->zones);
  append_zones (text, "settable", can->settable);
  append_zones (text, "heated", can->heated);
  g_string_append_printf (text, "pressure: %d to %d Pa, step %d Pa, measured %s, levels %u\n",
                          can->pressure_min_pa, can->pressure_max_pa, can->pressure_step_pa,
                          say_yes (can->measures_pressure), can->level_count);
  g_string_append_printf (text, "heat: %s, %d to %d tenths of a degree, measured %s\n",
                          say_yes (can->has_heat), can->heat_min_ddeg, can->heat_max_ddeg,
                          say_yes (can->measures_temperature));
  g_string_append_printf (text, "lease: %u s, own timer %s, can blink %s, battery %s\n",
                          can->lease_s, say_yes (can->has_own_timer), say_yes (can->can_identify),
                          say_yes (can->has_battery));
}

static void
append_definition (GString *text, EbbDefinition *definition)
{
  if (definition == NULL)
    {
      g_string_append (text, "definition: none claims what they advertise\n");
      return;
    }
  g_string_append_printf (text, "definition: %s, support %s, tier %s\n",
                          ebb_definition_get_id (definition),
                          ebb_support_to_string (ebb_definition_get_support (definition)),
                          ebb_tier_to_string (ebb_definition_get_tier (definition)));
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      const char *uuid = ebb_definition_get_uuid (definition, role);
      const int   channel = ebb_definition_get_channel (definition, role);

      if (uuid == NULL)
        continue;
      g_string_append_printf (text, "role %s: %s", ebb_role_to_string (role), uuid);
      if (channel != EBB_CHANNEL_NONE)
        g_string_append_printf (text, ", channel %d", channel);
      g_string_append (text, ebb_definition_needs_role (definition, role) ? ", needed\n" : "\n");
    }
}

static EbbDefinition *
find_definition (EbbBoots *boots)
{
  if (boots->controller != NULL)
    return ebb_link_get_definition (ebb_controller_get_link (boots->controller));
  return boots->peer != NULL ? ebb_peer_get_definition (boots->peer) : NULL;
}

static const char *
say_state (EbbBootsState state)
{
  static const char *const words[] = { "away",    "nearby", "connecting",
                                       "pairing", "ready",  "untrusted" };

  return (guint) state < G_N_ELEMENTS (words) ? words[state] : "unknown";
}

static void
append_link (GString *text, EbbBoots *boots)
{
  const GError *error = ebb_boots_get_error (boots);

  g_string_append_printf (
      text, "state: %s, yours %s, paired %s, in this process %s, tried again %u\n",
      say_state (ebb_boots_get_state (boots)), say_yes (ebb_boots_is_known (boots)),
      say_yes (ebb_boots_is_paired (boots)), say_yes (ebb_boots_is_in_process (boots)),
      ebb_boots_get_retries (boots));
  g_string_append_printf (text, "reconnects by itself: %s, tried for: %s\n",
                          say_yes (ebb_boots_reconnects (boots)),
                          say_yes (ebb_boots_is_tried_for (boots)));
  if (error != NULL)
    g_string_append_printf (text, "last error: %s %d: %s\n", g_quark_to_string (error->domain),
                            error->code, error->message);
  if (boots->has_status)
    g_string_append_printf (text, "status: %s, ended by %s, fault %s, epoch %u, closed %u\n",
                            ebb_run_state_to_string (boots->status.run_state),
                            ebb_end_reason_to_string (boots->status.end_reason),
                            ebb_boots_fault_to_string (boots->status.fault), boots->status.epoch,
                            boots->status.closed_epoch);
  g_string_append_printf (text, "stop owed: epoch %u\n", boots->owed_stop_epoch);
}

static void
append_text (GString *text, const char *what, const char *value)
{
  g_string_append_printf (text, "%s: %s\n", what, value != NULL ? value : "not known");
}

void
ebb_report_append_boots (GString *text, EbbBoots *boots)
{
  const GError *recording = ebb_boots_get_recording_error (boots);

  g_string_append (text, "\n[boots]\n");
  append_definition (text, find_definition (boots));
  append_link (text, boots);
  append_text (text, "manufacturer", ebb_boots_get_manufacturer (boots));
  append_text (text, "model", ebb_boots_get_model (boots));
  append_text (text, "firmware", ebb_boots_get_firmware (boots));
  append_text (text, "serial number", ebb_boots_get_serial (boots));
  g_string_append_printf (text, "battery: %d %%\n", ebb_boots_get_battery_percent (boots));
  append_capabilities (text, ebb_boots_get_capabilities (boots));
  if (recording != NULL)
    append_text (text, "recording ended early", recording->message);
}

void
ebb_report_append_session (GString *text, EbbCurrentSession *session)
{
  g_autofree char *json = ebb_snapshot_to_json (ebb_current_session_get_snapshot (session));

  g_string_append_printf (text, "\n[session now]\n%s\n", json);
}

/* What a session was called and when it was is a person's own. */
void
ebb_report_append_history (GString *text, GPtrArray *records)
{
  g_string_append (text, "\n[last sessions, newest first]\n");
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const EbbSessionRecord *record = g_ptr_array_index (records, i);

      g_string_append_printf (
          text, "%u of %u s, simulated %s, end %s, fault %s, empty confirmed %s\n", record->run_s,
          record->planned_s, say_yes (record->is_simulated),
          ebb_session_end_to_string (record->end), ebb_fault_to_string (record->fault),
          say_yes (record->is_vented_confirmed));
    }
}

static void
add_boots (EbbRedactor *redactor, EbbBoots *boots)
{
  const char *name = ebb_boots_get_name (boots);

  ebb_redactor_add_text (redactor, ebb_boots_get_serial (boots), "(serial number)");
  /* Of those that were expected, where others answered. */
  if (boots->known != NULL)
    ebb_redactor_add_text (redactor, boots->known->serial, "(serial number)");
  if (g_strcmp0 (name, ebb_boots_get_identity (boots)) != 0)
    ebb_redactor_add_text (redactor, name, "(name of boots)");
  if (boots->peer != NULL)
    ebb_redactor_add_text (redactor, ebb_peer_get_name (boots->peer), "(name of boots)");
  if (!ebb_boots_is_in_process (boots))
    ebb_redactor_add_address (redactor, ebb_boots_get_identity (boots), "(address of boots)");
}

static void
add_list (EbbRedactor *redactor, GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (list, i);

      add_boots (redactor, boots);
    }
}

/* What a system is called that nobody named, tells who made it and not whose it is. */
static void
add_host (EbbRedactor *redactor)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_ID);

  if (system == NULL || g_ascii_strcasecmp (system, g_get_host_name ()) != 0)
    ebb_redactor_add_text (redactor, g_get_host_name (), "(this computer)");
}

EbbRedactor *
ebb_report_make_redactor (EbbCore *core)
{
  EbbRedactor  *redactor = ebb_redactor_new ();
  EbbBootsList *list = ebb_core_get_boots_list (core);

  ebb_redactor_add_text (redactor, g_get_home_dir (), "(home)");
  /* GLib's word for an account without a name. */
  if (!g_str_equal (g_get_real_name (), "Unknown"))
    ebb_redactor_add_text (redactor, g_get_real_name (), "(name)");
  add_host (redactor);
  ebb_redactor_add_text (redactor, g_get_user_name (), "(account)");
  add_list (redactor, ebb_boots_list_get_known (list));
  add_list (redactor, ebb_boots_list_get_nearby (list));
  return redactor;
}
