/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-boots-facts.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

/**
 * EbbDevicePage:
 *
 * One pair of boots: what they are, what they can do, and what they do when nobody speaks to
 * them. Actions: "device.use", "device.connect", "device.pair", "device.rename" (s),
 * "device.blink", "device.reconnect", "device.forget".
 */
#define EBB_TYPE_DEVICE_PAGE (ebb_device_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbDevicePage, ebb_device_page, EBB, DEVICE_PAGE, AdwBin)

void ebb_device_page_show (EbbDevicePage       *self,
                           const EbbBootsFacts *facts,
                           gboolean             is_live,
                           const EbbSnapshot   *readings);

G_END_DECLS
