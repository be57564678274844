/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-scanner.h"

#include "ebb-bluez-bus-private.h"
#include "ebb-bluez-facts-private.h"
#include "ebb-bluez-link-private.h"
#include "ebb-bluez-peers-private.h"
#include "ebb-bluez-radio-private.h"

/* How long a program that ends waits for BlueZ at most. Engineering choice: an answer takes some
 * milliseconds, and one that hangs keeps nobody. */
#define LET_GO_MAX_MS 1000

struct _EbbBluezScanner
{
  GObject parent_instance;

  /* owned */
  EbbClock      *clock;
  EbbBluezBus   *bus;
  EbbBluezRadio *radio;
  EbbBluezPeers *peers;
  GPtrArray     *links; /* GWeakRef of every link that was opened */
};

static void scanner_iface_init (EbbScannerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbBluezScanner,
                               ebb_bluez_scanner,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_SCANNER, scanner_iface_init))

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* An adapter that is plugged in again may have another number. */
static void
move_links (EbbBluezScanner *self, const char *adapter_path)
{
  for (guint i = 0; adapter_path != NULL && i < self->links->len; i++)
    {
      g_autoptr (EbbBluezLink) link = g_weak_ref_get (self->links->pdata[i]);

      if (link != NULL)
        ebb_bluez_link_move (link, adapter_path);
    }
}

static void
radio_changed_cb (EbbBluezRadio *radio, EbbBluezScanner *self)
{
  move_links (self, ebb_bluez_radio_get_adapter_path (radio));
  ebb_bluez_peers_set_adapter (self->peers, ebb_bluez_radio_get_adapter_path (radio));
  ebb_scanner_emit_changed (EBB_SCANNER (self));
}

static EbbRadioState
ebb_bluez_scanner_get_radio_state (EbbScanner *scanner)
{
  return ebb_bluez_radio_get_state (EBB_BLUEZ_SCANNER (scanner)->radio);
}

static gboolean
ebb_bluez_scanner_is_scanning (EbbScanner *scanner)
{
  return ebb_bluez_radio_is_scanning (EBB_BLUEZ_SCANNER (scanner)->radio);
}

static GListModel *
ebb_bluez_scanner_get_peers (EbbScanner *scanner)
{
  return ebb_bluez_peers_get_model (EBB_BLUEZ_SCANNER (scanner)->peers);
}

static void
ebb_bluez_scanner_set_scope (EbbScanner *scanner, EbbScanScope scope)
{
  EbbBluezScanner *self = EBB_BLUEZ_SCANNER (scanner);

  ebb_bluez_radio_set_scope (self->radio, scope);
  ebb_bluez_peers_set_scope (self->peers, scope);
}

static void
ebb_bluez_scanner_start (EbbScanner *scanner)
{
  EbbBluezScanner *self = EBB_BLUEZ_SCANNER (scanner);

  ebb_bluez_peers_begin_scan (self->peers);
  ebb_bluez_radio_scan (self->radio);
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (ebb_bluez_radio_stop_finish (EBB_BLUEZ_RADIO (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
ebb_bluez_scanner_stop_async (EbbScanner         *scanner,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  EbbBluezScanner *self = EBB_BLUEZ_SCANNER (scanner);
  GTask           *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, ebb_bluez_scanner_stop_async);
  ebb_bluez_radio_stop_async (self->radio, cancellable, stopped_cb, task);
}

static gboolean
ebb_bluez_scanner_stop_finish (EbbScanner *scanner G_GNUC_UNUSED,
                               GAsyncResult       *result,
                               GError            **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ebb_bluez_scanner_power_on (EbbScanner *scanner)
{
  ebb_bluez_radio_power_on (EBB_BLUEZ_SCANNER (scanner)->radio);
}

/* (nullable) (transfer full): the link to these boots that is in use */
static EbbLink *
find_link (EbbBluezScanner *self, const char *identity)
{
  for (guint i = self->links->len; i > 0; i--)
    {
      g_autoptr (EbbLink) link = g_weak_ref_get (self->links->pdata[i - 1]);

      if (link == NULL)
        g_ptr_array_remove_index_fast (self->links, i - 1);
      else if (g_strcmp0 (ebb_link_get_identity (link), identity) == 0)
        return g_steal_pointer (&link);
    }
  return NULL;
}

static EbbLink *
ebb_bluez_scanner_open_link (EbbScanner *scanner, EbbPeer *peer, GError **error)
{
  EbbBluezScanner *self = EBB_BLUEZ_SCANNER (scanner);
  const char      *identity = ebb_peer_get_identity (peer);
  const char      *adapter_path = ebb_bluez_radio_get_adapter_path (self->radio);
  EbbLink         *link = find_link (self, identity);
  GWeakRef        *weak_ref;

  if (link != NULL)
    return link;
  if (ebb_peer_get_definition (peer) == NULL)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
                   "no definition claims %s, so nothing is known of how to speak to it", identity);
      return NULL;
    }
  if (adapter_path == NULL)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE, "no Bluetooth: %s",
                   ebb_radio_state_to_string (ebb_bluez_radio_get_state (self->radio)));
      return NULL;
    }
  link = EBB_LINK (ebb_bluez_link_new (self->bus, self->clock, ebb_peer_get_definition (peer),
                                       adapter_path, identity));
  ebb_bluez_link_set_scanner (EBB_BLUEZ_LINK (link), scanner);
  weak_ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak_ref, link);
  g_ptr_array_add (self->links, weak_ref);
  return link;
}

static void
ebb_bluez_scanner_claim (EbbScanner *scanner, const char *identity, const char *definition_id)
{
  ebb_bluez_peers_claim (EBB_BLUEZ_SCANNER (scanner)->peers, identity, definition_id);
}

static GPtrArray *
ebb_bluez_scanner_list_adapters (EbbScanner *scanner)
{
  return ebb_bluez_radio_list_adapters (EBB_BLUEZ_SCANNER (scanner)->radio);
}

static void
ebb_bluez_scanner_choose_adapter (EbbScanner *scanner, const char *address)
{
  ebb_bluez_radio_choose_adapter (EBB_BLUEZ_SCANNER (scanner)->radio, address);
}

static void
ebb_bluez_scanner_describe_async (EbbScanner         *scanner,
                                  const char         *identity,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data)
{
  EbbBluezScanner *self = EBB_BLUEZ_SCANNER (scanner);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_bluez_scanner_describe_async);
  ebb_bluez_facts_gather (self->bus, self->clock, ebb_bluez_radio_get_adapter_path (self->radio),
                          identity, g_steal_pointer (&task));
}

static char *
ebb_bluez_scanner_describe_finish (EbbScanner *scanner G_GNUC_UNUSED,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
scanner_iface_init (EbbScannerInterface *iface)
{
  iface->get_radio_state = ebb_bluez_scanner_get_radio_state;
  iface->is_scanning = ebb_bluez_scanner_is_scanning;
  iface->get_peers = ebb_bluez_scanner_get_peers;
  iface->set_scope = ebb_bluez_scanner_set_scope;
  iface->start = ebb_bluez_scanner_start;
  iface->stop_async = ebb_bluez_scanner_stop_async;
  iface->stop_finish = ebb_bluez_scanner_stop_finish;
  iface->power_on = ebb_bluez_scanner_power_on;
  iface->open_link = ebb_bluez_scanner_open_link;
  iface->claim = ebb_bluez_scanner_claim;
  iface->describe_async = ebb_bluez_scanner_describe_async;
  iface->describe_finish = ebb_bluez_scanner_describe_finish;
  iface->list_adapters = ebb_bluez_scanner_list_adapters;
  iface->choose_adapter = ebb_bluez_scanner_choose_adapter;
}

/**
 * ebb_bluez_scanner_let_go:
 *
 * For a program that ends, after its main loop: ends every attempt to connect, which BlueZ would go on
 * with until the boots are back, closes every link, and waits until BlueZ has seen it.
 * One that sees the program go first ends with it: bluetoothd 5.66 forgets who acquired notifications
 * when their name goes, and uses what it forgot when their descriptor is closed.
 */
void
ebb_bluez_scanner_let_go (EbbBluezScanner *self)
{
  GDBusConnection *connection;
  const char      *owner;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (EBB_IS_BLUEZ_SCANNER (self));

  for (guint i = 0; i < self->links->len; i++)
    {
      g_autoptr (EbbBluezLink) link = g_weak_ref_get (self->links->pdata[i]);

      if (link == NULL)
        continue;
      if (link->connect_task != NULL)
        ebb_link_disconnect (EBB_LINK (link));
      ebb_bluez_link_close (link);
    }
  connection = ebb_bluez_bus_get_connection (self->bus);
  owner = ebb_bluez_bus_get_owner (self->bus);
  if (connection == NULL || owner == NULL || self->links->len == 0)
    return;
  answer = g_dbus_connection_call_sync (
      connection, owner, EBB_BLUEZ_ROOT_PATH, "org.freedesktop.DBus.Peer", "Ping", NULL, NULL,
      G_DBUS_CALL_FLAGS_NO_AUTO_START, LET_GO_MAX_MS, NULL, &error);
  if (answer == NULL)
    g_debug ("the Bluetooth service did not say that it has let go: %s", error->message);
}

static void
ebb_bluez_scanner_dispose (GObject *object)
{
  EbbBluezScanner *self = EBB_BLUEZ_SCANNER (object);

  g_clear_object (&self->radio);
  g_clear_object (&self->peers);
  g_clear_object (&self->bus);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_bluez_scanner_parent_class)->dispose (object);
}

static void
ebb_bluez_scanner_finalize (GObject *object)
{
  g_clear_pointer (&EBB_BLUEZ_SCANNER (object)->links, g_ptr_array_unref);
  G_OBJECT_CLASS (ebb_bluez_scanner_parent_class)->finalize (object);
}

static void
ebb_bluez_scanner_class_init (EbbBluezScannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_bluez_scanner_dispose;
  object_class->finalize = ebb_bluez_scanner_finalize;
}

static void
ebb_bluez_scanner_init (EbbBluezScanner *self)
{
  self->links = g_ptr_array_new_with_free_func (free_weak_ref);
}

/**
 * ebb_bluez_scanner_new:
 * @definitions: what to look for
 * @clock: measures scans and calls
 * @connection: (nullable): the bus BlueZ is on; %NULL: the system bus
 * @adapter: (nullable): the adapter to use, as "hci1"; %NULL: the first that is switched on
 *
 * Returns at once, ready as far as is known; "changed" follows within milliseconds.
 *
 * Returns: (transfer full): the scanner
 */
EbbBluezScanner *
ebb_bluez_scanner_new (EbbDefinitionSet *definitions,
                       EbbClock         *clock,
                       GDBusConnection  *connection,
                       const char       *adapter)
{
  EbbBluezScanner *self = g_object_new (EBB_TYPE_BLUEZ_SCANNER, NULL);

  self->clock = g_object_ref (clock);
  self->bus = ebb_bluez_bus_new (connection);
  self->peers = ebb_bluez_peers_new (self->bus, definitions);
  self->radio = ebb_bluez_radio_new (self->bus, clock,
                                     ebb_definition_set_dup_service_uuids (definitions), adapter);
  g_signal_connect_object (self->radio, "changed", G_CALLBACK (radio_changed_cb), self, 0);
  return self;
}
