/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-journal.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/**
 * EbbStoreJournal:
 *
 * The store as the engine sees it. Neither knows the other; they are joined here.
 */
#define EBB_TYPE_STORE_JOURNAL (ebb_store_journal_get_type ())
G_DECLARE_FINAL_TYPE (EbbStoreJournal, ebb_store_journal, EBB, STORE_JOURNAL, GObject)

EbbStoreJournal *ebb_store_journal_new (EbbStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
