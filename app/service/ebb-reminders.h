/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-plans.h"

G_BEGIN_DECLS

#define EBB_OFFER_S 300 /* so long an offer lasts: safety.md */

/* A slot of which somebody is reminded now. It is an offer: nothing moves by it. */
typedef struct
{
  char        *plan_id;
  EbbLocalTime local;   /* the slot */
  gint64       start_s; /* the same, since 1970 */
  gint64       due_s;   /* since 1970: its time, or the one it was put off to */
  gint64       until_s; /* it ends then */
} EbbOffer;

EbbOffer *ebb_offer_copy (const EbbOffer *self) G_GNUC_WARN_UNUSED_RESULT;
void      ebb_offer_free (EbbOffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbOffer, ebb_offer_free)

/**
 * EbbReminders:
 *
 * Reminds of plans when their time comes: of each slot once, in all programs of the account together, for
 * five minutes, never in the quiet hours of whose plan it is, and not of what was begun already. It wakes for
 * the next slot and for a clock that is set, and for nothing else. It can start nothing.
 *
 * Signals: "remind" (EbbOffer: somebody is to be told), "over" (EbbOffer: it is none any more), "changed".
 */
#define EBB_TYPE_REMINDERS (ebb_reminders_get_type ())
G_DECLARE_FINAL_TYPE (EbbReminders, ebb_reminders, EBB, REMINDERS, GObject)

/* From here on it tells, and wakes for it. Only for a program that shows people what it is told. */
void ebb_reminders_begin (EbbReminders *self);

/* FALSE: what was given before is being read. */
gboolean ebb_reminders_is_known (EbbReminders *self);
/* (element-type EbbOffer): those that are out, the first that ends first. Borrowed until "changed". */
const GPtrArray *ebb_reminders_get_offers (EbbReminders *self);
/* (nullable) */
const EbbOffer *ebb_reminders_find_offer (EbbReminders       *self,
                                          const char         *plan_id,
                                          const EbbLocalTime *local);
/* In seconds since 1970. */
gint64 ebb_reminders_get_now_s (EbbReminders *self);
/* Until the offer ends; 0 or less: it has */
gint64 ebb_reminders_get_left_s (EbbReminders *self, const EbbOffer *offer);
/* When it looks again, in seconds since 1970; G_MAXINT64: when something changes. */
gint64 ebb_reminders_get_next_s (EbbReminders *self);

/* (element-type EbbPlannedSlot) (transfer full): what came to nothing in the last four weeks, of one person
 * or (%NULL) of everybody; the newest first. */
GArray *ebb_reminders_list_missed (EbbReminders *self,
                                   const char   *person_id) G_GNUC_WARN_UNUSED_RESULT;

/* Reads again what was begun and given; what follows of it is told by the signals. */
void ebb_reminders_look (EbbReminders *self);

/* What somebody says to an offer. FALSE, and nothing is done: it is none any more. */
gboolean ebb_reminders_take (EbbReminders *self, const char *plan_id, const EbbLocalTime *local);
gboolean ebb_reminders_postpone (EbbReminders       *self,
                                 const char         *plan_id,
                                 const EbbLocalTime *local);
gboolean ebb_reminders_skip (EbbReminders *self, const char *plan_id, const EbbLocalTime *local);

G_END_DECLS
