/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-fixture.h"

#define OTHER "AA:00:00:00:00:09"

static gboolean
sees_both (gpointer data)
{
  return fixture_find (data, FIXTURE_LEFT) != NULL && fixture_find (data, FIXTURE_RIGHT) != NULL;
}

static gboolean
sees_none (gpointer data)
{
  return g_list_model_get_n_items (ebb_scanner_get_peers (((Fixture *) data)->scanner)) == 0;
}

static gboolean
discovers (gpointer data)
{
  return ((Fixture *) data)->bluez->is_discovering;
}

static gboolean
is_quiet (gpointer data)
{
  return !((Fixture *) data)->bluez->is_discovering;
}

static void
test_finds_two (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  EbbPeer         *peer;
  g_autofree char *filter = NULL;

  ebb_scanner_start (self->scanner);
  wait_until (sees_both, self);
  peer = fixture_find (self, FIXTURE_LEFT);
  g_assert_cmpstr (ebb_peer_get_name (peer), ==, "Boots of the double");
  g_assert_cmpstr (ebb_definition_get_id (ebb_peer_get_definition (peer)), ==, "ebb-profile-1");
  g_assert_cmpint (ebb_peer_get_signal (peer), ==, EBB_SIGNAL_STRONG);
  g_assert_cmpint (ebb_peer_get_battery_percent (peer), ==, 77);
  g_assert_true (ebb_peer_is_present (peer));
  g_assert_false (ebb_peer_is_paired (peer));
  filter = g_variant_print (self->bluez->filter, FALSE);
  g_assert_nonnull (strstr (filter, "'Transport': <'le'>"));
  g_assert_nonnull (strstr (filter, "eb040001-fcd8-4547-88a2-5bb8310909fc"));
  g_assert_null (strstr (filter, "RSSI"));
}

static gboolean
sees_other (gpointer data)
{
  return fixture_find (data, OTHER) != NULL;
}

static gboolean
listens_for_all (gpointer data)
{
  Fixture         *self = data;
  g_autofree char *filter = NULL;

  if (self->bluez->filter == NULL || !self->bluez->is_discovering)
    return FALSE;
  filter = g_variant_print (self->bluez->filter, FALSE);
  return strstr (filter, "UUIDs") == NULL;
}

static gboolean
listens_for_boots (gpointer data)
{
  return ((Fixture *) data)->bluez->is_discovering && !listens_for_all (data);
}

/* What is no boots is heard by a scan that is already on too, is a peer that no link is opened to, and
 * is none any more when nobody asks for it. */
static void
test_others_are_listed_when_asked_for (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbLink) link = NULL;

  fixture_add_other (self, OTHER);
  ebb_scanner_start (self->scanner);
  wait_until (sees_both, self);
  g_assert_null (fixture_find (self, OTHER));
  ebb_scanner_set_scope (self->scanner, EBB_SCAN_ALL);
  ebb_scanner_start (self->scanner);
  wait_until (listens_for_all, self);
  wait_until (sees_other, self);
  g_assert_true (sees_both (self));
  g_assert_null (ebb_peer_get_definition (fixture_find (self, OTHER)));
  link = ebb_scanner_open_link (self->scanner, fixture_find (self, OTHER), &error);
  g_assert_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED);
  g_assert_null (link);
  ebb_scanner_set_scope (self->scanner, EBB_SCAN_BOOTS);
  g_assert_null (fixture_find (self, OTHER));
  g_assert_true (sees_both (self));
  ebb_scanner_start (self->scanner);
  wait_until (listens_for_boots, self);
}

/* Of somebody's keyboard nobody makes a report. */
static void
test_paired_others_are_not_listed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  DoubleBoots *other = fixture_add_other (self, OTHER);

  other->is_paired = TRUE;
  ebb_scanner_set_scope (self->scanner, EBB_SCAN_ALL);
  ebb_scanner_start (self->scanner);
  wait_until (sees_both, self);
  fixture_round_trip (self);
  g_assert_null (fixture_find (self, OTHER));
}

static void
test_ends_after_30_s (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_scanner_start (self->scanner);
  wait_until (discovers, self);
  fixture_round_trip (self);
  ebb_fake_clock_advance_ms (self->clock, EBB_SCAN_MAX_S * 1000 - 1);
  g_assert_true (ebb_scanner_is_scanning (self->scanner));
  ebb_fake_clock_advance_ms (self->clock, 1);
  g_assert_false (ebb_scanner_is_scanning (self->scanner));
  wait_until (is_quiet, self);
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_success = ebb_scanner_stop_finish (EBB_SCANNER (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
test_stop_returns_when_quiet (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };

  ebb_scanner_start (self->scanner);
  ebb_scanner_stop_async (self->scanner, NULL, stopped_cb, &outcome);
  outcome_assert_success (&outcome);
  g_assert_cmpuint (self->bluez->n_discoveries, ==, 1);
  g_assert_false (self->bluez->is_discovering);
}

static void
test_known_boots_need_no_scan (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->boots[0]->is_paired = TRUE;
  double_boots_show (self->boots[0]);
  fixture_round_trip (self);
  g_assert_true (ebb_peer_is_paired (fixture_find (self, FIXTURE_LEFT)));
  g_assert_cmpuint (self->bluez->n_discoveries, ==, 0);
}

/* Of boots that are away bluetoothd may have the bond and no word of what they advertised. */
static void
test_claimed_boots_need_no_advertisement (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = NULL;
  g_autoptr (GError) error = NULL;

  self->boots[0]->is_paired = self->boots[0]->has_bond_alone = TRUE;
  self->boots[1]->has_bond_alone = TRUE;
  double_boots_show (self->boots[0]);
  double_boots_show (self->boots[1]);
  fixture_round_trip (self);
  g_assert_null (fixture_find (self, FIXTURE_LEFT));
  ebb_scanner_claim (self->scanner, FIXTURE_LEFT, "ebb-profile-1");
  ebb_scanner_claim (self->scanner, FIXTURE_RIGHT, "ebb-profile-1");
  g_assert_nonnull (fixture_find (self, FIXTURE_LEFT));
  g_assert_null (
      fixture_find (self, FIXTURE_RIGHT)); /* not paired: anybody could be at the address */
  link = ebb_scanner_open_link (self->scanner, fixture_find (self, FIXTURE_LEFT), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ebb_definition_get_id (ebb_link_get_definition (link)), ==, "ebb-profile-1");
  ebb_scanner_claim (self->scanner, FIXTURE_LEFT, "no-such-definition");
  g_assert_nonnull (fixture_find (self, FIXTURE_LEFT)); /* what it was taken for it stays */
}

/* Whose boots they are is not the scanner's to remember. */
static void
test_forgotten_by_bluez_is_not_listed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_scanner_start (self->scanner);
  wait_until (sees_both, self);
  double_boots_hide (self->boots[0]);
  double_boots_hide (self->boots[1]);
  wait_until (sees_none, self);
}

static void
test_no_service (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  wait_for_radio (self, EBB_RADIO_NO_SERVICE);
}

static void
test_no_adapter (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_scanner_start (self->scanner);
  wait_until (sees_both, self);
  ebb_bluez_double_unplug_adapter (self->bluez);
  wait_for_radio (self, EBB_RADIO_NO_ADAPTER);
  wait_until (sees_none, self);
  ebb_bluez_double_plug_adapter (self->bluez);
  wait_for_radio (self, EBB_RADIO_READY);
  /* Its time is not over: the scan goes on by itself. */
  wait_until (sees_both, self);
}

static void
test_off_and_on (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_bluez_double_set_powered (self->bluez, FALSE);
  wait_for_radio (self, EBB_RADIO_OFF);
  ebb_scanner_power_on (self->scanner);
  wait_for_radio (self, EBB_RADIO_READY);
}

static void
test_blocked (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_bluez_double_set_powered (self->bluez, FALSE);
  wait_for_radio (self, EBB_RADIO_OFF);
  self->bluez->is_blocked = TRUE;
  ebb_scanner_power_on (self->scanner);
  wait_for_radio (self, EBB_RADIO_BLOCKED);
  self->bluez->is_blocked = FALSE;
  ebb_bluez_double_set_powered (self->bluez, TRUE);
  wait_for_radio (self, EBB_RADIO_READY);
}

static void
test_service_comes_back (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_scanner_start (self->scanner);
  wait_until (sees_both, self);
  ebb_bluez_double_stop (self->bluez);
  wait_for_radio (self, EBB_RADIO_NO_SERVICE);
  g_assert_true (sees_none (self));
  ebb_bluez_double_start (self->bluez);
  wait_for_radio (self, EBB_RADIO_READY);
  wait_until (sees_both, self);
}

static gboolean
is_connected_peer (gpointer data)
{
  EbbPeer *peer = fixture_find (data, FIXTURE_LEFT);

  return peer != NULL && ebb_peer_is_connected (peer);
}

static void
test_left_connected_is_found (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (EbbLink) link = NULL;

  self->boots[0]->is_paired = TRUE;
  self->boots[0]->is_connected = TRUE;
  double_boots_show (self->boots[0]);
  double_boots_show_services (self->boots[0]);
  wait_until (is_connected_peer, self);
  g_assert_true (ebb_peer_is_present (fixture_find (self, FIXTURE_LEFT)));
  link = ebb_scanner_open_link (self->scanner, fixture_find (self, FIXTURE_LEFT), NULL);
  fixture_connect (link, &outcome);
  outcome_assert_success (&outcome);
  g_assert_cmpuint (self->bluez->n_discoveries, ==, 0);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
}

/* ---- several adapters ---- */

#define OWN_ADDRESS "00:AA:01:00:00:00"
#define SPARE_ADDRESS "00:AA:01:00:00:01"

/* "own*|spare": by name, with what is used marked. */
static void
assert_adapters (Fixture *self, const char *expected)
{
  g_autoptr (GPtrArray) adapters = ebb_scanner_list_adapters (self->scanner);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < adapters->len; i++)
    {
      const EbbAdapter *adapter = adapters->pdata[i];

      g_assert_true (adapter->is_on);
      g_string_append_printf (found, "%s%s%s", i > 0 ? "|" : "", adapter->name,
                              adapter->is_used ? "*" : "");
      g_assert_cmpstr (adapter->address, ==, i == 0 ? OWN_ADDRESS : SPARE_ADDRESS);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static gboolean
has_two_adapters (gpointer data)
{
  g_autoptr (GPtrArray) adapters = ebb_scanner_list_adapters (((Fixture *) data)->scanner);

  return adapters->len == 2;
}

static gboolean
is_scanning_on_spare (gpointer data)
{
  return ((Fixture *) data)->bluez->n_spare_discoveries > 0;
}

/* The one that was there first is used on, until a person says otherwise. */
static void
test_adapter_is_chosen (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  assert_adapters (self, "hci0*");
  ebb_bluez_double_plug_spare (self->bluez, "/org/bluez/hci1");
  wait_until (has_two_adapters, self);
  assert_adapters (self, "hci0*|hci1");
  ebb_scanner_start (self->scanner);
  wait_until (discovers, self);
  ebb_scanner_choose_adapter (self->scanner, SPARE_ADDRESS);
  assert_adapters (self, "hci0|hci1*");
  /* What was looked for is looked for there, and no more here. */
  wait_until (is_scanning_on_spare, self);
  wait_until (is_quiet, self);
  g_assert_cmpuint (g_list_model_get_n_items (ebb_scanner_get_peers (self->scanner)), ==, 0);
  ebb_scanner_choose_adapter (self->scanner, OWN_ADDRESS);
  assert_adapters (self, "hci0*|hci1");
  wait_until (discovers, self);
  wait_until (sees_both, self);
}

/* Chosen in an earlier run: before anything is known of the adapters. */
static void
test_chosen_adapter_is_remembered (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_scanner_choose_adapter (self->scanner, SPARE_ADDRESS);
  wait_for_radio (self, EBB_RADIO_NO_SERVICE);
  ebb_bluez_double_start (self->bluez);
  /* It is not there: another serves. */
  wait_for_radio (self, EBB_RADIO_READY);
  assert_adapters (self, "hci0*");
  ebb_bluez_double_stop (self->bluez);
  wait_for_radio (self, EBB_RADIO_NO_SERVICE);
  ebb_bluez_double_start (self->bluez);
  ebb_bluez_double_plug_spare (self->bluez, "/org/bluez/hci1");
  wait_for_radio (self, EBB_RADIO_READY);
  wait_until (has_two_adapters, self);
  assert_adapters (self, "hci0|hci1*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add ("/bluez/scanner/" path, Fixture, NULL, fixture_set_up, test, fixture_tear_down)
  ADD ("finds-two", test_finds_two);
  ADD ("others-are-listed-when-asked-for", test_others_are_listed_when_asked_for);
  ADD ("paired-others-are-not-listed", test_paired_others_are_not_listed);
  ADD ("ends-after-30-s", test_ends_after_30_s);
  ADD ("stop-returns-when-quiet", test_stop_returns_when_quiet);
  ADD ("known-boots-need-no-scan", test_known_boots_need_no_scan);
  ADD ("claimed-boots-need-no-advertisement", test_claimed_boots_need_no_advertisement);
  ADD ("forgotten-by-bluez-is-not-listed", test_forgotten_by_bluez_is_not_listed);
  ADD ("no-adapter", test_no_adapter);
  ADD ("off-and-on", test_off_and_on);
  ADD ("blocked", test_blocked);
  ADD ("service-comes-back", test_service_comes_back);
  ADD ("left-connected-is-found", test_left_connected_is_found);
  ADD ("adapter/is-chosen", test_adapter_is_chosen);
  g_test_add ("/bluez/scanner/adapter/chosen-is-remembered", Fixture, NULL,
              fixture_set_up_without_service, test_chosen_adapter_is_remembered, fixture_tear_down);
  g_test_add ("/bluez/scanner/no-service", Fixture, NULL, fixture_set_up_without_service,
              test_no_service, fixture_tear_down);

  fixture_init (argv[1]);
  return g_test_run ();
}
