/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-link-private.h"

G_BEGIN_DECLS

gboolean ebb_bluez_link_needs_pairing (EbbBluezLink *self, EbbRole role);

void     ebb_bluez_link_subscribe_async (EbbLink            *link,
                                         EbbRole             role,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean ebb_bluez_link_subscribe_finish (EbbLink *link, GAsyncResult *result, GError **error);
void     ebb_bluez_link_read_async (EbbLink            *link,
                                    EbbRole             role,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
GBytes  *ebb_bluez_link_read_finish (EbbLink *link, GAsyncResult *result, GError **error);
gboolean ebb_bluez_link_send (EbbLink       *link,
                              EbbRole        role,
                              const uint8_t *bytes,
                              size_t         size,
                              GError       **error);
void     ebb_bluez_link_set_receiver (EbbLink *link, EbbLinkReceiver receiver, gpointer user_data);
int      ebb_bluez_link_dup_stop_descriptor (EbbLink *link);

G_END_DECLS
