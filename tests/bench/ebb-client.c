/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <stdio.h>

#include "client.h"
#include "ebb-bluez-scanner.h"
#include "ebb-controller.h"
#include "ebb-real-clock.h"

/* ebb-client DEVICES ADAPTER ADDRESS: the paired boots by the libraries that ebb and ebbctl are made
 * of. DEVICES is the folder of device definitions. See client.h. */

#define DEFINITION "ebb-profile-1"

typedef struct
{
  Client        *client;
  EbbClock      *clock;
  EbbScanner    *scanner;
  EbbController *controller;
} EbbClient;

static void
telemetry_cb (EbbController *controller,
              EbbTelemetry  *telemetry,
              gint64         received_us,
              gpointer       user_data)
{
  client_received (((EbbClient *) user_data)->client, telemetry->elapsed_ms, received_us);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &error))
    g_error ("ebb-client: %s", error->message);
  client_connected (((EbbClient *) user_data)->client);
}

static void
connect_boots (gpointer user_data)
{
  EbbClient *self = user_data;

  ebb_controller_connect_async (self->controller, 0, NULL, connected_cb, self);
}

static void
state_changed_cb (EbbClient *self)
{
  if (ebb_controller_get_link_state (self->controller) == EBB_LINK_DISCONNECTED)
    client_disconnected (self->client);
}

static void
disconnect_boots (gpointer user_data)
{
  ebb_controller_disconnect (((EbbClient *) user_data)->controller);
}

static gboolean
press (gpointer user_data)
{
  return ebb_controller_stop (((EbbClient *) user_data)->controller, 1, NULL);
}

static EbbPeer *
find_peer (EbbClient *self, const char *identity)
{
  GListModel *peers = ebb_scanner_get_peers (self->scanner);

  for (guint i = 0; i < g_list_model_get_n_items (peers); i++)
    {
      g_autoptr (EbbPeer) peer = g_list_model_get_item (peers, i);

      if (g_ascii_strcasecmp (ebb_peer_get_identity (peer), identity) == 0)
        return g_steal_pointer (&peer);
    }
  return NULL;
}

static void
open_controller (EbbClient *self, const char *identity)
{
  g_autoptr (EbbPeer) peer = NULL;
  g_autoptr (EbbLink) link = NULL;
  g_autoptr (GError) error = NULL;

  while ((peer = find_peer (self, identity)) == NULL || !ebb_peer_is_paired (peer))
    {
      g_clear_object (&peer);
      g_main_context_iteration (NULL, TRUE);
    }
  link = ebb_scanner_open_link (self->scanner, peer, &error);
  if (link == NULL)
    g_error ("ebb-client: %s", error->message);
  self->controller = ebb_controller_new (link, self->clock, 0xebb);
  g_signal_connect (self->controller, "telemetry", G_CALLBACK (telemetry_cb), self);
  g_signal_connect_swapped (self->controller, "state-changed", G_CALLBACK (state_changed_cb), self);
}

int
main (int argc, char **argv)
{
  static const ClientVerbs verbs = { connect_boots, disconnect_boots, press };
  EbbClient                self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinitionSet) definitions = NULL;

  if (argc != 4)
    g_error ("ebb-client: expected the folder of device definitions, an adapter and an address");
  definitions = ebb_definition_set_new_from_directory (argv[1], &error);
  if (definitions == NULL)
    g_error ("ebb-client: %s", error->message);
  self.client = client_new (&verbs, &self);
  self.clock = EBB_CLOCK (ebb_real_clock_new (1.0));
  self.scanner = EBB_SCANNER (ebb_bluez_scanner_new (definitions, self.clock, NULL, argv[2]));
  ebb_scanner_claim (self.scanner, argv[3], DEFINITION);
  open_controller (&self, argv[3]);
  client_run (self.client);
  return 0;
}
