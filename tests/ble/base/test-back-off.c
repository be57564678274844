/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-back-off.h"

/* When a link is tried for again. */

#define SECOND_US ((gint64) G_USEC_PER_SEC)
#define START_US (100 * SECOND_US)

static const guint           pauses_ms[] = { 0, 200, 1000, 5000 };
static const EbbBackOffSteps steps = { pauses_ms, G_N_ELEMENTS (pauses_ms) };

static guint
get_shortest_ms (const EbbBackOff *back_off)
{
  return ebb_back_off_get_pause_ms (back_off, &steps, 0);
}

static void
test_each_failure_makes_the_pause_longer_up_to_a_bound (void)
{
  EbbBackOff back_off = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (pauses_ms); i++)
    {
      g_assert_cmpuint (get_shortest_ms (&back_off), ==, pauses_ms[i]);
      ebb_back_off_note_failure (&back_off);
    }
  for (guint i = 0; i < 100000; i++)
    ebb_back_off_note_failure (&back_off);
  g_assert_cmpuint (get_shortest_ms (&back_off), ==, 5000);
  back_off.n_failed = G_MAXUINT;
  ebb_back_off_note_failure (&back_off);
  g_assert_cmpuint (get_shortest_ms (&back_off), ==, 5000);
}

static void
test_chance_adds_at_most_a_fifth (void)
{
  for (guint n = 0; n < 6; n++)
    {
      EbbBackOff back_off = { .n_failed = n };
      guint      step_ms = pauses_ms[MIN (n, G_N_ELEMENTS (pauses_ms) - 1)];
      guint      last_ms = 0;

      for (guint part = 0; part <= 16; part++)
        {
          guint32 random = (guint32) ((guint64) G_MAXUINT32 * part / 16);
          guint   pause_ms = ebb_back_off_get_pause_ms (&back_off, &steps, random);

          g_assert_cmpuint (pause_ms, >=, MAX (step_ms, last_ms));
          g_assert_cmpuint (pause_ms, <=, step_ms + step_ms / 5);
          last_ms = pause_ms;
        }
      /* All of that fifth is used. */
      g_assert_cmpuint (last_ms, ==, step_ms + step_ms / 5);
    }
}

static void
test_link_that_lasted_is_tried_for_at_once (void)
{
  EbbBackOff back_off = { .n_failed = 3 };

  ebb_back_off_note_up (&back_off, START_US);
  ebb_back_off_note_down (&back_off, START_US + EBB_BACK_OFF_STEADY_MS * 1000);
  g_assert_cmpuint (get_shortest_ms (&back_off), ==, 0);
}

/* Of how long it was up nothing is known; what is made anew after it is judged by that. */
static void
test_link_that_was_there_is_tried_for_at_once (void)
{
  EbbBackOff back_off = { .n_failed = 3 };

  ebb_back_off_note_found (&back_off, START_US);
  ebb_back_off_note_down (&back_off, START_US + SECOND_US);
  g_assert_cmpuint (get_shortest_ms (&back_off), ==, 0);
  ebb_back_off_note_up (&back_off, START_US + 2 * SECOND_US);
  /* It is still the one that was tried for. */
  ebb_back_off_note_found (&back_off, START_US + 3 * SECOND_US);
  ebb_back_off_note_down (&back_off, START_US + 4 * SECOND_US);
  g_assert_cmpuint (get_shortest_ms (&back_off), ==, 200);
}

static void
test_link_that_flaps_is_tried_for_less_and_less (void)
{
  EbbBackOff back_off = { 0 };
  gint64     now_us = START_US;

  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (get_shortest_ms (&back_off), ==,
                        pauses_ms[MIN (i, G_N_ELEMENTS (pauses_ms) - 1)]);
      ebb_back_off_note_up (&back_off, now_us);
      /* Said twice is once. */
      now_us += SECOND_US;
      ebb_back_off_note_up (&back_off, now_us);
      now_us += EBB_BACK_OFF_STEADY_MS * 1000 - SECOND_US - 1;
      ebb_back_off_note_down (&back_off, now_us);
      ebb_back_off_note_down (&back_off, now_us);
    }
}

static void
test_starts_over (void)
{
  EbbBackOff back_off = { 0 };

  for (guint i = 0; i < 10; i++)
    ebb_back_off_note_failure (&back_off);
  ebb_back_off_start_over (&back_off);
  g_assert_cmpuint (get_shortest_ms (&back_off), ==, 0);
  /* What is up stays up: its end is still judged by how long it lasted. */
  ebb_back_off_note_up (&back_off, START_US);
  ebb_back_off_start_over (&back_off);
  ebb_back_off_note_down (&back_off, START_US + SECOND_US);
  g_assert_cmpuint (get_shortest_ms (&back_off), ==, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/back-off/grows-up-to-a-bound",
                   test_each_failure_makes_the_pause_longer_up_to_a_bound);
  g_test_add_func ("/base/back-off/has-jitter", test_chance_adds_at_most_a_fifth);
  g_test_add_func ("/base/back-off/none-after-a-link-that-lasted",
                   test_link_that_lasted_is_tried_for_at_once);
  g_test_add_func ("/base/back-off/none-after-a-link-that-was-there",
                   test_link_that_was_there_is_tried_for_at_once);
  g_test_add_func ("/base/back-off/grows-with-a-link-that-flaps",
                   test_link_that_flaps_is_tried_for_less_and_less);
  g_test_add_func ("/base/back-off/starts-over", test_starts_over);
  return g_test_run ();
}
