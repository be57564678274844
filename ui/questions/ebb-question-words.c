/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-question-words.h"

#include <glib/gi18n.h>

/* What the questions say (safety.md section 3). The context "safety" marks what names a condition
 * because it asks about it. */

/**
 * ebb_question_words_topic:
 *
 * Returns: what @question is about, at the beginning of a line
 */
const char *
ebb_question_words_topic (EbbQuestion question)
{
  switch (question)
    {
    case EBB_QUESTION_CLOT_NOW:
      return C_ ("safety", "Signs of a blood clot, or trouble with breathing");
    case EBB_QUESTION_CLOT_PAST:
      return C_ ("safety", "A blood clot in the past");
    case EBB_QUESTION_ARTERY:
      return C_ ("safety", "Poor artery circulation or its signs");
    case EBB_QUESTION_HEART:
      return C_ ("safety", "The heart, the lungs or blood pressure");
    case EBB_QUESTION_SKIN:
      return C_ ("safety", "The skin where the boots touch");
    case EBB_QUESTION_VEINS:
      return C_ ("safety", "The veins of the legs");
    case EBB_QUESTION_FEELING:
      return C_ ("safety", "Reduced feeling in the legs");
    case EBB_QUESTION_BLEED:
      return C_ ("safety", "Blood thinners or a bleeding disorder");
    case EBB_QUESTION_BONES:
      return C_ ("safety", "Fragile bones");
    case EBB_QUESTION_SURGERY:
      return C_ ("safety", "Surgery, an injury or bed rest in the last 12 weeks");
    case EBB_QUESTION_PREGNANT:
      return C_ ("safety", "Pregnancy, or a birth in the last 6 weeks");
    case EBB_QUESTION_PREGNANT_SWELLING:
      return C_ ("safety", "Swelling, headache or changes of sight in pregnancy");
    case EBB_QUESTION_CANCER_LYMPH:
      return C_ ("safety", "Cancer, removed lymph nodes or lymphoedema");
    case EBB_QUESTION_IMPLANT:
      return C_ ("safety", "An implant, or metal in the legs");
    case EBB_QUESTION_AGE:
      return C_ ("safety", "Age");
    case EBB_QUESTION_REMOVE:
    default:
      return C_ ("safety", "Opening the boots or pressing stop yourself");
    }
}

/**
 * ebb_question_words_ask:
 *
 * Returns: the question
 */
const char *
ebb_question_words_ask (EbbQuestion question)
{
  switch (question)
    {
    case EBB_QUESTION_CLOT_NOW:
      return C_ ("safety", "One leg suddenly swollen, painful, warm or red, or a blood clot now or "
                           "suspected; or chest pain or short of breath?");
    case EBB_QUESTION_CLOT_PAST:
      return C_ ("safety", "Ever had a blood clot in a leg or lung?");
    case EBB_QUESTION_ARTERY:
      return C_ ("safety", "Poor artery circulation (PAD), calf pain when walking that stops at "
                           "rest, cold or pale feet, leg bypass or stent?");
    case EBB_QUESTION_HEART:
      return C_ ("safety",
                 "Heart failure, fluid on the lungs, or blood pressure that is not under control?");
    case EBB_QUESTION_SKIN:
      return C_ ("safety",
                 "Open sore, wound, rash, burn, infection or recent graft where the boots touch?");
    case EBB_QUESTION_VEINS:
      return C_ ("safety", "Severe varicose veins, or a vein that is sore and hard?");
    case EBB_QUESTION_FEELING:
      return C_ ("safety",
                 "Numbness, neuropathy, or cannot clearly feel heat or pressure in the legs?");
    case EBB_QUESTION_BLEED:
      return C_ ("safety", "Blood thinners, low platelets or a bleeding disorder?");
    case EBB_QUESTION_BONES:
      return C_ ("safety", "Osteoporosis or fragile bones in the legs?");
    case EBB_QUESTION_SURGERY:
      return C_ (
          "safety",
          "Leg, hip or knee surgery, fracture, sprain or long bed rest in the last 12 weeks?");
    case EBB_QUESTION_PREGNANT:
      return C_ ("safety", "Pregnant, or gave birth in the last 6 weeks?");
    case EBB_QUESTION_PREGNANT_SWELLING:
      return C_ (
          "safety",
          "If pregnant: sudden swelling, swelling above the knees, headache or vision changes?");
    case EBB_QUESTION_CANCER_LYMPH:
      return C_ ("safety", "Cancer in or near the legs, removed lymph nodes, or lymphoedema?");
    case EBB_QUESTION_IMPLANT:
      return C_ ("safety", "Pacemaker, ICD, insulin pump or metal in the legs?");
    case EBB_QUESTION_AGE:
      return C_ ("safety", "When were you born?");
    case EBB_QUESTION_REMOVE:
    default:
      return C_ (
          "safety",
          "Is there anything that keeps you from opening the boots or pressing stop yourself?");
    }
}

/**
 * ebb_question_words_why:
 *
 * Returns: why it is asked, and by whom
 */
const char *
ebb_question_words_why (EbbQuestion question)
{
  switch (question)
    {
    case EBB_QUESTION_CLOT_NOW:
      return C_ ("safety", "Makers of boots like these ask this because pressure on a leg with a "
                           "clot in it can be dangerous, and these signs need help first.");
    case EBB_QUESTION_CLOT_PAST:
      return C_ ("safety", "Makers of boots like these ask this because a leg that had a clot once "
                           "is squeezed more gently, or not at all.");
    case EBB_QUESTION_ARTERY:
      return C_ ("safety", "Makers of boots like these ask this because pressure from outside "
                           "leaves a foot that gets little blood with less.");
    case EBB_QUESTION_HEART:
      return C_ ("safety", "Makers of boots like these ask this because squeezing the legs sends "
                           "more blood to the heart and the lungs at once.");
    case EBB_QUESTION_SKIN:
      return C_ ("safety", "Makers of boots like these ask this because pressure and warmth can "
                           "make hurt skin worse.");
    case EBB_QUESTION_VEINS:
      return C_ (
          "safety",
          "Makers of boots like these ask this because pressure on a sore vein can hurt it more.");
    case EBB_QUESTION_FEELING:
      return C_ ("safety", "Makers of boots like these ask this because a person who cannot feel "
                           "heat or pressure cannot tell when it is too much.");
    case EBB_QUESTION_BLEED:
      return C_ ("safety", "Makers of boots like these ask this because pressure can leave bruises "
                           "where blood stops slowly.");
    case EBB_QUESTION_BONES:
      return C_ ("safety",
                 "Makers of boots like these ask this because weak bones stand less pressure.");
    case EBB_QUESTION_SURGERY:
      return C_ ("safety", "Makers of boots like these ask this because a leg that was hurt or lay "
                           "still for long can hide a clot.");
    case EBB_QUESTION_PREGNANT:
      return C_ ("safety", "Makers of boots like these ask this because in this time clots are "
                           "more frequent, and pressure above the knee is not wanted.");
    case EBB_QUESTION_PREGNANT_SWELLING:
      return C_ ("safety", "Makers of boots like these ask this because these can be signs that "
                           "need a doctor today.");
    case EBB_QUESTION_CANCER_LYMPH:
      return C_ ("safety", "Makers of boots like these ask this because pressure there is for "
                           "people to decide who know the illness.");
    case EBB_QUESTION_IMPLANT:
      return C_ ("safety", "Makers of boots like these ask this because warmth and pressure can "
                           "disturb a device or the place where it lies.");
    case EBB_QUESTION_AGE:
      return C_ ("safety", "Ebb starts nothing for people under 18, and begins more gently from 65 "
                           "years on. The month "
                           "is enough.");
    case EBB_QUESTION_REMOVE:
    default:
      return C_ ("safety", "Makers of boots like these ask this because when something is wrong, "
                           "opening the boots is what always helps.");
    }
}

/**
 * ebb_question_words_part_ask:
 * @question: that it is, or is a part of
 *
 * Returns: what is asked
 */
const char *
ebb_question_words_part_ask (EbbAsking asking, EbbQuestion question)
{
  switch (asking)
    {
    case EBB_ASKING_LEGS:
      return C_ ("safety", "Which leg is it?");
    case EBB_ASKING_FEVER:
      return C_ ("safety", "Do you have fever, or does the redness spread?");
    case EBB_ASKING_DUE:
      return C_ ("safety", "On which day is the birth due, or when was it?");
    case EBB_ASKING_HELPER:
      return C_ ("safety", "Is somebody there for the whole session who can do it?");
    default:
      return ebb_question_words_ask (question);
    }
}

/**
 * ebb_question_words_part_why:
 * @question: that it is, or is a part of
 *
 * Returns: why it is asked
 */
const char *
ebb_question_words_part_why (EbbAsking asking, EbbQuestion question)
{
  switch (asking)
    {
    case EBB_ASKING_LEGS:
      return C_ ("safety", "That leg gets no pressure.");
    case EBB_ASKING_FEVER:
      return C_ ("safety", "With either of them neither leg gets pressure.");
    case EBB_ASKING_DUE:
      return C_ ("safety", "From that day on all questions are asked again. What is allowed until "
                           "then does not depend on it.");
    case EBB_ASKING_HELPER:
      return C_ ("safety", "While you are alone the boots are not started.");
    default:
      return ebb_question_words_why (question);
    }
}

/**
 * ebb_question_words_reask:
 *
 * Returns: why the questions are asked again
 */
const char *
ebb_question_words_reask (EbbReask reask)
{
  switch (reask)
    {
    case EBB_REASK_REVISION:
      return C_ ("safety", "The questions are others now.");
    case EBB_REASK_SYMPTOM:
      return C_ ("safety", "A session ended because something felt wrong.");
    case EBB_REASK_PROFILE:
      return C_ ("safety", "Something about you was changed.");
    case EBB_REASK_AGE:
      return C_ ("safety", "You are 65 now.");
    case EBB_REASK_DUE:
      return C_ ("safety", "The date of a birth has passed.");
    case EBB_REASK_EXPIRED:
    default:
      return C_ ("safety", "Your answers are too old.");
    }
}

/**
 * ebb_question_words_answer:
 *
 * Returns: what was said; that nothing was
 */
const char *
ebb_question_words_answer (EbbAnswer answer)
{
  switch (answer)
    {
    case EBB_ANSWER_NO:
      return C_ ("safety", "No");
    case EBB_ANSWER_YES:
      return C_ ("safety", "Yes");
    case EBB_ANSWER_UNSURE:
      return C_ ("safety", "I am not sure");
    case EBB_ANSWER_NONE:
    default:
      return C_ ("safety", "Not answered");
    }
}

/* Of the skin: which leg, and whether there is more. */
static char *
dup_skin (const EbbAnswers *answers)
{
  if (!answers->has_no_fever || answers->skin_legs == EBB_LEGS_NONE
      || answers->skin_legs == EBB_LEGS_BOTH)
    return g_strdup (C_ ("safety", "Yes, and it counts for both legs"));
  return g_strdup (answers->skin_legs == EBB_LEGS_LEFT
                       ? C_ ("safety", "Yes, on the left leg, without fever")
                       : C_ ("safety", "Yes, on the right leg, without fever"));
}

static char *
dup_due (gint64 due_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (due_s);
  g_autofree char *day = time != NULL ? g_date_time_format (time, C_ ("day", "%-d %B %Y")) : NULL;

  /* Translators: a day of birth, as in "Yes, and the day is 14 March 2027". */
  return g_strdup_printf (C_ ("safety", "Yes, and the day is %s"), day != NULL ? day : "?");
}

/**
 * ebb_question_words_dup_born:
 *
 * Returns: (transfer full): "April 1961", by the locale
 */
char *
ebb_question_words_dup_born (int born_month)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (born_month / 12, born_month % 12 + 1, 1, 0, 0, 0);
  /* Translators: a month for g_date_time_format(), as in "April 1961". */
  char *text = time != NULL ? g_date_time_format (time, C_ ("month", "%OB %Y")) : NULL;

  return text != NULL ? text : g_strdup ("?");
}

/**
 * ebb_question_words_dup_said:
 *
 * Returns: (transfer full): the answer
 */
char *
ebb_question_words_dup_said (const EbbAnswers *answers, EbbQuestion question)
{
  EbbAnswer answer = answers->answer[question];

  if (question == EBB_QUESTION_AGE && answers->born_month != EBB_BORN_UNKNOWN)
    return ebb_question_words_dup_born (answers->born_month);
  if (question == EBB_QUESTION_PREGNANT && answer == EBB_ANSWER_YES && answers->due_s > 0)
    return dup_due (answers->due_s);
  if (question == EBB_QUESTION_AGE && answers->age_years != EBB_AGE_UNKNOWN)
    /* Translators: an age. */
    return g_strdup_printf (ngettext ("%d year", "%d years", (gulong) answers->age_years),
                            answers->age_years);
  if (question == EBB_QUESTION_SKIN && answer == EBB_ANSWER_YES)
    return dup_skin (answers);
  if (question == EBB_QUESTION_REMOVE && ebb_answer_counts_as_yes (answer)
      && answers->is_helper_present)
    return g_strdup (C_ ("safety", "Yes, and somebody is there who can do it"));
  return g_strdup (ebb_question_words_answer (answer));
}
