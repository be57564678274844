/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-database-private.h"
#include "ebb-store-answers.h"

G_BEGIN_DECLS

/* As ebb-queries-private.h: each is whole or not at all. @person_id: (nullable): the first of the
 * household */
gboolean ebb_queries_save_answers (EbbDatabase      *database,
                                   const char       *person_id,
                                   const EbbAnswers *answers,
                                   GError          **error);
gboolean ebb_queries_read_answers (EbbDatabase    *database,
                                   const char     *person_id,
                                   EbbKeptAnswers *kept,
                                   GError        **error);

G_END_DECLS
