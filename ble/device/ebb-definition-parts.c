/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-definition-parts-private.h"

#include "ebb-definition-json-private.h"

#define DATA_PREFIX_MAX_BYTES 24 /* all that fits into a legacy advertisement */
#define DEVICE_TIMER_MAX_S 7200
#define CHANNEL_MAX 255

/* Orders as in the enums; data/devices/device.example.json describes every key and word. */
static const char *const SUPPORT_WORDS[] = { "recognised", "wired",     "simulated", "captured",
                                             "documented", "confirmed", NULL };
static const char *const BONDING_WORDS[] = { "none", "optional", "required", "unknown", NULL };
static const char *const KIND_WORDS[] = { "latched", "hold", "unknown", NULL };
static const char *const PROTOCOL_WORDS[] = { "ebb-1", NULL };
static const char *const TIMER_WORDS[] = { "lease", "settable", "fixed", "none", NULL };
static const char *const FRAME_WORDS[] = { "epoch", NULL };

static gboolean
set_invalid (GError **error, const char *place, const char *problem)
{
  g_set_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID, "%s: %s", place, problem);
  return FALSE;
}

/* Boots that Ebb only knows by sight, and cannot speak to. */
static gboolean
is_by_sight (EbbSupport support)
{
  return support == EBB_SUPPORT_RECOGNISED || support == EBB_SUPPORT_WIRED;
}

static gboolean
read_id (EbbDefinitionParts *self, JsonObject *top, GError **error)
{
  const char *id = ebb_definition_json_get_text (top, "", "id", error);

  if (id == NULL)
    return FALSE;
  if (!g_regex_match_simple ("^[a-z0-9]+(-[a-z0-9]+)*$", id, 0, 0))
    {
      g_autofree char *problem =
          g_strdup_printf ("\"%s\" given, expected lower-case words joined by -", id);

      return set_invalid (error, "id", problem);
    }
  self->id = g_strdup (id);
  return TRUE;
}

static gboolean
read_kinds (EbbDefinitionParts *self, JsonObject *top, GError **error)
{
  guint kind;
  guint bonding;

  if (!ebb_definition_json_get_choice (top, "", "kind", KIND_WORDS, &kind, error)
      || !ebb_definition_json_get_choice (top, "", "bonding", BONDING_WORDS, &bonding, error))
    return FALSE;
  if (!is_by_sight (self->support)
      && (g_str_equal (KIND_WORDS[kind], "unknown")
          || g_str_equal (BONDING_WORDS[bonding], "unknown")))
    return set_invalid (error, "kind, bonding",
                        "unknown, expected only for boots that are recognised or wired");
  self->bonding = (EbbBonding) bonding;
  return TRUE;
}

static gboolean
read_device_timer (EbbDefinitionParts *self, JsonObject *top, GError **error)
{
  static const char *const keys[] = { "kind", "seconds", NULL };
  JsonObject              *timer = ebb_definition_json_get_object (top, "", "device_timer", error);
  guint                    kind;
  gint64                   seconds;

  if (timer == NULL || !ebb_definition_json_check_keys (timer, "device_timer", keys, error)
      || !ebb_definition_json_get_choice (timer, "device_timer", "kind", TIMER_WORDS, &kind, error))
    return FALSE;
  self->tier = (EbbTier) kind;
  if (self->tier == EBB_TIER_D)
    return !json_object_has_member (timer, "seconds")
           || set_invalid (error, "device_timer.seconds", "given, expected nothing: kind is none");
  if (!ebb_definition_json_get_number (timer, "device_timer", "seconds", DEVICE_TIMER_MAX_S,
                                       &seconds, error))
    return FALSE;
  self->own_timer_s = (guint) seconds;
  return seconds > 0 || set_invalid (error, "device_timer.seconds", "0 given, expected 1 or more");
}

static gboolean
read_channel (EbbRoleEntry *self, JsonObject *entry, const char *path, GError **error)
{
  gint64 channel;

  self->channel = EBB_CHANNEL_NONE;
  if (!json_object_has_member (entry, "channel"))
    return TRUE;
  if (!ebb_definition_json_get_number (entry, path, "channel", CHANNEL_MAX, &channel, error))
    return FALSE;
  self->channel = (int) channel;
  return TRUE;
}

/* Two roles of one characteristic are told apart by their channels. */
static gboolean
check_sharing (const EbbRoleEntry *one, const EbbRoleEntry *other, const char *path, GError **error)
{
  g_autofree char *place = g_strconcat (path, ".channel", NULL);
  g_autofree char *problem = NULL;

  if (g_strcmp0 (one->uuid, other->uuid) != 0)
    return TRUE;
  if (!g_str_equal (one->service_uuid, other->service_uuid))
    return set_invalid (error, path,
                        "characteristic given twice, expected all of its roles in one service");
  if (one->channel == EBB_CHANNEL_NONE || other->channel == EBB_CHANNEL_NONE)
    return set_invalid (error, path,
                        "characteristic given twice, expected one role for each, or a channel for "
                        "each of its roles");
  problem = g_strdup_printf (
      "%d given twice for one characteristic, expected another for each role", one->channel);
  return one->channel != other->channel || set_invalid (error, place, problem);
}

static gboolean
is_shared (const EbbDefinitionParts *self, EbbRole role)
{
  for (EbbRole other = 0; other < EBB_N_ROLES; other++)
    if (other != role && g_strcmp0 (self->roles[other].uuid, self->roles[role].uuid) == 0)
      return TRUE;
  return FALSE;
}

/* A byte in front of messages that need none is more likely a slip than a fact. */
static gboolean
check_channels (const EbbDefinitionParts *self, GError **error)
{
  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      const EbbRoleEntry *entry = &self->roles[role];
      g_autofree char    *place = NULL;
      g_autofree char    *problem = NULL;

      if (entry->uuid == NULL || entry->channel == EBB_CHANNEL_NONE || is_shared (self, role))
        continue;
      place = g_strdup_printf ("services.%s.%s.channel", entry->service_uuid,
                               ebb_role_to_string (role));
      problem = g_strdup_printf (
          "%d given, expected nothing: no other role has this characteristic", entry->channel);
      return set_invalid (error, place, problem);
    }
  return TRUE;
}

static gboolean
read_role (EbbDefinitionParts *self,
           const char         *service_uuid,
           const char         *role_name,
           JsonObject         *entry,
           GError            **error)
{
  static const char *const keys[] = { "uuid", "needed", "channel", NULL };
  g_autofree char         *path = g_strdup_printf ("services.%s.%s", service_uuid, role_name);
  EbbRole                  role = EBB_ROLE_FEATURES;
  EbbRoleEntry            *read;

  while (role < EBB_N_ROLES && !g_str_equal (ebb_role_to_string (role), role_name))
    role++;
  if (role == EBB_N_ROLES)
    return set_invalid (error, path, "unknown role");
  read = &self->roles[role];
  if (read->uuid != NULL)
    return set_invalid (error, path, "role given twice, expected once");
  if (!ebb_definition_json_check_keys (entry, path, keys, error))
    return FALSE;
  read->uuid = g_strdup (ebb_definition_json_get_uuid (entry, path, "uuid", error));
  read->service_uuid = g_strdup (service_uuid);
  if (read->uuid == NULL
      || !ebb_definition_json_get_boolean (entry, path, "needed", &read->is_needed, error)
      || !read_channel (read, entry, path, error))
    return FALSE;
  for (guint i = 0; i < EBB_N_ROLES; i++)
    if (i != role && self->roles[i].uuid != NULL
        && !check_sharing (read, &self->roles[i], path, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_service (EbbDefinitionParts *self, JsonObject *services, const char *uuid, GError **error)
{
  JsonObject      *service = ebb_definition_json_get_object (services, "services", uuid, error);
  g_autofree char *path = ebb_definition_json_dup_path ("services", uuid);
  g_autoptr (GList) names = NULL;

  if (service == NULL)
    return FALSE;
  if (!ebb_definition_json_is_uuid (uuid))
    return set_invalid (error, path, "not a lower-case 128-bit UUID");
  names = json_object_get_members (service);
  for (const GList *at = names; at != NULL; at = at->next)
    {
      JsonObject *entry = ebb_definition_json_get_object (service, path, at->data, error);

      if (entry == NULL || !read_role (self, uuid, at->data, entry, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_services (EbbDefinitionParts *self, JsonObject *top, GError **error)
{
  JsonObject *services = NULL;
  guint       protocol;
  g_autoptr (GList) uuids = NULL;

  if (is_by_sight (self->support))
    return (!json_object_has_member (top, "services") && !json_object_has_member (top, "protocol"))
           || set_invalid (error, "protocol, services",
                           "given, expected neither: these boots are recognised or wired");
  services = ebb_definition_json_get_object (top, "", "services", error);
  if (services == NULL
      || !ebb_definition_json_get_choice (top, "", "protocol", PROTOCOL_WORDS, &protocol, error))
    return FALSE;
  uuids = json_object_get_members (services);
  for (const GList *at = uuids; at != NULL; at = at->next)
    if (!read_service (self, services, at->data, error))
      return FALSE;
  return check_channels (self, error);
}

/* Known before anything else is: how these boots are stopped. */
static gboolean
read_stop (EbbDefinitionParts *self, JsonObject *top, GError **error)
{
  static const char *const person_keys[] = { "person", NULL };
  static const char *const role_keys[] = { "role", "frame", NULL };
  static const char *const stop_words[] = { "stop", NULL };
  JsonObject              *stop = ebb_definition_json_get_object (top, "", "stop", error);
  guint                    choice;

  if (stop == NULL)
    return FALSE;
  if (is_by_sight (self->support))
    {
      if (!ebb_definition_json_check_keys (stop, "stop", person_keys, error))
        return FALSE;
      self->stop_by_person =
          g_strdup (ebb_definition_json_get_text (stop, "stop", "person", error));
      return self->stop_by_person != NULL;
    }
  if (!ebb_definition_json_check_keys (stop, "stop", role_keys, error)
      || !ebb_definition_json_get_choice (stop, "stop", "role", stop_words, &choice, error)
      || !ebb_definition_json_get_choice (stop, "stop", "frame", FRAME_WORDS, &choice, error))
    return FALSE;
  if (!self->roles[EBB_ROLE_STOP].is_needed)
    return set_invalid (error, "stop.role", "no needed characteristic in services has this role");
  return TRUE;
}

static gboolean
read_data (EbbMatcher *matcher, JsonObject *object, const char *path, GError **error)
{
  const char      *text = ebb_definition_json_get_text (object, path, "data", error);
  g_autofree char *place = ebb_definition_json_dup_path (path, "data");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (text == NULL)
    return FALSE;
  if (!g_regex_match_simple ("^([0-9a-f]{2})+$", text, 0, 0)
      || strlen (text) > 2 * DATA_PREFIX_MAX_BYTES)
    return set_invalid (error, place, "expected 1 to 24 bytes as lower-case hexadecimal");
  if (!matcher->has_company)
    return set_invalid (error, place, "given without company");
  for (const char *at = text; *at != '\0'; at += 2)
    {
      const guint8 byte =
          (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));

      g_byte_array_append (bytes, &byte, 1);
    }
  matcher->data = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return TRUE;
}

static gboolean
read_name_pattern (EbbMatcher *matcher, JsonObject *object, const char *path, GError **error)
{
  const char      *pattern = ebb_definition_json_get_text (object, path, "name", error);
  g_autofree char *place = ebb_definition_json_dup_path (path, "name");

  if (pattern == NULL)
    return FALSE;
  if (strspn (pattern, "*?") == strlen (pattern))
    return set_invalid (error, place, "fits every name, expected a letter or digit");
  matcher->name = g_strdup (pattern);
  return TRUE;
}

static EbbMatcher *
read_matcher (JsonObject *object, const char *path, GError **error)
{
  static const char *const keys[] = { "name", "service", "company", "data", NULL };
  g_autoptr (EbbMatcher) matcher = ebb_matcher_new ();
  gint64 company;

  if (!ebb_definition_json_check_keys (object, path, keys, error))
    return NULL;
  if (json_object_get_size (object) == 0)
    {
      set_invalid (error, path, "empty, expected name, service or company");
      return NULL;
    }
  if (json_object_has_member (object, "name") && !read_name_pattern (matcher, object, path, error))
    return NULL;
  if (json_object_has_member (object, "service"))
    {
      matcher->service = g_strdup (ebb_definition_json_get_uuid (object, path, "service", error));
      if (matcher->service == NULL)
        return NULL;
    }
  if (json_object_has_member (object, "company"))
    {
      if (!ebb_definition_json_get_number (object, path, "company", G_MAXUINT16, &company, error))
        return NULL;
      matcher->has_company = TRUE;
      matcher->company_id = (guint16) company;
    }
  if (json_object_has_member (object, "data") && !read_data (matcher, object, path, error))
    return NULL;
  return g_steal_pointer (&matcher);
}

static gboolean
read_matchers (EbbDefinitionParts *self, JsonObject *top, GError **error)
{
  JsonArray *array = ebb_definition_json_get_array (top, "", "match", error);

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("match[%u]", i);
      JsonNode        *node = json_array_get_element (array, i);
      EbbMatcher      *matcher;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return set_invalid (error, path, "not an object, expected one");
      matcher = read_matcher (json_node_get_object (node), path, error);
      if (matcher == NULL)
        return FALSE;
      g_ptr_array_add (self->matchers, matcher);
    }
  if ((self->matchers->len == 0) != (self->support == EBB_SUPPORT_WIRED))
    return set_invalid (error, "match", "expected matchers, and none for wired boots");
  return TRUE;
}

/* Whoever has no radio has buttons, and nobody else has them here. */
static gboolean
read_remote (EbbDefinitionParts *self, JsonObject *top, GError **error)
{
  if (self->support != EBB_SUPPORT_WIRED)
    return !json_object_has_member (top, "remote")
           || set_invalid (error, "remote", "given, expected it only for wired boots");
  self->remote = ebb_remote_read (top, error);
  return self->remote != NULL;
}

/**
 * ebb_definition_parts_read:
 * @self: all zero; to be cleared whatever the outcome
 *
 * Reads a whole definition, strictly.
 */
gboolean
ebb_definition_parts_read (EbbDefinitionParts *self, GBytes *json, GError **error)
{
  static const char *const keys[] = { "id",       "name",         "support", "evidence", "licence",
                                      "protocol", "bonding",      "kind",    "match",    "stop",
                                      "services", "device_timer", "remote",  NULL };
  g_autoptr (JsonNode) root = ebb_definition_json_parse (json, error);
  JsonObject *top;
  guint       support;

  self->matchers = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_matcher_free);
  if (root == NULL)
    return FALSE;
  top = json_node_get_object (root);
  if (!ebb_definition_json_check_keys (top, "", keys, error) || !read_id (self, top, error)
      || !ebb_definition_json_get_choice (top, "", "support", SUPPORT_WORDS, &support, error))
    return FALSE;
  self->support = (EbbSupport) support;
  self->name = g_strdup (ebb_definition_json_get_text (top, "", "name", error));
  return self->name != NULL && ebb_definition_json_get_text (top, "", "evidence", error) != NULL
         && ebb_definition_json_get_text (top, "", "licence", error) != NULL
         && read_kinds (self, top, error) && read_device_timer (self, top, error)
         && read_services (self, top, error) && read_stop (self, top, error)
         && read_matchers (self, top, error) && read_remote (self, top, error);
}

/**
 * ebb_definition_parts_clear:
 *
 * Frees what it holds.
 */
void
ebb_definition_parts_clear (EbbDefinitionParts *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->stop_by_person, g_free);
  g_clear_pointer (&self->remote, ebb_remote_free);
  g_clear_pointer (&self->matchers, g_ptr_array_unref);
  for (guint i = 0; i < EBB_N_ROLES; i++)
    {
      g_clear_pointer (&self->roles[i].uuid, g_free);
      g_clear_pointer (&self->roles[i].service_uuid, g_free);
    }
}
