/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-scene.h"

G_BEGIN_DECLS

/**
 * EbbTroublePage:
 *
 * The link is lost, or Ebb stopped the session for a fault: what to do now, by hand.
 */
#define EBB_TYPE_TROUBLE_PAGE (ebb_trouble_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbTroublePage, ebb_trouble_page, EBB, TROUBLE_PAGE, AdwBin)

void ebb_trouble_page_show (EbbTroublePage *self, const EbbScene *scene);

G_END_DECLS
