/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "two-boots.h"

#include "ebb-boots-private.h"
#include "ebb-boots-set.h"

static void
add_boot (ServiceFixture *fixture, EbbLegs legs)
{
  EbbSimSet set;

  ebb_sim_set_init (&set);
  set.identity = RIGHT;
  set.name = "Right boot";
  set.seed = 2;
  set.options.legs = legs;
  ebb_sim_scanner_add_set (fixture->scanner, &set);
}

void
two_boots_set_up (ServiceFixture *fixture, gconstpointer data)
{
  fixture->sim_legs = EBB_LEGS_LEFT;
  service_fixture_set_up (fixture, data);
  add_boot (fixture, GPOINTER_TO_INT (data) != 0 ? GPOINTER_TO_INT (data) : EBB_LEGS_RIGHT);
}

EbbBoots *
two_boots_get (ServiceFixture *fixture, const char *identity)
{
  return ebb_boots_list_find (fixture->list, identity);
}

EbbSimBoots *
two_boots_get_sim (ServiceFixture *fixture, const char *identity)
{
  return ebb_sim_scanner_find_boots (fixture->scanner, identity);
}

guint32
two_boots_get_closed_epoch (ServiceFixture *fixture, const char *identity)
{
  return ebb_sim_boots_get_status (two_boots_get_sim (fixture, identity))->closed_epoch;
}

static gboolean
is_ready (ServiceFixture *fixture, const char *identity)
{
  EbbBoots *boots = two_boots_get (fixture, identity);

  return boots != NULL && ebb_boots_get_state (boots) == EBB_BOOTS_READY;
}

gboolean
two_boots_are_ready (ServiceFixture *fixture)
{
  return is_ready (fixture, LEFT) && is_ready (fixture, RIGHT);
}

static gboolean
are_both_heard (ServiceFixture *fixture)
{
  return g_list_model_get_n_items (ebb_boots_list_get_nearby (fixture->list)) == 2;
}

void
two_boots_take (ServiceFixture *fixture)
{
  ebb_boots_list_scan (fixture->list);
  service_fixture_run_until (fixture, are_both_heard, 5000);
  ebb_boots_take_async (two_boots_get (fixture, LEFT), NULL, NULL, NULL);
  ebb_boots_take_async (two_boots_get (fixture, RIGHT), NULL, NULL, NULL);
  service_fixture_run_until (fixture, two_boots_are_ready, 10000);
  ebb_current_session_set_boots (fixture->session, two_boots_get (fixture, LEFT));
}

void
two_boots_join (ServiceFixture *fixture)
{
  EbbBoots *left;
  EbbBoots *right;

  two_boots_take (fixture);
  left = two_boots_get (fixture, LEFT);
  right = two_boots_get (fixture, RIGHT);
  g_assert_true (ebb_boots_can_join (left, right));
  ebb_boots_join (left, right);
  g_assert_true (ebb_boots_get_partner (left) == right);
  g_assert_true (ebb_boots_get_partner (right) == left);
}

void
two_boots_go_away (ServiceFixture *fixture, const char *identity, guint for_ms)
{
  ebb_sim_boots_set_fault (two_boots_get_sim (fixture, identity), EBB_SIM_FAULT_DROP_LINK,
                           (int32_t) for_ms);
}

/* A session on what is set up; the boots of @identity are lost, and said to be open. */
void
two_boots_owe_stop (ServiceFixture *fixture, const char *identity)
{
  if (two_boots_get (fixture, identity)->partner == NULL)
    ebb_current_session_set_legs (fixture->session,
                                  g_str_equal (identity, LEFT) ? EBB_LEGS_LEFT : EBB_LEGS_RIGHT);
  service_fixture_start (fixture);
  service_fixture_run_for (fixture, 5000);
  two_boots_go_away (fixture, identity, TWO_BOOTS_AWAY_MS);
  service_fixture_run_until (fixture, service_fixture_is_link_lost, 2000);
  service_fixture_run_for (fixture, 10000);
  ebb_current_session_declare_boots_open (fixture->session);
  service_fixture_run_for (fixture, 100);
  g_assert_true (service_fixture_is_idle (fixture));
  g_assert_cmpuint (two_boots_get (fixture, identity)->owed_stop_epoch, ==, 1);
  ebb_current_session_dismiss_result (fixture->session);
}

EbbSessionRecord *
two_boots_find_record (ServiceFixture *fixture)
{
  g_autoptr (GPtrArray) records = service_fixture_list_sessions (fixture);

  return g_object_ref (g_ptr_array_index (records, 0));
}

gboolean
two_boots_are_owed_nothing (ServiceFixture *fixture)
{
  return service_fixture_is_idle (fixture) && two_boots_get (fixture, LEFT)->owed_stop_epoch == 0
         && two_boots_get (fixture, RIGHT)->owed_stop_epoch == 0;
}

gboolean
two_boots_are_closed (ServiceFixture *fixture)
{
  return two_boots_get_closed_epoch (fixture, LEFT) >= 3
         && two_boots_get_closed_epoch (fixture, RIGHT) >= 3;
}

gboolean
two_boots_is_confirmed (ServiceFixture *fixture)
{
  g_autoptr (EbbSessionRecord) record = two_boots_find_record (fixture);

  return record->ended_wall_us != 0 && record->is_vented_confirmed;
}

void
two_boots_restart (ServiceFixture *fixture)
{
  /* Boots in this process have one link: no try of the run before may still be on its way. */
  ebb_boots_disconnect (two_boots_get (fixture, LEFT));
  ebb_boots_disconnect (two_boots_get (fixture, RIGHT));
  service_fixture_run_for (fixture, 15000);
  service_fixture_restart (fixture, LEFT);
  ebb_core_recover (fixture->core);
}
