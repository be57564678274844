/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-matcher-private.h"
#include "ebb-remote-private.h"

G_BEGIN_DECLS

typedef struct
{
  char    *uuid; /* (nullable) */
  char    *service_uuid;
  gboolean is_needed;
  int      channel; /* what its messages begin with; EBB_CHANNEL_NONE */
} EbbRoleEntry;

/* What a file in data/devices/ says, before it is sealed in an EbbDefinition. */
typedef struct
{
  char        *id;
  char        *name;
  EbbSupport   support;
  EbbBonding   bonding;
  EbbTier      tier;
  guint        own_timer_s; /* 0: none, or not known */
  GPtrArray   *matchers;    /* (element-type EbbMatcher) */
  EbbRoleEntry roles[EBB_N_ROLES];
  char        *stop_by_person; /* (nullable): what a person does, where Ebb cannot */
  EbbRemote   *remote;         /* (nullable): of wired boots */
} EbbDefinitionParts;

gboolean ebb_definition_parts_read (EbbDefinitionParts *self, GBytes *json, GError **error);
void     ebb_definition_parts_clear (EbbDefinitionParts *self);

G_END_DECLS
