/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-elsewhere-words.h"

#include <glib/gi18n.h>

#include "ebb-trouble-words.h"
#include "ebb-words.h"

/* (nullable): boots that a stranger runs are the ones that are set up, and come first */
static const EbbSnapshot *
get_other (const EbbScene *scene)
{
  return scene->is_running_elsewhere ? NULL : scene->elsewhere;
}

/* It was asked to stop and does not, or answers nothing at all: what it said last is past. */
static gboolean
is_no_help (const EbbScene *scene)
{
  return scene->is_elsewhere_deaf || scene->elsewhere_asked_ms >= EBB_STOP_IS_LATE_MS;
}

/**
 * ebb_elsewhere_words_dup_heading:
 *
 * Returns: (transfer full): what happens to the boots, as the program that runs them tells it
 */
char *
ebb_elsewhere_words_dup_heading (const EbbScene *scene)
{
  const EbbSnapshot *other = get_other (scene);

  switch (other != NULL && !scene->is_elsewhere_deaf ? other->state : EBB_SESSION_RUNNING)
    {
    case EBB_SESSION_PAUSED:
      return g_strdup (C_ ("safety", "Paused"));
    case EBB_SESSION_STOPPING:
      return g_strdup (C_ ("safety", "Letting the air out"));
    case EBB_SESSION_LINK_LOST:
      return g_strdup (ebb_trouble_words_say_lost (other));
    case EBB_SESSION_FAULT:
      return ebb_trouble_words_dup_fault (other);
    default:
      return g_strdup (C_ ("safety", "Another app controls these boots"));
    }
}

/**
 * ebb_elsewhere_words_dup_holder:
 *
 * Returns: (transfer full): who runs a session elsewhere, "ebbctl, since 20:41"
 */
char *
ebb_elsewhere_words_dup_holder (const EbbScene *scene)
{
  const char      *program = scene->holder != NULL ? scene->holder : "ebb";
  g_autofree char *since = NULL;

  if (scene->holder_since_us == 0)
    return g_strdup (program);
  since = ebb_words_time_of_day (scene->holder_since_us);
  /* Translators: a program, then a time of day, as in "ebbctl, since 20:41". */
  return g_strdup_printf (_ ("%s, since %s"), program, since);
}

static char *
describe_run (const EbbScene *scene)
{
  g_autofree char *holder = ebb_elsewhere_words_dup_holder (scene);

  if (scene->elsewhere_name == NULL)
    /* Translators: which program runs it, as in "ebbctl, since 20:41". */
    return g_strdup_printf (C_ ("safety", "A session runs: %s. This window changes nothing. STOP "
                                          "lets the air out."),
                            holder);
  return g_strdup_printf (
      /* Translators: the name of boots, then which program runs them, as in "ebbctl, since 20:41". */
      C_ ("safety",
          "A session runs on “%s”: %s. This window changes nothing. STOP lets the air out."),
      scene->elsewhere_name, holder);
}

static const char *
say_meaning (const EbbSnapshot *other)
{
  switch (other->state)
    {
    case EBB_SESSION_PAUSED:
      /* What was said of it may be old: the other program may be held up. */
      if (ebb_trouble_words_judge_air (other) == EBB_AIR_POSSIBLE)
        return C_ ("safety", "Time stands still. It goes on only where it was started; STOP ends "
                             "it. Open the boots if they feel tight.");
      return C_ ("safety", "Air is out. Time stands still. It goes on only where it was started; "
                           "STOP ends it.");
    case EBB_SESSION_STOPPING:
      return C_ ("safety", "Ebb keeps sending Stop until every zone is below 10\302\240mmHg.");
    case EBB_SESSION_LINK_LOST:
      return C_ ("safety", "Air may still be in them. Press the stop button on the boots, and open "
                           "the zips, top first. When the boots answer, Ebb sends Stop first.");
    case EBB_SESSION_FAULT:
      return ebb_trouble_words_say_fault_meaning (other);
    default:
      return NULL;
    }
}

/**
 * ebb_elsewhere_words_dup_meaning:
 *
 * Returns: (transfer full): what it means for the body, and what to do
 */
char *
ebb_elsewhere_words_dup_meaning (const EbbScene *scene)
{
  const EbbSnapshot *other = get_other (scene);
  const char        *meaning = other != NULL ? say_meaning (other) : NULL;

  if (other == NULL)
    return g_strdup (
        C_ ("safety", "Ebb did not start them, and changes nothing. STOP lets the air out."));
  if (is_no_help (scene))
    return g_strdup (C_ ("safety", "The program that runs them does not answer. Press the stop "
                                   "button on the boots: it works without this computer. Then open "
                                   "the zips, top first, or pull the hose off the pump."));
  if (other->state == EBB_SESSION_STOPPING && other->stop_ms >= EBB_STOP_IS_LATE_MS)
    return g_strdup_printf (
        /* Translators: two sentences of more words each. */
        C_ ("safety", "%s %s"), meaning,
        C_ ("safety", "Taking too long? Press the stop button on the boots: it works without this "
                      "computer. Then open the zips, top first, or pull the hose off the pump."));
  return meaning != NULL ? g_strdup (meaning) : describe_run (scene);
}

/**
 * ebb_elsewhere_words_dup_alert:
 *
 * Returns: (transfer full) (nullable): what a screen reader says of boots that this window does not
 *   run; %NULL if there are none
 */
char *
ebb_elsewhere_words_dup_alert (const EbbScene *scene)
{
  const EbbSnapshot *other = get_other (scene);
  g_autofree char   *heading = NULL;
  g_autofree char   *meaning = NULL;

  if (!scene->is_running_elsewhere && other == NULL)
    return NULL;
  heading = ebb_elsewhere_words_dup_heading (scene);
  if (other != NULL && other->state == EBB_SESSION_STOPPING && !is_no_help (scene)
      && other->stop_ms < EBB_STOP_IS_LATE_MS)
    return g_steal_pointer (&heading);
  if (other == NULL || (say_meaning (other) == NULL && !is_no_help (scene)))
    return g_strdup (C_ ("safety", "Another app controls these boots. STOP lets the air out."));
  meaning = ebb_elsewhere_words_dup_meaning (scene);
  /* Translators: what happens, then what it means and what to do. */
  return g_strdup_printf (C_ ("safety", "%s. %s"), heading, meaning);
}
