/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-plan.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* What people mean to run. */

/* (element-type EbbPlan) (transfer full): in the order in which they were made, of one person or (%NULL)
 * of everybody */
void       ebb_store_list_plans_async (EbbStore           *self,
                                       const char         *person_id,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
GPtrArray *ebb_store_list_plans_finish (EbbStore     *self,
                                        GAsyncResult *result,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* @plan: is copied; one without an id is new. (transfer full): its id */
void  ebb_store_save_plan_async (EbbStore           *self,
                                 const EbbPlan      *plan,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
char *ebb_store_save_plan_finish (EbbStore     *self,
                                  GAsyncResult *result,
                                  GError      **error) G_GNUC_WARN_UNUSED_RESULT;

void     ebb_store_delete_plan_async (EbbStore           *self,
                                      const char         *id,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean ebb_store_delete_plan_finish (EbbStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
