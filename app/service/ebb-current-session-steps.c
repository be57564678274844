/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-current-session-steps.h"

#include "ebb-boots-private.h"
#include "ebb-current-session-private.h"
#include "ebb-safety.h"
#include "ebb-current-session-rules-private.h"
#include "ebb-recording-private.h"

/* What a press on + or -, or an answer, comes to while a session runs. */

/* One step of a press: ui.md 4.10. */
#define INTENSITY_STEP_MMHG 5
#define HEAT_STEP_DDEG 10

/* What the next press counts from: what was asked for, if the boots have not reported it yet. */
static int32_t
wanted_intensity_pa (const EbbSnapshot *snapshot)
{
  return snapshot->intensity_wanted_pa != 0 ? snapshot->intensity_wanted_pa
                                            : snapshot->intensity_pa;
}

/* Steps stay on the 5 mmHg grid (ui.md 15). 0: there is no further step. */
static int32_t
next_intensity_pa (EbbCurrentSession *self, int direction)
{
  const EbbSnapshot     *snapshot = ebb_session_get_snapshot (self->session);
  const EbbCapabilities *capabilities = ebb_current_session_get_capabilities (self);
  int                    now_mmhg = ebb_pa_to_whole_mmhg (wanted_intensity_pa (snapshot));
  int                    next_mmhg;
  int32_t                next_pa;

  if (snapshot->state != EBB_SESSION_RUNNING || capabilities == NULL || now_mmhg <= 0)
    return 0;
  if (direction > 0)
    next_mmhg = (now_mmhg / INTENSITY_STEP_MMHG + 1) * INTENSITY_STEP_MMHG;
  else
    next_mmhg = (now_mmhg - 1) / INTENSITY_STEP_MMHG * INTENSITY_STEP_MMHG;
  next_pa = ebb_mmhg_to_pa (next_mmhg);
  if (next_pa > snapshot->cap_pa || next_pa < capabilities->pressure_min_pa)
    return 0;
  /* As the last gate will: presses in one breath wait until the boots have followed. */
  if (direction > 0
      && !ebb_safety_check_intensity (&self->limits, capabilities, snapshot->intensity_pa, next_pa,
                                      snapshot->cap_pa, NULL))
    return 0;
  return next_pa;
}

/**
 * ebb_current_session_can_step_intensity:
 * @direction: 1 or -1
 *
 * Returns: whether there is a step that way within the cap and what the boots can do
 */
gboolean
ebb_current_session_can_step_intensity (EbbCurrentSession *self, int direction)
{
  return next_intensity_pa (self, direction) > 0;
}

/**
 * ebb_current_session_step_intensity:
 * @direction: 1 or -1
 *
 * One step of 5 mmHg; nothing happens where there is none.
 */
void
ebb_current_session_step_intensity (EbbCurrentSession *self, int direction)
{
  int32_t next_pa = next_intensity_pa (self, direction);
  g_autoptr (EbbBoots) boots = NULL;

  if (next_pa <= 0)
    return;
  boots = ebb_current_session_expect_note (self);
  ebb_session_set_intensity_pa (self->session, next_pa);
  ebb_boots_note (boots, "intensity %d", next_pa);
}

/* EBB_HEAT_OFF_DDEG is a step too, the one below the lowest. FALSE: there is none that way. */
static gboolean
next_heat_ddeg (EbbCurrentSession *self, int direction, int16_t *next_ddeg)
{
  const EbbSnapshot     *snapshot = ebb_session_get_snapshot (self->session);
  const EbbCapabilities *capabilities = ebb_current_session_get_capabilities (self);
  EbbProgram            *program = ebb_current_session_get_program (self);
  EbbCaps                caps;

  if (snapshot->state != EBB_SESSION_RUNNING || capabilities == NULL || !capabilities->has_heat
      || program == NULL || ebb_program_get_heated (program) == 0)
    return FALSE;
  if (!ebb_current_session_find_caps (self, EBB_PURPOSE_SESSION, &caps) || !caps.allows_heat)
    return FALSE;
  if (snapshot->heat_ddeg == EBB_HEAT_OFF_DDEG)
    {
      *next_ddeg = capabilities->heat_min_ddeg;
      return direction > 0 && snapshot->heat_left_s > 0 && *next_ddeg <= caps.heat_cap_ddeg;
    }
  *next_ddeg = (int16_t) (snapshot->heat_ddeg + direction * HEAT_STEP_DDEG);
  if (*next_ddeg < capabilities->heat_min_ddeg)
    *next_ddeg = EBB_HEAT_OFF_DDEG;
  return *next_ddeg <= caps.heat_cap_ddeg;
}

/**
 * ebb_current_session_can_step_heat:
 * @direction: 1 or -1
 *
 * Returns: whether there is a step that way
 */
gboolean
ebb_current_session_can_step_heat (EbbCurrentSession *self, int direction)
{
  int16_t next_ddeg;

  return next_heat_ddeg (self, direction, &next_ddeg);
}

/**
 * ebb_current_session_step_heat:
 * @direction: 1 or -1
 *
 * One degree; below the lowest it goes off.
 */
void
ebb_current_session_step_heat (EbbCurrentSession *self, int direction)
{
  g_autoptr (EbbBoots) boots = NULL;
  int16_t next_ddeg;

  if (!next_heat_ddeg (self, direction, &next_ddeg))
    return;
  boots = ebb_current_session_expect_note (self);
  ebb_session_set_heat_ddeg (self->session, next_ddeg);
  ebb_boots_note (boots, "heat %d", next_ddeg);
}

/**
 * ebb_current_session_say_present:
 *
 * A person answers what is asked in mid-session; nothing happens where nothing is.
 */
void
ebb_current_session_say_present (EbbCurrentSession *self)
{
  g_autoptr (EbbBoots) boots = NULL;

  if (ebb_session_get_snapshot (self->session)->asked == EBB_ASKED_NOTHING)
    return;
  boots = ebb_current_session_expect_note (self);
  ebb_session_say_present (self->session);
  ebb_boots_note (boots, "present");
}

/*< private >
 * ebb_current_session_note_record:
 *
 * The session knows its record only while it runs, and is asked about after it.
 */
void
ebb_current_session_note_record (EbbCurrentSession *self)
{
  const char *id = ebb_session_get_record_id (self->session);

  if (id == NULL || g_strcmp0 (id, self->record_id) == 0)
    return;
  g_free (self->record_id);
  self->record_id = g_strdup (id);
  g_free (self->record_person_id);
  self->record_person_id = g_strdup (ebb_wearer_get_person_id (self->wearer));
  self->symptom = EBB_ANSWER_NONE;
}

/**
 * ebb_current_session_is_symptom_asked:
 *
 * Returns: whether what was felt can be said: a session that moved air is over, and looked at
 */
gboolean
ebb_current_session_is_symptom_asked (EbbCurrentSession *self)
{
  const EbbSnapshot *snapshot = ebb_session_get_snapshot (self->session);

  return snapshot->has_result && !snapshot->is_simulated && self->record_id != NULL;
}

/**
 * ebb_current_session_say_symptom:
 *
 * Once: what was felt was felt.
 */
void
ebb_current_session_say_symptom (EbbCurrentSession *self, EbbAnswer answer)
{
  if (!ebb_current_session_is_symptom_asked (self) || self->symptom == EBB_ANSWER_YES)
    return;
  self->symptom = answer;
  if (ebb_answer_counts_as_yes (answer))
    ebb_wearer_note_symptom (self->wearer, self->record_person_id, self->record_id);
  ebb_current_session_emit_changed (self);
}

/**
 * ebb_current_session_get_symptom:
 *
 * Returns: what was said of the session that is looked at
 */
EbbAnswer
ebb_current_session_get_symptom (EbbCurrentSession *self)
{
  return ebb_current_session_is_symptom_asked (self) ? self->symptom : EBB_ANSWER_NONE;
}
