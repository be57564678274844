/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-database-private.h"
#include "ebb-member.h"

G_BEGIN_DECLS

/* As ebb-queries-private.h: each is whole or not at all. A person who is not there is an error. */

/* @id: (nullable): the first of the household. Gives the number of its row. */
gboolean ebb_queries_find_person (EbbDatabase *database,
                                  const char  *id,
                                  gint64      *number,
                                  GError     **error);
/* (element-type EbbMember): in the order in which they came; never empty */
GPtrArray *ebb_queries_list_people (EbbDatabase *database,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Who has no name yet gets that of @member; where all have one, there is one more. Gives their id. */
char    *ebb_queries_add_person (EbbDatabase     *database,
                                 const EbbMember *member,
                                 GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean ebb_queries_edit_person (EbbDatabase *database, const EbbMember *member, GError **error);
gboolean ebb_queries_count_holding (EbbDatabase      *database,
                                    const char       *id,
                                    EbbMemberHolding *holding,
                                    GError          **error);
/* All that is theirs goes with them. The last of a household leaves somebody without a name. */
gboolean ebb_queries_delete_person (EbbDatabase *database, const char *id, GError **error);

G_END_DECLS
