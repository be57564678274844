/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peers-private.h"

#include "ebb-bluez-dbus.h"

/* What is behind one row of the list. */
typedef struct
{
  EbbPeer *peer;
  char    *path;     /* BlueZ's */
  gboolean is_heard; /* in this scan, or it was connected since */
  gboolean is_shown; /* on the list */
} Entry;

struct _EbbBluezPeers
{
  GObject parent_instance;

  /* owned */
  EbbBluezBus      *bus;
  EbbDefinitionSet *definitions;
  GListStore       *model;
  GHashTable       *by_identity;  /* identity, of the peer: Entry; in a crowd there are many */
  GHashTable       *by_path;      /* path, of the entry: the same */
  GHashTable       *claims;       /* identity: id of a definition */
  char             *adapter_path; /* (nullable) */

  /* state */
  EbbScanScope scope;
};

G_DEFINE_FINAL_TYPE (EbbBluezPeers, ebb_bluez_peers, G_TYPE_OBJECT)

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->peer);
  g_free (entry->path);
  g_free (entry);
}

static Entry *
add_entry (EbbBluezPeers *self, const char *identity, const char *path)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->peer = ebb_peer_new (identity);
  entry->path = g_strdup (path);
  g_hash_table_insert (self->by_identity, (gpointer) ebb_peer_get_identity (entry->peer), entry);
  g_hash_table_replace (self->by_path, entry->path, entry);
  return entry;
}

/* BlueZ has it at another path: an adapter was plugged in again. */
static void
move_entry (EbbBluezPeers *self, Entry *entry, const char *path)
{
  if (g_str_equal (entry->path, path))
    return;
  if (g_hash_table_lookup (self->by_path, entry->path) == entry)
    g_hash_table_remove (self->by_path, entry->path);
  g_free (entry->path);
  entry->path = g_strdup (path);
  g_hash_table_replace (self->by_path, entry->path, entry);
}

/* A row appears when all that is known of it is set. */
static void
show_entry (EbbBluezPeers *self, Entry *entry)
{
  if (entry->is_shown)
    return;
  entry->is_shown = TRUE;
  g_list_store_append (self->model, entry->peer);
}

/* BlueZ knows it no more. */
static void
remove_entry (EbbBluezPeers *self, Entry *entry)
{
  g_autoptr (EbbPeer) peer = g_object_ref (entry->peer);
  guint position;

  if (g_hash_table_lookup (self->by_path, entry->path) == entry)
    g_hash_table_remove (self->by_path, entry->path);
  g_hash_table_remove (self->by_identity, ebb_peer_get_identity (peer));
  if (g_list_store_find (self->model, peer, &position))
    g_list_store_remove (self->model, position);
}

static void
read_manufacturer (EbbAdvertisement *advertisement, EbbBluezDevice1 *device)
{
  GVariant    *data = ebb_bluez_device1_get_manufacturer_data (device);
  GVariantIter iter;
  GVariant    *bytes;

  if (data == NULL || !g_variant_is_of_type (data, G_VARIANT_TYPE ("a{qv}")))
    return;
  g_variant_iter_init (&iter, data);
  if (!g_variant_iter_next (&iter, "{qv}", &advertisement->company_id, &bytes))
    return;
  if (g_variant_is_of_type (bytes, G_VARIANT_TYPE_BYTESTRING))
    advertisement->manufacturer_data = g_variant_get_data_as_bytes (bytes);
  g_variant_unref (bytes);
}

static gboolean
read_rssi_dbm (EbbBluezDevice1 *device, int *rssi_dbm)
{
  g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (G_DBUS_PROXY (device), "RSSI");

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_INT16))
    return FALSE;
  *rssi_dbm = g_variant_get_int16 (value);
  return TRUE;
}

static EbbAdvertisement *
read_advertisement (EbbBluezDevice1 *device)
{
  static const char *const none[] = { NULL };
  const char *const       *uuids = ebb_bluez_device1_get_uuids (device);
  EbbAdvertisement        *advertisement =
      ebb_advertisement_new (ebb_bluez_device1_get_address (device),
                             ebb_bluez_device1_get_name (device), uuids != NULL ? uuids : none);
  int rssi_dbm;

  /* 127 is Bluetooth's word for "not measured". */
  if (read_rssi_dbm (device, &rssi_dbm) && rssi_dbm != 127)
    advertisement->signal = ebb_signal_from_dbm (rssi_dbm);
  advertisement->is_connectable = TRUE;
  read_manufacturer (advertisement, device);
  return advertisement;
}

/* BlueZ has RSSI as long as a scan hears the device, and keeps a device that is neither paired
 * nor connected only for a moment. */
static gboolean
is_heard_now (EbbBluezDevice1 *device)
{
  int rssi_dbm;

  return ebb_bluez_device1_get_connected (device) || !ebb_bluez_device1_get_paired (device)
         || read_rssi_dbm (device, &rssi_dbm);
}

static int
read_battery_percent (EbbBluezPeers *self, const char *path)
{
  g_autoptr (GDBusProxy) battery =
      ebb_bluez_bus_find (self->bus, path, EBB_BLUEZ_INTERFACE_BATTERY);

  return battery != NULL ? ebb_bluez_battery1_get_percentage (EBB_BLUEZ_BATTERY1 (battery)) : -1;
}

static void
fill_entry (EbbBluezPeers *self, Entry *entry, EbbBluezDevice1 *device)
{
  const char    *path = g_dbus_proxy_get_object_path (G_DBUS_PROXY (device));
  const gboolean is_connected = ebb_bluez_device1_get_connected (device);

  move_entry (self, entry, path);
  /* The end of a connection says nothing of whether the boots are still on. */
  if (!is_connected && ebb_peer_is_connected (entry->peer))
    entry->is_heard = FALSE;
  if (is_heard_now (device))
    entry->is_heard = TRUE;
  ebb_peer_set_is_paired (entry->peer, ebb_bluez_device1_get_paired (device));
  ebb_peer_set_is_connected (entry->peer, is_connected);
  ebb_peer_set_is_present (entry->peer, entry->is_heard);
  ebb_peer_set_battery_percent (entry->peer, read_battery_percent (self, path));
}

/* (nullable) (transfer none): by what they advertise. Of a bond BlueZ may know the address alone:
 * then by what they were. */
static EbbDefinition *
find_definition (EbbBluezPeers *self, EbbBluezDevice1 *device, EbbAdvertisement *advertisement)
{
  EbbDefinition *definition = ebb_definition_set_match (self->definitions, advertisement);
  const char    *id = g_hash_table_lookup (self->claims, ebb_bluez_device1_get_address (device));

  if (definition != NULL || id == NULL || !ebb_bluez_device1_get_paired (device))
    return definition;
  return ebb_definition_set_find (self->definitions, id);
}

/* What is paired, and no boots, is somebody's keyboard: of no use to anybody else. */
static gboolean
is_listed (EbbBluezPeers *self, EbbBluezDevice1 *device, EbbDefinition *definition)
{
  return definition != NULL
         || (self->scope == EBB_SCAN_ALL && !ebb_bluez_device1_get_paired (device));
}

static void
update_device (EbbBluezPeers *self, const char *path)
{
  g_autoptr (GDBusProxy) proxy = ebb_bluez_bus_find (self->bus, path, EBB_BLUEZ_INTERFACE_DEVICE);
  EbbBluezDevice1 *device = proxy != NULL ? EBB_BLUEZ_DEVICE1 (proxy) : NULL;
  Entry           *entry = g_hash_table_lookup (self->by_path, path);
  const char      *identity = device != NULL ? ebb_bluez_device1_get_address (device) : NULL;
  EbbDefinition   *definition;
  g_autoptr (EbbAdvertisement) advertisement = NULL;

  /* Boots with a private address have another identity once they are paired. */
  if (entry != NULL && g_strcmp0 (identity, ebb_peer_get_identity (entry->peer)) != 0)
    remove_entry (self, entry);
  if (identity == NULL
      || g_strcmp0 (ebb_bluez_device1_get_adapter (device), self->adapter_path) != 0)
    return;
  entry = g_hash_table_lookup (self->by_identity, identity);
  advertisement = read_advertisement (device);
  definition = find_definition (self, device, advertisement);
  if (entry == NULL && !is_listed (self, device, definition))
    return;
  if (entry == NULL)
    entry = add_entry (self, identity, path);
  if (definition != NULL)
    ebb_peer_set_definition (entry->peer, definition);
  ebb_peer_take_advertisement (entry->peer, g_steal_pointer (&advertisement));
  fill_entry (self, entry, device);
  show_entry (self, entry);
}

static void
update_all (EbbBluezPeers *self)
{
  g_autoptr (GPtrArray) devices = ebb_bluez_bus_list (self->bus, NULL, EBB_BLUEZ_INTERFACE_DEVICE);
  g_autoptr (GList) entries = g_hash_table_get_values (self->by_identity);

  for (GList *each = entries; each != NULL; each = each->next)
    {
      Entry *entry = each->data;

      if (self->adapter_path == NULL || !g_str_has_prefix (entry->path, self->adapter_path))
        remove_entry (self, entry);
    }
  for (guint i = 0; i < devices->len; i++)
    update_device (self, g_dbus_proxy_get_object_path (devices->pdata[i]));
}

static void
objects_changed_cb (EbbBluezBus *bus G_GNUC_UNUSED, const char *path, EbbBluezPeers *self)
{
  /* The objects of a device's services are below it, and come by the dozen. */
  if (strstr (path, "/service") == NULL)
    update_device (self, path);
}

static void
properties_changed_cb (EbbBluezBus *bus G_GNUC_UNUSED,
                       const char      *path,
                       GDBusProxy      *interface,
                       EbbBluezPeers   *self)
{
  if (EBB_BLUEZ_IS_DEVICE1 (interface) || EBB_BLUEZ_IS_BATTERY1 (interface))
    update_device (self, path);
}

static void
ebb_bluez_peers_finalize (GObject *object)
{
  EbbBluezPeers *self = EBB_BLUEZ_PEERS (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->definitions);
  g_clear_object (&self->model);
  g_clear_pointer (&self->by_path, g_hash_table_unref);
  g_clear_pointer (&self->by_identity, g_hash_table_unref);
  g_clear_pointer (&self->claims, g_hash_table_unref);
  g_clear_pointer (&self->adapter_path, g_free);
  G_OBJECT_CLASS (ebb_bluez_peers_parent_class)->finalize (object);
}

static void
ebb_bluez_peers_class_init (EbbBluezPeersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_bluez_peers_finalize;
}

static void
ebb_bluez_peers_init (EbbBluezPeers *self)
{
  self->model = g_list_store_new (EBB_TYPE_PEER);
  self->by_identity = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_entry);
  self->by_path = g_hash_table_new (g_str_hash, g_str_equal);
  self->claims = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* (transfer full): an empty list, until there is an adapter */
EbbBluezPeers *
ebb_bluez_peers_new (EbbBluezBus *bus, EbbDefinitionSet *definitions)
{
  EbbBluezPeers *self = g_object_new (EBB_TYPE_BLUEZ_PEERS, NULL);

  self->bus = g_object_ref (bus);
  self->definitions = g_object_ref (definitions);
  g_signal_connect_object (bus, "objects-changed", G_CALLBACK (objects_changed_cb), self, 0);
  g_signal_connect_object (bus, "properties-changed", G_CALLBACK (properties_changed_cb), self, 0);
  return self;
}

/* (transfer none) */
GListModel *
ebb_bluez_peers_get_model (EbbBluezPeers *self)
{
  return G_LIST_MODEL (self->model);
}

/* @adapter_path: (nullable): there is none; to be called as well when the service came or went */
void
ebb_bluez_peers_set_adapter (EbbBluezPeers *self, const char *adapter_path)
{
  if (g_strcmp0 (self->adapter_path, adapter_path) == 0)
    return;
  g_free (self->adapter_path);
  self->adapter_path = g_strdup (adapter_path);
  update_all (self);
}

void
ebb_bluez_peers_set_scope (EbbBluezPeers *self, EbbScanScope scope)
{
  g_autoptr (GList) entries = g_hash_table_get_values (self->by_identity);

  if (self->scope == scope)
    return;
  self->scope = scope;
  for (GList *each = entries; each != NULL && scope == EBB_SCAN_BOOTS; each = each->next)
    {
      Entry *entry = each->data;

      if (ebb_peer_get_definition (entry->peer) == NULL)
        remove_entry (self, entry);
    }
  update_all (self);
}

/* What was heard in earlier scans counts no more. */
void
ebb_bluez_peers_begin_scan (EbbBluezPeers *self)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;
      g_autoptr (GDBusProxy) device =
          ebb_bluez_bus_find (self->bus, entry->path, EBB_BLUEZ_INTERFACE_DEVICE);

      entry->is_heard = device != NULL && is_heard_now (EBB_BLUEZ_DEVICE1 (device));
      ebb_peer_set_is_present (entry->peer, entry->is_heard);
    }
}

/* What kind of boots to take those for of which BlueZ has no more than the bond. */
void
ebb_bluez_peers_claim (EbbBluezPeers *self, const char *identity, const char *definition_id)
{
  if (g_strcmp0 (g_hash_table_lookup (self->claims, identity), definition_id) == 0)
    return;
  g_hash_table_replace (self->claims, g_strdup (identity), g_strdup (definition_id));
  update_all (self);
}
