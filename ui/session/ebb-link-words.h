/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

char *ebb_link_words_dup (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
