/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-air.h"

#include "ebb-profile.h"

/* What ebb-boots offers: a characteristic for each role, or one for most of them. */

static const EbbOffer *
find_offer (const EbbBootsAir *air, EbbRole place)
{
  for (unsigned i = 0; i < air->n_offers; i++)
    if (air->offers[i].role == place)
      return &air->offers[i];
  return NULL;
}

static void
test_each_role_has_its_own (void)
{
  EbbBootsAir    air;
  const uint8_t  message[] = { 2, 7 };
  const uint8_t *bytes = message;
  size_t         size = sizeof message;
  uint8_t        framed[3];
  EbbRole        role = EBB_ROLE_STOP;

  ebb_boots_air_init (&air, EBB_TIER_A);
  g_assert_cmpuint (air.n_offers, ==, EBB_N_ROLES);
  g_assert_cmpstr (find_offer (&air, EBB_ROLE_STOP)->uuid, ==, EBB_UUID_STOP);
  g_assert_cmpuint (find_offer (&air, EBB_ROLE_STOP)->flags, ==, EBB_OFFER_WRITE_COMMAND);
  g_assert_cmpint (ebb_boots_air_find_place (&air, EBB_ROLE_CONTROL), ==, EBB_ROLE_CONTROL);
  g_assert_false (ebb_boots_air_is_shared (&air, EBB_ROLE_FEATURES));
  g_assert_true (ebb_boots_air_is_heard_at (&air, EBB_ROLE_STATUS, EBB_ROLE_STATUS));
  g_assert_false (ebb_boots_air_is_heard_at (&air, EBB_ROLE_STATUS, EBB_ROLE_CONTROL));
  g_assert_cmpuint (ebb_boots_air_frame (&air, role, bytes, size, framed, sizeof framed), ==, size);
  g_assert_cmpmem (framed, 2, message, 2);
  ebb_boots_air_unframe (&air, &role, &bytes, &size);
  g_assert_cmpint (role, ==, EBB_ROLE_STOP);
  g_assert_cmpmem (bytes, size, message, 2);
}

static void
test_one_is_for_everything (void)
{
  EbbBootsAir     air;
  const EbbOffer *one;

  ebb_boots_air_init (&air, EBB_TIER_C);
  one = find_offer (&air, EBB_ROLE_FEATURES);
  g_assert_cmpstr (one->uuid, ==, "eb0400c2-fcd8-4547-88a2-5bb8310909fc");
  g_assert_cmpuint (one->flags, ==, EBB_OFFER_READ | EBB_OFFER_WRITE_COMMAND | EBB_OFFER_NOTIFY);
  for (EbbRole role = EBB_ROLE_CONTROL; role <= EBB_ROLE_PROGRAM; role++)
    {
      g_assert_null (find_offer (&air, role));
      g_assert_cmpint (ebb_boots_air_find_place (&air, role), ==, EBB_ROLE_FEATURES);
    }
  /* The services of everybody stay as they are. */
  g_assert_cmpint (ebb_boots_air_find_place (&air, EBB_ROLE_BATTERY), ==, EBB_ROLE_BATTERY);
  g_assert_cmpuint (air.n_offers, ==, EBB_N_ROLES - 5);
  g_assert_true (ebb_boots_air_is_shared (&air, EBB_ROLE_FEATURES));
  g_assert_false (ebb_boots_air_is_shared (&air, EBB_ROLE_BATTERY));
}

static void
test_who_listens_hears_all_that_is_said (void)
{
  EbbBootsAir air;

  ebb_boots_air_init (&air, EBB_TIER_C);
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    g_assert_cmpint (ebb_boots_air_is_heard_at (&air, role, EBB_ROLE_FEATURES), ==,
                     role == EBB_ROLE_CONTROL || role == EBB_ROLE_STATUS
                         || role == EBB_ROLE_TELEMETRY);
}

static void
assert_taken_as (const uint8_t *bytes, size_t size, EbbRole expected, size_t expected_size)
{
  EbbBootsAir air;
  EbbRole     role = EBB_ROLE_FEATURES;

  ebb_boots_air_init (&air, EBB_TIER_C);
  ebb_boots_air_unframe (&air, &role, &bytes, &size);
  g_assert_cmpint (role, ==, expected);
  g_assert_cmpuint (size, ==, expected_size);
}

static void
test_channel_tells_whose_it_is (void)
{
  const uint8_t stop[] = { 2, 7, 0, 0, 0 };
  const uint8_t to_nobody[] = { 9, 7 };
  const uint8_t message[] = { 7 };
  uint8_t       framed[2];
  EbbBootsAir   air;

  ebb_boots_air_init (&air, EBB_TIER_C);
  assert_taken_as (stop, sizeof stop, EBB_ROLE_STOP, 4);
  /* Any write of Stop is one. */
  assert_taken_as (stop, 1, EBB_ROLE_STOP, 0);
  assert_taken_as (to_nobody, 2, EBB_ROLE_FEATURES, 2);
  assert_taken_as (stop, 0, EBB_ROLE_FEATURES, 0);
  g_assert_cmpuint (ebb_boots_air_frame (&air, EBB_ROLE_TELEMETRY, message, 1, framed, 1), ==, 0);
  g_assert_cmpuint (ebb_boots_air_frame (&air, EBB_ROLE_TELEMETRY, message, 1, framed, 2), ==, 2);
  g_assert_cmpuint (framed[0], ==, 4);
  g_assert_cmpuint (framed[1], ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boots-air/own/each-role", test_each_role_has_its_own);
  g_test_add_func ("/boots-air/shared/one-for-everything", test_one_is_for_everything);
  g_test_add_func ("/boots-air/shared/all-is-heard", test_who_listens_hears_all_that_is_said);
  g_test_add_func ("/boots-air/shared/channel-tells", test_channel_tells_whose_it_is);
  return g_test_run ();
}
