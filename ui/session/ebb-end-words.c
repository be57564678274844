/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-end-words.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/* What nobody asked for: it was ended for the sake of the person. */
static char *
compose_end_by_itself (EbbSessionEnd end, const char *at)
{
  switch (end)
    {
    case EBB_END_BY_NO_AIR:
      return g_strdup_printf (
          /* Translators: how far the session was, as in "12:05". */
          C_ ("safety", "Hardly any air reached the legs any more, so Ebb stopped the boots at %s. "
                        "Check the hoses and the zips before the next session."),
          at);
    case EBB_END_BY_NO_ANSWER:
      return g_strdup_printf (
          /* Translators: how far the session was, as in "21:00". */
          C_ ("safety", "Nobody answered whether they were awake, so Ebb stopped the boots at %s. "
                        "Look at both legs before the next session."),
          at);
    case EBB_END_BY_NOT_HEARD:
      return g_strdup_printf (
          /* Translators: how far the session was, as in "12:05". */
          C_ ("safety", "The boots heard nothing of Ebb for too long, so they ended it by "
                        "themselves at %s. Check that both legs feel normal."),
          at);
    case EBB_END_BY_SLEEP:
      return g_strdup_printf (
          /* Translators: how far the session was, as in "12:05". */
          C_ ("safety", "The computer went to sleep at %s, and Ebb stopped the boots first. "
                        "Nothing goes on by itself: start again when you are ready."),
          at);
    case EBB_END_BY_NONE:
    case EBB_END_BY_COMPLETE:
    default:
      return g_strdup ("");
    }
}

static char *
compose_end (const EbbSnapshot *snapshot)
{
  g_autofree char *at = ebb_words_clock (snapshot->end_elapsed_ms / 1000);

  switch (snapshot->end)
    {
    case EBB_END_BY_STOP:
      /* Translators: how far the session was, as in "12:05". */
      return g_strdup_printf (_ ("You stopped it at %s"), at);
    case EBB_END_BY_BUTTON:
      return g_strdup (_ ("The boots’ own button stopped it"));
    case EBB_END_BY_OTHERS:
      return g_strdup (_ ("Another app, or somebody near, stopped it"));
    case EBB_END_BY_BOOTS:
      return g_strdup (_ ("The boots ended it by themselves"));
    case EBB_END_BY_DID_NOT_START:
      return g_strdup (C_ ("safety", "The boots did not start. No air went in. Check the hoses and "
                                     "try again."));
    case EBB_END_BY_LINK_LOST:
      /* Translators: how far the session was, as in "8:15". */
      return g_strdup_printf (_ ("The link was lost at %s."), at);
    case EBB_END_BY_FAULT:
      return g_strdup_printf (C_ ("safety", "Ebb stopped it for a fault at %s"), at);
    case EBB_END_BY_BATTERY:
      return g_strdup (_ ("Battery low, ended early"));
    case EBB_END_BY_PAUSE_TIMEOUT:
      return g_strdup (_ ("It was paused for 10 minutes and ended by itself"));
    case EBB_END_BY_QUIT:
      return g_strdup_printf (_ ("Ebb was closed at %s"), at);
    case EBB_END_BY_CRASH:
      return g_strdup (_ ("Ebb ended in the middle of it, and stopped the boots now"));
    case EBB_END_BY_REFUSED:
      return g_strdup (C_ ("safety", "The boots refused to start. No air went in. See that no "
                                     "other app uses them, and try again."));
    case EBB_END_BY_DID_NOT_CONTINUE:
      return g_strdup_printf (
          /* Translators: how far the session was, as in "12:05". */
          C_ ("safety", "It was paused at %s and did not get going again. No more air went in. "
                        "Check the hoses before the next session."),
          at);
    default:
      return compose_end_by_itself (snapshot->end, at);
    }
}

/**
 * ebb_end_words_compose:
 *
 * Returns: (transfer full): "You stopped it at 12:05", a time of the session; and that it could not
 *   be written down, if so
 */
char *
ebb_end_words_compose (const EbbSnapshot *snapshot)
{
  g_autofree char *end = compose_end (snapshot);

  if (!snapshot->is_record_lost)
    return g_steal_pointer (&end);
  return g_strdup_printf ("%s%s%s", end, end[0] != '\0' ? "\n" : "",
                          _ ("How it ended could not be written down. See whether the disk is "
                             "full. The next start of Ebb stops these boots once more, to be "
                             "sure."));
}

/**
 * ebb_end_words_say_vented:
 *
 * Returns: that every zone is empty only if the boots said so
 */
const char *
ebb_end_words_say_vented (const EbbSnapshot *snapshot)
{
  if (snapshot->is_result_vented)
    return C_ ("safety", "Every zone is below 10\302\240mmHg.");
  return C_ ("safety",
             "You said that the boots are open. The boots have not confirmed it: Ebb sends "
             "Stop when they answer again.");
}
