/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-bus-private.h"
#include "ebb-bluez-dbus.h"

G_BEGIN_DECLS

/* Which of the computer's adapters to use. @wanted: (nullable): "hci1", or any; @used: (nullable): the
 * one in use. */

/* (transfer full) (element-type EbbBluezAdapter1): those that may be used, by path */
GPtrArray *ebb_bluez_adapters_list (EbbBluezBus *bus, const char *wanted) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (element-type EbbAdapter): the same, by name */
GPtrArray *ebb_bluez_adapters_describe (EbbBluezBus      *bus,
                                        const char       *wanted,
                                        EbbBluezAdapter1 *used) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) (transfer full): the adapter in use while it is there, else the one of the address
 * @chosen, else the first that is on, else the first */
EbbBluezAdapter1 *ebb_bluez_adapters_choose (EbbBluezBus      *bus,
                                             const char       *wanted,
                                             EbbBluezAdapter1 *used,
                                             const char       *chosen) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
