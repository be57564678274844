/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <json-glib/json-glib.h>

#include "ebb-definition.h"

G_BEGIN_DECLS

/* A strict walk over a definition's JSON: each function takes the object, the path that leads to
 * it ("" at the top) and one of its keys, and fails with EBB_DEFINITION_ERROR_INVALID naming path,
 * value and expectation. */

JsonNode *ebb_definition_json_parse (GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_definition_json_dup_path (const char *path, const char *key) G_GNUC_WARN_UNUSED_RESULT;

/* Every key is one of @keys, a list that ends in NULL. */
gboolean    ebb_definition_json_check_keys (JsonObject        *object,
                                            const char        *path,
                                            const char *const *keys,
                                            GError           **error);
JsonObject *ebb_definition_json_get_object (JsonObject *object,
                                            const char *path,
                                            const char *key,
                                            GError    **error);
JsonArray  *ebb_definition_json_get_array (JsonObject *object,
                                           const char *path,
                                           const char *key,
                                           GError    **error);
/* A string of 1 to 500 characters. */
const char *ebb_definition_json_get_text (JsonObject *object,
                                          const char *path,
                                          const char *key,
                                          GError    **error);
/* A lower-case 128-bit UUID. */
const char *ebb_definition_json_get_uuid (JsonObject *object,
                                          const char *path,
                                          const char *key,
                                          GError    **error);
gboolean    ebb_definition_json_get_number (JsonObject *object,
                                            const char *path,
                                            const char *key,
                                            gint64      maximum,
                                            gint64     *number,
                                            GError    **error);
gboolean    ebb_definition_json_get_boolean (JsonObject *object,
                                             const char *path,
                                             const char *key,
                                             gboolean   *value,
                                             GError    **error);
/* One of @words, a list that ends in NULL; @choice is its index. */
gboolean ebb_definition_json_get_choice (JsonObject        *object,
                                         const char        *path,
                                         const char        *key,
                                         const char *const *words,
                                         guint             *choice,
                                         GError           **error);
gboolean ebb_definition_json_is_uuid (const char *text);

G_END_DECLS
