/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-database-private.h"
#include "ebb-reminded.h"

G_BEGIN_DECLS

/* As ebb-queries-private.h: each is whole or not at all. */

/* (element-type EbbReminded): those that were due at @since_s or later */
GPtrArray *ebb_queries_list_reminded (EbbDatabase *database,
                                      gint64       since_s,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Of all programs that ask for it at once, one gets TRUE in @is_claimed. FALSE: nobody knows. */
gboolean ebb_queries_claim_reminder (EbbDatabase       *database,
                                     const EbbReminded *reminded,
                                     gboolean          *is_claimed,
                                     GError           **error);
gboolean ebb_queries_note_reminder (EbbDatabase       *database,
                                    const EbbReminded *reminded,
                                    GError           **error);
/* (element-type EbbBegun): everybody's, in order of time */
GPtrArray *ebb_queries_list_begun (EbbDatabase *database,
                                   gint64       since_s,
                                   GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
