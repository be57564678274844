/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EbbNoBootsPage:
 *
 * What there is to do while this account has no boots.
 */
#define EBB_TYPE_NO_BOOTS_PAGE (ebb_no_boots_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbNoBootsPage, ebb_no_boots_page, EBB, NO_BOOTS_PAGE, AdwBin)

G_END_DECLS
