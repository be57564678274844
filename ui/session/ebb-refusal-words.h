/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

/* What happened, and what it means and what to do: a row's title and its subtitle. */
typedef struct
{
  EbbRefusalCode code; /* which it is, whatever number is in its words */
  char          *title;
  char          *subtitle;
} EbbRefusalWords;

void    ebb_refusal_words_compose (EbbRefusalWords  *words,
                                   const EbbScene   *scene,
                                   const EbbRefusal *refusal);
GArray *ebb_refusal_words_compose_all (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;
void    ebb_refusal_words_clear (EbbRefusalWords *words);

G_END_DECLS
