/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

#include "ebb-advertisement.h"
#include "ebb-definition.h"

G_BEGIN_DECLS

/**
 * EbbPeer:
 *
 * Boots, or something that might be boots, as a scanner knows them: heard now, or known from
 * before. One object an identity; properties change as more is heard.
 *
 * Properties (read only, notified): "name" (string), "signal" (EbbSignal as guint), "is-present"
 * (heard in this scan, or connected), "is-paired", "is-connected", "battery-percent" (int, -1
 * unknown).
 */
#define EBB_TYPE_PEER (ebb_peer_get_type ())
G_DECLARE_FINAL_TYPE (EbbPeer, ebb_peer, EBB, PEER, GObject)

EbbPeer *ebb_peer_new (const char *identity) G_GNUC_WARN_UNUSED_RESULT;

const char *ebb_peer_get_identity (EbbPeer *self);
const char *ebb_peer_get_name (EbbPeer *self);
/* (nullable): no definition claims what it advertises */
EbbDefinition *ebb_peer_get_definition (EbbPeer *self);
EbbSignal      ebb_peer_get_signal (EbbPeer *self);
gboolean       ebb_peer_is_present (EbbPeer *self);
gboolean       ebb_peer_is_paired (EbbPeer *self);
gboolean       ebb_peer_is_connected (EbbPeer *self);
int            ebb_peer_get_battery_percent (EbbPeer *self);

/* For scanners. Each notifies only what changed. */
void ebb_peer_take_advertisement (EbbPeer *self, EbbAdvertisement *advertisement);
void ebb_peer_set_definition (EbbPeer *self, EbbDefinition *definition);
void ebb_peer_set_is_present (EbbPeer *self, gboolean is_present);
void ebb_peer_set_is_paired (EbbPeer *self, gboolean is_paired);
void ebb_peer_set_is_connected (EbbPeer *self, gboolean is_connected);
void ebb_peer_set_battery_percent (EbbPeer *self, int battery_percent);

G_END_DECLS
