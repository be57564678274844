/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-record.h"

G_BEGIN_DECLS

/* A chunk holds at most so many samples: 60 s at 10 Hz; more are a damaged or hostile file. */
#define EBB_PACK_MAX_SAMPLES 600

/* (transfer full): columns, deltas, zigzag varints, zlib. All samples have the zones of the first.
 * Nothing of what was received is lost. */
GBytes *ebb_samples_pack (const EbbSample *samples, gsize count) G_GNUC_WARN_UNUSED_RESULT;

/* Appends what is in @data to @samples. FALSE, with @samples untouched, if it is not a chunk. */
gboolean ebb_samples_unpack (GArray *samples, const guint8 *data, gsize size);

guint32 ebb_samples_checksum (const guint8 *data, gsize size);

G_END_DECLS
