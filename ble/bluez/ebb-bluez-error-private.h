/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-bluez-deadline-private.h"
#include "ebb-link-error.h"

G_BEGIN_DECLS

/* BlueZ's own refusals, by the last word of their D-Bus names. */
gboolean ebb_bluez_error_is (const GError *error, const char *last_word);
void ebb_bluez_error_convert (GError **error, EbbBluezDeadline *deadline, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

G_END_DECLS
