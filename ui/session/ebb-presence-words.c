/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-presence-words.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/**
 * ebb_presence_words_say_question:
 *
 * Returns: (nullable): "Still awake?"
 */
const char *
ebb_presence_words_say_question (const EbbSnapshot *snapshot)
{
  switch (snapshot->asked)
    {
    case EBB_ASKED_AWAKE:
    case EBB_ASKED_AWAKE_FOR_HEAT:
      return C_ ("safety", "Still awake?");
    case EBB_ASKED_SKIN:
      return C_ ("safety", "How does the skin feel?");
    case EBB_ASKED_NOTHING:
    default:
      return NULL;
    }
}

/**
 * ebb_presence_words_dup_consequence:
 *
 * Returns: (transfer full) (nullable): what to press, until when, and what comes without it
 */
char *
ebb_presence_words_dup_consequence (const EbbSnapshot *snapshot)
{
  guint left_s = snapshot->asked_left_s;

  switch (snapshot->asked)
    {
    case EBB_ASKED_AWAKE:
      return g_strdup_printf (C_ ("safety", "Press I’m Here within %u\302\240s, or Ebb stops."),
                              left_s);
    case EBB_ASKED_AWAKE_FOR_HEAT:
      return g_strdup_printf (
          C_ ("safety", "Press I’m Here within %u\302\240s, or Ebb turns the heat off."), left_s);
    case EBB_ASKED_SKIN:
      return g_strdup_printf (
          C_ ("safety", "Look at it where it is warm. If it is red or sore, press Stop. If not, "
                        "press I’m Here within %u\302\240s, or Ebb turns the heat off."),
          left_s);
    case EBB_ASKED_NOTHING:
    default:
      return NULL;
    }
}

/**
 * ebb_presence_words_dup_heat_end:
 *
 * Returns: (transfer full) (nullable): why Ebb turned heat off, and what to do about it
 */
char *
ebb_presence_words_dup_heat_end (const EbbSnapshot *snapshot)
{
  g_autofree char *time = NULL;

  switch (snapshot->heat_end)
    {
    case EBB_HEAT_END_NO_ANSWER:
      return g_strdup (C_ ("safety",
                           "Heat turned off. Nobody answered. Feel the skin before turning "
                           "it on again."));
    case EBB_HEAT_END_LIMIT:
      time = ebb_words_time_of_day (snapshot->heat_next_wall_us);
      /* Translators: a time of day, as in "23:20". */
      return g_strdup_printf (
          C_ ("safety", "Heat limit reached. More could redden the skin. Next heat from %s."),
          time);
    case EBB_HEAT_END_NONE:
    default:
      return NULL;
    }
}
