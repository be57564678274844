/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-verdict-words.h"

#include <glib/gi18n.h>

#include "ebb-answers.h"
#include "ebb-restriction.h"

#include "config.h"

/* Why something may not be run, for people (safety.md section 3). The context "safety" marks what
 * names a condition because it asks about it. */

/* What a question is about, to stand after "because of". */
static const char *
get_topic (EbbQuestion question)
{
  switch (question)
    {
    case EBB_QUESTION_CLOT_NOW:
      return C_ ("safety", "signs of a blood clot, or trouble with breathing");
    case EBB_QUESTION_CLOT_PAST:
      return C_ ("safety", "a blood clot in the past");
    case EBB_QUESTION_ARTERY:
      return C_ ("safety", "poor artery circulation or its signs");
    case EBB_QUESTION_HEART:
      return C_ ("safety", "the heart, the lungs or blood pressure");
    case EBB_QUESTION_SKIN:
      return C_ ("safety", "the skin where the boots touch");
    case EBB_QUESTION_VEINS:
      return C_ ("safety", "the veins of the legs");
    case EBB_QUESTION_FEELING:
      return C_ ("safety", "reduced feeling in the legs");
    case EBB_QUESTION_BLEED:
      return C_ ("safety", "blood thinners or a bleeding disorder");
    case EBB_QUESTION_BONES:
      return C_ ("safety", "fragile bones");
    case EBB_QUESTION_SURGERY:
      return C_ ("safety", "surgery, an injury or bed rest in the last 12 weeks");
    case EBB_QUESTION_PREGNANT:
      return C_ ("safety", "pregnancy, or a birth in the last 6 weeks");
    case EBB_QUESTION_PREGNANT_SWELLING:
      return C_ ("safety", "swelling, headache or changes of sight in pregnancy");
    case EBB_QUESTION_CANCER_LYMPH:
      return C_ ("safety", "cancer, removed lymph nodes or lymphoedema");
    case EBB_QUESTION_IMPLANT:
      return C_ ("safety", "an implant, or metal in the legs");
    case EBB_QUESTION_AGE:
      return C_ ("safety", "age");
    case EBB_QUESTION_REMOVE:
    default:
      return C_ ("safety", "opening the boots or pressing stop yourself");
    }
}

static const char *
get_reask (guint reason)
{
  switch (reason)
    {
    case EBB_REASK_EXPIRED:
      return _ ("The answers are too old. Answer the questions again.");
    case EBB_REASK_REVISION:
      return _ ("The questions have changed since they were answered. Answer them again.");
    case EBB_REASK_SYMPTOM:
      return _ ("A session ended for pain, numbness or something new in the legs. Answer the "
                "questions again, and ask a doctor if it does not go away soon.");
    case EBB_REASK_PROFILE:
      return _ ("The profile was changed since the questions were answered. Answer them again.");
    case EBB_REASK_AGE:
      return _ ("From 65 years on other limits hold. Answer the questions again.");
    case EBB_REASK_DUE:
    default:
      return _ ("The date of the birth has passed. Answer the questions again.");
    }
}

static const char *
get_said (guint said)
{
  switch (said)
    {
    case EBB_SAID_AWAKE:
      return _ ("Nobody has said: awake, sober, not about to sleep.");
    case EBB_SAID_NOTHING_NEW:
      return C_ ("safety", "Nobody has said: no new pain, swelling, wound or numbness.");
    case EBB_SAID_RIGHT_PERSON:
    default:
      return _ ("Nobody has said: right person, right leg, boots on, within reach of the boots’ "
                "own stop.");
    }
}

/* What a yes to one question does. */
static char *
dup_answer_words (const EbbViolation *violation)
{
  const char *topic = get_topic ((EbbQuestion) violation->value);

  if (violation->code == EBB_VIOLATION_URGENT)
    return g_strdup (C_ ("safety",
                         "These can be signs of a blood clot. Do not use the boots or massage the "
                         "leg. Get medical help now (your local emergency number)."));
  if (violation->code == EBB_VIOLATION_CONSULT)
    /* Translators: what a question is about, as in "fragile bones" */
    return g_strdup_printf (_ ("Makers of boots like these say: do not use them with this until a "
                               "doctor or nurse who knows you says it is fine (%s). Ebb cannot "
                               "judge that."),
                            topic);
  if (violation->code == EBB_VIOLATION_UNANSWERED)
    /* Translators: what a question is about, as in "fragile bones" */
    return g_strdup_printf (_ ("A question was not answered, which counts as yes (%s). Answer it."),
                            topic);
  /* Translators: what a question is about, as in "fragile bones" */
  return g_strdup_printf (_ ("By your answers the boots are not to be used (%s)."), topic);
}

static char *
dup_zone_words (const EbbViolation *violation)
{
  /* Translators: a part of the leg by its name in files, as in "upper_thigh" */
  return g_strdup_printf (violation->value == EBB_SIDE_LEFT
                              ? _ ("By your answers %s of the left leg gets no pressure. Choose a "
                                   "program without it, or the other leg.")
                              : _ ("By your answers %s of the right leg gets no pressure. Choose a "
                                   "program without it, or the other leg."),
                          ebb_zone_to_string (violation->zone));
}

/* Begun minutes: who waits as long as is said has waited long enough. */
static int
to_minutes (gint32 duration_s)
{
  return (duration_s + 59) / 60;
}

static char *
dup_history_words (const EbbViolation *violation)
{
  const gint32 value = violation->value, bound = violation->bound;

  switch (violation->code)
    {
    case EBB_VIOLATION_GAP:
      return g_strdup_printf (_ ("Legs rest %d min between two sessions. Start in %d min."),
                              to_minutes (bound), to_minutes (bound - value));
    case EBB_VIOLATION_HEAT_GAP:
      return g_strdup_printf (_ ("Skin rests %d min from heat. Start without heat, or in %d min."),
                              to_minutes (bound), to_minutes (bound - value));
    case EBB_VIOLATION_DAY:
      return g_strdup_printf (_ ("The limit for 24 hours is %d min, and with this session it would "
                                 "be %d min. Choose a shorter one, or wait."),
                              to_minutes (bound), to_minutes (value));
    case EBB_VIOLATION_COUNT:
    default:
      return g_strdup_printf (_ ("The limit for sessions in 24 hours is %d, and this would be "
                                 "number %d. Wait until tomorrow."),
                              bound, value);
    }
}

static char *
dup_amount (gint32 value, double divisor, const char *unit)
{
  if (g_str_equal (unit, "degC"))
    return g_strdup_printf (_ ("%.4g °C"), value / divisor);
  if (g_str_equal (unit, "mmHg"))
    return g_strdup_printf (_ ("%.3g mmHg"), value / divisor);
  if (divisor > 1.0 || value % 60 != 0)
    return g_strdup_printf (_ ("%.4g s"), value / divisor);
  return g_strdup_printf (_ ("%d min"), value / 60);
}

/* What a program asks for and what may be. */
static char *
dup_bound_words (const EbbViolation *violation)
{
  double           divisor;
  const char      *unit = ebb_violation_get_unit (violation->code, &divisor);
  g_autofree char *is = NULL, *bound = NULL;

  if (unit == NULL)
    return g_strdup (_ ("The program does not fit these boots. Choose another one."));
  is = dup_amount (violation->value, divisor, unit);
  bound = dup_amount (violation->bound, divisor, unit);
  switch (violation->code)
    {
    case EBB_VIOLATION_PRESSURE_HIGH:
      return g_strdup_printf (
          _ ("The pressure is %s, and the limit is %s. Choose a gentler program."), is, bound);
    case EBB_VIOLATION_LENGTH_LONG:
      return g_strdup_printf (
          _ ("The session lasts %s, and the limit is %s. Choose a shorter one."), is, bound);
    case EBB_VIOLATION_LENGTH_SHORT:
      return g_strdup_printf (_ ("The session lasts %s, and the least is %s. Choose a longer one."),
                              is, bound);
    case EBB_VIOLATION_HEAT_HIGH:
      return g_strdup_printf (_ ("The heat is %s, and the limit is %s. Choose less heat."), is,
                              bound);
    case EBB_VIOLATION_HEAT_LENGTH:
    case EBB_VIOLATION_HEAT_DOSE:
      return g_strdup_printf (_ ("Heat lasts %s, and the limit for skin is %s. Choose less heat."),
                              is, bound);
    default:
      return g_strdup_printf (_ ("The program has %s where the limit is %s. Choose another one."),
                              is, bound);
    }
}

/**
 * ctl_dup_violation_words:
 *
 * Returns: (transfer full): what is against it, and what to do, for people
 */
char *
ctl_dup_violation_words (const EbbViolation *violation)
{
  switch (violation->code)
    {
    case EBB_VIOLATION_URGENT:
    case EBB_VIOLATION_BLOCKED:
    case EBB_VIOLATION_CONSULT:
    case EBB_VIOLATION_UNANSWERED:
      return dup_answer_words (violation);
    case EBB_VIOLATION_REASK:
      return g_strdup (get_reask ((guint) violation->value));
    case EBB_VIOLATION_CHECK:
      return g_strdup (get_said ((guint) violation->value));
    case EBB_VIOLATION_ZONE_OFF:
      return dup_zone_words (violation);
    case EBB_VIOLATION_HEAT_LOCKED:
      return g_strdup (_ ("By your answers there is no heat. Choose a program without it."));
    case EBB_VIOLATION_GAP:
    case EBB_VIOLATION_HEAT_GAP:
    case EBB_VIOLATION_COUNT:
    case EBB_VIOLATION_DAY:
      return dup_history_words (violation);
    default:
      return dup_bound_words (violation);
    }
}
