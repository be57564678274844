/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names of BlueZ's interfaces; nothing outside this folder knows them. */
#define EBB_BLUEZ_INTERFACE_ADAPTER "org.bluez.Adapter1"
#define EBB_BLUEZ_INTERFACE_DEVICE "org.bluez.Device1"
#define EBB_BLUEZ_INTERFACE_BATTERY "org.bluez.Battery1"
#define EBB_BLUEZ_INTERFACE_SERVICE "org.bluez.GattService1"
#define EBB_BLUEZ_INTERFACE_CHARACTERISTIC "org.bluez.GattCharacteristic1"
#define EBB_BLUEZ_INTERFACE_AGENT_MANAGER "org.bluez.AgentManager1"

#define EBB_BLUEZ_ROOT_PATH "/org/bluez"

typedef enum
{
  EBB_BLUEZ_BUS_UNKNOWN, /* not asked yet; lasts milliseconds */
  EBB_BLUEZ_BUS_UP,
  EBB_BLUEZ_BUS_ABSENT, /* nobody owns the name, and nobody could be started */
  EBB_BLUEZ_BUS_DENIED, /* the system bus does not let us */
} EbbBluezBusState;

/**
 * EbbBluezBus:
 *
 * The Bluetooth service as it is now, and its objects. Follows it through stops and starts: each
 * life of the service has its own GDBusObjectManagerClient, made for its unique name, because one
 * made for the well-known name blocks the main loop when that name returns.
 *
 * Signals: "changed" (the state; in every state but UP there are no objects); "objects-changed"
 * (const char *path: an object there, or an interface of it, came or went); "properties-changed"
 * (const char *path, GDBusProxy *interface).
 */
#define EBB_TYPE_BLUEZ_BUS (ebb_bluez_bus_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezBus, ebb_bluez_bus, EBB, BLUEZ_BUS, GObject)

EbbBluezBus *ebb_bluez_bus_new (GDBusConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

EbbBluezBusState ebb_bluez_bus_get_state (EbbBluezBus *self);
GDBusConnection *ebb_bluez_bus_get_connection (EbbBluezBus *self);
const char      *ebb_bluez_bus_get_owner (EbbBluezBus *self);

void        ebb_bluez_bus_activate (EbbBluezBus *self);
GDBusProxy *ebb_bluez_bus_find (EbbBluezBus *self,
                                const char  *path,
                                const char  *interface_name) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *ebb_bluez_bus_list (EbbBluezBus *self,
                                const char  *path_prefix,
                                const char  *interface_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
