/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-definition.h"

G_BEGIN_DECLS

/**
 * EbbMatcher:
 *
 * One way to recognise an advertisement: all that is given must hold.
 */
typedef struct
{
  char    *name;    /* (nullable): a pattern with * and ? */
  char    *service; /* (nullable): an advertised service */
  gboolean has_company;
  guint16  company_id;
  GBytes  *data; /* (nullable): how the manufacturer data begin; only with has_company */
} EbbMatcher;

EbbMatcher *ebb_matcher_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        ebb_matcher_free (EbbMatcher *self);
gboolean    ebb_matcher_matches (const EbbMatcher *self, const EbbAdvertisement *advertisement);
gboolean    ebb_matcher_equal (const EbbMatcher *self, const EbbMatcher *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbMatcher, ebb_matcher_free)

/* (element-type EbbMatcher): any of them is enough */
GPtrArray *ebb_definition_get_matchers (EbbDefinition *self);

G_END_DECLS
