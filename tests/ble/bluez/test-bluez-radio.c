/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-fixture.h"

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

  fixture_init (argv[1]);
  return g_test_run ();
}
