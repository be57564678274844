/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-fixture.h"

#include "ebb-bluez-bus-private.h"
#include "ebb-bluez-unused-private.h"

/* What becomes of a link when the adapter or the service goes, how that is called, and that it can
 * be made again when it is back. */

static void
go_kill (Fixture *self)
{
  ebb_bluez_double_stop (self->bluez);
}

static void
come_start (Fixture *self)
{
  ebb_bluez_double_start (self->bluez);
}

static void
go_unplug (Fixture *self)
{
  ebb_bluez_double_unplug_adapter (self->bluez);
}

static void
come_plug (Fixture *self)
{
  ebb_bluez_double_plug_adapter (self->bluez);
  double_boots_show (self->boots[0]);
}

/* The system counts on: the same adapter is another one now. */
static void
come_plug_elsewhere (Fixture *self)
{
  self->bluez->adapter_path = "/org/bluez/hci1";
  come_plug (self);
}

static void
go_off (Fixture *self)
{
  ebb_bluez_double_set_powered (self->bluez, FALSE);
}

static void
come_on (Fixture *self)
{
  ebb_bluez_double_set_powered (self->bluez, TRUE);
}

typedef struct
{
  void (*go) (Fixture *self);
  void (*come) (Fixture *self);
  EbbRadioState state;
} Trouble;

static void
assert_named (Outcome *outcome, EbbRadioState state)
{
  outcome_assert_error (outcome, EBB_LINK_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (outcome->error->message, ebb_radio_state_to_string (state)));
}

static void
test_loss_is_named_and_mended (Fixture *self, gconstpointer data)
{
  const Trouble *trouble = data;
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) meanwhile = { 0 };
  g_auto (Outcome) again = { 0 };

  trouble->go (self);
  wait_for_state (link, EBB_LINK_DISCONNECTED);
  wait_for_radio (self, trouble->state);
  fixture_connect (link, &meanwhile);
  assert_named (&meanwhile, trouble->state);
  trouble->come (self);
  wait_for_radio (self, EBB_RADIO_READY);
  fixture_round_trip (self);
  fixture_connect (link, &again);
  outcome_assert_success (&again);
  fixture_send_stop (link);
  wait_until (double_boots_has_stopped, self->boots[0]);
}

static gboolean
are_connected (gpointer boots)
{
  return ((DoubleBoots *) boots)->is_connected;
}

/* It goes while the link is made: that is why, and not that the boots are out of reach. */
static void
test_loss_while_connecting_is_named (Fixture *self, gconstpointer data)
{
  const Trouble *trouble = data;
  g_autoptr (EbbLink) link = fixture_open (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->are_services_late = TRUE;
  fixture_connect (link, &outcome);
  wait_until (are_connected, self->boots[0]);
  trouble->go (self);
  wait_for_radio (self, trouble->state);
  for (int i = 0; i < 100 && !outcome.is_done; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      ebb_fake_clock_advance_ms (self->clock, 100);
      if (self->bluez->connection != NULL)
        fixture_round_trip (self);
    }
  assert_named (&outcome, trouble->state);
}

static void
test_denied (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) meanwhile = { 0 };
  g_auto (Outcome) again = { 0 };

  ebb_bluez_double_stop (self->bluez);
  wait_for_radio (self, EBB_RADIO_NO_SERVICE);
  g_atomic_int_set (&self->bluez->is_denied, TRUE);
  ebb_bluez_double_start (self->bluez);
  wait_for_radio (self, EBB_RADIO_NO_PERMISSION);
  fixture_connect (link, &meanwhile);
  assert_named (&meanwhile, EBB_RADIO_NO_PERMISSION);
  /* The policy was mended: whoever looks again finds out. */
  g_atomic_int_set (&self->bluez->is_denied, FALSE);
  ebb_scanner_start (self->scanner);
  wait_for_radio (self, EBB_RADIO_READY);
  fixture_round_trip (self);
  fixture_connect (link, &again);
  outcome_assert_success (&again);
}

#define SERVICE_PATH "/org/bluez/hci0/dev_00_00_00_00_00_01/service0001"

static gboolean
is_bus_up (gpointer bus)
{
  return ebb_bluez_bus_get_state (bus) == EBB_BLUEZ_BUS_UP;
}

static void
add_interface (GVariantBuilder *interfaces, const char *name, const char *uuid)
{
  GVariantBuilder properties;

  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  if (uuid != NULL)
    g_variant_builder_add (&properties, "{sv}", "UUID", g_variant_new_string (uuid));
  g_variant_builder_add (interfaces, "{sa{sv}}", name, &properties);
}

/* As bluetoothd says it of each object. */
static void
show_service (Fixture *self)
{
  GVariantBuilder interfaces;
  g_autoptr (GError) error = NULL;

  g_variant_builder_init (&interfaces, G_VARIANT_TYPE ("a{sa{sv}}"));
  add_interface (&interfaces, "org.freedesktop.DBus.Introspectable", NULL);
  add_interface (&interfaces, "org.freedesktop.DBus.Properties", NULL);
  add_interface (&interfaces, EBB_BLUEZ_INTERFACE_SERVICE, "1234");
  g_dbus_connection_emit_signal (self->bluez->connection, NULL, "/",
                                 "org.freedesktop.DBus.ObjectManager", "InterfacesAdded",
                                 g_variant_new ("(oa{sa{sv}})", SERVICE_PATH, &interfaces), &error);
  g_assert_no_error (error);
}

/* There are dozens in each service, and a whole proxy is dear. */
static void
test_what_nobody_uses_is_no_whole_proxy (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbBluezBus) bus = ebb_bluez_bus_new (self->connection);
  g_autoptr (GDBusProxy) service = NULL;
  g_autoptr (GDBusProxy) introspectable = NULL;
  g_autoptr (GDBusProxy) properties = NULL;
  g_autofree char *owner = NULL;

  wait_until (is_bus_up, bus);
  show_service (self);
  fixture_round_trip (self);
  service = ebb_bluez_bus_find (bus, SERVICE_PATH, EBB_BLUEZ_INTERFACE_SERVICE);
  introspectable = ebb_bluez_bus_find (bus, SERVICE_PATH, "org.freedesktop.DBus.Introspectable");
  properties = ebb_bluez_bus_find (bus, SERVICE_PATH, "org.freedesktop.DBus.Properties");
  g_assert_true (EBB_BLUEZ_IS_GATT_SERVICE1 (service));
  g_assert_cmpstr (ebb_bluez_gatt_service1_get_uuid (EBB_BLUEZ_GATT_SERVICE1 (service)), ==,
                   "1234");
  owner = g_dbus_proxy_get_name_owner (service);
  g_assert_cmpstr (owner, ==, ebb_bluez_bus_get_owner (bus));
  g_assert_true (EBB_IS_BLUEZ_UNUSED (introspectable));
  g_assert_true (EBB_IS_BLUEZ_UNUSED (properties));
}

static const Trouble killed = { go_kill, come_start, EBB_RADIO_NO_SERVICE };
static const Trouble unplugged = { go_unplug, come_plug, EBB_RADIO_NO_ADAPTER };
static const Trouble renumbered = { go_unplug, come_plug_elsewhere, EBB_RADIO_NO_ADAPTER };
static const Trouble off = { go_off, come_on, EBB_RADIO_OFF };

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, test)                                                                      \
  g_test_add ("/bluez/radio/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)
  ADD ("killed/is-named-and-mended", &killed, test_loss_is_named_and_mended);
  ADD ("killed/while-connecting", &killed, test_loss_while_connecting_is_named);
  ADD ("unplugged/is-named-and-mended", &unplugged, test_loss_is_named_and_mended);
  ADD ("unplugged/while-connecting", &unplugged, test_loss_while_connecting_is_named);
  ADD ("unplugged/comes-back-as-another", &renumbered, test_loss_is_named_and_mended);
  ADD ("off/is-named-and-mended", &off, test_loss_is_named_and_mended);
  ADD ("off/while-connecting", &off, test_loss_while_connecting_is_named);
  ADD ("denied", NULL, test_denied);
  ADD ("what-nobody-uses-is-no-whole-proxy", NULL, test_what_nobody_uses_is_no_whole_proxy);

  fixture_init (argv[1]);
  return g_test_run ();
}
