/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EbbBluezUnused:
 *
 * Stands for an interface that nobody here asks for, and cannot be called. GDBusObjectManagerClient
 * makes a proxy for each that BlueZ shows, of which two in three tell only how to look at the third;
 * to make a whole one takes a main context of its own.
 */
#define EBB_TYPE_BLUEZ_UNUSED (ebb_bluez_unused_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezUnused, ebb_bluez_unused, EBB, BLUEZ_UNUSED, GDBusProxy)

G_END_DECLS
