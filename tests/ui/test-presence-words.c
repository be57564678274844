/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-presence-words.h"

/* What is asked in the middle of a session, and why heat went off: every one has its sentences, and
 * what is to be done without an answer is in them. */

static void
test_every_question_says_what_comes_without_an_answer (void)
{
  static const struct
  {
    EbbPresenceAsked asked;
    const char      *question;
    const char      *consequence;
  } rows[] = {
    { EBB_ASKED_AWAKE, "Still awake?", "Press I’m Here within 57\302\240s, or Ebb stops." },
    { EBB_ASKED_AWAKE_FOR_HEAT, "Still awake?",
      "Press I’m Here within 57\302\240s, or Ebb turns the heat off." },
    { EBB_ASKED_SKIN, "How does the skin feel?",
      "Look at it where it is warm. If it is red or sore, press Stop. If not, press I’m Here "
      "within "
      "57\302\240s, or Ebb turns the heat off." },
  };
  EbbSnapshot snapshot;

  ebb_snapshot_init (&snapshot);
  g_assert_null (ebb_presence_words_say_question (&snapshot));
  g_assert_null (ebb_presence_words_dup_consequence (&snapshot));
  snapshot.asked_left_s = 57;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *consequence = NULL;

      snapshot.asked = rows[i].asked;
      consequence = ebb_presence_words_dup_consequence (&snapshot);
      g_assert_cmpstr (ebb_presence_words_say_question (&snapshot), ==, rows[i].question);
      g_assert_cmpstr (consequence, ==, rows[i].consequence);
    }
}

static void
test_heat_that_went_off_says_why (void)
{
  EbbSnapshot snapshot;
  g_autoptr (GDateTime) next = g_date_time_new_local (2026, 11, 23, 23, 20, 0);
  g_autofree char *unanswered = NULL;
  g_autofree char *limit = NULL;

  ebb_snapshot_init (&snapshot);
  g_assert_null (ebb_presence_words_dup_heat_end (&snapshot));
  snapshot.heat_end = EBB_HEAT_END_NO_ANSWER;
  unanswered = ebb_presence_words_dup_heat_end (&snapshot);
  g_assert_cmpstr (unanswered, ==,
                   "Heat turned off. Nobody answered. Feel the skin before turning it on again.");
  snapshot.heat_end = EBB_HEAT_END_LIMIT;
  snapshot.heat_next_wall_us = g_date_time_to_unix (next) * G_USEC_PER_SEC;
  limit = ebb_presence_words_dup_heat_end (&snapshot);
  g_assert_cmpstr (limit, ==,
                   "Heat limit reached. More could redden the skin. Next heat from \342\201\250"
                   "23:20\342\201\251.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/presence/H20/every-question-says-what-comes-without-an-answer",
                   test_every_question_says_what_comes_without_an_answer);
  g_test_add_func ("/ui/presence/H20/heat-that-went-off-says-why",
                   test_heat_that_went_off_says_why);
  return g_test_run ();
}
