/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-current-session-rules-private.h"

#include "ebb-current-session-set.h"

/* The one place in which answers, history, boots and clock become what the rules are asked. Boots that
 * move no air ask nobody anything, and what was run on them counts for nothing. */

/* How soon it is seen that time has passed, or that another program has written something. */
#define LOOK_MS (5 * 1000)

static EbbSaid
get_said (EbbCurrentSession *self)
{
  G_STATIC_ASSERT (1 << EBB_CHECK_AWAKE == EBB_SAID_AWAKE);
  G_STATIC_ASSERT (1 << EBB_CHECK_LEGS == EBB_SAID_NOTHING_NEW);
  G_STATIC_ASSERT (1 << EBB_CHECK_FITTED == EBB_SAID_RIGHT_PERSON);
  guint said = 0;

  for (int i = 0; i < EBB_N_CHECKS; i++)
    said |= self->is_ticked[i] ? 1u << i : 0;
  return (EbbSaid) said;
}

/*< private >
 * ebb_current_session_find_person:
 * @person: (out): borrowed until the next call
 *
 * Returns: whose answers are asked for what is set up
 */
EbbAsked
ebb_current_session_find_person (EbbCurrentSession     *self,
                                 const EbbCapabilities *boots,
                                 EbbPerson             *person)
{
  if (boots->is_simulated)
    return EBB_ASKED_NOBODY;
  /* A session that is being written down is one that may count. */
  if (self->is_record_pending)
    return EBB_ASKED_UNKNOWN;
  /* What could not be kept may have been a yes. */
  if (ebb_wearer_is_unsaved (self->wearer))
    return EBB_ASKED_UNKNOWN;
  return ebb_wearer_describe (self->wearer, get_said (self),
                              ebb_session_get_record_id (self->session), person)
             ? EBB_ASKED_WEARER
             : EBB_ASKED_UNKNOWN;
}

/*< private >
 * ebb_current_session_find_caps:
 *
 * Returns: %FALSE if nothing is known of the boots, or of who wears them: then nothing may be
 */
gboolean
ebb_current_session_find_caps (EbbCurrentSession *self, EbbPurpose purpose, EbbCaps *caps)
{
  const EbbCapabilities *boots = ebb_current_session_get_capabilities (self);
  EbbAsked               asked;
  EbbPerson              person;

  if (boots == NULL)
    return FALSE;
  asked = ebb_current_session_find_person (self, boots, &person);
  if (asked == EBB_ASKED_UNKNOWN)
    return FALSE;
  ebb_caps_init (caps, &self->limits, boots, purpose, asked == EBB_ASKED_WEARER ? &person : NULL);
  return TRUE;
}

/*< private >
 * ebb_current_session_judge:
 * @boots: that are set up, with a program
 * @verdict: (out): to be cleared
 *
 * What the rules say of a start now; the last gate asks the same.
 *
 * Returns: whose answers were asked; %EBB_ASKED_UNKNOWN: there is no verdict
 */
EbbAsked
ebb_current_session_judge (EbbCurrentSession     *self,
                           const EbbCapabilities *boots,
                           EbbVerdict            *verdict)
{
  const EbbProposal proposal = {
    .program = ebb_current_session_get_program (self),
    .legs = ebb_current_session_get_legs (self),
    .length_s = ebb_current_session_get_length_s (self),
    .purpose = ebb_current_session_get_purpose (self),
  };
  EbbPerson      person;
  const EbbAsked asked = ebb_current_session_find_person (self, boots, &person);

  if (asked == EBB_ASKED_UNKNOWN)
    return asked;
  ebb_verdict_init (verdict, &self->limits, boots, &proposal,
                    asked == EBB_ASKED_WEARER ? &person : NULL, EBB_MOMENT_START);
  return asked;
}

static gboolean
look_cb (gpointer user_data)
{
  EbbCurrentSession *self = user_data;

  ebb_wearer_look (self->wearer);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_elsewhere (EbbCurrentSession *self)
{
  for (guint i = 0; i < self->refusals->len; i++)
    {
      EbbRefusalCode code = g_array_index (self->refusals, EbbRefusal, i).code;

      if (code == EBB_REFUSAL_SESSION_ELSEWHERE || code == EBB_REFUSAL_BOOTS_ELSEWHERE)
        return TRUE;
    }
  return FALSE;
}

/*< private >
 * ebb_current_session_note_elsewhere:
 *
 * Returns: %TRUE if another program of the account has just let go: what it ran is not known yet, and
 *   the reasons against a start are to be found again
 */
gboolean
ebb_current_session_note_elsewhere (EbbCurrentSession *self)
{
  gboolean was_elsewhere = self->was_elsewhere;

  self->was_elsewhere = is_elsewhere (self);
  if (!was_elsewhere || self->was_elsewhere)
    return FALSE;
  ebb_wearer_note_session (self->wearer);
  return TRUE;
}

/*< private >
 * ebb_current_session_follow_rules:
 *
 * Looks again and again while boots that move air could be started: time passes, and other programs
 * write. Nobody is asked for others, and nothing is looked at while something runs.
 */
void
ebb_current_session_follow_rules (EbbCurrentSession *self)
{
  const EbbCapabilities *boots = ebb_current_session_get_capabilities (self);
  gboolean               is_wanted =
      boots != NULL && !boots->is_simulated && !ebb_session_owns_links (self->session);

  if (!is_wanted)
    ebb_clock_clear (self->clock, &self->rules_id);
  else if (self->rules_id == 0)
    self->rules_id = ebb_clock_add_timeout (self->clock, LOOK_MS, look_cb, self);
}

/*< private >
 * ebb_current_session_can_be_anothers:
 *
 * Returns: whether nothing runs, and all that ran is written down as whose it was
 */
gboolean
ebb_current_session_can_be_anothers (EbbCurrentSession *self)
{
  return !ebb_session_owns_links (self->session) && !self->is_record_pending;
}

/*< private >
 * ebb_current_session_use_person:
 *
 * The wearer is somebody else from now on. What was ticked was ticked by whoever was before.
 */
void
ebb_current_session_use_person (EbbCurrentSession *self, const char *person_id)
{
  ebb_current_session_clear_ticks (self);
  ebb_wearer_use (self->wearer, person_id);
}
