/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-actions.h"
#include "ebb-current-session-set.h"
#include "ebb-current-session-steps.h"

#define LENGTH_STEP_S 300

static EbbCurrentSession *
session_of (gpointer user_data)
{
  return ebb_core_get_current_session (user_data);
}

static void
set_legs_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_set_legs (session_of (user_data), (EbbLegs) g_variant_get_int32 (parameter));
}

/* To the next whole step, so that an odd length of a program comes onto the grid. */
static void
step_length_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbCurrentSession *session = session_of (user_data);
  int                direction = g_variant_get_int32 (parameter);
  guint              length_s = ebb_current_session_get_length_s (session);
  guint              step = length_s / LENGTH_STEP_S;

  if (direction > 0)
    length_s = (step + 1) * LENGTH_STEP_S;
  else if (length_s % LENGTH_STEP_S != 0)
    length_s = step * LENGTH_STEP_S;
  else
    length_s = step > 0 ? (step - 1) * LENGTH_STEP_S : 0;
  ebb_current_session_set_length_s (session,
                                    CLAMP (length_s, ebb_current_session_get_length_min_s (session),
                                           ebb_current_session_get_length_max_s (session)));
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  int      check;
  gboolean is_ticked;

  g_variant_get (parameter, "(ib)", &check, &is_ticked);
  if (check >= 0 && check < EBB_N_CHECKS)
    ebb_current_session_set_check (session_of (user_data), (EbbCheck) check, is_ticked);
}

static void
choose_program_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbProgram *program =
      ebb_programs_find (ebb_core_get_programs (user_data), g_variant_get_string (parameter, NULL));

  if (program != NULL)
    ebb_current_session_set_program (session_of (user_data), program);
}

static void
connect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_connect_boots (session_of (user_data));
}

static void
cancel_connect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_disconnect_boots (session_of (user_data));
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_pause (session_of (user_data));
}

static void
end_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_end (session_of (user_data));
}

static void
step_intensity_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_step_intensity (session_of (user_data), g_variant_get_int32 (parameter));
}

static void
step_heat_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_step_heat (session_of (user_data), g_variant_get_int32 (parameter));
}

static void
say_present_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_say_present (session_of (user_data));
}

static void
declare_open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_declare_boots_open (session_of (user_data));
}

static void
clear_fault_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_clear_fault (session_of (user_data));
}

static void
dismiss_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_dismiss_result (session_of (user_data));
}

static void
say_symptom_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_current_session_say_symptom (session_of (user_data),
                                   (EbbAnswer) g_variant_get_int32 (parameter));
}

void
ebb_session_actions_add (GActionMap *map, EbbCore *core)
{
  static const GActionEntry entries[] = {
    { .name = "set-legs", .activate = set_legs_cb, .parameter_type = "i" },
    { .name = "step-length", .activate = step_length_cb, .parameter_type = "i" },
    { .name = "check", .activate = check_cb, .parameter_type = "(ib)" },
    { .name = "choose-program", .activate = choose_program_cb, .parameter_type = "s" },
    { .name = "connect", .activate = connect_cb },
    { .name = "cancel-connect", .activate = cancel_connect_cb },
    { .name = "pause", .activate = pause_cb },
    { .name = "end", .activate = end_cb },
    { .name = "step-intensity", .activate = step_intensity_cb, .parameter_type = "i" },
    { .name = "step-heat", .activate = step_heat_cb, .parameter_type = "i" },
    { .name = "say-present", .activate = say_present_cb },
    { .name = "declare-open", .activate = declare_open_cb },
    { .name = "clear-fault", .activate = clear_fault_cb },
    { .name = "say-symptom", .activate = say_symptom_cb, .parameter_type = "i" },
    { .name = "dismiss", .activate = dismiss_cb },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), core);
}
