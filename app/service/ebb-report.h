/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-core.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_REPORT_SHORT,
  EBB_REPORT_WITH_RECORDING, /* the last of this run, if there is one */
} EbbReportScope;

/**
 * ebb_report_make_async:
 * @boots: (nullable): boots that it is about, one's own or not; nothing is sent to them
 * @front_end: lines of "name: value" about the program that asks: its version, its toolkit
 *
 * Gathers what a maintainer needs: versions, the adapter, what boots said they can do and which
 * characteristics they have, how the last sessions ended. Serial numbers, addresses, names of boots
 * and of the account are replaced by words in brackets. A text for a person to read first; Ebb sends
 * it nowhere.
 */
void ebb_report_make_async (EbbCore            *core,
                            EbbBoots           *boots,
                            EbbReportScope      scope,
                            const char         *front_end,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
/* (transfer full) (nullable) */
char *ebb_report_make_finish (EbbCore      *core,
                              GAsyncResult *result,
                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
