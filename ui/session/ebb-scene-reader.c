/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-recording.h"
#include "ebb-scene.h"
#include "ebb-boots-set.h"

static void
read_boots (EbbScene *scene, EbbCurrentSession *session)
{
  EbbBoots *boots = ebb_current_session_get_boots (session);

  scene->has_boots = boots != NULL;
  scene->battery_percent = -1;
  if (boots == NULL)
    return;
  scene->boots_name = ebb_current_session_get_boots_name (session);
  scene->boots_state = ebb_current_session_get_boots_state (session);
  scene->boots_error = ebb_boots_get_error (boots);
  scene->boots_retries = ebb_boots_get_retries (boots);
  scene->boots_support = ebb_boots_get_support (boots);
  scene->boots_tier = ebb_boots_get_tier (boots);
  scene->battery_percent = ebb_current_session_get_battery_percent (session);
  scene->capabilities = ebb_current_session_get_capabilities (session);
  scene->is_running_elsewhere = ebb_boots_is_running_elsewhere (boots);
  scene->elsewhere_pa = ebb_boots_get_elsewhere_pa (boots);
  scene->is_recorded = ebb_boots_is_recorded (boots);
  scene->recording = ebb_boots_get_recording (boots);
  scene->recording_error = ebb_boots_get_recording_error (boots);
  boots = ebb_boots_get_partner (boots);
  if (boots == NULL || !ebb_boots_is_running_elsewhere (boots))
    return;
  scene->is_running_elsewhere = TRUE;
  scene->elsewhere_pa = MAX (scene->elsewhere_pa, ebb_boots_get_elsewhere_pa (boots));
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
  read_boots (scene, session);
  read_setup (scene, session);
  read_steps (scene, session);
  scene->trace = ebb_current_session_get_trace (session, &scene->n_trace);
  scene->is_journal_missing = ebb_core_get_store_error (core) != NULL;
  if (scene->is_journal_missing)
    scene->journal_error = ebb_core_get_store_error (core)->message;
  if (is_held_elsewhere (scene))
    scene->holder = ebb_current_session_get_elsewhere (session);
}
