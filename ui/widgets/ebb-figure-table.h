/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-figure.h"

G_BEGIN_DECLS

/**
 * EbbFigureTable:
 *
 * The figure in rows and columns, for those who do not see it and for those who would rather read:
 * "As a table", closed until it is opened. A row is a zone, top first as in the figure; a column is
 * a leg, left first in every language. The numbers are those of the figure.
 */
#define EBB_TYPE_FIGURE_TABLE (ebb_figure_table_get_type ())
G_DECLARE_FINAL_TYPE (EbbFigureTable, ebb_figure_table, EBB, FIGURE_TABLE, AdwBin)

void  ebb_figure_table_show (EbbFigureTable *self, const EbbFigureValues *values);
int   ebb_figure_table_measure_title (EbbFigureTable *self);
char *ebb_figure_table_dup_cell (const EbbFigureValues *values,
                                 EbbSide                side,
                                 EbbZone                zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
