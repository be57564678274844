/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-adapters-private.h"

#include <string.h>

#include "ebb-scanner.h"

static gboolean
is_wanted (const char *wanted, const char *path)
{
  return wanted == NULL || g_str_equal (path, wanted)
         || (g_str_has_prefix (path, EBB_BLUEZ_ROOT_PATH "/")
             && g_str_equal (path + strlen (EBB_BLUEZ_ROOT_PATH "/"), wanted));
}

GPtrArray *
ebb_bluez_adapters_list (EbbBluezBus *bus, const char *wanted)
{
  GPtrArray *adapters = ebb_bluez_bus_list (bus, NULL, EBB_BLUEZ_INTERFACE_ADAPTER);

  for (guint i = adapters->len; i > 0; i--)
    if (!is_wanted (wanted, g_dbus_proxy_get_object_path (adapters->pdata[i - 1])))
      g_ptr_array_remove_index (adapters, i - 1);
  return adapters;
}

GPtrArray *
ebb_bluez_adapters_describe (EbbBluezBus *bus, const char *wanted, EbbBluezAdapter1 *used)
{
  g_autoptr (GPtrArray) proxies = ebb_bluez_adapters_list (bus, wanted);
  GPtrArray *adapters = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_adapter_free);

  for (guint i = 0; i < proxies->len; i++)
    {
      EbbBluezAdapter1 *proxy = proxies->pdata[i];
      EbbAdapter       *adapter = g_new0 (EbbAdapter, 1);

      adapter->address = g_strdup (ebb_bluez_adapter1_get_address (proxy));
      adapter->name = g_path_get_basename (g_dbus_proxy_get_object_path (G_DBUS_PROXY (proxy)));
      adapter->is_on = ebb_bluez_adapter1_get_powered (proxy);
      adapter->is_used = proxy == used;
      g_ptr_array_add (adapters, adapter);
    }
  return adapters;
}

static int
rank (EbbBluezAdapter1 *adapter, EbbBluezAdapter1 *used, const char *chosen)
{
  if (adapter == used)
    return 3;
  if (chosen != NULL && g_strcmp0 (ebb_bluez_adapter1_get_address (adapter), chosen) == 0)
    return 2;
  return ebb_bluez_adapter1_get_powered (adapter) ? 1 : 0;
}

EbbBluezAdapter1 *
ebb_bluez_adapters_choose (EbbBluezBus      *bus,
                           const char       *wanted,
                           EbbBluezAdapter1 *used,
                           const char       *chosen)
{
  g_autoptr (GPtrArray) adapters = ebb_bluez_adapters_list (bus, wanted);
  EbbBluezAdapter1 *best = NULL;

  for (guint i = 0; i < adapters->len; i++)
    if (best == NULL || rank (adapters->pdata[i], used, chosen) > rank (best, used, chosen))
      best = adapters->pdata[i];
  return best != NULL ? g_object_ref (best) : NULL;
}
