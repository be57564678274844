/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <malloc.h>
#include <stdlib.h>

#include "live-objects.h"
#include "soak.h"

/* Evenings of use, one after the other, with everything that goes wrong in them: no state is kept for
 * ever, every session is accounted for, and nothing is left over. Once with a pair of boots, once with
 * two single ones that are a set. Argument: minutes of use, time on
 * the charger not counted. The dice are the same each time. */

#define END_MAX_MS (4 * 60 * 1000)
#define N_HAPPENINGS_MAX 32
#define HEAP_GROWTH_MAX_BYTES (4 * 1024 * 1024)

/* What there is when nothing goes on. */
typedef struct
{
  GHashTable *objects;
  guint       n_descriptors;
  guint       n_timeouts;
  gsize       heap_bytes;
} Rest;

static guint minutes;

/* ---- what is left over ---- */

static guint
count_descriptors (void)
{
  g_autoptr (GDir) directory = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (directory) != NULL)
    n++;
  return n;
}

/* Of AddressSanitizer, where it is there: the malloc of the C library knows nothing then. */
extern size_t __sanitizer_get_current_allocated_bytes (void) __attribute__ ((weak));

static gsize
count_heap_bytes (void)
{
  return __sanitizer_get_current_allocated_bytes != NULL
             ? __sanitizer_get_current_allocated_bytes ()
             : mallinfo2 ().uordblks;
}

static void
count_at_rest (Soak *soak, Rest *rest)
{
  soak_come_to_rest (soak);
  rest->objects = live_objects_count ();
  rest->n_descriptors = count_descriptors ();
  rest->n_timeouts = ebb_fake_clock_count_timeouts (soak->fixture->clock);
  rest->heap_bytes = count_heap_bytes ();
}

/* A thread that has told what it did may not have let go of its task yet. */
static char *
dup_growth_that_stays (GHashTable *before)
{
  gint64 until_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  char  *growth = live_objects_dup_growth (before);

  while (growth != NULL && g_get_monotonic_time () < until_us)
    {
      g_free (growth);
      g_thread_yield ();
      ebb_settle ();
      growth = live_objects_dup_growth (before);
    }
  return growth;
}

static void
assert_nothing_is_left_over (Soak *soak, Rest *before)
{
  g_autofree char *growth = NULL;

  soak_come_to_rest (soak);
  growth = dup_growth_that_stays (before->objects);
  g_assert_cmpstr (growth, ==, NULL);
  g_assert_cmpuint (count_descriptors (), ==, before->n_descriptors);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (soak->fixture->clock), <=,
                    before->n_timeouts + 1);
  /* SQLite fills a cache of 2 MB. */
  g_assert_cmpuint (count_heap_bytes (), <, before->heap_bytes + HEAP_GROWTH_MAX_BYTES);
}

/* ---- sessions ---- */

/* It is in the history, with how it ended; so are all before it. */
static void
assert_accounted_for (Soak *soak, const SoakHappening *happening)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (soak->fixture);
  const EbbSessionRecord *record;

  g_assert_cmpuint (records->len, ==, soak->n_started);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpint (record->ended_wall_us, >, record->started_wall_us);
  if ((happening->ends & SOAK_END_BIT (record->end)) == 0)
    g_error ("session %u, %s: ended by %s", soak->n_started, happening->name,
             ebb_session_end_to_string (record->end));
}

static void
run_session (Soak *soak, const SoakHappening *happening)
{
  ServiceFixture *fixture = soak->fixture;

  soak_get_ready (soak);
  g_assert_cmpint (soak_get_felt_pa (soak), <, fixture->limits.vented_below_pa);
  ebb_current_session_set_length_s (fixture->session, 300);
  g_assert_true (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  soak->n_started++;
  service_fixture_run_until (fixture, service_fixture_is_running, 20000);
  service_fixture_run_for (fixture, (guint) g_rand_int_range (soak->dice, 100, 40000));
  g_debug ("session %u: %s", soak->n_started, happening->name);
  happening->happen (soak);
  service_fixture_run_until (fixture, soak_is_over, END_MAX_MS);
  ebb_current_session_dismiss_result (fixture->session);
  assert_accounted_for (soak, happening);
}

/* An evening: each of them once, in an order of its own. */
static void
spend_evening (Soak *soak)
{
  guint                n;
  const SoakHappening *happenings = soak_get_happenings (&n);
  guint                order[N_HAPPENINGS_MAX] = { 0 };

  g_assert_cmpuint (n, <=, G_N_ELEMENTS (order));
  for (guint i = 0; i < n; i++)
    {
      guint other = (guint) g_rand_int_range (soak->dice, 0, (gint32) i + 1);

      order[i] = order[other];
      order[other] = i;
    }
  for (guint i = 0; i < n; i++)
    {
      soak_spend_a_while (soak);
      run_session (soak, &happenings[order[i]]);
    }
}

static void
test_evenings_leave_nothing_behind (Soak *soak, gconstpointer data G_GNUC_UNUSED)
{
  EbbClock *clock = EBB_CLOCK (soak->fixture->clock);
  gint64    began_us = ebb_clock_get_boottime_us (clock);
  Rest      rest;
  guint     n_evenings = 0;

  run_session (soak, soak_get_happenings (&(guint){ 0 }));
  count_at_rest (soak, &rest);
  while (ebb_clock_get_boottime_us (clock) - began_us - soak->charged_us
         < (gint64) minutes * 60 * G_USEC_PER_SEC)
    {
      spend_evening (soak);
      assert_nothing_is_left_over (soak, &rest);
      n_evenings++;
    }
  g_test_message (
      "%u sessions in %u evenings, %u minutes of use and more; charged %u times, %u min; "
      "killed %u times",
      soak->n_started, n_evenings, minutes, soak->n_charged,
      (guint) (soak->charged_us / 60 / G_USEC_PER_SEC), soak->n_killed);
  g_hash_table_unref (rest.objects);
}

/* That the count would tell: what somebody keeps too long is named. */
static void
test_what_is_kept_is_named (Soak *soak, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *growth = NULL;
  g_autofree char *later = NULL;
  EbbBoots        *kept;
  Rest             rest;

  count_at_rest (soak, &rest);
  kept = g_object_ref (soak_get_boots (soak));
  service_fixture_restart (soak->fixture, soak_get_identity (0));
  /* A request in flight keeps its link until its deadline. */
  service_fixture_run_for (soak->fixture, 15000);
  soak_come_to_rest (soak);
  growth = live_objects_dup_growth (rest.objects);
  g_assert_nonnull (growth);
  g_assert_nonnull (strstr (growth, "EbbBoots +1"));
  g_object_unref (kept);
  later = dup_growth_that_stays (rest.objects);
  g_assert_cmpstr (later, ==, NULL);
  g_hash_table_unref (rest.objects);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  minutes = (guint) atoi (argv[1]);
  g_assert_cmpuint (minutes, >, 0);
#define ADD(path, data, test) g_test_add (path, Soak, data, soak_set_up, test, soak_tear_down)
  ADD ("/soak/what-is-kept-is-named", NULL, test_what_is_kept_is_named);
  ADD ("/soak/evenings-leave-nothing-behind", NULL, test_evenings_leave_nothing_behind);
  ADD ("/soak/evenings-of-a-set-leave-nothing-behind", SOAK_A_SET,
       test_evenings_leave_nothing_behind);
#undef ADD
  return g_test_run ();
}
