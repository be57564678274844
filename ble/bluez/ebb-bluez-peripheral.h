/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

#include <gio/gio.h>

#include "ebb-definition.h"

G_BEGIN_DECLS

/* What a peer may do with a characteristic, and whether the link must be encrypted for it. */
typedef enum
{
  EBB_OFFER_READ = 1 << 0,
  EBB_OFFER_WRITE = 1 << 1,
  EBB_OFFER_WRITE_COMMAND = 1 << 2,
  EBB_OFFER_NOTIFY = 1 << 3,
  EBB_OFFER_INDICATE = 1 << 4,
  EBB_OFFER_ENCRYPTED = 1 << 5,
} EbbOfferFlags;

/* One characteristic to offer. Those of one service stand together. */
typedef struct
{
  EbbRole     role;
  const char *service_uuid;
  const char *uuid;
  unsigned    flags; /* EbbOfferFlags */
} EbbOffer;

/* How a peer pairs with us. */
typedef enum
{
  EBB_PERIPHERAL_PAIRING_NONE, /* refused */
  EBB_PERIPHERAL_PAIRING_JUST_WORKS,
  EBB_PERIPHERAL_PAIRING_NUMERIC, /* both sides show a number */
  EBB_PERIPHERAL_PAIRING_ONE,     /* refused to all others while one peer is bonded */
} EbbPeripheralPairing;

typedef struct
{
  const char          *adapter; /* "hci1"; NULL: the first that is there */
  const char          *name;
  const char          *advertised_uuid;
  const EbbOffer      *offers; /* must live as long as the peripheral */
  unsigned             n_offers;
  EbbPeripheralPairing pairing;
} EbbPeripheralOptions;

/**
 * EbbPeripheralEvents:
 * @read: (transfer full) (nullable): the value; %NULL leaves the peer without an answer
 * @write: by the peer of @address, %NULL where BlueZ does not say; @arrived_us is boot time, taken
 *   before anything was done with the bytes
 * @subscribed: a peer listens to @role, or the last one has stopped
 * @link_changed: @address of a peer that has come or gone
 * @paired: a peer is bonded with us, or no longer
 * @confirm_code: answer with ebb_bluez_peripheral_answer_pairing()
 * @lost: the Bluetooth service is gone; nothing is offered any more
 *
 * What happens to a peripheral. All must be set.
 */
typedef struct
{
  GBytes *(*read) (EbbRole role, gpointer user_data);
  void (*write) (EbbRole        role,
                 const char    *address,
                 const uint8_t *bytes,
                 size_t         size,
                 gint64         arrived_us,
                 gpointer       user_data);
  void (*subscribed) (EbbRole role, gboolean is_subscribed, gpointer user_data);
  void (*link_changed) (const char *address, gboolean is_up, gpointer user_data);
  void (*paired) (const char *address, gboolean is_paired, gpointer user_data);
  void (*confirm_code) (const char *address, guint code, gpointer user_data);
  void (*lost) (gpointer user_data);
} EbbPeripheralEvents;

/**
 * EbbBluezPeripheral:
 *
 * The peripheral side of BlueZ: advertises, offers characteristics, answers pairing. Knows
 * nothing of boots.
 */
#define EBB_TYPE_BLUEZ_PERIPHERAL (ebb_bluez_peripheral_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezPeripheral, ebb_bluez_peripheral, EBB, BLUEZ_PERIPHERAL, GObject)

EbbBluezPeripheral *ebb_bluez_peripheral_new (GDBusConnection            *connection,
                                              const EbbPeripheralOptions *options,
                                              const EbbPeripheralEvents  *events,
                                              gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* Errors are EBB_LINK_ERROR_UNAVAILABLE and say what is missing and what to do about it. */
void     ebb_bluez_peripheral_start_async (EbbBluezPeripheral *self,
                                           GCancellable       *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);
gboolean ebb_bluez_peripheral_start_finish (EbbBluezPeripheral *self,
                                            GAsyncResult       *result,
                                            GError            **error);
void     ebb_bluez_peripheral_stop_async (EbbBluezPeripheral *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean ebb_bluez_peripheral_stop_finish (EbbBluezPeripheral *self,
                                           GAsyncResult       *result,
                                           GError            **error);

gboolean ebb_bluez_peripheral_send (EbbBluezPeripheral *self,
                                    EbbRole             role,
                                    const uint8_t      *bytes,
                                    size_t              size);
void     ebb_bluez_peripheral_answer_pairing (EbbBluezPeripheral *self, gboolean is_accepted);
void     ebb_bluez_peripheral_drop_links (EbbBluezPeripheral *self);
void     ebb_bluez_peripheral_hide (EbbBluezPeripheral *self);
void     ebb_bluez_peripheral_show (EbbBluezPeripheral *self);

const char *ebb_bluez_peripheral_get_adapter (EbbBluezPeripheral *self);
/* @address: (nullable): unknown, and so not paired */
gboolean ebb_bluez_peripheral_is_paired (EbbBluezPeripheral *self, const char *address);
gboolean ebb_bluez_peripheral_has_paired_link (EbbBluezPeripheral *self);

G_END_DECLS
