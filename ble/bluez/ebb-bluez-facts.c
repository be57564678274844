/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-facts-private.h"

#include <string.h>

/* What BlueZ knows, as lines for a report. Names and addresses are left out here; what else might
 * say who somebody is, whoever makes the report takes out. */

/* BlueZ does not say its version on the bus; the program that comes with it does. */
static const char *const version_command[] = { "bluetoothctl", "--version", NULL };
#define VERSION_DEADLINE_MS 2000

typedef struct
{
  GString      *text;
  EbbClock     *clock; /* (owned) */
  GCancellable *cancellable;
  guint         deadline_id;
} Gathering;

static void
gathering_free (gpointer data)
{
  Gathering *gathering = data;

  g_string_free (gathering->text, TRUE);
  g_clear_object (&gathering->cancellable);
  g_clear_object (&gathering->clock);
  g_free (gathering);
}

static void
append_properties (GString *text, const char *what, GDBusProxy *proxy, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (proxy, names[i]);
      g_autofree char *shown = value != NULL ? g_variant_print (value, FALSE) : NULL;

      if (shown != NULL)
        g_string_append_printf (text, "%s %s: %s\n", what, names[i], shown);
    }
}

/* Whose it is and how much; what is in it may be a serial number. */
static void
append_manufacturer (GString *text, GDBusProxy *device)
{
  g_autoptr (GVariant) all = g_dbus_proxy_get_cached_property (device, "ManufacturerData");
  GVariantIter iter;
  guint16      company;
  GVariant    *data;

  if (all == NULL || !g_variant_is_of_type (all, G_VARIANT_TYPE ("a{qv}")))
    return;
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{qv}", &company, &data))
    {
      g_string_append_printf (
          text, "device manufacturer data: company 0x%04x, %" G_GSIZE_FORMAT " bytes\n", company,
          g_variant_get_size (data));
      g_variant_unref (data);
    }
}

/* What stands behind the device in the path says where it is, and not whose. */
static void
append_objects (GString *text, EbbBluezBus *bus, const char *device_path, const char *interface)
{
  static const char *const service[] = { "UUID", "Primary", NULL };
  static const char *const characteristic[] = { "UUID", "Flags", NULL };
  const gboolean           is_service = g_str_equal (interface, EBB_BLUEZ_INTERFACE_SERVICE);
  g_autoptr (GPtrArray) all = ebb_bluez_bus_list (bus, device_path, interface);

  for (guint i = 0; i < all->len; i++)
    {
      GDBusProxy      *proxy = g_ptr_array_index (all, i);
      const char      *path = g_dbus_proxy_get_object_path (proxy) + strlen (device_path);
      g_autofree char *what = g_strdup_printf ("gatt %s", path[0] == '/' ? path + 1 : path);

      append_properties (text, what, proxy, is_service ? service : characteristic);
    }
}

/* (transfer full) (nullable) */
static GDBusProxy *
find_device (EbbBluezBus *bus, const char *adapter_path, const char *identity)
{
  g_autoptr (GPtrArray) devices =
      ebb_bluez_bus_list (bus, adapter_path, EBB_BLUEZ_INTERFACE_DEVICE);

  for (guint i = 0; i < devices->len; i++)
    {
      GDBusProxy *device = g_ptr_array_index (devices, i);
      g_autoptr (GVariant) address = g_dbus_proxy_get_cached_property (device, "Address");

      if (address != NULL && g_variant_is_of_type (address, G_VARIANT_TYPE_STRING)
          && g_ascii_strcasecmp (g_variant_get_string (address, NULL), identity) == 0)
        return g_object_ref (device);
    }
  return NULL;
}

static void
append_device (GString *text, EbbBluezBus *bus, const char *adapter_path, const char *identity)
{
  static const char *const names[] = {
    "AddressType", "Paired",     "Bonded", "Trusted",          "Blocked",       "Connected",
    "RSSI",        "Appearance", "UUIDs",  "ServicesResolved", "LegacyPairing", NULL
  };
  g_autoptr (GDBusProxy) device = find_device (bus, adapter_path, identity);

  if (device == NULL)
    {
      g_string_append (text, "device: not known to BlueZ now\n");
      return;
    }
  append_properties (text, "device", device, names);
  append_manufacturer (text, device);
  append_objects (text, bus, g_dbus_proxy_get_object_path (device), EBB_BLUEZ_INTERFACE_SERVICE);
  append_objects (text, bus, g_dbus_proxy_get_object_path (device),
                  EBB_BLUEZ_INTERFACE_CHARACTERISTIC);
}

static void
append_adapter (GString *text, EbbBluezBus *bus, const char *adapter_path)
{
  static const char *const names[] = { "Powered", "PowerState", "Discovering", "Pairable",
                                       "Roles",   "Modalias",   "AddressType", NULL };
  g_autoptr (GDBusProxy) adapter =
      ebb_bluez_bus_find (bus, adapter_path, EBB_BLUEZ_INTERFACE_ADAPTER);
  const char *name = strrchr (adapter_path, '/');

  g_string_append_printf (text, "adapter: %s\n", name != NULL ? name + 1 : adapter_path);
  if (adapter != NULL)
    append_properties (text, "adapter", adapter, names);
}

static void
end (GTask *task, const char *version)
{
  Gathering *gathering = g_task_get_task_data (task);

  ebb_clock_clear (gathering->clock, &gathering->deadline_id);
  g_string_prepend (gathering->text, version);
  g_task_return_pointer (task, g_strdup (gathering->text->str), g_free);
}

static void
version_said_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *output = NULL;
  g_autofree char *line = NULL;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &output, NULL, NULL)
      || output == NULL || strchr (output, ':') == NULL)
    {
      g_subprocess_force_exit (G_SUBPROCESS (source));
      end (task, "BlueZ: version not known\n");
      return;
    }
  /* "bluetoothctl: 5.66" */
  g_strstrip (output);
  line = g_strdup_printf ("BlueZ%s\n", strchr (output, ':'));
  end (task, line);
}

static gboolean
deadline_passed_cb (gpointer user_data)
{
  Gathering *gathering = user_data;

  gathering->deadline_id = 0;
  g_cancellable_cancel (gathering->cancellable);
  return G_SOURCE_REMOVE;
}

static void
ask_version (GTask *task)
{
  Gathering *gathering = g_task_get_task_data (task);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      version_command, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  if (process == NULL)
    {
      end (task, "BlueZ: version not known\n");
      g_object_unref (task);
      return;
    }
  gathering->deadline_id =
      ebb_clock_add_timeout (gathering->clock, VERSION_DEADLINE_MS, deadline_passed_cb, gathering);
  g_subprocess_communicate_utf8_async (process, NULL, gathering->cancellable, version_said_cb,
                                       task);
}

void
ebb_bluez_facts_gather (EbbBluezBus *bus,
                        EbbClock    *clock,
                        const char  *adapter_path,
                        const char  *identity,
                        GTask       *task)
{
  Gathering *gathering = g_new0 (Gathering, 1);

  gathering->text = g_string_new (NULL);
  gathering->clock = g_object_ref (clock);
  gathering->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, gathering, gathering_free);
  if (adapter_path == NULL)
    g_string_append (gathering->text, "adapter: none\n");
  else
    append_adapter (gathering->text, bus, adapter_path);
  if (adapter_path != NULL && identity != NULL)
    append_device (gathering->text, bus, adapter_path, identity);
  ask_version (task);
}
