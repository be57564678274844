/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-bus-private.h"
#include "ebb-peer.h"
#include "ebb-scanner.h"

G_BEGIN_DECLS

/**
 * EbbBluezPeers:
 *
 * BlueZ's devices on one adapter as a list of EbbPeer: those that a definition claims, and with
 * EBB_SCAN_ALL all that nobody has paired.
 */
#define EBB_TYPE_BLUEZ_PEERS (ebb_bluez_peers_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezPeers, ebb_bluez_peers, EBB, BLUEZ_PEERS, GObject)

EbbBluezPeers *ebb_bluez_peers_new (EbbBluezBus      *bus,
                                    EbbDefinitionSet *definitions) G_GNUC_WARN_UNUSED_RESULT;

GListModel *ebb_bluez_peers_get_model (EbbBluezPeers *self);

void ebb_bluez_peers_set_adapter (EbbBluezPeers *self, const char *adapter_path);
void ebb_bluez_peers_set_scope (EbbBluezPeers *self, EbbScanScope scope);
void ebb_bluez_peers_begin_scan (EbbBluezPeers *self);
void ebb_bluez_peers_claim (EbbBluezPeers *self, const char *identity, const char *definition_id);

G_END_DECLS
