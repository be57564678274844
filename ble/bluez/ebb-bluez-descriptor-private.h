/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

#include <gio/gio.h>

#include "ebb-clock.h"

G_BEGIN_DECLS

/* @bytes are borrowed until it returns; @bytes %NULL: the other side hung up, and no call follows.
 * May free the descriptor. */
typedef void (*EbbBluezDescriptorHandler) (const uint8_t *bytes,
                                           size_t         size,
                                           gint64         received_us,
                                           gpointer       user_data);

/**
 * EbbBluezDescriptor:
 *
 * A socket that BlueZ gave for a characteristic: one packet a write or a notification.
 */
typedef struct _EbbBluezDescriptor EbbBluezDescriptor;

EbbBluezDescriptor *ebb_bluez_descriptor_new (int                       take_fd,
                                              guint16                   mtu,
                                              EbbClock                 *clock,
                                              EbbBluezDescriptorHandler handler,
                                              gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void                ebb_bluez_descriptor_free (EbbBluezDescriptor *self);

gboolean ebb_bluez_descriptor_send (EbbBluezDescriptor *self,
                                    const uint8_t      *bytes,
                                    size_t              size,
                                    GError            **error);
int      ebb_bluez_descriptor_dup (EbbBluezDescriptor *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbBluezDescriptor, ebb_bluez_descriptor_free)

G_END_DECLS
