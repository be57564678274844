/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbPresenceBand:
 *
 * Asks above a session that runs whether somebody is awake, and sounds. It takes focus when it comes,
 * so that Enter is an answer, and holds up nothing.
 */
#define EBB_TYPE_PRESENCE_BAND (ebb_presence_band_get_type ())
G_DECLARE_FINAL_TYPE (EbbPresenceBand, ebb_presence_band, EBB, PRESENCE_BAND, AdwBin)

/* Is there while something is asked. */
void ebb_presence_band_show (EbbPresenceBand *self, const EbbScene *scene);

G_END_DECLS
