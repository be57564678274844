/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-definition.h"

#include <glib/gstdio.h>

#include "ebb-matcher-private.h"
#include "ebb-profile.h"

/* The folder as it ships, and folders that may not. */

static const char *shipped_path; /* data/devices */

static EbbDefinitionSet *
read_shipped (void)
{
  g_autoptr (GError) error = NULL;
  EbbDefinitionSet *set = ebb_definition_set_new_from_directory (shipped_path, &error);

  g_assert_no_error (error);
  return set;
}

static char *
read_shipped_text (void)
{
  g_autofree char *path = g_build_filename (shipped_path, "ebb-profile-1.json", NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* Reads a folder made of @n_files texts as "NAME.json". */
static EbbDefinitionSet *
read_folder (const char *const *names, const char *const *texts, guint n_files, GError **error)
{
  g_autofree char  *folder = g_dir_make_tmp ("ebb-devices-XXXXXX", NULL);
  EbbDefinitionSet *set;

  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
    }
  set = ebb_definition_set_new_from_directory (folder, error);
  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return set;
}

static void
test_shipped_profile_is_the_one_of_the_codec (void)
{
  static const char *const uuids[] = { EBB_UUID_FEATURES, EBB_UUID_CONTROL,   EBB_UUID_STOP,
                                       EBB_UUID_STATUS,   EBB_UUID_TELEMETRY, EBB_UUID_PROGRAM };
  g_autoptr (EbbDefinitionSet) set = read_shipped ();
  EbbDefinition *definition = ebb_definition_set_find (set, "ebb-profile-1");
  EbbRole        role;

  g_assert_nonnull (definition);
  for (guint i = 0; i < G_N_ELEMENTS (uuids); i++)
    {
      g_assert_true (ebb_definition_find_role (definition, uuids[i], &role));
      g_assert_cmpint (role, ==, i);
      g_assert_cmpstr (ebb_definition_get_service_uuid (definition, role), ==, EBB_UUID_SERVICE);
      g_assert_true (ebb_definition_needs_role (definition, role));
    }
  g_assert_null (ebb_definition_set_find (set, "another"));
}

static void
test_shipped_ones_filter_a_scan (void)
{
  g_autoptr (EbbDefinitionSet) set = read_shipped ();
  g_auto (GStrv) uuids = ebb_definition_set_dup_service_uuids (set);

  /* The open profile, and the simulated boots that do less than it asks. */
  g_assert_cmpuint (g_strv_length (uuids), ==, 4);
  g_assert_true (g_strv_contains ((const char *const *) uuids, EBB_UUID_SERVICE));
  g_assert_finalize_object (g_steal_pointer (&set));
}

/* An advertisement that has just what one matcher asks for. */
static EbbAdvertisement *
make_sample (const EbbMatcher *matcher)
{
  const char *const services[] = { matcher->service, NULL };
  EbbAdvertisement *sample = ebb_advertisement_new ("id", matcher->name, services);

  sample->company_id = matcher->company_id;
  if (matcher->has_company)
    sample->manufacturer_data =
        matcher->data != NULL ? g_bytes_ref (matcher->data) : g_bytes_new_static ("", 0);
  return sample;
}

static void
assert_claimed_by_none_but (GPtrArray *definitions, guint index)
{
  GPtrArray *matchers = ebb_definition_get_matchers (g_ptr_array_index (definitions, index));

  for (guint i = 0; i < matchers->len; i++)
    {
      g_autoptr (EbbAdvertisement) sample = make_sample (g_ptr_array_index (matchers, i));

      for (guint j = 0; j < definitions->len; j++)
        g_assert_cmpint (ebb_definition_matches (g_ptr_array_index (definitions, j), sample), ==,
                         j == index);
    }
}

static void
test_no_two_shipped_claim_the_same (void)
{
  g_autoptr (GDir) directory = g_dir_open (shipped_path, 0, NULL);
  g_autoptr (EbbDefinitionSet) set = read_shipped ();
  g_autoptr (GPtrArray) definitions = g_ptr_array_new ();
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ".json") && !g_str_has_suffix (name, ".example.json"))
      {
        g_autofree char *id = g_strndup (name, strlen (name) - strlen (".json"));

        g_ptr_array_add (definitions, ebb_definition_set_find (set, id));
      }
  g_assert_cmpuint (definitions->len, >, 0);
  for (guint i = 0; i < definitions->len; i++)
    assert_claimed_by_none_but (definitions, i);
}

static void
test_match_finds_the_claimant (void)
{
  const char *const services[] = { EBB_UUID_SERVICE, NULL };
  g_autoptr (EbbDefinitionSet) set = read_shipped ();
  g_autoptr (EbbAdvertisement) ours = ebb_advertisement_new ("id", NULL, services);
  g_autoptr (EbbAdvertisement) other = ebb_advertisement_new ("id", "Ebb", NULL);

  g_assert_true (ebb_definition_set_match (set, ours)
                 == ebb_definition_set_find (set, "ebb-profile-1"));
  g_assert_null (ebb_definition_set_match (set, other));
}

static void
test_file_is_named_after_its_id (void)
{
  const char *const names[] = { "boots.json" };
  g_autofree char  *text = read_shipped_text ();
  const char *const texts[] = { text };
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinitionSet) set = read_folder (names, texts, 1, &error);

  g_assert_null (set);
  g_assert_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "boots.json: id: ebb-profile-1 given"));
}

static void
test_one_matcher_is_refused_twice (void)
{
  const char *const names[] = { "ebb-profile-1.json", "other.json" };
  g_autofree char  *text = read_shipped_text ();
  g_autofree char  *other = replace (text, "\"ebb-profile-1\"", "\"other\"");
  const char *const texts[] = { text, other };
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinitionSet) set = read_folder (names, texts, 2, &error);

  g_assert_null (set);
  g_assert_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "other.json: match: as in definition ebb-profile-1"));
}

static void
test_error_names_the_file (void)
{
  const char *const names[] = { "bad.json" };
  const char *const texts[] = { "{" };
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbDefinitionSet) set = read_folder (names, texts, 1, &error);

  g_assert_null (set);
  g_assert_error (error, EBB_DEFINITION_ERROR, EBB_DEFINITION_ERROR_PARSE);
  g_assert_nonnull (strstr (error->message, "bad.json: not JSON"));
}

static void
test_folder_that_is_not_there (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ebb_definition_set_new_from_directory ("/nowhere/devices", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_scan_without_filter_when_a_name_is_enough (void)
{
  const char *const names[] = { "ebb-profile-1.json" };
  g_autofree char  *text = read_shipped_text ();
  g_autofree char  *by_name =
      replace (text, "\"match\": [", "\"match\": [ { \"name\": \"Boots *\" },");
  const char *const texts[] = { by_name };
  g_autoptr (EbbDefinitionSet) set = read_folder (names, texts, 1, NULL);
  g_auto (GStrv) uuids = ebb_definition_set_dup_service_uuids (set);

  g_assert_cmpuint (g_strv_length (uuids), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  shipped_path = argv[1];

  g_test_add_func ("/definition-set/profile-is-the-one-of-the-codec",
                   test_shipped_profile_is_the_one_of_the_codec);
  g_test_add_func ("/definition-set/shipped-ones-filter-a-scan", test_shipped_ones_filter_a_scan);
  g_test_add_func ("/definition-set/no-two-claim-the-same", test_no_two_shipped_claim_the_same);
  g_test_add_func ("/definition-set/match-finds-the-claimant", test_match_finds_the_claimant);
  g_test_add_func ("/definition-set/file-named-after-its-id", test_file_is_named_after_its_id);
  g_test_add_func ("/definition-set/one-matcher-twice", test_one_matcher_is_refused_twice);
  g_test_add_func ("/definition-set/error-names-the-file", test_error_names_the_file);
  g_test_add_func ("/definition-set/no-folder", test_folder_that_is_not_there);
  g_test_add_func ("/definition-set/no-filter-when-a-name-is-enough",
                   test_scan_without_filter_when_a_name_is_enough);
  return g_test_run ();
}
