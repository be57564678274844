/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-section.h"

#include "ebb-boots-reconnect.h"
#include "ebb-boots-recording.h"
#include "ebb-boots-section-private.h"
#include "ebb-boots-set.h"
#include "ebb-current-session-set.h"

static EbbBoots *
find_boots (EbbBootsSection *self, GVariant *identity)
{
  return ebb_boots_list_find (ebb_core_get_boots_list (self->core),
                              g_variant_get_string (identity, NULL));
}

static void
scan_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  ebb_boots_list_scan (ebb_core_get_boots_list (self->core));
}

/* Those who are not heard yet are listened for. */
static void
all_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  EbbBootsSection *self = user_data;
  EbbBootsList    *list = ebb_core_get_boots_list (self->core);

  g_simple_action_set_state (action, state);
  ebb_boots_list_set_shows_all (list, g_variant_get_boolean (state));
  ebb_boots_list_scan (list);
}

static void
save_report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBoots *boots = find_boots (user_data, parameter);

  if (boots != NULL)
    ebb_boots_section_open_report (user_data, boots);
}

static void
power_on_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  ebb_boots_list_power_on (ebb_core_get_boots_list (self->core));
}

static void
settings_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GAppInfo) panel = NULL;
  g_autoptr (GError) error = NULL;

  panel = g_app_info_create_from_commandline ("gnome-control-center bluetooth", NULL,
                                              G_APP_INFO_CREATE_NONE, &error);
  if (panel == NULL || !g_app_info_launch (panel, NULL, NULL, &error))
    g_message ("the Bluetooth settings could not be opened: %s", error->message);
}

/* The state follows when the radio is that one. It has heard nobody yet. */
static void
choose_adapter_cb (GSimpleAction *action, GVariant *address, gpointer user_data)
{
  EbbBootsSection *self = user_data;
  EbbBootsList    *list = ebb_core_get_boots_list (self->core);

  if (!ebb_boots_section_may_choose_adapter (self))
    {
      /* Another program has begun a session meanwhile: the choice is taken off the page. */
      ebb_boots_section_refresh (self);
      return;
    }
  ebb_boots_list_choose_adapter (list, g_variant_get_string (address, NULL));
  if (ebb_boots_list_get_radio_state (list) == EBB_RADIO_READY)
    ebb_boots_list_scan (list);
}

static void
add_simulated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;
  EbbBoots        *boots = ebb_boots_list_add_simulated (ebb_core_get_boots_list (self->core));

  self->awaits_simulated = boots == NULL;
  if (boots != NULL)
    ebb_boots_section_choose (self, boots);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBoots *boots = find_boots (user_data, parameter);

  if (boots != NULL)
    ebb_boots_section_open (user_data, boots);
}

static void
pair_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBoots *boots = find_boots (user_data, parameter);

  if (boots != NULL)
    ebb_boots_section_pair (user_data, boots);
}

static void
use_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_section_choose (self, self->boots);
}

static void
connect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_connect (self->boots);
}

static void
pair_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_section_pair_again (self, self->boots);
}

static void
pair_chosen_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection   *self = user_data;
  EbbCurrentSession *session = ebb_core_get_current_session (self->core);
  EbbBoots          *boots = ebb_current_session_get_awaited_boots (session);

  if (boots != NULL)
    ebb_boots_section_pair_again (self, boots);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_rename (self->boots, g_variant_get_string (parameter, NULL));
}

static void
blink_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_identify (self->boots);
}

static void
join_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_boots_section_join (user_data);
}

static void
part_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_part (self->boots);
}

static void
legs_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_section_check_legs (self, self->boots);
}

static void
record_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  /* What the switch shows is what the boots then say. */
  if (self->boots != NULL)
    ebb_boots_set_is_recorded (self->boots, g_variant_get_boolean (state));
}

static void
reconnect_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  /* As for what is recorded. */
  if (self->boots != NULL)
    ebb_boots_set_reconnects (self->boots, g_variant_get_boolean (state));
}

static void
report_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->boots != NULL)
    ebb_boots_section_open_report (self, self->boots);
}

static void
forget_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_boots_section_ask_forget (user_data);
}

static void
pairing_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbBootsSection *self = user_data;

  if (self->pairing != NULL)
    ebb_pairing_do (self->pairing, g_action_get_name (G_ACTION (action)),
                    parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL);
}

static GSimpleActionGroup *
add_group (EbbBootsSection    *self,
           GtkWidget          *widget,
           const char         *name,
           const GActionEntry *entries,
           int                 n_entries)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, n_entries, self);
  gtk_widget_insert_action_group (widget, name, G_ACTION_GROUP (group));
  return group;
}

/**
 * ebb_boots_section_choose_awaited:
 *
 * Simulated boots that were asked for may need a moment to be found; chosen before the core is read,
 * so that they are shown as chosen.
 */
void
ebb_boots_section_choose_awaited (EbbBootsSection *self)
{
  GListModel *known;

  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  known = ebb_boots_list_get_known (ebb_core_get_boots_list (self->core));
  for (guint i = 0; self->awaits_simulated && i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (known, i);

      if (ebb_boots_is_in_process (boots))
        {
          self->awaits_simulated = FALSE;
          ebb_boots_section_choose (self, boots);
        }
    }
}

/*< private >
 * ebb_boots_section_may_choose_adapter:
 *
 * Returns: FALSE while a program of this account has a session: it would lose its link with air in
 *   the boots
 */
gboolean
ebb_boots_section_may_choose_adapter (EbbBootsSection *self)
{
  EbbCurrentSession *session = ebb_core_get_current_session (self->core);

  return ebb_current_session_get_snapshot (session)->state == EBB_SESSION_IDLE
         && ebb_current_session_get_elsewhere (session, NULL) == NULL;
}

/*< private >
 * ebb_boots_section_tell_adapter:
 * @adapters: (element-type EbbAdapter): of this computer
 *
 * Which of them is used is the state of the action that chooses.
 */
void
ebb_boots_section_tell_adapter (EbbBootsSection *self, GPtrArray *adapters)
{
  const char *used = "";

  if (self->search == NULL)
    return;
  for (guint i = 0; i < adapters->len; i++)
    {
      const EbbAdapter *adapter = adapters->pdata[i];

      if (adapter->is_used && adapter->address != NULL)
        used = adapter->address;
    }
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (self->search, "adapter")),
                             g_variant_new_string (used));
}

/*< private >
 * ebb_boots_section_enable_search:
 *
 * While a session runs, nothing is looked for and nothing new is taken.
 */
void
ebb_boots_section_enable_search (EbbBootsSection *self, gboolean is_enabled)
{
  static const char *const names[] = { "scan", "all",        "add-simulated",
                                       "pair", "pair-again", "adapter" };

  for (guint i = 0; self->search != NULL && i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (self->search, names[i])), is_enabled);
}

static void
show_switch (EbbBootsSection *self, const char *name, gboolean is_on, gboolean is_enabled)
{
  GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (self->device, name));

  g_simple_action_set_state (action, g_variant_new_boolean (is_on));
  g_simple_action_set_enabled (action, is_enabled);
}

/*< private >
 * ebb_boots_section_show_switches:
 *
 * What is recorded can be switched off at any time; a session that runs is not recorded from its
 * middle. Nor does a session ask whether its boots reconnect.
 */
void
ebb_boots_section_show_switches (EbbBootsSection *self, const EbbBootsFacts *facts)
{
  if (self->device == NULL)
    return;
  show_switch (self, "record", facts->is_recorded, facts->is_known);
  show_switch (self, "reconnect", facts->reconnects, facts->is_known);
}

/**
 * ebb_boots_section_add_actions:
 * @widget: an ancestor of the pages; gone before the section is
 *
 * Gives the buttons of the pages something to do.
 */
void
ebb_boots_section_add_actions (EbbBootsSection *self, GtkWidget *widget)
{
  static const GActionEntry boots[] = {
    { .name = "scan", .activate = scan_cb },
    { .name = "all", .state = "false", .change_state = all_cb },
    { .name = "report", .activate = save_report_cb, .parameter_type = "s" },
    { .name = "power-on", .activate = power_on_cb },
    { .name = "settings", .activate = settings_cb },
    { .name = "add-simulated", .activate = add_simulated_cb },
    { .name = "open", .activate = open_cb, .parameter_type = "s" },
    { .name = "pair", .activate = pair_cb, .parameter_type = "s" },
    { .name = "pair-again", .activate = pair_chosen_again_cb },
    { .name = "adapter", .parameter_type = "s", .state = "''", .change_state = choose_adapter_cb },
  };
  static const GActionEntry device[] = {
    { .name = "use", .activate = use_cb },
    { .name = "connect", .activate = connect_cb },
    { .name = "pair", .activate = pair_again_cb },
    { .name = "rename", .activate = rename_cb, .parameter_type = "s" },
    { .name = "blink", .activate = blink_cb },
    { .name = "legs", .activate = legs_cb },
    { .name = "join", .activate = join_cb },
    { .name = "part", .activate = part_cb },
    { .name = "report", .activate = report_cb },
    { .name = "record", .state = "false", .change_state = record_cb },
    { .name = "reconnect", .state = "true", .change_state = reconnect_cb },
    { .name = "forget", .activate = forget_cb },
  };
  static const GActionEntry pairing[] = {
    { .name = "start", .activate = pairing_cb },
    { .name = "same", .activate = pairing_cb },
    { .name = "different", .activate = pairing_cb },
    { .name = "enter", .activate = pairing_cb, .parameter_type = "s" },
    { .name = "mine", .activate = pairing_cb },
    { .name = "not-mine", .activate = pairing_cb },
    { .name = "blink", .activate = pairing_cb },
  };

  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  self->search = G_ACTION_MAP (add_group (self, widget, "boots", boots, G_N_ELEMENTS (boots)));
  self->device = G_ACTION_MAP (add_group (self, widget, "device", device, G_N_ELEMENTS (device)));
  ebb_boots_section_add_report_actions (self, widget);
  g_object_unref (add_group (self, widget, "pairing", pairing, G_N_ELEMENTS (pairing)));
}

/**
 * ebb_boots_section_end:
 *
 * Whoever closes the window in the middle of pairing has not said yes: nothing is left of it, not
 * even the link, which would keep others from the boots. All that is said here, there is no later.
 */
void
ebb_boots_section_end (EbbBootsSection *self)
{
  g_autoptr (EbbBoots) boots = NULL;

  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  if (self->pairing == NULL)
    return;
  boots = g_object_ref (ebb_pairing_get_boots (self->pairing));
  ebb_boots_section_leave_pairing (self);
  if (!ebb_boots_is_paired (boots))
    ebb_boots_disconnect (boots);
}

EbbBoots *
ebb_boots_section_get_boots (EbbBootsSection *self)
{
  g_return_val_if_fail (EBB_IS_BOOTS_SECTION (self), NULL);

  return self->boots;
}

static void
show_boots_alone (EbbBootsSection *self)
{
  if (self->search != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (self->search, "all")),
                               g_variant_new_boolean (FALSE));
  ebb_boots_list_set_shows_all (ebb_core_get_boots_list (self->core), FALSE);
}

/**
 * ebb_boots_section_leave:
 *
 * Ends the scan, and forgets who was heard and is not any more. What is no boots is shown to whoever
 * asked for it, this time.
 */
void
ebb_boots_section_leave (EbbBootsSection *self)
{
  g_return_if_fail (EBB_IS_BOOTS_SECTION (self));

  self->is_entered = FALSE;
  g_clear_pointer (&self->said, g_free);
  if (ebb_boots_list_is_scanning (ebb_core_get_boots_list (self->core)) && !self->awaits_simulated)
    ebb_boots_list_stop_scan (ebb_core_get_boots_list (self->core));
  /* From the page of its report somebody comes back to the list. */
  if (self->report_page == NULL)
    show_boots_alone (self);
  ebb_boots_list_drop_unheard (ebb_core_get_boots_list (self->core));
  g_clear_pointer (&self->notice, g_free);
}
