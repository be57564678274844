/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-restriction.h"

#define BIT 1u
#define N_THINGS 17

/* Each thing that a restriction can take away, taken away alone. */
static void
take_each_away (EbbRestriction less[N_THINGS])
{
  for (guint i = 0; i < N_THINGS; i++)
    ebb_restriction_init (&less[i]);
  less[0].cap_pa = 4000;
  less[1].first_cap_pa = 4000;
  less[2].longest_s = 900;
  less[3].zones[EBB_SIDE_LEFT] = EBB_ZONES_BELOW_KNEE;
  less[4].zones[EBB_SIDE_RIGHT] = EBB_ZONES_BELOW_KNEE;
  less[5].allows_heat = FALSE;
  less[6].heat_cap_ddeg = 400;
  less[7].heat_longest_s = 900;
  less[8].allows_tapping = FALSE;
  less[9].allows_kneading = FALSE;
  less[10].is_flagged = TRUE;
  /* From here on they leave no use at all. */
  less[11].unanswered = BIT;
  less[12].blocking = BIT;
  less[13].consulting = BIT;
  less[14].urgent = BIT;
  less[15].reask = EBB_REASK_EXPIRED;
  less[16].reask = EBB_REASK_SYMPTOM;
}

static void
whatever_is_given_back_is_wider (void)
{
  EbbRestriction all, less[N_THINGS];

  ebb_restriction_init (&all);
  take_each_away (less);
  for (guint i = 0; i < N_THINGS; i++)
    {
      g_assert_true (ebb_restriction_is_wider (&all, &less[i]));
      g_assert_false (ebb_restriction_is_wider (&less[i], &all));
      g_assert_false (ebb_restriction_is_wider (&less[i], &less[i]));
    }
}

static void
one_thing_for_another_is_wider_both_ways (void)
{
  EbbRestriction less[N_THINGS];

  take_each_away (less);
  for (guint i = 0; i < N_THINGS; i++)
    for (guint j = 0; j < N_THINGS; j++)
      g_assert_cmpint (ebb_restriction_is_wider (&less[i], &less[j]), ==, i != j);
}

static void
any_question_left_open_leaves_no_use (void)
{
  EbbRestriction less[N_THINGS];

  take_each_away (less);
  for (guint i = 0; i < N_THINGS; i++)
    g_assert_cmpint (ebb_restriction_allows_use (&less[i]), ==, i < 11);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/safety/H22/whatever-is-given-back-is-wider", whatever_is_given_back_is_wider);
  g_test_add_func ("/safety/H22/one-thing-for-another-is-wider-both-ways",
                   one_thing_for_another_is_wider_both_ways);
  g_test_add_func ("/safety/H22/any-question-left-open-leaves-no-use",
                   any_question_left_open_leaves_no_use);

  return g_test_run ();
}
