/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-clock.h"
#include "ebb-scanner.h"

G_BEGIN_DECLS

/**
 * EbbBluezScanner:
 *
 * Finds boots through BlueZ. Paired boots, and boots that something left connected, are in its
 * list without a scan.
 */
#define EBB_TYPE_BLUEZ_SCANNER (ebb_bluez_scanner_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezScanner, ebb_bluez_scanner, EBB, BLUEZ_SCANNER, GObject)

EbbBluezScanner *ebb_bluez_scanner_new (EbbDefinitionSet *definitions,
                                        EbbClock         *clock,
                                        GDBusConnection  *connection,
                                        const char       *adapter) G_GNUC_WARN_UNUSED_RESULT;
void             ebb_bluez_scanner_let_go (EbbBluezScanner *self);

G_END_DECLS
