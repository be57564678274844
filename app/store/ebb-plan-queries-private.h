/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-database-private.h"
#include "ebb-plan.h"

G_BEGIN_DECLS

/* As ebb-queries-private.h: each is whole or not at all. */

/* (element-type EbbPlan): in the order in which they were made; of one person, or (%NULL) of everybody */
GPtrArray *ebb_queries_list_plans (EbbDatabase *database,
                                   const char  *person_id,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* One without an id gets one; one with an id takes the place of what was kept by that id. Gives the id. */
char    *ebb_queries_save_plan (EbbDatabase   *database,
                                const EbbPlan *plan,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ebb_queries_delete_plan (EbbDatabase *database, const char *id, GError **error);

G_END_DECLS
