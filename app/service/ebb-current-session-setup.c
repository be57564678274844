/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-current-session-private.h"
#include "ebb-current-session-rules-private.h"

/* What is set up to run next: boots, program, legs, length, and the three ticks. */

/* Ticks that nobody stands by any more: ui.md 4.7. */
#define TICKS_LAST_MS (5 * 60 * 1000)

/*< private >
 * ebb_current_session_clear_ticks:
 *
 * A person has to tick all three again.
 */
void
ebb_current_session_clear_ticks (EbbCurrentSession *self)
{
  for (int i = 0; i < EBB_N_CHECKS; i++)
    self->is_ticked[i] = FALSE;
  ebb_clock_clear (self->clock, &self->ticks_id);
}

static gboolean
ticks_timeout_cb (gpointer user_data)
{
  EbbCurrentSession *self = user_data;

  self->ticks_id = 0;
  ebb_current_session_clear_ticks (self);
  ebb_current_session_emit_changed (self);
  return G_SOURCE_REMOVE;
}

static void
restart_ticks_timeout (EbbCurrentSession *self)
{
  gboolean is_any = FALSE;

  for (int i = 0; i < EBB_N_CHECKS; i++)
    is_any |= self->is_ticked[i];
  ebb_clock_clear (self->clock, &self->ticks_id);
  if (is_any)
    self->ticks_id = ebb_clock_add_timeout (self->clock, TICKS_LAST_MS, ticks_timeout_cb, self);
}

/**
 * ebb_current_session_get_boots:
 *
 * Returns: (transfer none) (nullable): the boots that are set up
 */
EbbBoots *
ebb_current_session_get_boots (EbbCurrentSession *self)
{
  return self->boots;
}

/**
 * ebb_current_session_set_boots:
 * @boots: (nullable):
 *
 * Sets up other boots and clears the ticks. Ignored while live.
 */
void
ebb_current_session_set_boots (EbbCurrentSession *self, EbbBoots *boots)
{
  if (self->boots == boots || ebb_session_owns_links (self->session))
    return;
  if (self->boots != NULL)
    g_signal_handlers_disconnect_by_data (self->boots, self);
  g_set_object (&self->boots, boots);
  if (boots != NULL)
    g_signal_connect_swapped (boots, "changed", G_CALLBACK (ebb_current_session_boots_changed),
                              self);
  ebb_current_session_clear_ticks (self);
  ebb_current_session_boots_changed (self);
}

/**
 * ebb_current_session_get_program:
 *
 * Returns: (transfer none) (nullable): the program that is set up, be it for a leg check
 */
EbbProgram *
ebb_current_session_get_program (EbbCurrentSession *self)
{
  return self->leg_check != NULL ? self->leg_check : self->program;
}

/**
 * ebb_current_session_set_program:
 * @program: (nullable):
 *
 * Sets up another program, at the length written in it. Ignored while live.
 */
void
ebb_current_session_set_program (EbbCurrentSession *self, EbbProgram *program)
{
  if (ebb_session_owns_links (self->session) || !g_set_object (&self->program, program))
    return;
  if (program != NULL)
    self->length_s = CLAMP (ebb_program_get_length_s (program), self->limits.session_min_s,
                            self->limits.session_max_s);
  ebb_current_session_emit_changed (self);
}

/**
 * ebb_current_session_get_legs:
 *
 * Returns: the legs that are set up
 */
EbbLegs
ebb_current_session_get_legs (EbbCurrentSession *self)
{
  return self->leg_check != NULL ? self->leg_check_legs : self->legs;
}

/**
 * ebb_current_session_set_legs:
 * @legs: left, right or both
 *
 * Sets up other legs and clears the ticks. Ignored while live.
 */
void
ebb_current_session_set_legs (EbbCurrentSession *self, EbbLegs legs)
{
  g_return_if_fail (legs >= EBB_LEGS_LEFT && legs <= EBB_LEGS_BOTH);

  if (self->legs == legs || ebb_session_owns_links (self->session))
    return;
  self->legs = legs;
  ebb_current_session_clear_ticks (self);
  ebb_current_session_emit_changed (self);
}

/**
 * ebb_current_session_get_length_s:
 *
 * Returns: how long it is to last
 */
guint
ebb_current_session_get_length_s (EbbCurrentSession *self)
{
  return self->leg_check != NULL ? EBB_LEG_CHECK_SESSION_S : self->length_s;
}

/**
 * ebb_current_session_set_length_s:
 *
 * Sets up another length. One out of range is kept and refused with its reason. Ignored while live.
 */
void
ebb_current_session_set_length_s (EbbCurrentSession *self, guint length_s)
{
  if (self->length_s == length_s || ebb_session_owns_links (self->session))
    return;
  self->length_s = length_s;
  ebb_current_session_emit_changed (self);
}

/*< private >
 * ebb_current_session_set_leg_check:
 * @program: (nullable): %NULL: what a person set up is set up again
 * @legs: left or right
 *
 * Sets up a leg check, and clears the ticks. Ignored while live.
 */
void
ebb_current_session_set_leg_check (EbbCurrentSession *self, EbbProgram *program, EbbLegs legs)
{
  if (ebb_session_owns_links (self->session)
      || (self->leg_check == program && self->leg_check_legs == legs))
    return;
  g_set_object (&self->leg_check, program);
  self->leg_check_legs = legs;
  ebb_current_session_clear_ticks (self);
  ebb_current_session_boots_changed (self);
}

/*< private >
 * ebb_current_session_get_purpose:
 *
 * Returns: what the session that is set up, or runs, is for
 */
EbbPurpose
ebb_current_session_get_purpose (EbbCurrentSession *self)
{
  return self->leg_check != NULL ? EBB_PURPOSE_LEG_CHECK : EBB_PURPOSE_SESSION;
}

/**
 * ebb_current_session_get_length_min_s:
 *
 * Returns: the shortest session (limits.json)
 */
guint
ebb_current_session_get_length_min_s (EbbCurrentSession *self)
{
  return self->limits.session_min_s;
}

/**
 * ebb_current_session_get_length_max_s:
 *
 * Returns: the longest session on these boots, for who wears them
 */
guint
ebb_current_session_get_length_max_s (EbbCurrentSession *self)
{
  EbbCaps caps;

  return ebb_current_session_find_caps (self, EBB_PURPOSE_SESSION, &caps)
             ? caps.longest_s
             : self->limits.session_max_s;
}

/**
 * ebb_current_session_get_check:
 *
 * Returns: whether @check is ticked
 */
gboolean
ebb_current_session_get_check (EbbCurrentSession *self, EbbCheck check)
{
  g_return_val_if_fail ((unsigned) check < EBB_N_CHECKS, FALSE);

  return self->is_ticked[check];
}

/**
 * ebb_current_session_set_check:
 *
 * What a person ticked. Ticks clear when a session ends or pauses, with other boots or legs, and
 * after 5 minutes without input.
 */
void
ebb_current_session_set_check (EbbCurrentSession *self, EbbCheck check, gboolean is_ticked)
{
  g_return_if_fail ((unsigned) check < EBB_N_CHECKS);

  if (self->is_ticked[check] == !!is_ticked)
    return;
  self->is_ticked[check] = !!is_ticked;
  restart_ticks_timeout (self);
  ebb_current_session_emit_changed (self);
}

/**
 * ebb_current_session_note_input:
 *
 * Somebody is there: the ticks last another 5 minutes.
 */
void
ebb_current_session_note_input (EbbCurrentSession *self)
{
  if (self->ticks_id != 0)
    restart_ticks_timeout (self);
}

/**
 * ebb_current_session_get_cap_pa:
 *
 * Returns: the highest pressure allowed now, in Pa; 0 while nothing may be started
 */
int32_t
ebb_current_session_get_cap_pa (EbbCurrentSession *self)
{
  EbbCaps caps;

  return ebb_current_session_find_caps (self, ebb_current_session_get_purpose (self), &caps)
             ? caps.cap_pa
             : 0;
}

/**
 * ebb_current_session_get_peak_pa:
 *
 * Returns: what the strongest zone of the set-up will be set to, in Pa; 0 if nothing is set up
 */
int32_t
ebb_current_session_get_peak_pa (EbbCurrentSession *self)
{
  const EbbCapabilities *capabilities = ebb_current_session_get_capabilities (self);
  EbbProgram            *program = ebb_current_session_get_program (self);
  EbbZoneMask            zones = 0;

  if (capabilities == NULL || program == NULL)
    return 0;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (ebb_legs_has_side (ebb_current_session_get_legs (self), (EbbSide) side))
        zones |= capabilities->zones[side];
    }
  return ebb_program_get_peak_pa (program, zones);
}

/**
 * ebb_current_session_get_battery_bounds:
 * @start_percent: (out): below it nothing is started, and what runs is near its end
 * @end_percent: (out): below it what runs is ended
 *
 * As limits.json has them.
 */
void
ebb_current_session_get_battery_bounds (EbbCurrentSession *self,
                                        guint             *start_percent,
                                        guint             *end_percent)
{
  *start_percent = self->limits.refuse_start_below_percent;
  *end_percent = self->limits.end_session_below_percent;
}

/**
 * ebb_current_session_set_answering:
 * @is_answering: (nullable): whether the window that shows the session answers
 * @user_data: borrowed, until it is set anew
 */
void
ebb_current_session_set_answering (EbbCurrentSession *self,
                                   gboolean (*is_answering) (gpointer user_data),
                                   gpointer user_data)
{
  ebb_session_set_answering (self->session, is_answering, user_data);
}
