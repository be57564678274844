/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

#include "ebb-boots.h"

G_BEGIN_DECLS

/**
 * EbbBadge:
 *
 * How far Ebb's knowledge of boots goes, in a word or two.
 */
#define EBB_TYPE_BADGE (ebb_badge_get_type ())
G_DECLARE_FINAL_TYPE (EbbBadge, ebb_badge, EBB, BADGE, GtkWidget)

GtkWidget *ebb_badge_new (void);

void        ebb_badge_show (EbbBadge *self, EbbSupport support);
const char *ebb_badge_get_words (EbbSupport support);
const char *ebb_badge_get_meaning (EbbSupport support);

G_END_DECLS
