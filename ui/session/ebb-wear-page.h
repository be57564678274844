/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EbbWearPage:
 *
 * How to put the boots on, before the first start and whenever it is asked for.
 */
#define EBB_TYPE_WEAR_PAGE (ebb_wear_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbWearPage, ebb_wear_page, EBB, WEAR_PAGE, AdwBin)

G_END_DECLS
