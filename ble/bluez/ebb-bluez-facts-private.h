/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-bus-private.h"
#include "ebb-clock.h"

G_BEGIN_DECLS

/* Answers @task (transfer full) with a string: what BlueZ knows of its adapter and of one device,
 * and which BlueZ it is. */
void ebb_bluez_facts_gather (EbbBluezBus *bus,
                             EbbClock    *clock,
                             const char  *adapter_path,
                             const char  *identity,
                             GTask       *task);

G_END_DECLS
