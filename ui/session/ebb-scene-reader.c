/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-reconnect.h"
#include "ebb-boots-recording.h"
#include "ebb-scene.h"
#include "ebb-boots-set.h"
#include "ebb-current-session-elsewhere.h"
#include "ebb-current-session-set.h"
#include "ebb-current-session-steps.h"

/* What runs there is known as well as the least known of it. */
static void
read_elsewhere (EbbScene *scene, EbbBoots *boots)
{
  int32_t highest_pa = ebb_boots_get_elsewhere_pa (boots);

  if (!ebb_boots_is_running_elsewhere (boots))
    return;
  if (scene->is_running_elsewhere && scene->elsewhere_pa == EBB_PRESSURE_UNKNOWN_PA)
    return;
  if (highest_pa != EBB_PRESSURE_UNKNOWN_PA && scene->is_running_elsewhere)
    highest_pa = MAX (highest_pa, scene->elsewhere_pa);
  scene->is_running_elsewhere = TRUE;
  scene->elsewhere_pa = highest_pa;
}

static void
read_recording (EbbScene *scene, EbbBoots *boots)
{
  scene->is_recorded = scene->is_recorded || ebb_boots_is_recorded (boots);
  if (scene->recording == NULL)
    scene->recording = ebb_boots_get_recording (boots);
  if (scene->recording_error == NULL)
    scene->recording_error = ebb_boots_get_recording_error (boots);
}

/* (nullable): of two boots of which one alone keeps them from being started */
static const char *
find_awaited_name (EbbBoots *awaited)
{
  EbbBoots *partner = ebb_boots_get_partner (awaited);

  if (partner == NULL || ebb_boots_get_state (awaited) == EBB_BOOTS_READY
      || ebb_boots_get_state (partner) != EBB_BOOTS_READY)
    return NULL;
  return ebb_boots_get_name (awaited);
}

static void
read_boots (EbbScene *scene, EbbCurrentSession *session, EbbBootsList *list)
{
  EbbBoots *boots = ebb_current_session_get_boots (session);
  EbbBoots *awaited = ebb_current_session_get_awaited_boots (session);

  scene->has_boots = boots != NULL;
  scene->battery_percent = -1;
  if (boots == NULL)
    return;
  if (!ebb_boots_is_in_process (boots))
    scene->radio_state = ebb_boots_list_get_radio_state (list);
  scene->boots_identity = ebb_boots_get_identity (boots);
  scene->boots_name = ebb_current_session_get_boots_name (session);
  scene->awaited_name = find_awaited_name (awaited);
  scene->boots_state = ebb_current_session_get_boots_state (session);
  scene->boots_error = ebb_boots_get_error (awaited);
  scene->boots_retries = ebb_boots_get_retries (awaited);
  scene->needs_connect = !ebb_boots_is_tried_for (awaited);
  scene->boots_support = ebb_boots_get_support (boots);
  scene->boots_tier = ebb_current_session_get_tier (session);
  scene->boots_timer_s = ebb_current_session_get_own_timer_s (session);
  scene->battery_percent = ebb_current_session_get_battery_percent (session);
  scene->capabilities = ebb_current_session_get_capabilities (session);
  for (guint i = 0; i < 2 && boots != NULL; i++, boots = ebb_boots_get_partner (boots))
    {
      read_elsewhere (scene, boots);
      read_recording (scene, boots);
    }
}

static void
read_setup (EbbScene *scene, EbbCurrentSession *session)
{
  scene->program = ebb_current_session_get_program (session);
  scene->legs = ebb_current_session_get_legs (session);
  scene->length_s = ebb_current_session_get_length_s (session);
  scene->length_min_s = ebb_current_session_get_length_min_s (session);
  scene->length_max_s = ebb_current_session_get_length_max_s (session);
  for (int check = 0; check < EBB_N_CHECKS; check++)
    scene->checks[check] = ebb_current_session_get_check (session, check);
  scene->cap_pa = ebb_current_session_get_cap_pa (session);
  scene->peak_pa = ebb_current_session_get_peak_pa (session);
  ebb_current_session_get_battery_bounds (session, &scene->battery_start_percent,
                                          &scene->battery_end_percent);
  scene->refusals = ebb_current_session_get_refusals (session, &scene->n_refusals);
}

static void
read_steps (EbbScene *scene, EbbCurrentSession *session)
{
  scene->can_lower_intensity = ebb_current_session_can_step_intensity (session, -1);
  scene->can_raise_intensity = ebb_current_session_can_step_intensity (session, 1);
  scene->can_lower_heat = ebb_current_session_can_step_heat (session, -1);
  scene->can_raise_heat = ebb_current_session_can_step_heat (session, 1);
}

static gboolean
is_held_elsewhere (const EbbScene *scene)
{
  for (gsize i = 0; i < scene->n_refusals; i++)
    if (scene->refusals[i].code == EBB_REFUSAL_SESSION_ELSEWHERE)
      return TRUE;
  return FALSE;
}

static void
read_person (EbbScene *scene, EbbPeople *people)
{
  const EbbMember *member = ebb_people_get_current (people);

  if (member != NULL && member->name[0] != '\0')
    scene->person_name = member->name;
}

/* The boots of it may be others than those that are set up here, or unknown here. */
static void
read_other (EbbScene *scene, EbbCurrentSession *session, EbbBootsList *list)
{
  EbbBoots *boots;

  scene->is_elsewhere_empty = ebb_current_session_is_elsewhere_empty (session);
  scene->elsewhere = ebb_current_session_get_elsewhere_snapshot (session);
  if (scene->elsewhere == NULL)
    return;
  scene->elsewhere_identity = ebb_current_session_get_elsewhere_identity (session);
  scene->is_elsewhere_deaf = ebb_current_session_is_elsewhere_deaf (session);
  scene->elsewhere_asked_ms = ebb_current_session_get_elsewhere_asked_ms (session);
  boots = ebb_boots_list_find (list, scene->elsewhere_identity);
  if (boots != NULL && boots == ebb_current_session_get_boots (session))
    scene->elsewhere_name = scene->boots_name;
  else if (boots != NULL)
    scene->elsewhere_name = ebb_boots_get_name (boots);
}

/**
 * ebb_scene_read:
 *
 * Asks the core for everything once.
 */
void
ebb_scene_read (EbbScene *scene, EbbCore *core)
{
  EbbCurrentSession *session = ebb_core_get_current_session (core);

  *scene = (EbbScene){ .wall_us = g_get_real_time () };
  scene->snapshot = ebb_current_session_get_snapshot (session);
  read_boots (scene, session, ebb_core_get_boots_list (core));
  read_setup (scene, session);
  read_steps (scene, session);
  read_person (scene, ebb_core_get_people (core));
  scene->symptom = ebb_current_session_get_symptom (session);
  scene->is_asked =
      ebb_questionnaire_get_asking (ebb_core_get_questionnaire (core)) != EBB_ASKING_NOTHING;
  scene->answers_valid_days =
      ebb_wearer_get_screening (ebb_core_get_wearer (core))->valid_s / (24 * 60 * 60);
  scene->trace = ebb_current_session_get_trace (session, &scene->n_trace);
  scene->journal_state = ebb_core_get_store_state (core);
  if (scene->journal_state != EBB_STORE_IS_OPEN)
    scene->journal_error = ebb_core_get_store_error (core)->message;
  read_other (scene, session, ebb_core_get_boots_list (core));
  if (is_held_elsewhere (scene) || scene->elsewhere != NULL)
    scene->holder = ebb_current_session_get_elsewhere (session, &scene->holder_since_us);
}
