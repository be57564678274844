/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-answers.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_WEARER_READING, /* nothing is known yet */
  EBB_WEARER_KNOWN,
  EBB_WEARER_UNREAD, /* it could not be read: see ebb_wearer_get_error() */
} EbbWearerState;

/**
 * EbbWearer:
 *
 * Who wears the boots now: what they answered, and the sessions they had. What this program and
 * others of the account write down is known soon after.
 *
 * Signals: "changed".
 */
#define EBB_TYPE_WEARER (ebb_wearer_get_type ())
G_DECLARE_FINAL_TYPE (EbbWearer, ebb_wearer, EBB, WEARER, GObject)

const char       *ebb_wearer_get_person_id (EbbWearer *self); /* (nullable): nobody is known */
EbbWearerState    ebb_wearer_get_state (EbbWearer *self);
const char       *ebb_wearer_get_error (EbbWearer *self);   /* (nullable) */
const EbbAnswers *ebb_wearer_get_answers (EbbWearer *self); /* (nullable): nothing was said */
/* (nullable): the newest set that lacks no answer; the same as the last where that is one */
const EbbAnswers   *ebb_wearer_get_full_answers (EbbWearer *self);
const EbbScreening *ebb_wearer_get_screening (EbbWearer *self); /* the questions */

/* Reads again what is kept; emits "changed" when that is done. */
void ebb_wearer_look (EbbWearer *self);

/* A full set of answers takes the place of the one before, which is kept. */
void     ebb_wearer_save_answers_async (EbbWearer          *self,
                                        const EbbAnswers   *answers,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean ebb_wearer_save_answers_finish (EbbWearer *self, GAsyncResult *result, GError **error);

G_END_DECLS
