/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-peripheral.h"

G_BEGIN_DECLS

#define EBB_PERIPHERAL_BUS_NAME "org.bluez"
#define EBB_PERIPHERAL_ADAPTER "org.bluez.Adapter1"
#define EBB_PERIPHERAL_ADVERTISING "org.bluez.LEAdvertisingManager1"
#define EBB_PERIPHERAL_ROOT "/ebb"
#define EBB_PERIPHERAL_ADVERTISEMENT EBB_PERIPHERAL_ROOT "/advertisement"
#define EBB_PERIPHERAL_AGENT EBB_PERIPHERAL_ROOT "/agent"

/* One service or characteristic as it stands on the bus. */
typedef struct
{
  EbbBluezPeripheral *peripheral; /* borrowed */
  const EbbOffer     *offer;      /* (nullable): NULL for a service */
  char               *path;
  char               *service_path; /* its own for a service */
  const char         *uuid;
  guint               registration_id;
  int                 notify_fd; /* our end of AcquireNotify, -1 */
  guint               notify_watch_id;
  gboolean            is_notifying; /* by StartNotify */
} EbbPeripheralObject;

struct _EbbBluezPeripheral
{
  GObject parent_instance;

  /* owned */
  GDBusConnection       *connection;
  char                  *adapter;      /* "hci1" */
  char                  *adapter_path; /* "/org/bluez/hci1" */
  char                  *name;
  char                  *advertised_uuid;
  char                  *alias_before;
  GPtrArray             *objects;      /* of EbbPeripheralObject */
  GPtrArray             *held_reads;   /* of GDBusMethodInvocation that get no answer */
  GHashTable            *linked;       /* device path: address, those connected */
  GHashTable            *paired;       /* device path: address, those bonded */
  GDBusMethodInvocation *confirmation; /* waits for ebb_bluez_peripheral_answer_pairing() */
  GTask                 *task;         /* of start or stop */

  /* borrowed */
  const EbbOffer *offers;
  gpointer        user_data;

  /* state */
  EbbPeripheralEvents  events;
  EbbPeripheralPairing pairing;
  unsigned             n_offers;
  int                  step;
  gboolean             was_pairable;
  gboolean             is_started;    /* and not asked to stop */
  gboolean             is_hidden;     /* nobody is to see it */
  gboolean             is_advertised; /* as bluetoothd was told last */
  gboolean             is_following;  /* bluetoothd has not answered that yet */
  guint                manager_id;
  guint                advertisement_id;
  guint                agent_id;
  guint                watch_id;
  guint                subscription_ids[3];
};

/* ebb-bluez-peripheral-adapter.c */
gboolean ebb_bluez_peripheral_choose_adapter (EbbBluezPeripheral *self,
                                              GVariant           *objects,
                                              GError            **error);

/* ebb-bluez-peripheral-gatt.c */
gboolean ebb_bluez_peripheral_export_gatt (EbbBluezPeripheral *self, GError **error);
void     ebb_bluez_peripheral_unexport_gatt (EbbBluezPeripheral *self);
void     ebb_bluez_peripheral_object_free (gpointer data);

/* ebb-bluez-peripheral-characteristic.c */
extern const GDBusInterfaceVTable ebb_bluez_peripheral_characteristic_vtable;
GVariant *ebb_bluez_peripheral_characteristic_get (EbbPeripheralObject *object, const char *name);
void      ebb_bluez_peripheral_characteristic_close (EbbPeripheralObject *object);
gboolean  ebb_bluez_peripheral_characteristic_send (EbbPeripheralObject *object,
                                                    const uint8_t       *bytes,
                                                    size_t               size);

/* ebb-bluez-peripheral-agent.c */
gboolean    ebb_bluez_peripheral_export_agent (EbbBluezPeripheral *self, GError **error);
void        ebb_bluez_peripheral_unexport_agent (EbbBluezPeripheral *self);
const char *ebb_bluez_peripheral_get_capability (EbbBluezPeripheral *self);

/* ebb-bluez-peripheral-advertisement.c */
gboolean ebb_bluez_peripheral_export_advertisement (EbbBluezPeripheral *self, GError **error);
void     ebb_bluez_peripheral_unexport_advertisement (EbbBluezPeripheral *self);
void     ebb_bluez_peripheral_note_started (EbbBluezPeripheral *self);

/* ebb-bluez-peripheral-peers.c */
char *ebb_bluez_peripheral_dup_address (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void  ebb_bluez_peripheral_watch_peers (EbbBluezPeripheral *self);
void  ebb_bluez_peripheral_unwatch_peers (EbbBluezPeripheral *self);
void  ebb_bluez_peripheral_take_device (EbbBluezPeripheral *self,
                                        const char         *path,
                                        GVariant           *properties);

G_END_DECLS
