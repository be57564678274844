/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-store.h"

G_BEGIN_DECLS

/**
 * EbbStoreWatch:
 *
 * Hears that another program of the account has written into the file. It wakes when somebody writes, and
 * does not ask in between.
 *
 * Signals: "changed" (not for what this program wrote).
 */
#define EBB_TYPE_STORE_WATCH (ebb_store_watch_get_type ())
G_DECLARE_FINAL_TYPE (EbbStoreWatch, ebb_store_watch, EBB, STORE_WATCH, GObject)

EbbStoreWatch *ebb_store_watch_new (EbbStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
