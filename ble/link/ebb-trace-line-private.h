/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-trace.h"

G_BEGIN_DECLS

/* Who owns the texts of a header that was read. */
typedef struct
{
  EbbTraceHeader header;
  char          *program;
  char          *definition;
  char          *started;
} EbbTraceOwnHeader;

void ebb_trace_own_header_clear (EbbTraceOwnHeader *self);
void ebb_trace_entry_clear (EbbTraceEntry *self);

/* @text: one line, without its newline; @line: its number, for errors. What the line does not say,
 * @entry keeps: of an answer its call and role are for the caller to find. */
gboolean ebb_trace_line_read_header (const char        *text,
                                     gsize              size,
                                     EbbTraceOwnHeader *header,
                                     GError           **error);
gboolean ebb_trace_line_read_entry (const char    *text,
                                    gsize          size,
                                    guint          line,
                                    EbbTraceEntry *entry,
                                    GError       **error);

G_END_DECLS
