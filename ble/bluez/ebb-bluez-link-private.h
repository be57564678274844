/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-agent-private.h"
#include "ebb-bluez-bus-private.h"
#include "ebb-bluez-characteristic-private.h"
#include "ebb-bluez-dbus.h"
#include "ebb-clock.h"
#include "ebb-link.h"
#include "ebb-scanner.h"

G_BEGIN_DECLS

/**
 * EbbBluezLink:
 *
 * A link to one device of BlueZ's. It outlives links lost, boots out of reach and restarts of the
 * service: BlueZ's objects are looked up anew for each life of the link.
 */
#define EBB_TYPE_BLUEZ_LINK (ebb_bluez_link_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezLink, ebb_bluez_link, EBB, BLUEZ_LINK, GObject)

struct _EbbBluezLink
{
  GObject parent_instance;

  /* owned */
  EbbBluezBus            *bus;
  EbbClock               *clock;
  EbbDefinition          *definition;
  char                   *adapter_path;
  char                   *device_path;                  /* (nullable): where BlueZ had it last */
  EbbBluezCharacteristic *characteristics[EBB_N_ROLES]; /* (nullable): found in this life */
  GWeakRef                scanner;
  GTask                  *connect_task; /* (nullable) */
  GTask                  *pair_task;    /* (nullable) */
  EbbBluezAgent          *agent;        /* (nullable): while pairing */

  /* borrowed */
  const char     *identity; /* interned */
  EbbLinkReceiver receiver;
  gpointer        receiver_data;

  /* state */
  EbbLinkState state;
  guint        leaving; /* Disconnect() calls not answered */
  gboolean     was_paired;
  gboolean     is_of_others; /* the connection: another program holds the boots over it */
};

EbbBluezLink *ebb_bluez_link_new (EbbBluezBus   *bus,
                                  EbbClock      *clock,
                                  EbbDefinition *definition,
                                  const char    *adapter_path,
                                  const char    *identity) G_GNUC_WARN_UNUSED_RESULT;

void ebb_bluez_link_set_scanner (EbbBluezLink *self, EbbScanner *scanner);
void ebb_bluez_link_move (EbbBluezLink *self, const char *adapter_path);

/* For ebb-bluez-connecting.c and ebb-bluez-pairing.c. */
EbbBluezDevice1 *ebb_bluez_link_find_device (EbbBluezLink *self) G_GNUC_WARN_UNUSED_RESULT;
void             ebb_bluez_link_set_state (EbbBluezLink *self, EbbLinkState state);
void             ebb_bluez_link_close (EbbBluezLink *self);
void             ebb_bluez_link_lose (EbbBluezLink *self, const char *why);
void             ebb_bluez_link_leave (EbbBluezLink *self);

void     ebb_bluez_link_connect_async (EbbLink            *link,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean ebb_bluez_link_connect_finish (EbbLink *link, GAsyncResult *result, GError **error);
void     ebb_bluez_link_advance_connecting (EbbBluezLink *self);
void     ebb_bluez_link_resolve_object (EbbBluezLink *self, const char *path);
void     ebb_bluez_link_retry_connecting (EbbBluezLink *self, GError *take_error);
void     ebb_bluez_link_fail_connecting (EbbBluezLink *self, GError *take_error);

/* ebb-bluez-services.c */
gboolean ebb_bluez_link_has_lost_characteristic (EbbBluezLink *self, const char *path);

void     ebb_bluez_link_pair_async (EbbLink            *link,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean ebb_bluez_link_pair_finish (EbbLink *link, GAsyncResult *result, GError **error);
void     ebb_bluez_link_answer_pairing (EbbLink *link, gboolean is_accepted, guint code);
void     ebb_bluez_link_fail_pairing (EbbBluezLink *self, GError *take_error);
void     ebb_bluez_link_forget_async (EbbLink            *link,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean ebb_bluez_link_forget_finish (EbbLink *link, GAsyncResult *result, GError **error);

G_END_DECLS
