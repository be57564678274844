/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-answers.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* What one person said last. @person_id: (nullable): the first of the household */
typedef struct
{
  EbbAnswers answers;
  gboolean   is_there; /* FALSE: nothing was ever said */
  EbbAnswers full;     /* the newest set that lacks no answer; may be the same */
  gboolean   has_full;
} EbbKeptAnswers;

/* Kept beside what was said before; all of it, or nothing with an error. */
void     ebb_store_save_answers_async (EbbStore           *self,
                                       const char         *person_id,
                                       const EbbAnswers   *answers,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean ebb_store_save_answers_finish (EbbStore *self, GAsyncResult *result, GError **error);
void     ebb_store_read_answers_async (EbbStore           *self,
                                       const char         *person_id,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean ebb_store_read_answers_finish (EbbStore       *self,
                                        GAsyncResult   *result,
                                        EbbKeptAnswers *kept,
                                        GError        **error);

/* Somebody felt something after the session of that record. */
void     ebb_store_note_symptom_async (EbbStore           *self,
                                       const char         *record_id,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean ebb_store_note_symptom_finish (EbbStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
