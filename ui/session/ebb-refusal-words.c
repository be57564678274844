/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-refusal-words.h"

#include <glib/gi18n.h>

#include "ebb-elsewhere-words.h"
#include "ebb-rule-words.h"
#include "ebb-words.h"

static void
say (EbbRefusalWords *words, const char *title, const char *subtitle)
{
  words->title = g_strdup (title);
  words->subtitle = g_strdup (subtitle);
}

static void
say_above_cap (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  g_autofree char *peak = ebb_words_pressure ((int32_t) refusal->value);
  g_autofree char *cap = ebb_words_pressure ((int32_t) refusal->bound);

  /* Translators: two pressures, as in "This program goes up to 60 mmHg". */
  words->title = g_strdup_printf (_ ("This program goes up to %s"), peak);
  words->subtitle = g_strdup_printf (_ ("Your limit is %s. Choose a gentler program."), cap);
}

static void
say_length (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  guint value = (guint) (refusal->value / 60);
  guint bound = (guint) (refusal->bound / 60);

  words->title = g_strdup_printf (
      ngettext ("%u minute can not be run", "%u minutes can not be run", value), value);
  words->subtitle =
      g_strdup_printf (ngettext ("The limit is %u minute. Change the length.",
                                 "The limit is %u minutes. Change the length.", bound),
                       bound);
}

static void
say_battery (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  g_autofree char *value = ebb_words_percent ((int) refusal->value);
  g_autofree char *bound = ebb_words_percent ((int) refusal->bound);

  /* Translators: how full the battery of the boots is, as in "Boots at 18 %". */
  words->title = g_strdup_printf (_ ("Boots at %s"), value);
  words->subtitle = g_strdup_printf (_ ("They might stop with air inside. Charge to %s."), bound);
}

static void
say_held_elsewhere (EbbRefusalWords *words, const EbbScene *scene)
{
  g_autofree char *holder = ebb_elsewhere_words_dup_holder (scene);

  if (scene->holder != NULL)
    /* Translators: which program runs it, as in "ebbctl, since 20:41". */
    words->title = g_strdup_printf (_ ("A session is running: %s"), holder);
  else
    words->title = g_strdup (_ ("A session is running"));
  words->subtitle = g_strdup (_ ("One at a time on one computer. Stop it there first."));
}

/* Of a set it may be one of them alone. */
static void
say_boots_elsewhere (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  /* Translators: the name of boots, or of two with a plus between them. */
  words->title = g_strdup_printf (C_ ("safety", "Another Ebb program has “%s” in its hands"),
                                  refusal->message);
  words->subtitle = g_strdup (C_ ("safety", "Two programs could squeeze one leg at the same time. "
                                            "Stop it there, or wait until it is done."));
}

static void
say_no_lock (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  words->title = g_strdup (_ ("No folder to work in"));
  /* Translators: an English clause that names the folder and what was expected. */
  words->subtitle = g_strdup_printf (_ ("%s. Without it two programs could start the same boots."),
                                     refusal->message);
}

static void
say_out_of_limits (EbbRefusalWords *words, const EbbRefusal *refusal)
{
  words->title = g_strdup (_ ("This program can not be used"));
  /* Translators: an English clause that names the value, then what to do. */
  words->subtitle = g_strdup_printf (_ ("%s. Nothing was changed or guessed."), refusal->message);
}

/* What they do now is why. */
static void
say_of_boots (EbbRefusalWords *words, EbbRefusalCode code)
{
  switch (code)
    {
    case EBB_REFUSAL_RUNNING_ELSEWHERE:
      say (words, C_ ("safety", "Another app controls these boots"),
           C_ ("safety", "Ebb did not start them and changes nothing. Stop works."));
      break;
    case EBB_REFUSAL_BOOTS_FAULT:
      say (words, C_ ("safety", "The boots report a fault"),
           C_ ("safety", "Look at them, then press the button on the boots. Do not use them if it "
                         "comes again."));
      break;
    case EBB_REFUSAL_NO_READING:
      say (words, C_ ("safety", "The boots do not say whether air is in them"),
           C_ ("safety",
               "Nothing is started before they do. If they feel tight, open the zips, top "
               "first. Then switch them off and on."));
      break;
    case EBB_REFUSAL_NOT_VENTED:
    default:
      say (words, C_ ("safety", "Air is still in the boots"),
           C_ ("safety", "Wait until every zone is below 10\302\240mmHg, or open the zips."));
      break;
    }
}

/* Neither the boots nor the program are why. */
static void
say_of_computer (EbbRefusalWords *words, const EbbScene *scene, const EbbRefusal *refusal)
{
  switch (refusal->code)
    {
    case EBB_REFUSAL_SESSION_ELSEWHERE:
      say_held_elsewhere (words, scene);
      break;
    case EBB_REFUSAL_BOOTS_ELSEWHERE:
      say_boots_elsewhere (words, refusal);
      break;
    case EBB_REFUSAL_NO_LOCK:
      say_no_lock (words, refusal);
      break;
    case EBB_REFUSAL_NO_STORE:
      say (words, C_ ("safety", "The history can not be written"),
           C_ ("safety", "Nothing is started that could not be stopped after a crash. Look whether "
                         "the disk is full."));
      break;
    case EBB_REFUSAL_UNREAD:
      say (words, C_ ("safety", "The history can not be read"),
           C_ ("safety",
               "Ebb can not tell whether boots were left with air inside. Open the zips if "
               "they feel tight, and start Ebb again."));
      break;
    case EBB_REFUSAL_OPEN_SESSION:
      say (words, C_ ("safety", "The last session is still being stopped"),
           C_ ("safety", "Ebb was closed in the middle of it. Open the boots if they feel tight."));
      break;
    case EBB_REFUSAL_LEAVING:
    default:
      say (words, C_ ("safety", "The computer is about to sleep or to switch off"),
           C_ ("safety", "Nothing is started now. Start when it is awake again."));
      break;
    }
}

static void
say_sides (EbbRefusalWords *words, EbbRefusalCode code)
{
  if (code == EBB_REFUSAL_ONE_LEG)
    say (words, C_ ("safety", "Both boots are set to one leg"),
         C_ ("safety", "The other leg would get nothing. Do the leg check of each boot again, or "
                       "use one of them alone."));
  else
    say (words, C_ ("safety", "Left and right are not set"),
         C_ ("safety", "The wrong leg could be squeezed. Do the leg check."));
}

static gboolean
is_of_question (EbbRefusalCode code)
{
  return code == EBB_REFUSAL_BLOCKED || code == EBB_REFUSAL_CONSULT;
}

/**
 * ebb_refusal_words_compose:
 * @words: (out): to be cleared with ebb_refusal_words_clear()
 *
 * What happened, what it means for the body, and what to do.
 */
void
ebb_refusal_words_compose (EbbRefusalWords *words, const EbbScene *scene, const EbbRefusal *refusal)
{
  words->code = refusal->code;
  words->question = is_of_question (refusal->code) ? (EbbQuestion) refusal->value : EBB_N_QUESTIONS;
  switch (refusal->code)
    {
    case EBB_REFUSAL_NO_BOOTS:
      say (words, _ ("No boots yet"), _ ("Choose boots to start."));
      break;
    case EBB_REFUSAL_NOT_CONNECTED:
      say (words, _ ("Not connected"), _ ("Connect the boots to start."));
      break;
    case EBB_REFUSAL_NO_PROGRAM:
      say (words, _ ("No program yet"), _ ("Choose a program to start."));
      break;
    case EBB_REFUSAL_NO_ZONES:
      say (words, _ ("Nothing to fill"),
           _ ("No boot fills the legs you chose. Choose other legs or another program."));
      break;
    case EBB_REFUSAL_ABOVE_CAP:
      say_above_cap (words, refusal);
      break;
    case EBB_REFUSAL_OUT_OF_LIMITS:
      say_out_of_limits (words, refusal);
      break;
    case EBB_REFUSAL_LENGTH:
      say_length (words, refusal);
      break;
    case EBB_REFUSAL_BATTERY:
      say_battery (words, refusal);
      break;
    case EBB_REFUSAL_RUNNING_ELSEWHERE:
    case EBB_REFUSAL_BOOTS_FAULT:
    case EBB_REFUSAL_NOT_VENTED:
    case EBB_REFUSAL_NO_READING:
      say_of_boots (words, refusal->code);
      break;
    case EBB_REFUSAL_SESSION_ELSEWHERE:
    case EBB_REFUSAL_BOOTS_ELSEWHERE:
    case EBB_REFUSAL_OPEN_SESSION:
    case EBB_REFUSAL_NO_LOCK:
    case EBB_REFUSAL_NO_STORE:
    case EBB_REFUSAL_UNREAD:
    case EBB_REFUSAL_LEAVING:
      say_of_computer (words, scene, refusal);
      break;
    case EBB_REFUSAL_SIDES:
    case EBB_REFUSAL_ONE_LEG:
      say_sides (words, refusal->code);
      break;
    case EBB_REFUSAL_CHECKS:
      say (words, C_ ("safety", "Check before you start"),
           C_ ("safety", "Every point has to be true."));
      break;
    default:
      ebb_rule_words_compose (words, refusal);
      break;
    }
}

/* By what keeps the history shut. */
static const char *const journal_remedies[] = {
  [EBB_STORE_IS_OPEN] = NULL,
  [EBB_STORE_IS_NEWER] = NC_ ("safety", "A newer Ebb wrote it: install that, and start it."),
  [EBB_STORE_IS_DAMAGED] = NC_ ("safety",
                                "Its file is damaged, and was left as it is. Put back a "
                                "copy of it, or move it away to begin anew; then start "
                                "Ebb again."),
  [EBB_STORE_IS_HELD] = NC_ ("safety",
                             "Another program holds its file. Close that program, then "
                             "start Ebb again."),
  [EBB_STORE_IS_FULL] = NC_ ("safety", "The disk is full. Make room, then start Ebb again."),
  [EBB_STORE_IS_CLOSED] = NC_ ("safety",
                               "See whether its folder can be written, then start Ebb "
                               "again."),
};

static EbbRefusalWords
compose_journal (const EbbScene *scene)
{
  const char *why = C_ ("safety", "Without it Ebb could not find these boots again after a crash. "
                                  "No session can start.");
  EbbRefusalWords words = { .code = EBB_REFUSAL_NO_STORE };

  words.title = g_strdup (C_ ("safety", "History could not be opened"));
  words.subtitle = g_strdup_printf (
      "%s %s\n%s", why, g_dpgettext2 (NULL, "safety", journal_remedies[scene->journal_state]),
      scene->journal_error != NULL ? scene->journal_error : "");
  g_strchomp (words.subtitle);
  return words;
}

static EbbRefusalWords
compose_levels (void)
{
  return (EbbRefusalWords){
    .code = EBB_REFUSAL_OUT_OF_LIMITS,
    .title = g_strdup (_ ("These boots have levels, no mmHg")),
    .subtitle = g_strdup (_ ("Ebb has no program for them yet. Choose other boots to start.")),
  };
}

/* Where nothing may be started at all, why is said in words of its own; a limit of 0 would only ask
 * for a gentler program. Of one program the highest pressure says it for all zones. */
static gboolean
is_worth_a_row (const EbbScene *scene, gsize index)
{
  const EbbRefusal *refusal = &scene->refusals[index];

  if (refusal->code == EBB_REFUSAL_CHECKS || refusal->code == EBB_REFUSAL_NO_STORE)
    return FALSE;
  /* Gone in half a second as a rule: it would move what somebody is about to press. */
  if ((refusal->code == EBB_REFUSAL_NO_READING || refusal->code == EBB_REFUSAL_WEARER)
      && refusal->value == 0)
    return FALSE;
  if (ebb_scene_has_levels (scene) && refusal->code == EBB_REFUSAL_OUT_OF_LIMITS)
    return FALSE;
  if (refusal->code != EBB_REFUSAL_ABOVE_CAP)
    return TRUE;
  for (gsize i = 0; i < scene->n_refusals; i++)
    if (i != index && scene->refusals[i].code == EBB_REFUSAL_ABOVE_CAP
        && (scene->refusals[i].value > refusal->value
            || (scene->refusals[i].value == refusal->value && i < index)))
      return FALSE;
  return refusal->bound > 0;
}

/**
 * ebb_refusal_words_compose_all:
 *
 * Returns: (transfer full) (element-type EbbRefusalWords): a row for each reason why nothing can be
 *   started, but for the checks, which stand on the page themselves
 */
GArray *
ebb_refusal_words_compose_all (const EbbScene *scene)
{
  GArray         *all = g_array_new (FALSE, FALSE, sizeof (EbbRefusalWords));
  EbbRefusalWords words;

  g_array_set_clear_func (all, (GDestroyNotify) ebb_refusal_words_clear);
  if (scene->journal_state != EBB_STORE_IS_OPEN)
    {
      words = compose_journal (scene);
      g_array_append_val (all, words);
    }
  if (ebb_scene_has_levels (scene))
    {
      words = compose_levels ();
      g_array_append_val (all, words);
    }
  for (gsize i = 0; i < scene->n_refusals; i++)
    if (is_worth_a_row (scene, i))
      {
        ebb_refusal_words_compose (&words, scene, &scene->refusals[i]);
        g_array_append_val (all, words);
      }
  return all;
}

G_STATIC_ASSERT ((int) EBB_N_REFUSALS + (int) EBB_N_QUESTIONS < 64);

/**
 * ebb_refusal_words_get_bit:
 *
 * Returns: which reason it is, in a set of them. Each question that stands against a start is one of its
 *   own: each needs an agreement of its own
 */
guint64
ebb_refusal_words_get_bit (const EbbRefusalWords *words)
{
  guint number = (guint) words->code;

  if (is_of_question (words->code))
    number = (guint) EBB_N_REFUSALS + (guint) words->question;
  return G_GUINT64_CONSTANT (1) << number;
}

/**
 * ebb_refusal_words_clear:
 *
 * Frees the words.
 */
void
ebb_refusal_words_clear (EbbRefusalWords *words)
{
  g_clear_pointer (&words->title, g_free);
  g_clear_pointer (&words->subtitle, g_free);
}
