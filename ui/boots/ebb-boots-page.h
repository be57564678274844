/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-boots-facts.h"
#include "ebb-boots-list.h"

G_BEGIN_DECLS

/* What the list of boots shows; borrowed for the call. */
typedef struct
{
  const EbbBootsFacts *known;
  gsize                n_known;
  const EbbBootsFacts *nearby;
  gsize                n_nearby;
  EbbRadioState        radio_state;
  gboolean             is_scanning;
  guint                scan_left_s;
  gboolean             is_crowded;    /* more were heard than are nearby here */
  const char          *notice;        /* (nullable): what became of boots that are not here now */
  gboolean             has_simulated; /* they are among the known ones */
  gboolean             is_live;       /* a session runs: nothing is looked for */
  GPtrArray           *adapters;      /* (nullable) (element-type EbbAdapter): to choose from now */
} EbbBootsScene;

/**
 * EbbBootsPage:
 *
 * Boots that are one's own, boots that are heard, and what their badges mean.
 */
#define EBB_TYPE_BOOTS_PAGE (ebb_boots_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbBootsPage, ebb_boots_page, EBB, BOOTS_PAGE, AdwBin)

char *ebb_boots_page_dup_news (const EbbBootsScene *scene) G_GNUC_WARN_UNUSED_RESULT;
void  ebb_boots_page_show (EbbBootsPage *self, const EbbBootsScene *scene);

G_END_DECLS
