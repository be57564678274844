/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-record.h"

G_BEGIN_DECLS

#define EBB_SAMPLE_CHUNK_MS 10000
#define EBB_SAMPLE_CHUNK_MAX 4096 /* samples; far more than 10 s can hold at 10 Hz */

GBytes *ebb_sample_chunk_pack (const EbbSample *samples, gsize count) G_GNUC_WARN_UNUSED_RESULT;
guint32 ebb_sample_chunk_sum (GBytes *packed);
/* Appends to @samples, an array of EbbSample; %FALSE, with nothing appended, if it is damaged. */
gboolean ebb_sample_chunk_unpack (GBytes *packed, guint32 checksum, GArray *samples);

G_END_DECLS
