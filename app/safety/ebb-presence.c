/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-presence.h"

#define WAIT_US ((gint64) (EBB_PRESENCE_ANSWER_S - EBB_PRESENCE_OBEY_S) * G_USEC_PER_SEC)

static gint
compare_checks (gconstpointer a, gconstpointer b)
{
  const EbbPresenceCheck *left = a, *right = b;

  return left->at_s < right->at_s ? -1 : left->at_s > right->at_s;
}

static void
add_each (GArray *checks, EbbPresenceAsked asked, guint period_s, guint until_s)
{
  for (guint at_s = period_s; period_s > 0 && at_s < until_s; at_s += period_s)
    {
      EbbPresenceCheck check = { .at_s = at_s, .asked = asked };
      gboolean         is_there = FALSE;

      for (guint i = 0; i < checks->len; i++)
        is_there = is_there || g_array_index (checks, EbbPresenceCheck, i).at_s == at_s;
      if (!is_there)
        g_array_append_val (checks, check);
    }
}

/**
 * ebb_presence_list:
 * @length_s: of the session
 * @heat_s: how long heat is on, from the start
 * @measures_temperature: whether the boots do
 *
 * When somebody is to be asked: every 20 minutes, every 10 while it is warm (safety.md H20), and
 * to look at the skin after 5 minutes of heat that nothing measures. A check that falls on the end
 * is none: the session is over.
 *
 * Returns: (element-type EbbPresenceCheck) (transfer full)
 */
GArray *
ebb_presence_list (const EbbLimits *limits,
                   guint            length_s,
                   guint            heat_s,
                   gboolean         measures_temperature)
{
  GArray          *checks = g_array_new (FALSE, FALSE, sizeof (EbbPresenceCheck));
  EbbPresenceCheck skin = { .at_s = limits->heat_skin_prompt_s, .asked = EBB_ASKED_SKIN };

  add_each (checks, EBB_ASKED_AWAKE, limits->presence_check_s, length_s);
  if (!measures_temperature && heat_s > skin.at_s && skin.at_s < length_s)
    g_array_append_val (checks, skin);
  add_each (checks, EBB_ASKED_AWAKE_FOR_HEAT, limits->heat_presence_check_s,
            MIN (heat_s, length_s));
  g_array_sort (checks, compare_checks);
  return checks;
}

/**
 * ebb_presence_begin:
 * @checks: (transfer full): of ebb_presence_list()
 * @from_s: the session time at which the boots start: after a break it goes on there
 *
 * START goes out. Whoever confirmed it is there: what was to be asked until now is not asked.
 */
void
ebb_presence_begin (EbbPresence *self, GArray *checks, guint from_s)
{
  ebb_presence_clear (self);
  self->checks = checks;
  while (self->next < checks->len
         && g_array_index (checks, EbbPresenceCheck, self->next).at_s <= from_s)
    self->next++;
}

/**
 * ebb_presence_clear:
 *
 * Nothing is asked any more.
 */
void
ebb_presence_clear (EbbPresence *self)
{
  g_clear_pointer (&self->checks, g_array_unref);
  *self = (EbbPresence){ .checks = NULL, .asked = EBB_ASKED_NOTHING };
}

static gboolean
is_for_heat (EbbPresenceAsked asked)
{
  return asked == EBB_ASKED_AWAKE_FOR_HEAT || asked == EBB_ASKED_SKIN;
}

/* The stricter of two that wait for an answer at once, which then answers both. */
static void
ask (EbbPresence *self, EbbPresenceAsked asked, gint64 now_us)
{
  if (self->asked == EBB_ASKED_NOTHING)
    self->asked_us = now_us;
  if (self->asked != EBB_ASKED_AWAKE)
    self->asked = asked;
}

/**
 * ebb_presence_tick:
 * @now_us: the caller's boot time
 * @at_s: session time, by the same clock
 * @is_warm: whether the boots are heated, or are about to be
 *
 * Asks what is to be asked by now, and judges what nobody has answered. What is asked for heat alone
 * is not asked, and not waited for, without it.
 */
EbbPresenceVerdict
ebb_presence_tick (EbbPresence *self, gint64 now_us, guint at_s, gboolean is_warm)
{
  EbbPresenceAsked unanswered;

  if (is_for_heat (self->asked) && !is_warm)
    self->asked = EBB_ASKED_NOTHING;
  while (self->checks != NULL && self->next < self->checks->len
         && g_array_index (self->checks, EbbPresenceCheck, self->next).at_s <= at_s)
    {
      EbbPresenceAsked asked = g_array_index (self->checks, EbbPresenceCheck, self->next++).asked;

      if (is_warm || !is_for_heat (asked))
        ask (self, asked, now_us);
    }
  if (self->asked == EBB_ASKED_NOTHING || now_us - self->asked_us < WAIT_US)
    return EBB_PRESENCE_FINE;
  unanswered = self->asked;
  self->asked = EBB_ASKED_NOTHING;
  return is_for_heat (unanswered) ? EBB_PRESENCE_HEAT_OFF : EBB_PRESENCE_END;
}

/**
 * ebb_presence_answer:
 *
 * Somebody said that they are there, and how the skin feels: what waited for it is answered.
 */
void
ebb_presence_answer (EbbPresence *self)
{
  self->asked = EBB_ASKED_NOTHING;
}

/**
 * ebb_presence_get_left_s:
 *
 * Returns: how long there still is to answer, in whole seconds, rounded up; 0: nothing is asked
 */
guint
ebb_presence_get_left_s (const EbbPresence *self, gint64 now_us)
{
  gint64 left_us = self->asked_us + WAIT_US - now_us;

  if (self->asked == EBB_ASKED_NOTHING)
    return 0;
  return (guint) ((CLAMP (left_us, 1, WAIT_US) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}
