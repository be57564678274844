/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-private.h"
#include "ebb-core.h"
#include "ebb-redactor.h"

G_BEGIN_DECLS

/* The parts of a report, not redacted yet. */
void ebb_report_append_computer (GString *text, const char *front_end);
void ebb_report_append_boots (GString *text, EbbBoots *boots);
void ebb_report_append_session (GString *text, EbbCurrentSession *session);
void ebb_report_append_history (GString *text, GPtrArray *records);

/* Everybody that a report must not name: the account, and all boots that are known or heard. */
EbbRedactor *ebb_report_make_redactor (EbbCore *core) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
