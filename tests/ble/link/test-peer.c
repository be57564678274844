/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-link.h"
#include "ebb-peer.h"
#include "ebb-scanner.h"

/* What a scanner knows of one peer, and who is told. */

static void
notified_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  GString *log = user_data;

  g_string_append_printf (log, "%s ", pspec->name);
}

static EbbAdvertisement *
hear (const char *name, int signal_dbm)
{
  EbbAdvertisement *advertisement = ebb_advertisement_new ("id", name, NULL);

  advertisement->signal = ebb_signal_from_dbm (signal_dbm);
  return advertisement;
}

static void
test_is_its_identity_until_it_has_a_name (void)
{
  g_autoptr (EbbPeer) peer = ebb_peer_new ("EB:B0:00:00:00:01");

  g_assert_cmpstr (ebb_peer_get_name (peer), ==, "EB:B0:00:00:00:01");
  ebb_peer_take_advertisement (peer, hear (NULL, -50));
  g_assert_cmpstr (ebb_peer_get_name (peer), ==, "EB:B0:00:00:00:01");
  ebb_peer_take_advertisement (peer, hear ("", -50));
  g_assert_cmpstr (ebb_peer_get_name (peer), ==, "EB:B0:00:00:00:01");
  ebb_peer_take_advertisement (peer, hear ("Ebb boots", -50));
  g_assert_cmpstr (ebb_peer_get_name (peer), ==, "Ebb boots");
  g_assert_cmpstr (ebb_peer_get_identity (peer), ==, "EB:B0:00:00:00:01");
  g_assert_finalize_object (g_steal_pointer (&peer));
}

static void
test_notifies_what_changed_once (void)
{
  g_autoptr (EbbPeer) peer = ebb_peer_new ("id");
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (peer, "notify", G_CALLBACK (notified_cb), log);
  ebb_peer_take_advertisement (peer, hear ("a", -50));
  ebb_peer_take_advertisement (peer, hear ("a", -51));
  ebb_peer_take_advertisement (peer, hear ("a", -90));
  ebb_peer_set_is_present (peer, TRUE);
  ebb_peer_set_is_present (peer, 2);
  ebb_peer_set_is_paired (peer, FALSE);
  ebb_peer_set_is_connected (peer, TRUE);
  ebb_peer_set_battery_percent (peer, 101);
  ebb_peer_set_battery_percent (peer, 40);
  ebb_peer_set_battery_percent (peer, 40);

  g_assert_cmpstr (log->str, ==, "name signal signal is-present is-connected battery-percent ");
  g_assert_cmpint (ebb_peer_get_signal (peer), ==, EBB_SIGNAL_WEAK);
  g_assert_true (ebb_peer_is_present (peer));
  g_assert_false (ebb_peer_is_paired (peer));
  g_assert_true (ebb_peer_is_connected (peer));
  g_assert_cmpint (ebb_peer_get_battery_percent (peer), ==, 40);
}

static void
test_properties_say_what_getters_say (void)
{
  g_autoptr (EbbPeer) peer = ebb_peer_new ("id");
  g_autofree char *name = NULL;
  guint            signal;
  gboolean         is_present;
  int              battery_percent;

  ebb_peer_take_advertisement (peer, hear ("a", -50));
  ebb_peer_set_is_present (peer, TRUE);
  g_object_get (peer, "name", &name, "signal", &signal, "is-present", &is_present,
                "battery-percent", &battery_percent, NULL);
  g_assert_cmpstr (name, ==, "a");
  g_assert_cmpuint (signal, ==, EBB_SIGNAL_STRONG);
  g_assert_true (is_present);
  g_assert_cmpint (battery_percent, ==, -1);
}

static void
test_every_radio_state_has_a_word (void)
{
  for (int i = EBB_RADIO_READY; i <= EBB_RADIO_NO_PERMISSION; i++)
    {
      g_assert_cmpstr (ebb_radio_state_to_string (i), !=, "unknown");
      for (int j = EBB_RADIO_READY; j < i; j++)
        g_assert_cmpstr (ebb_radio_state_to_string (i), !=, ebb_radio_state_to_string (j));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/peer/identity-until-it-has-a-name", test_is_its_identity_until_it_has_a_name);
  g_test_add_func ("/peer/notifies-what-changed-once", test_notifies_what_changed_once);
  g_test_add_func ("/peer/properties-and-getters", test_properties_say_what_getters_say);
  g_test_add_func ("/scanner/radio-states-have-words", test_every_radio_state_has_a_word);
  return g_test_run ();
}
