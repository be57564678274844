/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-plan.h"

G_BEGIN_DECLS

/**
 * EbbPlans:
 *
 * What the people of the household mean to run, and when. It reminds; nothing in it can start boots.
 *
 * Signals: "changed".
 */
#define EBB_TYPE_PLANS (ebb_plans_get_type ())
G_DECLARE_FINAL_TYPE (EbbPlans, ebb_plans, EBB, PLANS, GObject)

/* A slot of a plan; the plan is borrowed until "changed". */
typedef struct
{
  const EbbPlan *plan;
  EbbSlot        slot;
  guint length_s; /* 0: it would have to be over before it begins, or its program is gone */
} EbbPlannedSlot;

/* Everybody's, in the order in which they were made. Borrowed until "changed", as all that follow. */
gboolean ebb_plans_is_known (EbbPlans *self); /* FALSE: they are being read, or could not be */
guint    ebb_plans_get_n (EbbPlans *self);
const EbbPlan *ebb_plans_get_nth (EbbPlans *self, guint number);
const EbbPlan *ebb_plans_find (EbbPlans *self, const char *id); /* (nullable) */
const char    *ebb_plans_get_error (EbbPlans *self);            /* (nullable) */

/* (element-type EbbPlannedSlot) (transfer full): in order of time, of one person or (%NULL) of everybody */
GArray *ebb_plans_list_slots (EbbPlans *self, const char *person_id, gint64 from_s, guint n_max)
    G_GNUC_WARN_UNUSED_RESULT;

/* Whether the rule of @plan names that local time, whatever was changed about it. */
gboolean ebb_plans_has_slot (const EbbPlan *plan, const EbbLocalTime *local);

/* The same of one plan, which need not be kept. */
GArray *ebb_plans_list_slots_of (EbbPlans *self, const EbbPlan *plan, gint64 from_s, guint n_max)
    G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  EBB_CLASH_REST,  /* so many seconds after the one before it; so many have to be */
  EBB_CLASH_COUNT, /* so many in 24 hours; so many may be */
  EBB_CLASH_DAY,   /* so many seconds in 24 hours; so many may be */
} EbbClashKind;

/* What the rules would have against a slot, if all before it were run. */
typedef struct
{
  EbbPlannedSlot
      slot; /* its plan is the one that was asked about, or one that it comes too close to */
  EbbClashKind kind;
  gint32       value;
  gint32       bound;
} EbbClash;

/* The first slot, within four weeks of @from_s, at which @wanted would break the rest between sessions or
 * what a day may have, for the person it is of. FALSE: there is none. */
gboolean ebb_plans_find_clash (EbbPlans      *self,
                               const EbbPlan *wanted,
                               gint64         from_s,
                               EbbClash      *clash);

/* Reads them again; emits "changed" when that is done. */
void ebb_plans_look (EbbPlans *self);

/* @plan: is copied; one without an id is new, and is made now. (transfer full): its id. They have been read
 * again when it is finished. */
void  ebb_plans_save_async (EbbPlans           *self,
                            const EbbPlan      *plan,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
char *ebb_plans_save_finish (EbbPlans     *self,
                             GAsyncResult *result,
                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;

void     ebb_plans_delete_async (EbbPlans           *self,
                                 const char         *id,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean ebb_plans_delete_finish (EbbPlans *self, GAsyncResult *result, GError **error);

G_END_DECLS
