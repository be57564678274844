/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-member.h"

G_BEGIN_DECLS

/**
 * EbbPeople:
 *
 * Who there is in the household, and who of them uses Ebb now. Somebody does before anybody has a
 * name, too; only where the store could not be opened there is nobody.
 *
 * Signals: "changed" (somebody came, went, or is called otherwise), "switched" (somebody else uses Ebb
 * now; "changed" is emitted after it).
 */
#define EBB_TYPE_PEOPLE (ebb_people_get_type ())
G_DECLARE_FINAL_TYPE (EbbPeople, ebb_people, EBB, PEOPLE, GObject)

/* In the order in which they came. Borrowed until "changed", as all that follow. */
guint            ebb_people_get_n (EbbPeople *self);
const EbbMember *ebb_people_get_nth (EbbPeople *self, guint number);
const EbbMember *ebb_people_get_current (EbbPeople *self);             /* (nullable) */
const EbbMember *ebb_people_find (EbbPeople *self, const char *text);  /* (nullable) */
const EbbMember *ebb_people_find_id (EbbPeople *self, const char *id); /* (nullable) */
const char      *ebb_people_get_error (EbbPeople *self);               /* (nullable) */

/* For who comes next. */
EbbColour ebb_people_choose_colour (EbbPeople *self);

/* Reads again who there is; emits "changed" when that is done and somebody is not as before. */
void ebb_people_look (EbbPeople *self);

/* @member: its id is not looked at. (transfer full): the id of who was added. Each of these has been
 * read again when it is finished. */
void  ebb_people_add_async (EbbPeople          *self,
                            const EbbMember    *member,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
char *ebb_people_add_finish (EbbPeople    *self,
                             GAsyncResult *result,
                             GError      **error) G_GNUC_WARN_UNUSED_RESULT;

void     ebb_people_edit_async (EbbPeople          *self,
                                const EbbMember    *member,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean ebb_people_edit_finish (EbbPeople *self, GAsyncResult *result, GError **error);

/* What would go with them. */
void     ebb_people_count_holding_async (EbbPeople          *self,
                                         const char         *id,
                                         GCancellable       *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gboolean ebb_people_count_holding_finish (EbbPeople        *self,
                                          GAsyncResult     *result,
                                          EbbMemberHolding *holding,
                                          GError          **error);

/* They go, and all that is kept of them. */
void     ebb_people_delete_async (EbbPeople          *self,
                                  const char         *id,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean ebb_people_delete_finish (EbbPeople *self, GAsyncResult *result, GError **error);

G_END_DECLS
