/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-plan.h"

G_BEGIN_DECLS

#define EBB_RECURRENCE_RULE_MAX_BYTES 512 /* engineering choice: what people plan takes 60 */

typedef enum
{
  EBB_RECURRENCE_ERROR_RULE, /* the rule, with what is wrong with it and what was expected */
} EbbRecurrenceErrorCode;

#define EBB_RECURRENCE_ERROR (ebb_recurrence_error_quark ())
GQuark ebb_recurrence_error_quark (void);

/**
 * EbbRecurrence:
 *
 * When something comes again, by a rule of RFC 5545 from a first local time on, in one time zone.
 * Immutable. At most once a day: a plan has one time of day.
 */
typedef struct _EbbRecurrence EbbRecurrence;

/* @rule: (nullable): as in "FREQ=WEEKLY;BYDAY=TU,TH"; %NULL: once */
EbbRecurrence *ebb_recurrence_new (const char         *rule,
                                   const EbbLocalTime *start,
                                   GTimeZone          *zone,
                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void           ebb_recurrence_free (EbbRecurrence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbRecurrence, ebb_recurrence_free)

/* (element-type EbbSlot) (transfer full): the first @n_max slots that begin at @from_s or later,
 * in order; fewer where the rule ends. */
GArray *ebb_recurrence_list_slots (const EbbRecurrence *self,
                                   gint64               from_s,
                                   guint                n_max) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the rule itself names that local time. */
gboolean ebb_recurrence_has_slot (const EbbRecurrence *self, const EbbLocalTime *local);
/* Any local time in the zone of the rule. */
EbbSlot ebb_recurrence_make_slot (const EbbRecurrence *self, const EbbLocalTime *local);

G_END_DECLS
