/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-boots-facts.h"

G_BEGIN_DECLS

/**
 * EbbBootsRows:
 *
 * The rows of boots in a group; made anew only when something in them differs, so that focus and
 * a press that is under way are not lost at each change of signal.
 */
typedef struct _EbbBootsRows EbbBootsRows;

typedef enum
{
  EBB_BOOTS_ROWS_KNOWN,
  EBB_BOOTS_ROWS_NEARBY,
} EbbBootsRowsKind;

EbbBootsRows *ebb_boots_rows_new (AdwPreferencesGroup *group, EbbBootsRowsKind kind);
void          ebb_boots_rows_free (EbbBootsRows *self);

/* Of a crowd; two parts are laid out in one frame at most, and a row takes up to 3 ms. */
#define EBB_BOOTS_ROWS_AT_ONCE 2

void     ebb_boots_rows_show (EbbBootsRows *self, const EbbBootsFacts *facts, gsize n);
gboolean ebb_boots_rows_show_part (EbbBootsRows        *self,
                                   const EbbBootsFacts *facts,
                                   gsize                n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
