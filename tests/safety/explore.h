/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "world.h"

G_BEGIN_DECLS

/* What was found of a table. */
typedef struct
{
  guint    n_states;
  guint    n_transitions;
  guint    broken;            /* the invariants, as bits */
  gboolean is_whole;          /* all of it was looked at */
  char    *way[N_INVARIANTS]; /* the shortest way to break each; NULL: none */
} Findings;

/* Everything that can be reached, until all of @awaited are broken; 0: until one is. */
void explore (const EbbMachineRow *table,
              gsize                n_rows,
              guint                n_links,
              guint                max_epoch,
              const WorldFlaws    *flaws,
              guint                awaited,
              Findings            *findings);
void findings_clear (Findings *findings);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Findings, findings_clear)

G_END_DECLS
