/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-database-private.h"

G_BEGIN_DECLS

/* The step from one version to the next: SQL, run in one transaction with the new number. */
typedef struct
{
  guint       version; /* that it leads to */
  const char *sql;
} EbbMigration;

/* (array length=n): in rising order. The last one's version is the one this program writes. */
const EbbMigration *ebb_schema_get_migrations (gsize *n);
guint               ebb_schema_get_version (void);
gboolean            ebb_schema_migrate (EbbDatabase        *database,
                                        const EbbMigration *migrations,
                                        gsize               n,
                                        GError            **error);

G_END_DECLS
