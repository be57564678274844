/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-current-session-private.h"
#include "ebb-verdict.h"

G_BEGIN_DECLS

/* What the rules say of what is set up. */

/* Whose answers a rule is asked about. */
typedef enum
{
  EBB_ASKED_NOBODY, /* no air moves */
  EBB_ASKED_WEARER,
  EBB_ASKED_UNKNOWN, /* what was answered and run is not known: nothing may be started */
} EbbAsked;

EbbAsked ebb_current_session_find_person (EbbCurrentSession     *self,
                                          const EbbCapabilities *boots,
                                          EbbPerson             *person);
gboolean ebb_current_session_find_caps (EbbCurrentSession *self, EbbPurpose purpose, EbbCaps *caps);
EbbAsked ebb_current_session_judge (EbbCurrentSession     *self,
                                    const EbbCapabilities *boots,
                                    EbbVerdict            *verdict);
gboolean ebb_current_session_note_elsewhere (EbbCurrentSession *self);
void     ebb_current_session_follow_rules (EbbCurrentSession *self);

/* Which session is asked about after its end; ebb-current-session-steps.c. */
void ebb_current_session_note_record (EbbCurrentSession *self);

/* FALSE: a session is not over yet, or not written down. */
gboolean ebb_current_session_can_be_anothers (EbbCurrentSession *self);
/* Somebody else may start what is set up, and nothing that was confirmed before holds. */
void ebb_current_session_use_person (EbbCurrentSession *self, const char *person_id);

G_END_DECLS
