/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-definition.h"

#include <glib/gstdio.h>

#include "ebb-matcher-private.h"

#define SERVICE "eb040001-fcd8-4547-88a2-5bb8310909fc"
#define UUID(digits) "\"eb04" digits "-fcd8-4547-88a2-5bb8310909fc\""
/* The shipped definition gives them in this order. */
#define FEATURES_AND_CONTROL(features, control)                                                    \
  features " },\n      \"control\": { \"uuid\": " control " }"
#define APART                                                                                      \
  FEATURES_AND_CONTROL (UUID ("0002") ", \"needed\": true", UUID ("0003") ", \"needed\": true")
#define SHARED(features, control)                                                                  \
  FEATURES_AND_CONTROL (UUID ("0002") ", \"needed\": true" features,                               \
                        UUID ("0002") ", \"needed\": true" control)
#define CLOSED                                                                                     \
  "{ \"id\": \"closed-boots\", \"name\": \"Closed boots\", \"support\": \"recognised\","           \
  "  \"evidence\": \"a company identifier\", \"licence\": \"CC0-1.0\", \"bonding\": \"unknown\","  \
  "  \"kind\": \"unknown\", \"device_timer\": { \"kind\": \"none\" },"                             \
  "  \"stop\": { \"person\": \"Press the button on the boots.\" },"                                \
  "  \"match\": [ { \"company\": 2234, \"data\": \"01ff\" }, { \"name\": \"Closed ?-*\" } ] }"

static const char *shipped_path; /* data/devices */

static char *
read_shipped (void)
{
  g_autofree char *path = g_build_filename (shipped_path, "ebb-profile-1.json", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static EbbDefinition *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));

  return ebb_definition_new_from_json (json, error);
}

static EbbDefinition *
read_good (const char *text)
{
  g_autoptr (GError) error = NULL;
  EbbDefinition *definition = read_text (text, &error);

  g_assert_no_error (error);
  return definition;
}

static char *
replace_once (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, to, at + strlen (from));
}

/* ---- a good one ---- */

static void
test_shipped_says_what_it_is (void)
{
  g_autofree char *text = read_shipped ();
  g_autoptr (EbbDefinition) definition = read_good (text);
  EbbRole role = EBB_ROLE_FEATURES;

  g_assert_cmpstr (ebb_definition_get_id (definition), ==, "ebb-profile-1");
  g_assert_cmpint (ebb_definition_get_support (definition), ==, EBB_SUPPORT_DOCUMENTED);
  g_assert_cmpint (ebb_definition_get_bonding (definition), ==, EBB_BONDING_REQUIRED);
  g_assert_cmpint (ebb_definition_get_tier (definition), ==, EBB_TIER_A);
  g_assert_cmpuint (ebb_definition_get_own_timer_s (definition), ==, 10);
  g_assert_cmpstr (ebb_definition_get_service_uuid (definition, EBB_ROLE_STOP), ==, SERVICE);
  g_assert_true (ebb_definition_needs_role (definition, EBB_ROLE_STOP));
  g_assert_false (ebb_definition_needs_role (definition, EBB_ROLE_BATTERY));
  g_assert_true (
      ebb_definition_find_role (definition, "EB040006-FCD8-4547-88A2-5BB8310909FC", &role));
  g_assert_cmpint (role, ==, EBB_ROLE_TELEMETRY);
  g_assert_false (ebb_definition_find_role (definition, SERVICE, &role));
  g_assert_finalize_object (g_steal_pointer (&definition));
}

static void
test_roles_of_their_own_have_no_channel (void)
{
  g_autofree char *text = read_shipped ();
  g_autoptr (EbbDefinition) definition = read_good (text);
  const uint8_t  message[] = { 7, 8 };
  const uint8_t *bytes = message;
  size_t         size = sizeof message;
  uint8_t        framed[2];
  EbbRole        role = EBB_ROLE_CONTROL;

  g_assert_cmpint (ebb_definition_get_channel (definition, role), ==, EBB_CHANNEL_NONE);
  g_assert_cmpuint (ebb_definition_frame (definition, role, bytes, size, framed, 2), ==, 2);
  g_assert_cmpmem (framed, 2, message, 2);
  g_assert_cmpuint (ebb_definition_frame (definition, role, bytes, size, framed, 1), ==, 0);
  g_assert_true (ebb_definition_unframe (definition, &role, &bytes, &size));
  g_assert_cmpint (role, ==, EBB_ROLE_CONTROL);
  g_assert_cmpmem (bytes, size, message, 2);
}

static EbbDefinition *
read_sharing (void)
{
  g_autofree char *text = read_shipped ();
  g_autofree char *shared =
      replace_once (text, APART, SHARED (", \"channel\": 0", ", \"channel\": 255"));

  return read_good (shared);
}

static void
test_roles_that_share_have_channels (void)
{
  g_autoptr (EbbDefinition) definition = read_sharing ();
  const uint8_t message[] = { 7, 8 };
  const uint8_t expected[] = { 255, 7, 8 };
  uint8_t       framed[3] = { 0 };

  g_assert_cmpstr (ebb_definition_get_uuid (definition, EBB_ROLE_FEATURES), ==,
                   ebb_definition_get_uuid (definition, EBB_ROLE_CONTROL));
  g_assert_cmpint (ebb_definition_get_channel (definition, EBB_ROLE_FEATURES), ==, 0);
  g_assert_cmpint (ebb_definition_get_channel (definition, EBB_ROLE_CONTROL), ==, 255);
  g_assert_cmpint (ebb_definition_get_channel (definition, EBB_ROLE_STOP), ==, EBB_CHANNEL_NONE);
  g_assert_cmpuint (
      ebb_definition_frame (definition, EBB_ROLE_CONTROL, message, sizeof message, framed, 2), ==,
      0);
  g_assert_cmpuint (
      ebb_definition_frame (definition, EBB_ROLE_CONTROL, message, sizeof message, framed, 3), ==,
      3);
  g_assert_cmpmem (framed, 3, expected, 3);
}

static void
test_what_came_belongs_to_one_role (void)
{
  g_autoptr (EbbDefinition) definition = read_sharing ();
  const uint8_t  sent[] = { 255, 7, 8 };
  const uint8_t  to_nobody[] = { 1, 7, 8 };
  const uint8_t *bytes = to_nobody;
  size_t         size = sizeof to_nobody;
  EbbRole        role = EBB_ROLE_FEATURES;

  g_assert_false (ebb_definition_unframe (definition, &role, &bytes, &size));
  bytes = sent;
  size = 1;
  g_assert_false (ebb_definition_unframe (definition, &role, &bytes, &size));
  size = 0;
  g_assert_false (ebb_definition_unframe (definition, &role, &bytes, &size));
  g_assert_cmpint (role, ==, EBB_ROLE_FEATURES);
  g_assert_true (bytes == sent);
  size = sizeof sent;
  g_assert_true (ebb_definition_unframe (definition, &role, &bytes, &size));
  g_assert_cmpint (role, ==, EBB_ROLE_CONTROL);
  g_assert_cmpmem (bytes, size, sent + 1, 2);
}

static void
test_every_role_has_a_word (void)
{
  for (guint i = 0; i < EBB_N_ROLES; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (ebb_role_to_string ((EbbRole) i), !=, ebb_role_to_string ((EbbRole) j));
}

/* ---- bad ones ---- */

typedef struct
{
  const char *name;
  const char *from; /* in the shipped definition */
  const char *to;
  const char *message; /* a part of it */
} BadSample;

static const BadSample BAD_SAMPLES[] = {
  { "no-stop", "\"stop\": { \"role\": \"stop\", \"frame\": \"epoch\" },", "",
    "stop: nothing given" },
  { "stop-empty", "{ \"role\": \"stop\", \"frame\": \"epoch\" }", "{}", "stop.role: nothing" },
  { "stop-elsewhere", "\"role\": \"stop\"", "\"role\": \"control\"", "stop.role: \"control\"" },
  { "stop-not-needed",
    "\"stop\": { \"uuid\": \"eb040004-fcd8-4547-88a2-5bb8310909fc\", \"needed\": true }",
    "\"stop\": { \"uuid\": \"eb040004-fcd8-4547-88a2-5bb8310909fc\", \"needed\": false }",
    "stop.role: no needed characteristic" },
  { "stop-by-person", "{ \"role\": \"stop\", \"frame\": \"epoch\" }",
    "{ \"person\": \"Press it.\" }", "stop.person: unknown key" },
  { "unknown-key", "\"kind\"", "\"kin\"", "kin: unknown key, expected one of id, name" },
  { "unknown-inner-key", "\"seconds\"", "\"secnds\"", "device_timer.secnds: unknown key" },
  { "unknown-role", "\"features\": {", "\"feature\": {", "unknown role" },
  { "uuid-twice", "eb040003", "eb040002", "characteristic given twice" },
  { "uuid-in-two-services", "00002a19-0000-1000-8000-00805f9b34fb",
    "eb040002-fcd8-4547-88a2-5bb8310909fc", "expected all of its roles in one service" },
  { "channel-for-one-of-two", APART, SHARED (", \"channel\": 0", ""),
    "control: characteristic given twice, expected one role for each, or a channel" },
  { "channel-twice", APART, SHARED (", \"channel\": 9", ", \"channel\": 9"),
    "control.channel: 9 given twice" },
  { "channel-not-shared", "\"needed\": true }", "\"needed\": true, \"channel\": 3 }",
    "features.channel: 3 given, expected nothing" },
  { "channel-too-high", APART, SHARED (", \"channel\": 0", ", \"channel\": 256"),
    "control.channel: 256 given, expected a whole number from 0 to 255" },
  { "channel-negative", APART, SHARED (", \"channel\": -1", ", \"channel\": 1"),
    "features.channel: -1 given" },
  { "channel-as-text", APART, SHARED (", \"channel\": \"0\"", ", \"channel\": 1"),
    "features.channel: \"0\" given" },
  { "wrong-type", "\"latched\"", "7", "kind: 7 given, expected one of latched, hold" },
  { "number-as-text", "\"seconds\": 10", "\"seconds\": \"10\"",
    "device_timer.seconds: \"10\" given" },
  { "fraction", "\"seconds\": 10", "\"seconds\": 10.5", "device_timer.seconds: 10.5 given" },
  { "flag-as-number", "\"needed\": true", "\"needed\": 1",
    "needed: 1 given, expected true or false" },
  { "array-as-object", "\"match\": [", "\"match\": [ 1,", "match[0]: not an object" },
  { "out-of-range", "\"seconds\": 10", "\"seconds\": 7201", "7201 given, expected a whole number" },
  { "zero-seconds", "\"seconds\": 10", "\"seconds\": 0", "device_timer.seconds: 0 given" },
  { "negative", "\"seconds\": 10", "\"seconds\": -1", "device_timer.seconds: -1 given" },
  { "no-seconds", ", \"seconds\": 10", "", "device_timer.seconds: nothing given" },
  { "no-timer-with-seconds", "\"lease\"", "\"none\"", "device_timer.seconds: given" },
  { "upper-case-uuid", "\"service\": \"eb", "\"service\": \"EB", "match[0].service: " },
  { "short-uuid", "\"service\": \"" SERVICE, "\"service\": \"1826", "match[0].service: \"1826\"" },
  { "bad-service-key", "\"0000180f-", "\"180f-", "services.180f-" },
  { "matches-nothing", "{ \"service\": \"" SERVICE "\" }", "", "match: expected matchers" },
  { "matches-all", "\"service\": \"" SERVICE "\"", "", "match[0]: empty" },
  { "name-fits-all", "\"service\": \"" SERVICE "\"", "\"name\": \"*\"",
    "match[0].name: fits every" },
  { "company-too-high", "\"service\": \"" SERVICE "\"", "\"company\": 65536",
    "match[0].company: 65536" },
  { "data-alone", "\"service\": \"" SERVICE "\"", "\"data\": \"00\"", "given without company" },
  { "data-not-hex", "\"service\": \"" SERVICE "\"", "\"company\": 1, \"data\": \"0g\"",
    "match[0].data: expected 1 to 24 bytes" },
  { "data-half-a-byte", "\"service\": \"" SERVICE "\"", "\"company\": 1, \"data\": \"000\"",
    "match[0].data: expected 1 to 24 bytes" },
  { "unknown-support", "\"documented\"", "\"perfect\"", "support: \"perfect\" given" },
  { "unknown-bonding", "\"required\"", "\"unknown\"", "kind, bonding: unknown" },
  { "unknown-protocol", "\"ebb-1\"", "\"ebb-2\"", "protocol: \"ebb-2\" given" },
  { "recognised-with-services", "\"documented\"", "\"recognised\"", "protocol, services: given" },
  { "bad-id", "\"ebb-profile-1\"", "\"Ebb profile\"", "id: \"Ebb profile\" given" },
  { "empty-name", "\"Ebb open profile boots\"", "\"\"", "name: \"\" given" },
  { "no-evidence", "\"evidence\"", "\"name2\"", "name2: unknown key" },
};

static void
test_bad_is_refused (gconstpointer data)
{
  const BadSample *sample = data;
  g_autofree char *good = read_shipped ();
  g_autofree char *bad = replace_once (good, sample->from, sample->to);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinition) definition = read_text (bad, &error);

  g_assert_null (definition);
  g_assert_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID);
  if (strstr (error->message, sample->message) == NULL)
    g_error ("\"%s\" does not say \"%s\"", error->message, sample->message);
}

static void
test_not_json_is_refused (void)
{
  static const char *const samples[] = {
    "",
    "{",
    "not json",
    "\xff\xfe",
    "{ \"id\": }",
    /* An escape of C and not of JSON, and a half of a character. */
    "{ \"id\": \"\\310\" }",
    "{ \"\\310\": 1 }",
    "{ \"a\": [[{ \"b\": \"\\ud800\" }]] }",
    "{ \"a\": [[[[[[[[1]]]]]]]] }",
    /* Of two the last would count, and the parser forgets to free the first. */
    "{ \"id\": \"a\", \"id\": \"b\" }",
    "{ \"device_timer\": { \"seconds\": 1, \"seconds\": 2 } }",
    "-1{ \"id\": \"a\" }",
    "{ \"id\": \"a\" }{ \"id\": \"b\" }",
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (samples[i], &error));
      g_assert_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_PARSE);
    }
}

static void
test_every_truncation_is_refused (void)
{
  g_autofree char *text = g_strchomp (read_shipped ());

  for (gsize size = 0; size < strlen (text); size++)
    {
      g_autofree char *part = g_strndup (text, size);
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (part, &error));
      g_assert_nonnull (error);
    }
}

static void
test_no_object_is_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text ("[]", &error));
  g_assert_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID);
}

/* ---- matching ---- */

static gboolean
is_claimed (EbbDefinition *definition,
            const char    *name,
            const char    *service,
            int            company,
            GBytes        *data)
{
  const char *const services[] = { service, NULL };
  g_autoptr (EbbAdvertisement) advertisement = ebb_advertisement_new ("id", name, services);

  if (data != NULL)
    advertisement->manufacturer_data = g_bytes_ref (data);
  advertisement->company_id = (guint16) company;
  return ebb_definition_matches (definition, advertisement);
}

static void
test_service_in_any_case_matches (void)
{
  g_autofree char *text = read_shipped ();
  g_autoptr (EbbDefinition) definition = read_good (text);

  g_assert_true (is_claimed (definition, NULL, SERVICE, 0, NULL));
  g_assert_true (is_claimed (definition, "x", "EB040001-FCD8-4547-88A2-5BB8310909FC", 0, NULL));
  g_assert_false (
      is_claimed (definition, "Ebb boots", "0000180f-0000-1000-8000-00805f9b34fb", 0, NULL));
  g_assert_false (is_claimed (definition, NULL, NULL, 0, NULL));
}

static void
test_any_matcher_is_enough (void)
{
  static const guint8 bytes[] = { 0x01, 0xff, 0x33 };
  g_autoptr (EbbDefinition) definition = read_good (CLOSED);
  g_autoptr (GBytes) data = g_bytes_new_static (bytes, sizeof bytes);

  g_assert_true (is_claimed (definition, NULL, NULL, 2234, data));
  g_assert_true (is_claimed (definition, "Closed 3-left", NULL, 0, NULL));
  g_assert_false (is_claimed (definition, "closed 3-left", NULL, 0, NULL));
}

static void
test_all_of_a_matcher_has_to_hold (void)
{
  static const guint8 bytes[] = { 0x01, 0xfe };
  g_autoptr (EbbDefinition) definition = read_good (CLOSED);
  g_autoptr (GBytes) other = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr (GBytes) too_short = g_bytes_new_static (bytes, 1);

  g_assert_false (is_claimed (definition, NULL, NULL, 2234, other));
  g_assert_false (is_claimed (definition, NULL, NULL, 2234, too_short));
  g_assert_false (is_claimed (definition, NULL, NULL, 2234, NULL));
}

static void
test_recognised_boots_need_no_protocol (void)
{
  g_autoptr (EbbDefinition) definition = read_good (CLOSED);

  g_assert_cmpint (ebb_definition_get_support (definition), ==, EBB_SUPPORT_RECOGNISED);
  g_assert_cmpint (ebb_definition_get_tier (definition), ==, EBB_TIER_D);
  g_assert_cmpuint (ebb_definition_get_own_timer_s (definition), ==, 0);
  for (guint i = 0; i < EBB_N_ROLES; i++)
    g_assert_null (ebb_definition_get_uuid (definition, (EbbRole) i));
}

static void
test_hostile_name_becomes_printable (void)
{
  g_autoptr (EbbAdvertisement) advertisement =
      ebb_advertisement_new ("id", "Boots\n\x1b[2J\xff!", NULL);
  g_autoptr (EbbAdvertisement) copy = ebb_advertisement_copy (advertisement);

  g_assert_true (g_utf8_validate (copy->name, -1, NULL));
  g_assert_true (g_str_has_prefix (copy->name, "Boots[2J"));
}

static void
test_signal_in_words (void)
{
  g_assert_cmpint (ebb_signal_from_dbm (-81), ==, EBB_SIGNAL_WEAK);
  g_assert_cmpint (ebb_signal_from_dbm (-80), ==, EBB_SIGNAL_FAIR);
  g_assert_cmpint (ebb_signal_from_dbm (-65), ==, EBB_SIGNAL_FAIR);
  g_assert_cmpint (ebb_signal_from_dbm (-64), ==, EBB_SIGNAL_STRONG);
  g_assert_cmpint (ebb_signal_from_dbm (0), ==, EBB_SIGNAL_UNKNOWN);
  g_assert_cmpint (ebb_signal_from_dbm (127), ==, EBB_SIGNAL_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  shipped_path = argv[1];

  g_test_add_func ("/definition/shipped-says-what-it-is", test_shipped_says_what_it_is);
  g_test_add_func ("/definition/channel/none-alone", test_roles_of_their_own_have_no_channel);
  g_test_add_func ("/definition/channel/for-each-that-shares", test_roles_that_share_have_channels);
  g_test_add_func ("/definition/channel/finds-the-role", test_what_came_belongs_to_one_role);
  g_test_add_func ("/definition/every-role-has-a-word", test_every_role_has_a_word);
  for (guint i = 0; i < G_N_ELEMENTS (BAD_SAMPLES); i++)
    {
      g_autofree char *path = g_strconcat ("/definition/refused/", BAD_SAMPLES[i].name, NULL);

      g_test_add_data_func (path, &BAD_SAMPLES[i], test_bad_is_refused);
    }
  g_test_add_func ("/definition/refused/not-json", test_not_json_is_refused);
  g_test_add_func ("/definition/refused/every-truncation", test_every_truncation_is_refused);
  g_test_add_func ("/definition/refused/no-object", test_no_object_is_refused);
  g_test_add_func ("/definition/match/service-in-any-case", test_service_in_any_case_matches);
  g_test_add_func ("/definition/match/any-matcher-is-enough", test_any_matcher_is_enough);
  g_test_add_func ("/definition/match/all-of-a-matcher", test_all_of_a_matcher_has_to_hold);
  g_test_add_func ("/definition/recognised-needs-no-protocol",
                   test_recognised_boots_need_no_protocol);
  g_test_add_func ("/advertisement/hostile-name", test_hostile_name_becomes_printable);
  g_test_add_func ("/advertisement/signal-in-words", test_signal_in_words);
  return g_test_run ();
}
