/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-fixture.h"

static char *devices_path;

void
fixture_init (const char *path)
{
  devices_path = g_strdup (path);
}

typedef struct
{
  gpointer    subject;
  guint       value;
  const char *identity;
} Expectation;

static gboolean
has_radio_state (gpointer data)
{
  Expectation *expectation = data;

  return ebb_scanner_get_radio_state (expectation->subject) == expectation->value;
}

void
wait_for_radio (Fixture *self, EbbRadioState state)
{
  Expectation expectation = { self->scanner, state, NULL };

  wait_until (has_radio_state, &expectation);
}

EbbPeer *
fixture_find (Fixture *self, const char *identity)
{
  GListModel *peers = ebb_scanner_get_peers (self->scanner);

  for (guint i = 0; i < g_list_model_get_n_items (peers); i++)
    {
      g_autoptr (EbbPeer) peer = g_list_model_get_item (peers, i);

      if (g_strcmp0 (ebb_peer_get_identity (peer), identity) == 0)
        return peer;
    }
  return NULL;
}

static void
round_trip_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  ((Outcome *) user_data)->is_done = TRUE;
}

DoubleBoots *
fixture_add_other (Fixture *self, const char *address)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  return ebb_bluez_double_add_boots_of (self->bluez, NULL, "Bathroom scales", address, 9, &options);
}

void
fixture_round_trip (Fixture *self)
{
  /* To the double and back, three times: what a callback began is done as well. */
  for (int i = 0; i < 3; i++)
    {
      g_auto (Outcome) outcome = { 0 };

      g_dbus_connection_call (self->connection, "org.bluez", "/", "org.freedesktop.DBus.Peer",
                              "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                              round_trip_cb, &outcome);
      wait_for (&outcome);
    }
}

void
fixture_set_up_without_service (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->clock = ebb_fake_clock_new ();
  self->definitions = ebb_definition_set_new_from_directory (devices_path, &error);
  g_assert_no_error (error);
  self->bluez =
      ebb_bluez_double_new (g_test_dbus_get_bus_address (self->bus), EBB_CLOCK (self->clock),
                            ebb_definition_set_find (self->definitions, "ebb-profile-1"));
  self->boots[0] = ebb_bluez_double_add_boots (self->bluez, FIXTURE_LEFT, 1);
  self->boots[1] = ebb_bluez_double_add_boots (self->bluez, FIXTURE_RIGHT, 2);
  self->connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  self->scanner = EBB_SCANNER (
      ebb_bluez_scanner_new (self->definitions, EBB_CLOCK (self->clock), self->connection, NULL));
}

static gboolean
is_up (gpointer data)
{
  Fixture *self = data;

  return self->bluez->connection != NULL
         && ebb_scanner_get_radio_state (self->scanner) == EBB_RADIO_READY;
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  fixture_set_up_without_service (self, data);
  /* READY is said before anything is known as well: let the first look fail, then come true. */
  wait_for_radio (self, EBB_RADIO_NO_SERVICE);
  ebb_bluez_double_start (self->bluez);
  wait_until (is_up, self);
}

void
fixture_tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;

  fixture_round_trip (self);
  g_assert_finalize_object (self->scanner);
  ebb_bluez_double_free (self->bluez);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_dbus_connection_close_sync (self->connection, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->connection);
  g_clear_object (&self->definitions);
  g_clear_object (&self->clock);
  g_test_dbus_down (self->bus);
  g_clear_object (&self->bus);
}

static gboolean
is_listed (gpointer data)
{
  Expectation *expectation = data;

  return fixture_find (expectation->subject, expectation->identity) != NULL;
}

EbbLink *
fixture_open (Fixture *self, guint index)
{
  Expectation expectation = { self, 0, self->boots[index]->address };
  g_autoptr (GError) error = NULL;
  EbbLink *link;

  ebb_scanner_start (self->scanner);
  wait_until (is_listed, &expectation);
  link = ebb_scanner_open_link (self->scanner, fixture_find (self, self->boots[index]->address),
                                &error);
  g_assert_no_error (error);
  return link;
}

EbbLink *
fixture_open_ready (Fixture *self, guint index)
{
  EbbLink *link;
  g_auto (Outcome) outcome = { 0 };

  self->boots[index]->is_paired = TRUE;
  link = fixture_open (self, index);
  fixture_connect (link, &outcome);
  outcome_assert_success (&outcome);
  return link;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_success = ebb_link_connect_finish (EBB_LINK (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

void
fixture_connect (EbbLink *link, Outcome *outcome)
{
  ebb_link_connect_async (link, NULL, connected_cb, outcome);
}

static void
paired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_success = ebb_link_pair_finish (EBB_LINK (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

void
fixture_pair (EbbLink *link, Outcome *outcome)
{
  ebb_link_pair_async (link, NULL, paired_cb, outcome);
}

static void
received_cb (EbbRole              role,
             const uint8_t *bytes G_GNUC_UNUSED,
             size_t               size,
             gint64               received_us,
             gpointer             user_data)
{
  Fixture *self = user_data;

  g_assert_cmpuint (size, >, 0);
  g_assert_cmpint (received_us, ==, ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)));
  self->n_received[role]++;
}

static void
subscribed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_success = ebb_link_subscribe_finish (EBB_LINK (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

void
fixture_subscribe (Fixture *self, EbbLink *link, EbbRole role, Outcome *outcome)
{
  ebb_link_set_receiver (link, received_cb, self);
  ebb_link_subscribe_async (link, role, NULL, subscribed_cb, outcome);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->bytes = ebb_link_read_finish (EBB_LINK (source), result, &outcome->error);
  outcome->is_success = outcome->bytes != NULL;
  outcome->is_done = TRUE;
}

void
fixture_read (EbbLink *link, EbbRole role, Outcome *outcome)
{
  ebb_link_read_async (link, role, NULL, read_cb, outcome);
}

void
fixture_send_stop (EbbLink *link)
{
  const uint8_t frame[4] = { 1, 0, 0, 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ebb_link_send (link, EBB_ROLE_STOP, frame, sizeof frame, &error));
  g_assert_no_error (error);
}
