/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

#include "ebb-model-error.h"

G_BEGIN_DECLS

/* (transfer full): an object, scanned first; @size -1: up to the NUL. */
JsonNode *ebb_json_parse (const char *json, gssize size, gsize max_bytes, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/* Fills @result from @json, or leaves it as it was. */
typedef gboolean (*EbbJsonParse) (gpointer result, const char *json, gssize size, GError **error);
/* @parse gets all of the file at @path; an error of it begins with @path. Blocks while it reads. */
gboolean ebb_json_load (const char  *path,
                        gsize        max_bytes,
                        EbbJsonParse parse,
                        gpointer     result,
                        GError     **error);

/**
 * EbbJsonScope:
 *
 * One object of a file and the way to it, so that an error can name the key in full.
 */
typedef struct
{
  JsonObject *object;
  const char *path; /* "" at the top, "cycle" in it */
} EbbJsonScope;

/* Each of these gives FALSE and sets @error when the key is missing, has another type, or its
 * value is outside the range. */
gboolean ebb_json_allow_keys (const EbbJsonScope *scope, const char *const *keys, GError **error);
gboolean ebb_json_has (const EbbJsonScope *scope, const char *key);
/* Sets EBB_MODEL_ERROR_VERSION if @key is another text than @version. */
gboolean ebb_json_check_version (const EbbJsonScope *scope,
                                 const char         *key,
                                 const char         *version,
                                 GError            **error);
gboolean ebb_json_get_scope (const EbbJsonScope *scope,
                             const char         *key,
                             EbbJsonScope       *inner,
                             GError            **error);
gboolean ebb_json_get_number (const EbbJsonScope *scope,
                              const char         *key,
                              double              minimum,
                              double              maximum,
                              double             *value,
                              GError            **error);
/* In tenths: 39.5 gives 395, 39.55 is refused. */
gboolean ebb_json_get_tenths (const EbbJsonScope *scope,
                              const char         *key,
                              int                 minimum,
                              int                 maximum,
                              int                *tenths,
                              GError            **error);
gboolean ebb_json_get_whole (const EbbJsonScope *scope,
                             const char         *key,
                             int                 minimum,
                             int                 maximum,
                             int                *value,
                             GError            **error);
gboolean ebb_json_get_truth (const EbbJsonScope *scope,
                             const char         *key,
                             gboolean           *value,
                             GError            **error);

/* A moment as RFC 3339 writes it, with its zone: 2026-11-22T21:42:00Z; in seconds since 1970. */
gboolean ebb_json_get_time (const EbbJsonScope *scope,
                            const char         *key,
                            gint64             *wall_s,
                            GError            **error);

/* Borrowed; @maximum in characters. */
gboolean ebb_json_get_text (const EbbJsonScope *scope,
                            const char         *key,
                            int                 maximum,
                            const char        **value,
                            GError            **error);
gboolean ebb_json_get_list (const EbbJsonScope *scope,
                            const char         *key,
                            guint               minimum,
                            guint               maximum,
                            JsonArray         **list,
                            GError            **error);

/* Sets EBB_MODEL_ERROR_INVALID: "KEY is VALUE, expected EXPECTED"; always gives FALSE. */
gboolean ebb_json_refuse (const EbbJsonScope *scope,
                          const char         *key,
                          JsonNode           *value,
                          GError            **error,
                          const char         *expected,
                          ...) G_GNUC_PRINTF (5, 6);

G_END_DECLS
