/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-caps.h"
#include "ebb-clock.h"
#include "ebb-store-answers.h"
#include "ebb-wearer.h"

G_BEGIN_DECLS

/* @store: (nullable): then nothing is ever known. @screening: borrowed for as long as this lives. */
EbbWearer *ebb_wearer_new (EbbClock           *clock,
                           EbbStore           *store,
                           const EbbScreening *screening) G_GNUC_WARN_UNUSED_RESULT;

/* A session is over: what is known lacks it until it has been read again. */
void ebb_wearer_note_session (EbbWearer *self);

/* Something felt wrong after the session of that record. */
void ebb_wearer_note_symptom (EbbWearer *self, const char *record_id);

/* What was said last could not be kept. Until it is, nothing may be started. */
gboolean ebb_wearer_is_unsaved (EbbWearer *self);

/* As the rules ask for it. @said: for this session. @running_id: (nullable): of the session that is
 * being run, which is no past. Borrowed until the next call. FALSE: not known, @person as it was. */
gboolean ebb_wearer_describe (EbbWearer  *self,
                              EbbSaid     said,
                              const char *running_id,
                              EbbPerson  *person);

G_END_DECLS
