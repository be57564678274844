/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-scene.h"

#include <glib/gi18n.h>

#include "ebb-stop-bar.h"
#include "ebb-trouble-words.h"

/**
 * ebb_scene_is_stoppable:
 *
 * Returns: whether STOP stands at the bottom of the window
 */
gboolean
ebb_scene_is_stoppable (const EbbScene *scene)
{
  return scene->snapshot->state >= EBB_SESSION_ARMED || scene->is_running_elsewhere
         || scene->elsewhere != NULL;
}

/**
 * ebb_scene_describe_stop:
 * @line: (out): time or state
 * @more: (out): state and highest zone
 *
 * What stands beside STOP. Of a session that another program runs it is what that program says, and
 * that it was asked before it says that it stops. What it said before it hung is past.
 */
void
ebb_scene_describe_stop (const EbbScene *scene, char **line, char **more)
{
  gboolean is_other = scene->snapshot->state == EBB_SESSION_IDLE && !scene->is_running_elsewhere
                      && scene->elsewhere != NULL;

  if (is_other && scene->is_elsewhere_deaf)
    {
      *line = g_strdup (C_ ("safety", "No answer"));
      *more = g_strdup (C_ ("safety", "Press the stop button on the boots"));
      return;
    }
  if (!is_other || scene->elsewhere_asked_ms == 0)
    {
      ebb_stop_bar_describe (is_other ? scene->elsewhere : scene->snapshot, line, more);
      return;
    }
  *line = g_strdup (C_ ("safety", "Asked to stop"));
  *more = g_strdup (C_ ("safety", "Waiting for the program that runs them"));
}

/**
 * ebb_scene_can_start:
 *
 * Returns: whether nothing speaks against Start
 */
gboolean
ebb_scene_can_start (const EbbScene *scene)
{
  return scene->has_boots && scene->n_refusals == 0 && scene->journal_state == EBB_STORE_IS_OPEN;
}

/**
 * ebb_scene_get_zones:
 *
 * Returns: the zones of the boots on the legs that are chosen
 */
EbbZoneMask
ebb_scene_get_zones (const EbbScene *scene)
{
  EbbZoneMask zones = 0;

  if (scene->capabilities == NULL)
    return 0;
  for (int side = 0; side < EBB_N_SIDES; side++)
    if (ebb_legs_has_side (scene->legs, side))
      zones |= scene->capabilities->zones[side];
  return zones;
}

/**
 * ebb_scene_has_levels:
 *
 * Returns: whether what these boots are told is a level
 */
gboolean
ebb_scene_has_levels (const EbbScene *scene)
{
  return scene->capabilities != NULL && scene->capabilities->level_count > 0;
}

/**
 * ebb_scene_read_figure:
 *
 * What was reported, with what the boots mean by it.
 */
void
ebb_scene_read_figure (const EbbScene *scene, EbbFigureValues *values)
{
  ebb_figure_values_from_snapshot (values, scene->snapshot);
  if (scene->capabilities != NULL)
    values->level_count = scene->capabilities->level_count;
}

/**
 * ebb_scene_is_battery_low:
 *
 * Returns: whether boots that run have less than they would be started with
 */
gboolean
ebb_scene_is_battery_low (const EbbScene *scene)
{
  return scene->snapshot->state == EBB_SESSION_RUNNING && scene->battery_percent >= 0
         && scene->battery_percent < (int) scene->battery_start_percent;
}

/**
 * ebb_scene_is_fault_empty:
 *
 * As the session has it: a low reading of boots that still run is no end of it.
 *
 * Returns: whether a person who has looked at the boots can end the fault
 */
gboolean
ebb_scene_is_fault_empty (const EbbScene *scene)
{
  return scene->snapshot->state == EBB_SESSION_FAULT
         && ebb_trouble_words_judge_air (scene->snapshot) == EBB_AIR_OUT;
}
