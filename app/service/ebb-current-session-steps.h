/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-answers.h"
#include "ebb-current-session.h"

G_BEGIN_DECLS

/* What a person does while a session runs, without ending it, and says after it. */

/* One step of 5 mmHg, or of the boots' own; up acts at the next cycle, down at once. */
void     ebb_current_session_step_intensity (EbbCurrentSession *self, int direction);
gboolean ebb_current_session_can_step_intensity (EbbCurrentSession *self, int direction);
/* One degree; below the lowest it goes off. */
void     ebb_current_session_step_heat (EbbCurrentSession *self, int direction);
gboolean ebb_current_session_can_step_heat (EbbCurrentSession *self, int direction);
/* Somebody is awake: what the snapshot says is asked is answered. From a press, and from nowhere
 * else. */
void ebb_current_session_say_present (EbbCurrentSession *self);

/* Whether there is pain, numbness, tingling or a change of the skin, after a session that moved air and
 * is looked at. A yes asks all questions again, and cannot be taken back. */
gboolean  ebb_current_session_is_symptom_asked (EbbCurrentSession *self);
void      ebb_current_session_say_symptom (EbbCurrentSession *self, EbbAnswer answer);
EbbAnswer ebb_current_session_get_symptom (EbbCurrentSession *self);

G_END_DECLS
