/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-model-error.h"
#include "ebb-member.h"

#include <string.h>

/* The people of a household, and what they may be called. */

static void
test_names_are_one_line_that_can_be_read (void)
{
  static const struct
  {
    const char *text;
    const char *name; /* NULL: none */
  } rows[] = {
    { "Ada", "Ada" },
    { "  Ada Lovelace\t", "Ada Lovelace" },
    { "\346\226\207\345\255\227", "\346\226\207\345\255\227" },
    /* One accent, in two ways of writing it. */
    { "Zoe\314\210", "Zo\303\253" },
    { "", NULL },
    { "   ", NULL },
    { "A\nB", NULL },
    { "A\033[2J", NULL },
    { "Ad\377", NULL },
    { "\357\277\275", NULL },
    { "1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890" },
    { "12345678901234567890123456789012345678901", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *name = ebb_member_make_name (rows[i].text, &error);

      g_assert_cmpstr (name, ==, rows[i].name);
      if (rows[i].name != NULL)
        continue;
      g_assert_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "expected 1 to 40"));
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

static void
test_names_differ_by_more_than_case (void)
{
  g_assert_true (ebb_member_is_same_name ("Ada", "aDA"));
  g_assert_true (ebb_member_is_same_name ("Zo\303\253", "ZO\303\213"));
  g_assert_false (ebb_member_is_same_name ("Ada", "Adam"));
  g_assert_false (ebb_member_is_same_name ("Zoe", "Zo\303\253"));
}

static void
test_each_colour_has_a_name (void)
{
  for (int i = 0; i < EBB_N_COLOURS; i++)
    {
      EbbColour colour = EBB_N_COLOURS;

      g_assert_true (ebb_colour_from_string (ebb_colour_to_string ((EbbColour) i), &colour));
      g_assert_cmpint (colour, ==, i);
    }
  EbbColour kept = EBB_COLOUR_GOLD;
  g_assert_false (ebb_colour_from_string ("pink", &kept));
  g_assert_false (ebb_colour_from_string (NULL, &kept));
  g_assert_cmpint (kept, ==, EBB_COLOUR_GOLD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/member/names-are-one-line-that-can-be-read",
                   test_names_are_one_line_that_can_be_read);
  g_test_add_func ("/member/names-differ-by-more-than-case", test_names_differ_by_more_than_case);
  g_test_add_func ("/member/each-colour-has-a-name", test_each_colour_has_a_name);
  return g_test_run ();
}
