/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where the foot of a page goes while there are two columns. */
typedef enum
{
  EBB_FOOT_ACROSS,       /* under both columns; last of all when narrow */
  EBB_FOOT_UNDER_FIGURE, /* under the figure, also when narrow */
} EbbFootPlace;

/**
 * EbbColumns:
 *
 * The page of a session: a figure beside what is said and asked, in two columns of one width, or
 * one below the other where there is no room. Its parts are children of the types "figure",
 * "head", "body" and "foot"; the head stands above the figure when narrow.
 */
#define EBB_TYPE_COLUMNS (ebb_columns_get_type ())
G_DECLARE_FINAL_TYPE (EbbColumns, ebb_columns, EBB, COLUMNS, GtkWidget)

void ebb_columns_set_foot_place (EbbColumns *self, EbbFootPlace place);

G_END_DECLS
