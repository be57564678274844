/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

#include <glib-object.h>

#include "ebb-advertisement.h"
#include "ebb-remote.h"

G_BEGIN_DECLS

/* What a characteristic is for. Code asks for roles; only definitions know UUIDs. */
typedef enum
{
  EBB_ROLE_FEATURES,
  EBB_ROLE_CONTROL,
  EBB_ROLE_STOP,
  EBB_ROLE_STATUS,
  EBB_ROLE_TELEMETRY,
  EBB_ROLE_PROGRAM,
  EBB_ROLE_BATTERY,
  EBB_ROLE_MANUFACTURER,
  EBB_ROLE_MODEL,
  EBB_ROLE_SERIAL,
  EBB_ROLE_FIRMWARE,
  EBB_N_ROLES,
} EbbRole;

/* How far Ebb's knowledge of these boots goes (terms.md, "support"). */
typedef enum
{
  EBB_SUPPORT_RECOGNISED,
  EBB_SUPPORT_WIRED,
  EBB_SUPPORT_SIMULATED,
  EBB_SUPPORT_CAPTURED,
  EBB_SUPPORT_DOCUMENTED,
  EBB_SUPPORT_CONFIRMED,
} EbbSupport;

/* Whether these boots can be used without a bond. */
typedef enum
{
  EBB_BONDING_NONE,
  EBB_BONDING_OPTIONAL,
  EBB_BONDING_REQUIRED,
  EBB_BONDING_UNKNOWN, /* only for boots that Ebb cannot speak to */
} EbbBonding;

/* Of a role that has a characteristic to itself */
#define EBB_CHANNEL_NONE (-1)

/* What the boots do when the computer disappears (safety.md, "Device tiers"). */
typedef enum
{
  EBB_TIER_A,
  EBB_TIER_B,
  EBB_TIER_C,
  EBB_TIER_D,
} EbbTier;

#define EBB_TYPE_DEFINITION (ebb_definition_get_type ())
G_DECLARE_FINAL_TYPE (EbbDefinition, ebb_definition, EBB, DEFINITION, GObject)

EbbDefinition *ebb_definition_new_from_json (GBytes  *json,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *ebb_definition_get_id (EbbDefinition *self);
const char *ebb_definition_get_name (EbbDefinition *self);
EbbSupport  ebb_definition_get_support (EbbDefinition *self);
EbbBonding  ebb_definition_get_bonding (EbbDefinition *self);
EbbTier     ebb_definition_get_tier (EbbDefinition *self);
guint       ebb_definition_get_own_timer_s (EbbDefinition *self); /* 0: none, or not known */
/* (nullable): where Ebb cannot stop them: what a person does */
const char *ebb_definition_get_stop_by_person (EbbDefinition *self);
/* (nullable): only wired boots have one */
const EbbRemote *ebb_definition_get_remote (EbbDefinition *self);
/* (nullable): these boots have no such characteristic */
const char *ebb_definition_get_uuid (EbbDefinition *self, EbbRole role);
/* (nullable): the service that holds it */
const char *ebb_definition_get_service_uuid (EbbDefinition *self, EbbRole role);
gboolean    ebb_definition_needs_role (EbbDefinition *self, EbbRole role);
gboolean    ebb_definition_find_role (EbbDefinition *self, const char *uuid, EbbRole *role);
int         ebb_definition_get_channel (EbbDefinition *self, EbbRole role);
gboolean    ebb_definition_matches (EbbDefinition *self, const EbbAdvertisement *advertisement);

/* Between messages of roles and the bytes of characteristics. */
size_t   ebb_channel_frame (int            channel,
                            const uint8_t *bytes,
                            size_t         size,
                            uint8_t       *framed,
                            size_t         capacity);
size_t   ebb_definition_frame (EbbDefinition *self,
                               EbbRole        role,
                               const uint8_t *bytes,
                               size_t         size,
                               uint8_t       *framed,
                               size_t         capacity);
gboolean ebb_definition_unframe (EbbDefinition  *self,
                                 EbbRole        *role,
                                 const uint8_t **bytes,
                                 size_t         *size);

/* The set of definitions Ebb ships, in data/devices/. */
#define EBB_TYPE_DEFINITION_SET (ebb_definition_set_get_type ())
G_DECLARE_FINAL_TYPE (EbbDefinitionSet, ebb_definition_set, EBB, DEFINITION_SET, GObject)

EbbDefinitionSet *ebb_definition_set_new_from_directory (const char *path,
                                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) (transfer none): the definition that claims this advertisement */
EbbDefinition *ebb_definition_set_match (EbbDefinitionSet       *self,
                                         const EbbAdvertisement *advertisement);
/* (nullable) (transfer none) */
EbbDefinition *ebb_definition_set_find (EbbDefinitionSet *self, const char *id);
/* (transfer full): the service UUIDs a scan should filter for; empty: none */
char **ebb_definition_set_dup_service_uuids (EbbDefinitionSet *self) G_GNUC_WARN_UNUSED_RESULT;

const char *ebb_role_to_string (EbbRole role);
const char *ebb_support_to_string (EbbSupport support);
const char *ebb_tier_to_string (EbbTier tier);
gboolean    ebb_tier_from_string (const char *name, EbbTier *tier);

#define EBB_DEFINITION_ERROR (ebb_definition_error_quark ())
GQuark ebb_definition_error_quark (void);
typedef enum
{
  EBB_DEFINITION_ERROR_PARSE,   /* not JSON */
  EBB_DEFINITION_ERROR_INVALID, /* JSON, but a key is missing, unknown or out of range */
} EbbDefinitionError;

G_END_DECLS
