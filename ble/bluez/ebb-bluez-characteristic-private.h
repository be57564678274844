/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-bluez-dbus.h"
#include "ebb-bluez-descriptor-private.h"
#include "ebb-clock.h"
#include "ebb-link.h"

G_BEGIN_DECLS

/* @name: of the characteristic, for messages */
typedef void (*EbbBluezHungUp) (const char *name, gpointer user_data);

/**
 * EbbBluezCharacteristic:
 *
 * One characteristic during one life of a link: descriptors where BlueZ gives them, D-Bus calls
 * where it does not. BlueZ gives each descriptor once, so roles that share the characteristic share
 * this, and each of their messages begins with the channel of its role.
 */
#define EBB_TYPE_BLUEZ_CHARACTERISTIC (ebb_bluez_characteristic_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezCharacteristic,
                      ebb_bluez_characteristic,
                      EBB,
                      BLUEZ_CHARACTERISTIC,
                      GObject)

struct _EbbBluezCharacteristic
{
  GObject parent_instance;

  /* owned */
  EbbBluezGattCharacteristic1 *proxy;
  EbbDefinition               *definition;
  EbbClock                    *clock;
  EbbBluezDescriptor          *writer; /* (nullable): write commands go by D-Bus */
  EbbBluezDescriptor          *reader; /* (nullable): notifications come by D-Bus, or not */
  GBytes *refused; /* (nullable): a Stop that BlueZ did not take, and that waits for the writer */
  /* of GTask (nullable): those that wait for the call of another, which runs */
  GPtrArray *holding;
  GPtrArray *subscribing;

  /* borrowed */
  EbbLinkReceiver receiver;
  EbbBluezHungUp  hung_up;
  gpointer        user_data;

  /* state */
  EbbRole  role; /* the first of those that share it */
  gulong   value_handler_id;
  gboolean is_notifying; /* by D-Bus */
  gboolean is_closed;
};

EbbBluezCharacteristic *ebb_bluez_characteristic_new (EbbBluezGattCharacteristic1 *proxy,
                                                      EbbDefinition               *definition,
                                                      EbbRole                      role,
                                                      EbbClock *clock) G_GNUC_WARN_UNUSED_RESULT;

GDBusProxy *ebb_bluez_characteristic_get_proxy (EbbBluezCharacteristic *self);
const char *ebb_bluez_characteristic_get_name (EbbBluezCharacteristic *self);
void        ebb_bluez_characteristic_set_handlers (EbbBluezCharacteristic *self,
                                                   EbbLinkReceiver         receiver,
                                                   EbbBluezHungUp          hung_up,
                                                   gpointer                user_data);
void        ebb_bluez_characteristic_close (EbbBluezCharacteristic *self);

void     ebb_bluez_characteristic_hold_async (EbbBluezCharacteristic *self,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
gboolean ebb_bluez_characteristic_hold_finish (EbbBluezCharacteristic *self,
                                               GAsyncResult           *result,
                                               GError                **error);
void     ebb_bluez_characteristic_subscribe_async (EbbBluezCharacteristic *self,
                                                   GCancellable           *cancellable,
                                                   GAsyncReadyCallback     callback,
                                                   gpointer                user_data);
gboolean ebb_bluez_characteristic_subscribe_finish (EbbBluezCharacteristic *self,
                                                    GAsyncResult           *result,
                                                    GError                **error);
void     ebb_bluez_characteristic_read_async (EbbBluezCharacteristic *self,
                                              GCancellable           *cancellable,
                                              GAsyncReadyCallback     callback,
                                              gpointer                user_data);
GBytes  *ebb_bluez_characteristic_read_finish (EbbBluezCharacteristic *self,
                                               GAsyncResult           *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ebb-bluez-command.c */
gboolean ebb_bluez_characteristic_check_open (EbbBluezCharacteristic *self, GError **error);
void     ebb_bluez_characteristic_send_refused (EbbBluezCharacteristic *self);
gboolean ebb_bluez_characteristic_send (EbbBluezCharacteristic *self,
                                        EbbRole                 role,
                                        const uint8_t          *bytes,
                                        size_t                  size,
                                        GError                **error);
int      ebb_bluez_characteristic_dup_descriptor (EbbBluezCharacteristic *self)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
