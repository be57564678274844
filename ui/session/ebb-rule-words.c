/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-rule-words.h"

#include <glib/gi18n.h>

#include "ebb-answers.h"
#include "ebb-question-words.h"

/* Why the rules are against a start (safety.md section 3). The context "safety" marks what names a
 * condition because it asks about it. */

static void
say (EbbRefusalWords *words, const char *title, const char *subtitle)
{
  words->title = g_strdup (title);
  words->subtitle = g_strdup (subtitle);
}

/* Begun minutes: who waits as long as is said has waited long enough. */
static guint
to_minutes (gint64 duration_s)
{
  return (guint) ((MAX (duration_s, 0) + 59) / 60);
}

static void
say_unknown (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  words->title = g_strdup (C_ ("safety", "Your answers can not be read"));
  /* Translators: an English clause that names the file and what is wrong with it. */
  words->subtitle = g_strdup_printf (
      C_ ("safety", "Nothing is started without them, nor without the sessions before. Make "
                    "room on the disk, or put back a copy of the history; then start Ebb again. "
                    "%s"),
      refusal->message);
}

static void
say_blocked (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  const char *topic = ebb_question_words_topic ((EbbQuestion) refusal->value);

  words->title = g_strdup (C_ ("safety", "Not with these answers"));
  if (refusal->code == EBB_REFUSAL_CONSULT)
    /* Translators: what a question is about, as in "Fragile bones" */
    words->subtitle = g_strdup_printf (
        C_ ("safety", "%s. Makers of boots like these say: do not use them with this until a "
                      "doctor or nurse who knows you says it is fine. This app cannot judge that."),
        topic);
  else
    /* Translators: what a question is about, as in "Fragile bones" */
    words->subtitle = g_strdup_printf (
        C_ ("safety", "%s. Makers of boots like these say: do not use them with this."), topic);
}

static void
say_rest (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  guint bound = to_minutes (refusal->bound);
  guint left = to_minutes (refusal->bound - refusal->value);

  if (refusal->code == EBB_REFUSAL_GAP)
    {
      words->title = g_strdup (C_ ("safety", "Your legs need a rest"));
      /* Translators: two lengths of time in minutes. */
      words->subtitle = g_strdup_printf (
          C_ ("safety", "They rest %u min between two sessions. Start in %u min."), bound, left);
    }
  else
    {
      words->title = g_strdup (C_ ("safety", "Your skin needs a rest from heat"));
      /* Translators: two lengths of time in minutes. */
      words->subtitle = g_strdup_printf (
          C_ ("safety", "It rests %u min. Choose a program without heat, or start in %u min."),
          bound, left);
    }
}

static void
say_day (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  words->title = g_strdup (C_ ("safety", "Enough for 24 hours"));
  if (refusal->code == EBB_REFUSAL_COUNT)
    words->subtitle = g_strdup_printf (
        C_ ("safety", "The limit for sessions is %u, and this would be number %u. Wait until "
                      "tomorrow."),
        (guint) refusal->bound, (guint) refusal->value);
  else
    /* Translators: two lengths of time in minutes. */
    words->subtitle = g_strdup_printf (
        C_ ("safety", "The limit is %u min, and with this session it would be %u min. Choose a "
                      "shorter one, or wait."),
        to_minutes (refusal->bound), to_minutes (refusal->value));
}

/**
 * ebb_rule_words_compose:
 *
 * What the rules have against it, and what to do.
 */
void
ebb_rule_words_compose (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  switch (refusal->code)
    {
    case EBB_REFUSAL_WEARER:
      say_unknown (words, refusal);
      break;
    case EBB_REFUSAL_URGENT:
      say (words, C_ ("safety", "Get medical help now"),
           C_ ("safety", "These can be signs of a blood clot. Do not use the boots or massage the "
                         "leg. Call your local emergency number."));
      break;
    case EBB_REFUSAL_BLOCKED:
    case EBB_REFUSAL_CONSULT:
      say_blocked (words, refusal);
      break;
    case EBB_REFUSAL_REASK:
      say (words, C_ ("safety", "The questions have to be answered again"),
           C_ ("safety", "They hold for a while only, and are asked again when something has "
                         "changed. Answer them first."));
      break;
    case EBB_REFUSAL_GAP:
    case EBB_REFUSAL_HEAT_GAP:
      say_rest (words, refusal);
      break;
    case EBB_REFUSAL_COUNT:
    case EBB_REFUSAL_DAY:
      say_day (words, refusal);
      break;
    case EBB_REFUSAL_REACH:
      say (words, C_ ("safety", "This program squeezes what is to be left alone"),
           C_ ("safety", "By your answers a part of the leg gets no pressure. Choose a program "
                         "without it, or the other leg."));
      break;
    case EBB_REFUSAL_HEAT_LOCKED:
      say (words, C_ ("safety", "No heat with these answers"),
           C_ ("safety", "Skin could be hurt. Choose a program without heat."));
      break;
    case EBB_REFUSAL_UNANSWERED:
    default:
      say (words, C_ ("safety", "A few questions first"),
           C_ ("safety",
               "Ebb starts boots that move air only when it knows that nothing speaks "
               "against it. Answer them first: \342\200\234Questions and Answers\342\200\235 in "
               "the main menu."));
      break;
    }
}
