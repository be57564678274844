/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-member.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* The people of a household, each with an id. There is always one; who has no name yet is the first
 * to get one. */

/* (element-type EbbMember) (transfer full): those there were when the file was opened; blocks like
 * ebb_store_open(), before the loop. */
GPtrArray *ebb_store_load_people (EbbStore *self) G_GNUC_WARN_UNUSED_RESULT;

/* (element-type EbbMember) (transfer full): in the order in which they came */
void       ebb_store_list_people_async (EbbStore           *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
GPtrArray *ebb_store_list_people_finish (EbbStore     *self,
                                         GAsyncResult *result,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* @member: its id is not looked at. (transfer full): the id of who was added */
void  ebb_store_add_person_async (EbbStore           *self,
                                  const EbbMember    *member,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
char *ebb_store_add_person_finish (EbbStore     *self,
                                   GAsyncResult *result,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;

void     ebb_store_edit_person_async (EbbStore           *self,
                                      const EbbMember    *member,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
gboolean ebb_store_edit_person_finish (EbbStore *self, GAsyncResult *result, GError **error);

/* What would go with them. */
void     ebb_store_count_holding_async (EbbStore           *self,
                                        const char         *id,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean ebb_store_count_holding_finish (EbbStore         *self,
                                         GAsyncResult     *result,
                                         EbbMemberHolding *holding,
                                         GError          **error);

void     ebb_store_delete_person_async (EbbStore           *self,
                                        const char         *id,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean ebb_store_delete_person_finish (EbbStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
