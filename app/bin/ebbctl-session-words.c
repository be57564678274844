/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-session-words.h"

#include <glib/gi18n.h>

/* ---- faults ---- */

#define LOOK_FIRST N_ ("Do not use these boots until someone has looked at them.")

typedef struct
{
  const char *what;
  const char *full;  /* for the body, and what to do, while there may be air in them */
  const char *empty; /* the same once there is none */
} FaultWords;

static const FaultWords faults[] = {
  [EBB_FAULT_NONE] = { N_ ("Ebb stopped for a fault, and does not know which."),
                       N_ ("Open the boots if they feel tight."), LOOK_FIRST },
  [EBB_FAULT_OVERSHOOT] = { N_ ("Ebb stopped: pressure went above the plan."),
                            N_ ("It may have felt too tight. Open the boots if they still feel "
                                "tight. Do not use these "
                                "boots until someone has looked at them."),
                            N_ ("It may have felt too tight. Do not use these boots until someone "
                                "has looked at "
                                "them.") },
  [EBB_FAULT_STUCK_SQUEEZE] = { N_ ("Ebb stopped: a zone stayed tight for 60 s."),
                                N_ ("Long squeezing is bad for nerves. Open the boots now."),
                                N_ ("Long squeezing is bad for nerves. Check that both legs feel "
                                    "normal.") },
  [EBB_FAULT_NO_READING] = { N_ ("Ebb stopped: no pressure reading for 3 s."),
                             N_ ("Ebb does not know how tight they are. Open the boots if they "
                                 "feel tight."),
                             N_ ("Ebb did not know how tight they were. Check that both legs feel "
                                 "normal.") },
  [EBB_FAULT_NOT_VENTED] = { N_ ("Ebb sent Stop, and letting the air out takes too long."),
                             N_ ("Air may still be in the boots. Open them now."), LOOK_FIRST },
  [EBB_FAULT_BOOTS] = { N_ ("Ebb stopped: the boots report a fault."),
                        N_ ("Something in them is not as it should be. Open the boots if they feel "
                            "tight. Do not "
                            "use them until someone has looked at them."),
                        N_ ("Something in them is not as it should be. Do not use them until "
                            "someone has looked "
                            "at them.") },
  [EBB_FAULT_HEAT] = { N_ ("Ebb stopped: heat was too high, or did not go off."),
                       N_ ("Skin can be hurt before it feels hot. Take the boots off now, and look "
                           "at your skin. Do not use them until someone has looked at them."),
                       N_ ("Skin can be hurt before it feels hot. Take the boots off, and look at "
                           "your skin. Do not use them until someone has looked at them.") },
  [EBB_FAULT_OTHER_PROGRAM] = { N_ ("Ebb stopped: the boots run another program."),
                                N_ ("They did not do what Ebb showed. Open the boots if they feel "
                                    "tight. Do not use these boots until someone has looked at "
                                    "them."),
                                N_ ("They did not do what Ebb showed. Do not use these boots until "
                                    "someone has looked at them.") },
  [EBB_FAULT_GATE] = { N_ ("Ebb stopped: a value was outside the limits."),
                       N_ ("Nothing outside the limits was sent to the boots. Open them if they "
                           "feel tight."),
                       N_ ("Nothing outside the limits was sent to the boots.") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (faults) == EBB_FAULT_GATE + 1);

/* One that a newer Ebb names is a fault all the same. */
static const FaultWords *
find_fault (EbbFault fault)
{
  return &faults[(guint) fault < G_N_ELEMENTS (faults) ? fault : EBB_FAULT_NONE];
}

static char *
dup_what (const EbbSnapshot *snapshot)
{
  if (snapshot->fault == EBB_FAULT_OVERSHOOT && snapshot->fault_pa != EBB_PRESSURE_UNKNOWN_PA
      && snapshot->fault_pa > 0)
    return g_strdup_printf (_ ("Ebb stopped: pressure went above the plan (%d mmHg)."),
                            ebb_pa_to_whole_mmhg (snapshot->fault_pa));
  return g_strdup (_ (find_fault (snapshot->fault)->what));
}

char *
ctl_dup_fault_words (const EbbSnapshot *snapshot)
{
  g_autofree char *what = dup_what (snapshot);

  return g_strdup_printf ("%s %s", what, _ (find_fault (snapshot->fault)->full));
}

char *
ctl_dup_empty_fault_words (const EbbSnapshot *snapshot)
{
  g_autofree char *what = dup_what (snapshot);

  return g_strdup_printf ("%s %s %s", what, _ ("Every zone is below 10 mmHg."),
                          _ (find_fault (snapshot->fault)->empty));
}

/* ---- ends ---- */

typedef struct
{
  const char *what;     /* NULL: with a time or a reason in it */
  const char *advice;   /* (nullable) */
  gboolean    is_empty; /* that every zone is empty stands between them */
} EndWords;

static const EndWords ends[] = {
  [EBB_END_BY_NONE] = { N_ ("It is over, and Ebb does not know why."),
                        N_ ("Look at the boots before using them again."), FALSE },
  [EBB_END_BY_COMPLETE] = { N_ ("Finished."), NULL, TRUE },
  [EBB_END_BY_STOP] = { NULL, NULL, TRUE },
  [EBB_END_BY_BOOTS] = { N_ ("The boots ended it by themselves."), NULL, TRUE },
  [EBB_END_BY_DID_NOT_START] = { N_ ("The boots did not start. No air went in."),
                                 N_ ("Check the hoses and try again."), FALSE },
  [EBB_END_BY_LINK_LOST] = { NULL, N_ ("Check that both legs feel normal."), FALSE },
  [EBB_END_BY_FAULT] = { NULL, NULL, TRUE },
  [EBB_END_BY_BATTERY] = { N_ ("The battery of the boots ran low, and Ebb ended it early: they "
                               "might have stopped with air inside."),
                           N_ ("Charge them before the next session."), TRUE },
  [EBB_END_BY_PAUSE_TIMEOUT] = { N_ ("It was paused for 10 minutes and ended by itself."), NULL,
                                 TRUE },
  [EBB_END_BY_QUIT] = { NULL, NULL, TRUE },
  [EBB_END_BY_CRASH] = { N_ ("Ebb ended in the middle of it, and stopped the boots now."),
                         N_ ("Check that both legs feel normal."), TRUE },
  [EBB_END_BY_REFUSED] = { N_ ("The boots refused to start. No air went in."),
                           N_ ("See that no other app uses them, and try again."), FALSE },
  [EBB_END_BY_DID_NOT_CONTINUE] = { NULL, N_ ("Check the hoses before the next session."), FALSE },
  [EBB_END_BY_SLEEP] = { NULL, NULL, TRUE },
  [EBB_END_BY_NO_AIR] = { NULL, N_ ("Check the hoses and the zips before the next session."),
                          TRUE },
  [EBB_END_BY_NO_ANSWER] = { NULL,
                             N_ ("Look at both legs before the next session. Boots are for "
                                 "people who are awake."),
                             TRUE },
  [EBB_END_BY_NOT_HEARD] = { NULL, N_ ("Check that both legs feel normal."), TRUE },
  [EBB_END_BY_BUTTON] = { N_ ("The boots' own button stopped it."), NULL, TRUE },
  [EBB_END_BY_OTHERS] = { N_ ("Another app, or somebody near, stopped it."), NULL, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (ends) == EBB_N_ENDS);

static char *
dup_timed_end (EbbSessionEnd end, const char *at)
{
  switch (end)
    {
    case EBB_END_BY_LINK_LOST:
      /* Translators: here and below a time of the session, as in "12:05". */
      return g_strdup_printf (_ ("The link was lost at %s."), at);
    case EBB_END_BY_SLEEP:
      return g_strdup_printf (
          _ ("The computer went to sleep at %s, and Ebb stopped the boots first."), at);
    case EBB_END_BY_DID_NOT_CONTINUE:
      return g_strdup_printf (
          _ ("It was paused at %s and did not get going again. No more air went in."), at);
    case EBB_END_BY_NO_AIR:
      return g_strdup_printf (
          _ ("Hardly any air reached the legs any more, and Ebb stopped the boots at %s."), at);
    case EBB_END_BY_NO_ANSWER:
      return g_strdup_printf (
          _ ("Nobody answered whether they were awake, and Ebb stopped the boots at %s."), at);
    case EBB_END_BY_NOT_HEARD:
      return g_strdup_printf (
          _ ("The boots heard nothing of Ebb for too long, and ended it by themselves at %s."), at);
    case EBB_END_BY_STOP:
    case EBB_END_BY_QUIT:
    default:
      return g_strdup_printf (_ ("You stopped it at %s."), at);
    }
}

static char *
dup_end (const EbbSnapshot *snapshot, EbbSessionEnd end)
{
  guint            at_s = snapshot->end_elapsed_ms / 1000;
  g_autofree char *at = NULL;

  if (end == EBB_END_BY_FAULT)
    return dup_what (snapshot);
  if (ends[end].what != NULL)
    return g_strdup (_ (ends[end].what));
  at = g_strdup_printf ("%u:%02u", at_s / 60, at_s % 60);
  return dup_timed_end (end, at);
}

gboolean
ctl_is_end_unconfirmed (const EbbSnapshot *snapshot)
{
  return snapshot->is_stop_owed || (snapshot->has_result && !snapshot->is_result_vented);
}

CtlExit
ctl_judge_end (const EbbSnapshot *snapshot)
{
  if (ctl_is_end_unconfirmed (snapshot))
    return CTL_EXIT_NOT_CONFIRMED;
  switch (snapshot->end)
    {
    case EBB_END_BY_COMPLETE:
    case EBB_END_BY_STOP:
    case EBB_END_BY_QUIT:
      return CTL_EXIT_OK;
    case EBB_END_BY_REFUSED:
    case EBB_END_BY_DID_NOT_START:
    case EBB_END_BY_DID_NOT_CONTINUE:
      return CTL_EXIT_FAILED;
    default:
      return CTL_EXIT_ENDED_EARLY;
    }
}

static const char *
find_state_of_air (const EbbSnapshot *snapshot, EbbSessionEnd end)
{
  if (ctl_is_end_unconfirmed (snapshot))
    return _ ("A person said that the boots are open, and they have not confirmed it: Ebb sends "
              "Stop when they answer again.");
  return ends[end].is_empty ? _ ("Every zone is below 10 mmHg.") : NULL;
}

static void
append_sentence (GString *text, const char *sentence)
{
  if (sentence == NULL)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

char *
ctl_dup_end_words (const EbbSnapshot *snapshot)
{
  EbbSessionEnd    end = snapshot->end < EBB_N_ENDS ? snapshot->end : EBB_END_BY_NONE;
  g_autofree char *what = dup_end (snapshot, end);
  const char      *advice = ends[end].advice;
  GString         *text = g_string_new (what);

  if (end == EBB_END_BY_FAULT)
    advice = find_fault (snapshot->fault)->empty;
  append_sentence (text, find_state_of_air (snapshot, end));
  append_sentence (text, advice != NULL ? _ (advice) : NULL);
  return g_string_free (text, FALSE);
}

/* Boots that took no air in have nothing to confirm. */
static gboolean
is_unconfirmed (const EbbSessionRecord *record)
{
  return !record->is_vented_confirmed && record->end != EBB_END_BY_DID_NOT_START
         && record->end != EBB_END_BY_REFUSED;
}

char *
ctl_dup_record_words (const EbbSessionRecord *record)
{
  EbbSessionEnd    end = record->end < EBB_N_ENDS ? record->end : EBB_END_BY_NONE;
  EbbSnapshot      snapshot;
  g_autofree char *what = NULL;
  GString         *text;

  if (record->ended_wall_us == 0)
    return g_strdup (_ ("Not ended yet."));
  ebb_snapshot_init (&snapshot);
  snapshot.fault = record->fault;
  snapshot.fault_pa = EBB_PRESSURE_UNKNOWN_PA;
  snapshot.end_elapsed_ms = record->run_s * 1000;
  what = end == EBB_END_BY_CRASH ? g_strdup (_ ("Ebb ended in the middle of it."))
                                 : dup_end (&snapshot, end);
  text = g_string_new (what);
  if (is_unconfirmed (record))
    append_sentence (text,
                     _ ("The boots did not confirm that they are empty: open them if they are "
                        "still on."));
  if (record->has_symptom)
    append_sentence (text, _ ("Something felt wrong afterwards."));
  return g_string_free (text, FALSE);
}
