/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-double-boots.h"

G_BEGIN_DECLS

/* The EbbSimOutput of boots in range. */
void double_boots_output_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data);

/* (transfer full): with one interface */
GDBusObjectSkeleton *ebb_bluez_double_make_object (const char *path, gpointer interface);

/* What a program holds of them goes with the link. */
void double_boots_close_all (DoubleBoots *self);

/* ebb-bluez-double-shared.c */
const char *const    *double_characteristic_get_flags (DoubleCharacteristic *self);
gboolean              double_characteristic_has (DoubleCharacteristic *self, EbbRole role);
void                  double_characteristic_deliver (DoubleCharacteristic *self,
                                                     DoubleRoad            road,
                                                     const uint8_t        *bytes,
                                                     size_t                size);
void                  double_characteristic_subscribed (DoubleCharacteristic *self);
DoubleCharacteristic *double_boots_find (DoubleBoots *self, EbbRole role);

/* ebb-bluez-double-other.c */
gboolean double_other_hears (DoubleOther *self, EbbRole role, const uint8_t *bytes, size_t size);
void     double_other_free (DoubleOther *self);

/* ebb-bluez-double-agents.c */
void ebb_bluez_double_export_agents (EbbBluezDouble *self);

G_END_DECLS
