/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbChecksGroup:
 *
 * The three things a person ticks before air moves. Ticks go out as the action "session.check".
 */
#define EBB_TYPE_CHECKS_GROUP (ebb_checks_group_get_type ())
G_DECLARE_FINAL_TYPE (EbbChecksGroup, ebb_checks_group, EBB, CHECKS_GROUP, AdwPreferencesGroup)

void ebb_checks_group_show (EbbChecksGroup *self, const EbbScene *scene);

G_END_DECLS
