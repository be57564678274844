/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-bus-private.h"
#include "ebb-clock.h"
#include "ebb-scanner.h"

G_BEGIN_DECLS

/**
 * EbbBluezRadio:
 *
 * One of the computer's adapters, whichever is there, and the scan on it. Signals: "changed"
 * (state, adapter or is-scanning).
 */
#define EBB_TYPE_BLUEZ_RADIO (ebb_bluez_radio_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezRadio, ebb_bluez_radio, EBB, BLUEZ_RADIO, GObject)

EbbBluezRadio *ebb_bluez_radio_new (EbbBluezBus *bus,
                                    EbbClock    *clock,
                                    char       **take_service_uuids,
                                    const char  *adapter) G_GNUC_WARN_UNUSED_RESULT;

EbbRadioState ebb_bluez_radio_get_state (EbbBluezRadio *self);
const char   *ebb_bluez_radio_get_adapter_path (EbbBluezRadio *self);
gboolean      ebb_bluez_radio_is_scanning (EbbBluezRadio *self);

/* (transfer full) (element-type EbbAdapter): those it may use */
GPtrArray *ebb_bluez_radio_list_adapters (EbbBluezRadio *self) G_GNUC_WARN_UNUSED_RESULT;
void       ebb_bluez_radio_choose_adapter (EbbBluezRadio *self, const char *address);

/* From the next ebb_bluez_radio_scan() on. */
void     ebb_bluez_radio_set_scope (EbbBluezRadio *self, EbbScanScope scope);
void     ebb_bluez_radio_scan (EbbBluezRadio *self);
void     ebb_bluez_radio_stop_async (EbbBluezRadio      *self,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data);
gboolean ebb_bluez_radio_stop_finish (EbbBluezRadio *self, GAsyncResult *result, GError **error);
void     ebb_bluez_radio_power_on (EbbBluezRadio *self);

G_END_DECLS
