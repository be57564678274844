/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-allowance-words.h"

#include <glib/gi18n.h>

#include "ebb-question-words.h"
#include "ebb-words.h"

#define WARNING "dialog-warning-symbolic"
#define PRESSURE "ebb-pressure-symbolic"
#define HEAT "ebb-heat-symbolic"
#define LEGS "ebb-legs-symbolic"

static char *
dup_minutes (guint duration_s)
{
  guint minutes = duration_s / 60;

  return g_strdup_printf (ngettext ("%u minute at most", "%u minutes at most", minutes), minutes);
}

/* ---- of one answer ---- */

static void
list_block (GArray *facts, const EbbEffect *effect)
{
  if ((effect->flags & EBB_EFFECT_ONE_LEG) != 0)
    ebb_facts_take (facts, WARNING, g_strdup (C_ ("safety", "No pressure on that leg")),
                    g_strdup (C_ ("safety", "On neither leg with fever or redness that spreads")));
  else if ((effect->flags & EBB_EFFECT_HELPER_LIFTS) != 0)
    ebb_facts_take (facts, WARNING,
                    g_strdup (C_ ("safety", "The boots are not started while you are alone")),
                    g_strdup (C_ ("safety", "Somebody has to be there who can do it")));
  else if ((effect->flags & EBB_EFFECT_BLOCKS) != 0)
    ebb_facts_take (facts, WARNING, g_strdup (C_ ("safety", "The boots are not started")), NULL);
  if ((effect->flags & EBB_EFFECT_CONSULT) != 0)
    ebb_facts_take (facts, WARNING,
                    g_strdup (C_ ("safety", "A doctor or nurse has to agree first")),
                    g_strdup (C_ ("safety", "Until then the boots are not started")));
}

static void
list_limits (GArray *facts, const EbbEffect *effect)
{
  if (effect->cap_pa != G_MAXINT32)
    {
      g_autofree char *cap = ebb_words_pressure (effect->cap_pa);

      /* Translators: a pressure, as in "Pressure up to 30 mmHg". */
      ebb_facts_take (facts, PRESSURE, g_strdup_printf (C_ ("safety", "Pressure up to %s"), cap),
                      effect->longest_s != G_MAXUINT ? dup_minutes (effect->longest_s) : NULL);
    }
  if ((effect->flags & EBB_EFFECT_BELOW_KNEE) != 0)
    ebb_facts_take (facts, LEGS, g_strdup (C_ ("safety", "Only the foot and the calf")),
                    g_strdup (C_ ("safety", "No pressure from the knee upwards")));
  if ((effect->flags & EBB_EFFECT_NO_HEAT) != 0)
    ebb_facts_take (facts, HEAT, g_strdup (C_ ("safety", "Heat stays off")),
                    g_strdup (C_ ("safety", "No setting can turn it on")));
}

/**
 * ebb_allowance_words_list_changes:
 *
 * Returns: (transfer full) (element-type EbbFact): nothing until there is an answer
 */
GArray *
ebb_allowance_words_list_changes (const EbbEffect *effect, EbbAnswer answer)
{
  GArray *facts = ebb_facts_new ();

  if (answer == EBB_ANSWER_NO)
    ebb_facts_take (facts, NULL, g_strdup (C_ ("safety", "No limit comes from this answer")), NULL);
  if (!ebb_answer_counts_as_yes (answer))
    return facts;
  list_block (facts, effect);
  list_limits (facts, effect);
  return facts;
}

/**
 * ebb_allowance_words_list_age:
 *
 * Returns: (transfer full) (element-type EbbFact): nothing while it is not known
 */
GArray *
ebb_allowance_words_list_age (const EbbScreening *screening, int years)
{
  GArray *facts = ebb_facts_new ();

  if (years == EBB_AGE_UNKNOWN)
    return facts;
  if (years < EBB_ADULT_YEARS)
    ebb_facts_take (facts, WARNING, g_strdup (C_ ("safety", "The boots are not started")), NULL);
  else if (years >= EBB_OLD_YEARS)
    {
      g_autofree char *cap = ebb_words_pressure (screening->old_first_cap_pa);
      g_autofree char *heat = ebb_words_heat (screening->old_heat_cap_ddeg);

      /* Translators: a pressure, as in "The first session up to 30 mmHg". */
      ebb_facts_take (facts, PRESSURE,
                      g_strdup_printf (C_ ("safety", "The first session up to %s"), cap), NULL);
      /* Translators: a temperature, as in "Heat up to 40 °C". */
      ebb_facts_take (facts, HEAT, g_strdup_printf (C_ ("safety", "Heat up to %s"), heat),
                      dup_minutes (screening->old_heat_longest_s));
    }
  else
    ebb_facts_take (facts, NULL, g_strdup (C_ ("safety", "No limit comes from this answer")), NULL);
  return facts;
}

static void
list_fever (GArray *facts, EbbAnswer fever)
{
  if (ebb_answer_counts_as_yes (fever))
    ebb_facts_take (facts, WARNING, g_strdup (C_ ("safety", "No pressure on either leg")), NULL);
  else if (fever == EBB_ANSWER_NO)
    ebb_facts_take (facts, NULL, g_strdup (C_ ("safety", "The other leg may get pressure")), NULL);
}

static void
list_helper (GArray *facts, EbbAnswer helper)
{
  if (helper == EBB_ANSWER_YES)
    ebb_facts_take (facts, NULL,
                    g_strdup (C_ ("safety", "The boots may be started while that person is there")),
                    NULL);
  else if (helper != EBB_ANSWER_NONE)
    ebb_facts_take (facts, WARNING, g_strdup (C_ ("safety", "The boots are not started")), NULL);
}

static void
list_legs (GArray *facts, EbbLegs legs)
{
  static const char *const words[] = {
    [EBB_LEGS_LEFT] = NC_ ("safety", "No pressure on the left leg"),
    [EBB_LEGS_RIGHT] = NC_ ("safety", "No pressure on the right leg"),
    [EBB_LEGS_BOTH] = NC_ ("safety", "No pressure on either leg"),
  };

  if (legs != EBB_LEGS_NONE)
    ebb_facts_take (facts, WARNING, g_strdup (g_dpgettext2 (NULL, "safety", words[legs])), NULL);
}

/**
 * ebb_allowance_words_list_part:
 * @asking: what belongs to a yes, and is asked after it
 *
 * Returns: (transfer full) (element-type EbbFact): nothing until it is answered
 */
GArray *
ebb_allowance_words_list_part (EbbAsking         asking,
                               const EbbAnswers *answers,
                               EbbAnswer         fever,
                               EbbAnswer         helper)
{
  GArray *facts = ebb_facts_new ();

  if (asking == EBB_ASKING_LEGS)
    list_legs (facts, answers->skin_legs);
  else if (asking == EBB_ASKING_FEVER)
    list_fever (facts, answers->skin_legs == EBB_LEGS_BOTH ? EBB_ANSWER_YES : fever);
  else if (asking == EBB_ASKING_HELPER)
    list_helper (facts, helper);
  return facts;
}

/* ---- of all ---- */

/**
 * ebb_allowance_words_title:
 *
 * Returns: whether they allow anything; never that anything is without danger
 */
const char *
ebb_allowance_words_title (const EbbAllowance *allowance)
{
  if (allowance->unanswered != 0)
    return C_ ("safety", "Not all questions are answered");
  if (allowance->reask != 0)
    return C_ ("safety", "The questions have to be answered again");
  return allowance->is_allowed ? C_ ("safety", "Allowed by your answers")
                               : C_ ("safety", "Not with these answers");
}

static void
list_reasons (GArray *facts, guint questions, const char *reason)
{
  for (guint i = 0; i < EBB_N_QUESTIONS; i++)
    {
      if ((questions & EBB_QUESTION_BIT (i)) != 0)
        ebb_facts_take (facts, WARNING, g_strdup (ebb_question_words_topic ((EbbQuestion) i)),
                        g_strdup (reason));
    }
}

static void
list_reask (GArray *facts, guint reask)
{
  for (guint bit = EBB_REASK_EXPIRED; bit <= EBB_REASK_DUE; bit <<= 1)
    {
      if ((reask & bit) != 0)
        ebb_facts_take (facts, WARNING, g_strdup (ebb_question_words_reask ((EbbReask) bit)), NULL);
    }
}

static void
list_refused (GArray *facts, const EbbAllowance *allowance)
{
  if (allowance->unanswered != 0)
    ebb_facts_take (facts, WARNING, g_strdup (C_ ("safety", "Boots that move air are not started")),
                    g_strdup (C_ ("safety", "What is not answered counts as yes.")));
  if (allowance->unanswered == 0)
    list_reask (facts, allowance->reask);
  list_reasons (facts, allowance->urgent & ~allowance->unanswered,
                C_ ("safety", "Get medical help now. Do not use the boots or massage the leg."));
  list_reasons (facts, allowance->blocking & ~allowance->unanswered & ~allowance->urgent,
                C_ ("safety", "Makers of boots like these say: do not use them with this."));
  list_reasons (facts, allowance->consulting & ~allowance->unanswered,
                C_ ("safety", "A doctor or nurse who knows you has to agree first."));
}

static char *
dup_zones (const EbbAllowance *allowance)
{
  EbbZoneMask left = allowance->zones[EBB_SIDE_LEFT];
  EbbZoneMask right = allowance->zones[EBB_SIDE_RIGHT];
  gboolean    is_low = ((left | right) & ~(guint) EBB_ZONES_BELOW_KNEE) == 0;

  if (left == 0 && right == 0)
    return g_strdup (C_ ("safety", "Neither leg"));
  if (left == 0)
    return g_strdup (is_low ? C_ ("safety", "The right leg, foot and calf only")
                            : C_ ("safety", "The right leg only"));
  if (right == 0)
    return g_strdup (is_low ? C_ ("safety", "The left leg, foot and calf only")
                            : C_ ("safety", "The left leg only"));
  return g_strdup (is_low ? C_ ("safety", "Both legs, foot and calf only")
                          : C_ ("safety", "Both legs, all zones"));
}

static void
list_heat (GArray *facts, const EbbAllowance *allowance)
{
  g_autofree char *heat = ebb_words_heat (allowance->heat_cap_ddeg);

  if (!allowance->allows_heat)
    ebb_facts_take (facts, HEAT, g_strdup (C_ ("safety", "Heat stays off")),
                    g_strdup (C_ ("safety", "No setting can turn it on")));
  else
    /* Translators: a temperature, as in "Heat up to 42 °C". */
    ebb_facts_take (facts, HEAT, g_strdup_printf (C_ ("safety", "Heat up to %s"), heat),
                    dup_minutes (allowance->heat_longest_s));
}

static const char *
say_step (EbbCapStep step)
{
  switch (step)
    {
    case EBB_CAP_STEP_FIRST:
      return C_ ("safety", "In the first session");
    case EBB_CAP_STEP_EXTENDED:
      return C_ ("safety", "With the extended limit");
    case EBB_CAP_STEP_UNSCREENED:
    case EBB_CAP_STEP_STANDARD:
    default:
      return C_ ("safety", "In each session");
    }
}

static void
list_allowed (GArray *facts, const EbbAllowance *allowance)
{
  g_autofree char *cap = ebb_words_pressure (allowance->cap_pa);
  g_autofree char *length = dup_minutes (allowance->longest_s);

  ebb_facts_take (facts, PRESSURE, g_strdup_printf (C_ ("safety", "Pressure up to %s"), cap),
                  /* Translators: when that is, and for how long, as in "In the first session,
                   * 30 minutes at most". */
                  g_strdup_printf (C_ ("safety", "%s, %s"), say_step (allowance->step), length));
  ebb_facts_take (facts, LEGS, dup_zones (allowance), NULL);
  list_heat (facts, allowance);
}

/* What each start with more asks for: of the boots, and of whoever wears them. */
static char *
dup_boots_and_word (const EbbAllowance *allowance)
{
  g_autofree char *day = NULL;

  if (allowance->acknowledged_s == 0)
    return g_strdup (C_ ("safety", "Only on boots that soon stop by themselves and obey none "
                                   "but this computer, and when you have said that you "
                                   "understand what more pressure means."));
  day = ebb_words_day (allowance->acknowledged_s * G_USEC_PER_SEC);
  return g_strdup_printf (
      /* Translators: a day, as in "You said on 22 November 2026 that ...". */
      C_ ("safety", "Only on boots that soon stop by themselves and obey none but this computer. "
                    "You said on %s that you understand what more pressure means."),
      day);
}

static char *
dup_wanting (const EbbAllowance *allowance)
{
  g_autofree char *rest = dup_boots_and_word (allowance);
  GString         *words = g_string_new (NULL);

  if ((allowance->wanting & EBB_UNLOCK_SESSIONS) != 0)
    g_string_append_printf (words,
                            ngettext ("After %u session in which nothing went wrong. ",
                                      "After %u sessions in a row in which nothing went wrong. ",
                                      allowance->n_uneventful_needed),
                            allowance->n_uneventful_needed);
  g_string_append (words, rest);
  return g_string_free (words, FALSE);
}

static const char *
say_why_no_more (const EbbAllowance *allowance)
{
  return (allowance->wanting & EBB_UNLOCK_ANSWERS) != 0
             ? C_ ("safety", "There is none with a yes or an age from 65 on.")
             : C_ ("safety", "Your own limit leaves no more.");
}

/* What comes after what holds now, and what unlocks it. */
static void
list_later (GArray *facts, const EbbAllowance *allowance)
{
  g_autofree char *standard = ebb_words_pressure (allowance->standard_cap_pa);
  g_autofree char *extended = ebb_words_pressure (allowance->extended_cap_pa);

  if (allowance->step == EBB_CAP_STEP_FIRST && allowance->standard_cap_pa > allowance->cap_pa)
    ebb_facts_take (facts, NULL, g_strdup_printf (C_ ("safety", "Later up to %s"), standard),
                    g_strdup (C_ ("safety", "After the first session")));
  if (allowance->step != EBB_CAP_STEP_EXTENDED
      && allowance->extended_cap_pa > allowance->standard_cap_pa)
    ebb_facts_take (facts, NULL, g_strdup_printf (C_ ("safety", "Extended: up to %s"), extended),
                    dup_wanting (allowance));
  if (allowance->step == EBB_CAP_STEP_EXTENDED && allowance->cap_pa > allowance->standard_cap_pa)
    ebb_facts_take (facts, NULL, g_strdup_printf (C_ ("safety", "More than %s"), standard),
                    dup_boots_and_word (allowance));
  if (allowance->extended_cap_pa <= allowance->standard_cap_pa)
    ebb_facts_take (facts, NULL, g_strdup (C_ ("safety", "No extended limit")),
                    g_strdup (say_why_no_more (allowance)));
}

/**
 * ebb_allowance_words_list:
 *
 * Returns: (transfer full) (element-type EbbFact): a row for each
 */
GArray *
ebb_allowance_words_list (const EbbAllowance *allowance)
{
  GArray *facts = ebb_facts_new ();

  if (!allowance->is_allowed)
    {
      list_refused (facts, allowance);
      return facts;
    }
  list_allowed (facts, allowance);
  list_later (facts, allowance);
  return facts;
}
