/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

/* What happened, and what it means and what to do: a row's title and its subtitle. */
typedef struct
{
  EbbRefusalCode code;     /* which it is, whatever number is in its words */
  EbbQuestion    question; /* of %EBB_REFUSAL_BLOCKED and %EBB_REFUSAL_CONSULT */
  char          *title;
  char          *subtitle;
} EbbRefusalWords;

void    ebb_refusal_words_compose (EbbRefusalWords  *words,
                                   const EbbScene   *scene,
                                   const EbbRefusal *refusal);
GArray *ebb_refusal_words_compose_all (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;
guint64 ebb_refusal_words_get_bit (const EbbRefusalWords *words);
void    ebb_refusal_words_clear (EbbRefusalWords *words);

G_END_DECLS
