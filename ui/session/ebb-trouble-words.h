/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-scene.h"

G_BEGIN_DECLS

/* What is known of the air in boots after a fault. */
typedef enum
{
  EBB_AIR_POSSIBLE, /* a zone has some, or nobody knows */
  EBB_AIR_UNREAD,   /* every zone reads as empty now, which boots that run do between two fills */
  EBB_AIR_OUT, /* the boots say that they are stopped, and every zone was read as empty since */
} EbbAir;

gboolean    ebb_trouble_words_is_left_open (const EbbSnapshot *snapshot);
const char *ebb_trouble_words_say_lost (const EbbSnapshot *snapshot);
const char *ebb_trouble_words_say_closing (EbbSessionState state);
EbbAir      ebb_trouble_words_judge_air (const EbbSnapshot *snapshot);
char       *ebb_trouble_words_dup_tier (const EbbScene *scene) G_GNUC_WARN_UNUSED_RESULT;
char       *ebb_trouble_words_dup_fault (const EbbSnapshot *snapshot) G_GNUC_WARN_UNUSED_RESULT;
const char *ebb_trouble_words_say_fault_meaning (const EbbSnapshot *snapshot);

G_END_DECLS
