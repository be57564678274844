/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-allowance.h"

G_BEGIN_DECLS

/**
 * EbbExtendedCard:
 *
 * What more than the standard limit means, and the button by which somebody says that they understand
 * it. Seen only while nothing else is wanting for the extended limit. Action: "questions.acknowledge".
 */
#define EBB_TYPE_EXTENDED_CARD (ebb_extended_card_get_type ())
G_DECLARE_FINAL_TYPE (EbbExtendedCard, ebb_extended_card, EBB, EXTENDED_CARD, AdwBin)

/* @allowance: (nullable): nothing is known */
void ebb_extended_card_show (EbbExtendedCard *self, const EbbAllowance *allowance);

G_END_DECLS
