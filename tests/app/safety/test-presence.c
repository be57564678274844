/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-presence.h"
#include "safety-fixture.h"

#define SECOND_US ((gint64) G_USEC_PER_SEC)

static void
assert_checks (guint                   length_s,
               guint                   heat_s,
               gboolean                measures_temperature,
               const EbbPresenceCheck *expected,
               guint                   n)
{
  EbbLimits limits = load_limits ();
  g_autoptr (GArray) checks = ebb_presence_list (&limits, length_s, heat_s, measures_temperature);

  g_assert_cmpuint (checks->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const EbbPresenceCheck *check = &g_array_index (checks, EbbPresenceCheck, i);

      g_assert_cmpuint (check->at_s, ==, expected[i].at_s);
      g_assert_cmpint (check->asked, ==, expected[i].asked);
    }
}

static void
somebody_is_asked_in_time (void)
{
  static const EbbPresenceCheck cold[] = { { 1200, EBB_ASKED_AWAKE }, { 2400, EBB_ASKED_AWAKE } };
  static const EbbPresenceCheck warm[] = { { 600, EBB_ASKED_AWAKE_FOR_HEAT },
                                           { 1200, EBB_ASKED_AWAKE } };
  static const EbbPresenceCheck unmeasured[] = { { 300, EBB_ASKED_SKIN } };

  assert_checks (1200, 0, TRUE, NULL, 0);
  assert_checks (3600, 0, TRUE, cold, 2);
  assert_checks (1800, 1800, TRUE, warm, 2);
  assert_checks (1200, 601, TRUE, warm, 1);
  assert_checks (1200, 600, TRUE, NULL, 0);
  assert_checks (1200, 600, FALSE, unmeasured, 1);
  assert_checks (1200, 300, FALSE, NULL, 0);
  assert_checks (300, 600, FALSE, NULL, 0);
}

static EbbPresence
begin (guint length_s, guint heat_s, gboolean measures_temperature, guint from_s)
{
  EbbLimits   limits = load_limits ();
  EbbPresence presence = { .checks = NULL };

  ebb_presence_begin (&presence,
                      ebb_presence_list (&limits, length_s, heat_s, measures_temperature), from_s);
  return presence;
}

/* Second by second up to @until_s, or up to what comes of it. */
static EbbPresenceVerdict
pass (EbbPresence *presence, guint *at_s, guint until_s, gboolean is_warm)
{
  EbbPresenceVerdict verdict = EBB_PRESENCE_FINE;

  while (verdict == EBB_PRESENCE_FINE && *at_s < until_s)
    {
      (*at_s)++;
      verdict = ebb_presence_tick (presence, *at_s * SECOND_US, *at_s, is_warm);
    }
  return verdict;
}

static void
nobody_answers_and_the_session_ends (void)
{
  EbbPresence presence = begin (1800, 0, TRUE, 0);
  guint       at_s = 0;

  g_assert_cmpint (pass (&presence, &at_s, 1199, FALSE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpuint (ebb_presence_get_left_s (&presence, 1199 * SECOND_US), ==, 0);
  g_assert_cmpint (pass (&presence, &at_s, 1200, FALSE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_AWAKE);
  g_assert_cmpuint (ebb_presence_get_left_s (&presence, 1200 * SECOND_US), ==, 58);
  g_assert_cmpuint (ebb_presence_get_left_s (&presence, 1257 * SECOND_US + 1), ==, 1);
  g_assert_cmpint (pass (&presence, &at_s, 1257, FALSE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (pass (&presence, &at_s, 1258, FALSE), ==, EBB_PRESENCE_END);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_NOTHING);
  ebb_presence_clear (&presence);
}

static void
only_heat_goes_off_where_only_heat_asks (void)
{
  EbbPresence presence = begin (1800, 1500, TRUE, 0);
  guint       at_s = 0;

  g_assert_cmpint (pass (&presence, &at_s, 1800, TRUE), ==, EBB_PRESENCE_HEAT_OFF);
  g_assert_cmpuint (at_s, ==, 658);
  /* At 20 minutes it is about the session, warm or cold. */
  g_assert_cmpint (pass (&presence, &at_s, 1800, FALSE), ==, EBB_PRESENCE_END);
  g_assert_cmpuint (at_s, ==, 1258);
  ebb_presence_clear (&presence);
}

static void
the_skin_is_asked_about_where_nothing_measures_it (void)
{
  EbbPresence presence = begin (1200, 600, FALSE, 0);
  guint       at_s = 0;

  g_assert_cmpint (pass (&presence, &at_s, 300, TRUE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_SKIN);
  g_assert_cmpint (pass (&presence, &at_s, 1200, TRUE), ==, EBB_PRESENCE_HEAT_OFF);
  g_assert_cmpuint (at_s, ==, 358);
  ebb_presence_clear (&presence);
}

static void
an_answer_lasts_until_the_next_question (void)
{
  EbbPresence presence = begin (3600, 0, TRUE, 0);
  guint       at_s = 0;

  pass (&presence, &at_s, 1257, FALSE);
  ebb_presence_answer (&presence);
  g_assert_cmpuint (ebb_presence_get_left_s (&presence, 1257 * SECOND_US), ==, 0);
  g_assert_cmpint (pass (&presence, &at_s, 2399, FALSE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_NOTHING);
  g_assert_cmpint (pass (&presence, &at_s, 3600, FALSE), ==, EBB_PRESENCE_END);
  g_assert_cmpuint (at_s, ==, 2458);
  ebb_presence_clear (&presence);
}

static void
without_heat_nothing_is_asked_for_it (void)
{
  EbbPresence presence = begin (1200, 900, TRUE, 0);
  guint       at_s = 0;

  g_assert_cmpint (pass (&presence, &at_s, 600, FALSE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_NOTHING);
  ebb_presence_clear (&presence);

  /* And what was asked for heat is over with it. */
  presence = begin (1200, 900, TRUE, 0);
  at_s = 0;
  pass (&presence, &at_s, 610, TRUE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_AWAKE_FOR_HEAT);
  g_assert_cmpint (pass (&presence, &at_s, 1199, FALSE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_NOTHING);
  ebb_presence_clear (&presence);
}

static void
after_a_break_only_what_is_to_come_is_asked (void)
{
  EbbPresence presence = begin (3600, 0, TRUE, 1200);
  guint       at_s = 1200;

  g_assert_cmpint (pass (&presence, &at_s, 3600, FALSE), ==, EBB_PRESENCE_END);
  g_assert_cmpuint (at_s, ==, 2458);
  ebb_presence_clear (&presence);
}

/* A computer that hung, or slept: the question comes late, and there is still time to answer it. The
 * stricter of two holds. */
static void
two_late_questions_are_one (void)
{
  EbbPresence presence = begin (3600, 1800, TRUE, 0);

  g_assert_cmpint (ebb_presence_tick (&presence, 1210 * SECOND_US, 1210, TRUE), ==,
                   EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_AWAKE);
  g_assert_cmpint (ebb_presence_tick (&presence, 1268 * SECOND_US, 1268, TRUE), ==,
                   EBB_PRESENCE_END);
  ebb_presence_clear (&presence);
}

static void
a_period_of_nothing_asks_nothing (void)
{
  EbbLimits limits = load_limits ();
  g_autoptr (GArray) checks = NULL;

  limits.presence_check_s = 0;
  limits.heat_presence_check_s = 0;
  checks = ebb_presence_list (&limits, 3600, 1800, TRUE);
  g_assert_cmpuint (checks->len, ==, 0);
}

/* Whoever does not answer the first is not there, whatever is asked meanwhile. */
static void
a_question_that_waits_is_not_made_milder (void)
{
  static const EbbPresenceCheck both[] = { { 1200, EBB_ASKED_AWAKE },
                                           { 1210, EBB_ASKED_AWAKE_FOR_HEAT } };
  GArray                       *checks = g_array_new (FALSE, FALSE, sizeof (EbbPresenceCheck));
  EbbPresence                   presence = { .checks = NULL };
  guint                         at_s = 1199;

  g_array_append_vals (checks, both, G_N_ELEMENTS (both));
  ebb_presence_begin (&presence, checks, 0);
  g_assert_cmpint (pass (&presence, &at_s, 1257, TRUE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_AWAKE);
  g_assert_cmpint (pass (&presence, &at_s, 1258, TRUE), ==, EBB_PRESENCE_END);
  ebb_presence_clear (&presence);
}

static void
after_the_end_nothing_is_asked (void)
{
  EbbPresence presence = begin (1800, 0, TRUE, 0);
  guint       at_s = 1199;

  ebb_presence_clear (&presence);
  g_assert_cmpint (pass (&presence, &at_s, 1800, TRUE), ==, EBB_PRESENCE_FINE);
  g_assert_cmpint (presence.asked, ==, EBB_ASKED_NOTHING);
}

/* A clock that is late, or goes back, neither ends the wait on the screen nor makes it longer. */
static void
what_is_left_is_a_second_at_least_and_the_whole_wait_at_most (void)
{
  EbbPresence presence = begin (1800, 0, TRUE, 0);

  ebb_presence_tick (&presence, 1200 * SECOND_US, 1200, FALSE);
  g_assert_cmpuint (ebb_presence_get_left_s (&presence, 1300 * SECOND_US), ==, 1);
  g_assert_cmpuint (ebb_presence_get_left_s (&presence, 1100 * SECOND_US), ==, 58);
  ebb_presence_clear (&presence);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H20/somebody-is-asked-in-time", somebody_is_asked_in_time);
  g_test_add_func ("/safety/H20/nobody-answers-and-the-session-ends",
                   nobody_answers_and_the_session_ends);
  g_test_add_func ("/safety/H20/only-heat-goes-off-where-only-heat-asks",
                   only_heat_goes_off_where_only_heat_asks);
  g_test_add_func ("/safety/H20/skin-is-asked-about-where-nothing-measures-it",
                   the_skin_is_asked_about_where_nothing_measures_it);
  g_test_add_func ("/safety/H20/answer-lasts-until-the-next-question",
                   an_answer_lasts_until_the_next_question);
  g_test_add_func ("/safety/H20/without-heat-nothing-is-asked-for-it",
                   without_heat_nothing_is_asked_for_it);
  g_test_add_func ("/safety/H20/after-a-break-only-what-is-to-come-is-asked",
                   after_a_break_only_what_is_to_come_is_asked);
  g_test_add_func ("/safety/H20/two-late-questions-are-one", two_late_questions_are_one);
  g_test_add_func ("/safety/H20/period-of-nothing-asks-nothing", a_period_of_nothing_asks_nothing);
  g_test_add_func ("/safety/H20/question-that-waits-is-not-made-milder",
                   a_question_that_waits_is_not_made_milder);
  g_test_add_func ("/safety/H20/after-the-end-nothing-is-asked", after_the_end_nothing_is_asked);
  g_test_add_func ("/safety/H20/what-is-left-has-two-bounds",
                   what_is_left_is_a_second_at_least_and_the_whole_wait_at_most);

  return g_test_run ();
}
