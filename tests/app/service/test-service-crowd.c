/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-fixture.h"
#include "ebb-bluez-double-crowd.h"
#include "ebb-boots-list-private.h"

/* A hall with a thousand advertisers: what is kept of them is bounded, however many they are and for
 * however long, and one's own boots are found among them. */

#define ADVERTISERS 1000
#define ADVERTS_PER_S 200
#define ALL_HEARD_MS 4900 /* but for a few, and nobody twice */
#define BOOTS_ADDRESS "AA:00:00:00:00:%02X"

static guint
count_nearby (AirFixture *self)
{
  return g_list_model_get_n_items (ebb_boots_list_get_nearby (self->service.list));
}

static gboolean
is_quiet (AirFixture *self)
{
  return !ebb_boots_list_is_scanning (self->service.list) && !self->bluez->is_discovering;
}

static gboolean
is_discovering (AirFixture *self)
{
  return self->bluez->is_discovering;
}

static void
begin_scan (AirFixture *self)
{
  ebb_boots_list_scan (self->service.list);
  air_fixture_wait_until (self, is_discovering);
}

static void
end_scan (AirFixture *self)
{
  ebb_boots_list_stop_scan (self->service.list);
  air_fixture_wait_until (self, is_quiet);
  /* Then the hall is empty, for whoever listens. */
  air_fixture_run_for (self, 1000, 1000);
}

static EbbBoots *
get_nearby (AirFixture *self, guint position)
{
  /* The list keeps them. */
  g_autoptr (EbbBoots) boots =
      g_list_model_get_item (ebb_boots_list_get_nearby (self->service.list), position);

  return boots;
}

static void
test_only_boots_are_kept (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  DoubleCrowd *crowd = double_crowd_new (self->bluez);

  double_crowd_gather (crowd, ADVERTISERS, ADVERTS_PER_S, 100);
  begin_scan (self);
  air_fixture_run_for (self, 2 * ALL_HEARD_MS, 700);
  g_assert_cmpuint (double_crowd_count_adverts (crowd), >=, ADVERTISERS);
  g_assert_cmpuint (count_nearby (self), ==, ADVERTISERS / 100 + G_N_ELEMENTS (self->boots));
  g_assert_false (ebb_boots_list_is_crowded (self->service.list));
  g_assert_cmpuint (g_hash_table_size (self->service.list->by_identity), ==, count_nearby (self));
  double_crowd_free (crowd);
}

static void
test_list_is_bounded (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  DoubleCrowd *crowd = double_crowd_new (self->bluez);

  double_crowd_gather (crowd, ADVERTISERS, ADVERTS_PER_S, 1);
  for (int scan = 0; scan < 3; scan++)
    {
      begin_scan (self);
      air_fixture_run_for (self, 2 * ALL_HEARD_MS, 700);
      g_assert_cmpuint (count_nearby (self), ==, EBB_STRANGERS_MAX);
      g_assert_cmpuint (g_hash_table_size (self->service.list->by_identity), ==, EBB_STRANGERS_MAX);
      end_scan (self);
    }
  g_assert_cmpuint (double_crowd_count_adverts (crowd), >=, 3 * ADVERTISERS);
  ebb_boots_list_drop_unheard (self->service.list);
  g_assert_cmpuint (g_hash_table_size (self->service.list->by_identity), <=,
                    G_N_ELEMENTS (self->boots));
  double_crowd_free (crowd);
}

/* A page that is open about boots goes on about them when they are heard again. */
static void
test_nobody_is_kept_but_for_who_holds_them (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  DoubleCrowd     *crowd = double_crowd_new (self->bluez);
  EbbBoots        *first;
  EbbBoots        *second;
  g_autofree char *identity = NULL;
  g_autoptr (EbbBoots) held = NULL;

  double_crowd_gather (crowd, 2, ADVERTS_PER_S, 1);
  begin_scan (self);
  air_fixture_run_for (self, 700, 700);
  g_assert_cmpuint (count_nearby (self), ==, 4);
  first = get_nearby (self, 2);
  second = get_nearby (self, 3);
  held = g_object_ref (second);
  identity = g_strdup (ebb_boots_get_identity (held));
  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &first);
  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  end_scan (self);
  g_assert_nonnull (first); /* on the list, for who reads it */
  ebb_boots_list_drop_unheard (self->service.list);
  g_assert_null (first);
  g_assert_nonnull (second);
  g_assert_true (ebb_boots_list_find (self->service.list, identity) == held);
  g_clear_object (&held);
  ebb_boots_list_drop_unheard (self->service.list);
  g_assert_null (second);
  g_assert_null (ebb_boots_list_find (self->service.list, identity));
  double_crowd_free (crowd);
}

static gboolean
is_crowded (AirFixture *self)
{
  return ebb_boots_list_is_crowded (self->service.list);
}

/* Whose boots are not among those that are listed can see why; in the next scan it is found out
 * anew. */
static void
test_list_that_is_full_says_so (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  DoubleCrowd *crowd = double_crowd_new (self->bluez);

  double_crowd_gather (crowd, ADVERTISERS, ADVERTS_PER_S, 1);
  g_assert_false (is_crowded (self));
  begin_scan (self);
  air_fixture_run_for (self, ALL_HEARD_MS, 700);
  g_assert_true (is_crowded (self));
  end_scan (self);
  g_assert_true (is_crowded (self));
  double_crowd_free (crowd);
  begin_scan (self);
  air_fixture_run_for (self, 700, 700);
  g_assert_false (is_crowded (self));
}

static guint
count_boots (AirFixture *self)
{
  guint n = 0;

  for (guint i = 0; i < count_nearby (self); i++)
    n += ebb_boots_is_recognised (get_nearby (self, i)) ? 1 : 0;
  return n;
}

/* Whoever asks for all that is heard still finds their boots in it, and nothing of it stays. */
static void
test_what_is_no_boots_gives_way (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  DoubleCrowd *crowd = double_crowd_new (self->bluez);
  const guint  n_boots = ADVERTISERS / 100 + G_N_ELEMENTS (self->boots);

  ebb_boots_list_set_shows_all (self->service.list, TRUE);
  double_crowd_gather (crowd, ADVERTISERS, ADVERTS_PER_S, 100);
  begin_scan (self);
  air_fixture_run_for (self, 2 * ALL_HEARD_MS, 700);
  g_assert_cmpuint (count_nearby (self), ==, EBB_STRANGERS_MAX);
  g_assert_cmpuint (count_boots (self), ==, n_boots);
  g_assert_true (ebb_boots_list_is_crowded (self->service.list));
  ebb_boots_list_set_shows_all (self->service.list, FALSE);
  g_assert_cmpuint (count_nearby (self), ==, n_boots);
  g_assert_cmpuint (g_hash_table_size (self->service.list->by_identity), ==, n_boots);
  double_crowd_free (crowd);
}

static void
test_boots_brought_near_are_found (AirFixture *self, gconstpointer data G_GNUC_UNUSED)
{
  DoubleCrowd     *crowd = double_crowd_new (self->bluez);
  g_autofree char *address = g_strdup_printf (BOOTS_ADDRESS, 3);
  DoubleBoots     *mine;

  double_crowd_gather (crowd, ADVERTISERS, ADVERTS_PER_S, 1);
  begin_scan (self);
  air_fixture_run_for (self, ALL_HEARD_MS, 700);
  g_assert_cmpuint (count_nearby (self), ==, EBB_STRANGERS_MAX);
  mine = ebb_bluez_double_add_boots (self->bluez, address, 3);
  double_boots_show (mine);
  double_boots_advertise (mine);
  air_fixture_settle (self);
  g_assert_cmpuint (count_nearby (self), ==, EBB_STRANGERS_MAX);
  g_assert_nonnull (ebb_boots_list_find (self->service.list, address));
  double_crowd_free (crowd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/service/crowd/" path, AirFixture, NULL, air_fixture_set_up, test,                  \
              air_fixture_tear_down)
  ADD ("only-boots-are-kept", test_only_boots_are_kept);
  ADD ("list-is-bounded", test_list_is_bounded);
  ADD ("nobody-is-kept-but-for-who-holds-them", test_nobody_is_kept_but_for_who_holds_them);
  ADD ("list-that-is-full-says-so", test_list_that_is_full_says_so);
  ADD ("what-is-no-boots-gives-way", test_what_is_no_boots_gives_way);
  ADD ("boots-brought-near-are-found", test_boots_brought_near_are_found);

  return g_test_run ();
}
