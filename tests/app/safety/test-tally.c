/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-tally.h"
#include "person-fixture.h"

#define HOUR_S (60 * 60)
#define N_HISTORIES 100000

static const EbbNow now = { NOW_S, -1 };

static GArray *
make_past (const EbbPastSession *sessions, guint n)
{
  GArray *past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession));

  g_array_append_vals (past, sessions, n);
  return past;
}

/* One that went well and ended @age_s ago. */
static EbbPastSession
make_session (gint64 age_s, guint squeezed_s)
{
  return (EbbPastSession){
    .started_s = NOW_S - age_s - squeezed_s,
    .ended_s = NOW_S - age_s,
    .ended_boot_s = -1,
    .squeezed_s = squeezed_s,
    .end = EBB_END_BY_COMPLETE,
  };
}

static EbbTally
tally_one (EbbPastSession session, EbbNow at)
{
  g_autoptr (GArray) past = make_past (&session, 1);
  EbbTally tally;

  ebb_tally_init (&tally, past, at);
  return tally;
}

static void
nothing_adds_up_to_nothing (void)
{
  g_autoptr (GArray) past = make_past (NULL, 0);
  EbbTally tally;

  ebb_tally_init (&tally, past, now);
  g_assert_cmpint (tally.since_last_s, ==, G_MAXINT64);
  g_assert_cmpint (tally.since_heat_s, ==, G_MAXINT64);
  g_assert_cmpuint (tally.n_24h + tally.squeezed_24h_s + tally.n_counted + tally.n_uneventful, ==,
                    0);
}

static void
less_than_three_minutes_count_as_minutes_alone (void)
{
  EbbTally shorter = tally_one (make_session (HOUR_S, 179), now);
  EbbTally longer = tally_one (make_session (HOUR_S, 180), now);

  g_assert_cmpint (shorter.since_last_s, ==, G_MAXINT64);
  g_assert_cmpuint (shorter.n_24h, ==, 0);
  g_assert_cmpuint (shorter.n_counted, ==, 0);
  g_assert_cmpuint (shorter.squeezed_24h_s, ==, 179);
  g_assert_cmpint (longer.since_last_s, ==, HOUR_S);
  g_assert_cmpuint (longer.n_24h, ==, 1);
  g_assert_cmpuint (longer.n_counted, ==, 1);
  g_assert_cmpuint (longer.squeezed_24h_s, ==, 180);
}

static void
a_day_is_24_hours (void)
{
  EbbTally within = tally_one (make_session (24 * HOUR_S - 1, 600), now);
  EbbTally before = tally_one (make_session (24 * HOUR_S, 600), now);

  g_assert_cmpuint (within.n_24h, ==, 1);
  g_assert_cmpuint (within.squeezed_24h_s, ==, 600);
  g_assert_cmpuint (before.n_24h, ==, 0);
  g_assert_cmpuint (before.squeezed_24h_s, ==, 0);
  g_assert_cmpuint (before.n_counted, ==, 1);
}

static void
simulated_boots_count_for_nothing (void)
{
  EbbPastSession session = make_session (HOUR_S, 600);
  EbbTally       tally;

  session.is_simulated = TRUE;
  session.has_symptom = TRUE;
  session.heated_s = 600;
  tally = tally_one (session, now);
  g_assert_cmpint (tally.since_last_s, ==, G_MAXINT64);
  g_assert_cmpint (tally.since_heat_s, ==, G_MAXINT64);
  g_assert_cmpint (tally.symptom_s, ==, 0);
  g_assert_cmpuint (tally.n_24h + tally.squeezed_24h_s + tally.n_counted, ==, 0);
}

static void
a_session_that_is_not_over_is_of_now (void)
{
  EbbPastSession session = make_session (50 * HOUR_S, 600);
  EbbTally       tally;

  session.ended_s = 0;
  session.heated_s = 60;
  session.has_symptom = TRUE;
  tally = tally_one (session, now);
  g_assert_cmpint (tally.since_last_s, ==, 0);
  g_assert_cmpint (tally.since_heat_s, ==, 0);
  g_assert_cmpint (tally.symptom_s, ==, NOW_S);
  g_assert_cmpuint (tally.n_24h, ==, 1);
  g_assert_cmpuint (tally.n_uneventful, ==, 0);
}

static void
what_happened_begins_the_row_anew (void)
{
  EbbPastSession sessions[] = { make_session (50 * HOUR_S, 600), make_session (40 * HOUR_S, 600),
                                make_session (30 * HOUR_S, 600), make_session (20 * HOUR_S, 600) };
  const struct
  {
    EbbSessionEnd end;
    EbbFault      fault;
    gboolean      has_symptom;
    guint         squeezed_s, n_uneventful;
  } thirds[] = {
    { EBB_END_BY_COMPLETE, EBB_FAULT_NONE, FALSE, 600, 4 },
    { EBB_END_BY_STOP, EBB_FAULT_NONE, FALSE, 600, 4 },
    { EBB_END_BY_STOP, EBB_FAULT_NONE, FALSE, 179, 3 },
    { EBB_END_BY_LINK_LOST, EBB_FAULT_NONE, FALSE, 600, 3 },
    { EBB_END_BY_STOP, EBB_FAULT_NONE, TRUE, 600, 1 },
    { EBB_END_BY_STOP, EBB_FAULT_NONE, TRUE, 10, 1 },
    { EBB_END_BY_FAULT, EBB_FAULT_OVERSHOOT, FALSE, 600, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (thirds); i++)
    {
      g_autoptr (GArray) past = NULL;
      EbbTally tally;

      sessions[2].end = thirds[i].end;
      sessions[2].fault = thirds[i].fault;
      sessions[2].has_symptom = thirds[i].has_symptom;
      sessions[2].squeezed_s = thirds[i].squeezed_s;
      past = make_past (sessions, G_N_ELEMENTS (sessions));
      ebb_tally_init (&tally, past, now);
      g_assert_cmpuint (tally.n_uneventful, ==, thirds[i].n_uneventful);
    }
}

static GArray *
draw_past (GRand *random, gint64 boot_s)
{
  GArray *past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession));
  int     n = g_rand_int_range (random, 0, 7);

  for (int i = 0; i < n; i++)
    {
      gint64         age_s = g_rand_int_range (random, 0, 40 * HOUR_S);
      EbbPastSession session = make_session (age_s, (guint) g_rand_int_range (random, 0, 1801));

      if (age_s <= boot_s)
        session.ended_boot_s = boot_s - age_s;
      session.heated_s = g_rand_boolean (random) ? session.squeezed_s : 0;
      g_array_append_val (past, session);
    }
  return past;
}

static void
assert_no_milder (const EbbTally *tally, const EbbTally *truth)
{
  g_assert_cmpint (tally->since_last_s, <=, truth->since_last_s);
  g_assert_cmpint (tally->since_heat_s, <=, truth->since_heat_s);
  g_assert_cmpuint (tally->n_24h, >=, truth->n_24h);
  g_assert_cmpuint (tally->squeezed_24h_s, >=, truth->squeezed_24h_s);
}

static void
a_clock_that_is_set_gains_nothing (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (19);

  for (guint i = 0; i < N_HISTORIES; i++)
    {
      gint64 boot_s = g_rand_int_range (random, 0, 50 * HOUR_S);
      g_autoptr (GArray) past = draw_past (random, 50 * HOUR_S);
      gint64   moved_s = g_rand_int_range (random, 1, 60 * HOUR_S);
      EbbTally truth, back, forth;

      ebb_tally_init (&truth, past, (EbbNow){ NOW_S, 50 * HOUR_S });
      ebb_tally_init (&back, past, (EbbNow){ NOW_S - moved_s, boot_s });
      assert_no_milder (&back, &truth);
      /* Set forth while the computer runs: its own clock goes on. */
      ebb_tally_init (&forth, past, (EbbNow){ NOW_S + moved_s, 50 * HOUR_S });
      assert_no_milder (&forth, &truth);
    }
}

/* One of before the computer was started has the wall's clock alone. */
static void
a_session_of_another_start_is_dated_by_the_wall (void)
{
  const EbbNow   at = { NOW_S, 100 };
  EbbPastSession session = make_session (5 * HOUR_S, 600);

  g_assert_cmpint (tally_one (session, at).since_last_s, ==, 5 * HOUR_S);
  session.ended_boot_s = 40;
  g_assert_cmpint (tally_one (session, at).since_last_s, ==, 60);
}

static void
a_session_that_is_not_over_is_not_uneventful (void)
{
  EbbPastSession session = make_session (5 * HOUR_S, 600);

  g_assert_cmpuint (tally_one (session, now).n_uneventful, ==, 1);
  session.ended_s = 0;
  g_assert_cmpuint (tally_one (session, now).n_uneventful, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H19/nothing-adds-up-to-nothing", nothing_adds_up_to_nothing);
  g_test_add_func ("/safety/H19/less-than-three-minutes-count-as-minutes-alone",
                   less_than_three_minutes_count_as_minutes_alone);
  g_test_add_func ("/safety/H19/day-is-24-hours", a_day_is_24_hours);
  g_test_add_func ("/safety/H19/simulated-boots-count-for-nothing",
                   simulated_boots_count_for_nothing);
  g_test_add_func ("/safety/H19/session-that-is-not-over-is-of-now",
                   a_session_that_is_not_over_is_of_now);
  g_test_add_func ("/safety/H19/what-happened-begins-the-row-anew",
                   what_happened_begins_the_row_anew);
  g_test_add_func ("/safety/H19/clock-that-is-set-gains-nothing",
                   a_clock_that_is_set_gains_nothing);
  g_test_add_func ("/safety/H19/session-of-another-start-is-dated-by-the-wall",
                   a_session_of_another_start_is_dated_by_the_wall);
  g_test_add_func ("/safety/H27/session-that-is-not-over-is-not-uneventful",
                   a_session_that_is_not_over_is_not_uneventful);

  return g_test_run ();
}
