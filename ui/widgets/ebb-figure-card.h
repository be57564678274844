/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-figure.h"

G_BEGIN_DECLS

/**
 * EbbFigureCard:
 *
 * A card with the figure, a line that says where its numbers come from, and the same as a table.
 */
#define EBB_TYPE_FIGURE_CARD (ebb_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (EbbFigureCard, ebb_figure_card, EBB, FIGURE_CARD, GtkWidget)

void ebb_figure_card_draw_in_parts (EbbFigureCard *self);
void ebb_figure_card_show (EbbFigureCard *self, const EbbFigureValues *values, const char *caption);

G_END_DECLS
