/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EbbReportPage:
 *
 * A report in full, to be read before it is saved. Saving opens a window of its own, and so waits
 * until the boots have stopped. "say" has words to be heard: how saving ended.
 */
#define EBB_TYPE_REPORT_PAGE (ebb_report_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbReportPage, ebb_report_page, EBB, REPORT_PAGE, AdwBin)

/* @text: (nullable): it is being put together. */
void ebb_report_page_show_text (EbbReportPage *self, const char *text);
/* @has_recording: there is one of this run that could be added */
void ebb_report_page_show (EbbReportPage *self, gboolean has_recording, gboolean is_stoppable);

G_END_DECLS
