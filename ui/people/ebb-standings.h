/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * EbbStandings:
 *
 * How far the answers of each person of the household hold.
 */
typedef struct _EbbStandings EbbStandings;

/* @changed: called when something is known that was not before */
EbbStandings *ebb_standings_new (EbbCore *core,
                                 void (*changed) (gpointer user_data),
                                 gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void          ebb_standings_free (EbbStandings *self);

/* Reads it again, of all. */
void ebb_standings_look (EbbStandings *self);
/* (transfer full) (element-type utf8): in the order of the people; %NULL of who is being read */
GPtrArray *ebb_standings_dup_lines (EbbStandings *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
