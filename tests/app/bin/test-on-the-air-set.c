/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"

#include <string.h>

#include "ebb-store.h"
#include "ebb-units.h"

/* ebbctl runs a session on two single boots that are one set: they bear the same name, and which of
 * them was paired first, or is named, makes no difference. */

#define LEFT_BOOT "AA:00:00:00:00:03"
#define RIGHT_BOOT "AA:00:00:00:00:04"

typedef struct
{
  const char *paired[2]; /* in that order */
  const char *named;     /* of the command */
} Order;

static const Order in_order = { { LEFT_BOOT, RIGHT_BOOT }, LEFT_BOOT };
static const Order swapped = { { RIGHT_BOOT, LEFT_BOOT }, RIGHT_BOOT };

static DoubleBoots *
add_single (Air *self, const char *address, EbbLegs legs, guint64 seed)
{
  EbbSimOptions options;
  DoubleBoots  *boots;

  ebb_sim_options_init (&options);
  options.legs = legs;
  boots = ebb_bluez_double_add_boots_of (
      self->bluez, ebb_definition_set_find (self->definitions, "ebb-profile-1"), AIR_NAME, address,
      seed, &options);
  double_boots_show (boots);
  return boots;
}

/* In the place of the pairs for both legs. */
static void
set_up (Air *self, gconstpointer data)
{
  air_set_up (self, data);
  for (int i = 0; i < 2; i++)
    double_boots_hide (self->boots[i]);
  self->boots[EBB_SIDE_LEFT] = add_single (self, LEFT_BOOT, EBB_LEGS_LEFT, 3);
  self->boots[EBB_SIDE_RIGHT] = add_single (self, RIGHT_BOOT, EBB_LEGS_RIGHT, 4);
}

/* As somebody did in the window. */
static void
join (Air *self)
{
  g_autofree char *path = g_build_filename (self->directory, "ebb", "ebb.sqlite3", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbStore) store = ebb_store_open (path, &error);

  g_assert_no_error (error);
  ebb_store_save_setting (store, "partner:" LEFT_BOOT, RIGHT_BOOT);
  ebb_store_save_setting (store, "partner:" RIGHT_BOOT, LEFT_BOOT);
  ebb_store_flush (store);
}

static int32_t
read_felt_pa (Air *self, EbbSide side)
{
  return ebb_sim_boots_get_felt_pa (self->boots[side]->sim, side);
}

static gboolean
is_air_in_both (gpointer air)
{
  return read_felt_pa (air, EBB_SIDE_LEFT) > ebb_mmhg_to_pa (15)
         && read_felt_pa (air, EBB_SIDE_RIGHT) > ebb_mmhg_to_pa (15);
}

static void
assert_recorded_whole (Air *self)
{
  static const char *const line[] = { "history", "--json", NULL };
  g_auto (AirEnd) listed = { 0 };

  air_run (self, &listed, line);
  air_assert_ended (&listed, 0, "");
  g_assert_nonnull (strstr (listed.output, AIR_NAME " + " AIR_NAME));
  g_assert_nonnull (strstr (listed.output, "\"empty_confirmed_by_boots\":true"));
}

static void
test_set_runs_and_stops (Air *self, gconstpointer data)
{
  const Order      *order = data;
  const char *const line[] = { "run", "gentle-wave", "--boots", order->named, "--yes", NULL };
  g_auto (AirEnd) end = { 0 };

  for (int i = 0; i < 2; i++)
    air_pair (self, order->paired[i]);
  join (self);
  air_start_on_terminal (self, &end, line);
  air_wait_until (is_air_in_both, self);
  for (int i = 0; i < 2; i++)
    g_ptr_array_set_size (self->boots[i]->writes, 0);
  air_type (&end, " ");
  air_wait_end (&end);
  air_assert_ended (&end, 0, "");
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (double_boots_has_stopped (self->boots[i]));
      g_assert_cmpint (ebb_sim_boots_get_status (self->boots[i]->sim)->run_state, ==,
                       EBB_RUN_STOPPED);
      g_assert_cmpint (read_felt_pa (self, (EbbSide) i), <, ebb_mmhg_to_pa (10));
    }
  assert_recorded_whole (self);
}

/* BlueZ knows of the bond, and hears nobody. */
static void
switch_off (DoubleBoots *boots)
{
  double_boots_drop_link (boots);
  double_boots_hide (boots);
  boots->has_bond_alone = TRUE;
  double_boots_show (boots);
  boots->n_aborted = G_MAXUINT;
}

/* Whichever was named: one leg alone is not what a set is for. */
static void
test_one_that_is_away_starts_nothing (Air *self, gconstpointer data)
{
  const Order      *order = data;
  const char *const line[] = { "run", "gentle-wave", "--boots", order->named, "--yes", NULL };
  g_auto (AirEnd) end = { 0 };

  for (int i = 0; i < 2; i++)
    air_pair (self, order->paired[i]);
  join (self);
  switch_off (self->boots[EBB_SIDE_RIGHT]);
  air_run (self, &end, line);
  air_assert_ended (&end, EXIT_NO_BOOTS, "“" AIR_NAME "” did not answer within 45 s");
  for (int i = 0; i < 2; i++)
    g_assert_cmpuint (air_count_starts (self->boots[i]), ==, 0);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, order, test)                                                                     \
  g_test_add ("/on-the-air/set/" path, Air, order, set_up, test, air_tear_down)
  ADD ("runs-and-stops", &in_order, test_set_runs_and_stops);
  ADD ("runs-and-stops-paired-in-swapped-order", &swapped, test_set_runs_and_stops);
  ADD ("one-that-is-away-starts-nothing", &in_order, test_one_that_is_away_starts_nothing);
#undef ADD
  return g_test_run ();
}
