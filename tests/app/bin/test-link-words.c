/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-link-words.h"

#include "ebb-link-error.h"

/* The English clause of an error stands behind the words that a person reads, never in their place.
 */
static void
assert_has_words (const GError *error)
{
  g_autofree char *words = ctl_dup_link_words (error);
  const char      *detail = strstr (words, " (0x05)");

  g_assert_nonnull (detail);
  g_assert_cmpint (detail - words, >, 20);
}

static void
test_every_code_has_words (void)
{
  for (int code = 0; code <= EBB_LINK_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new (EBB_LINK_ERROR, code, "0x%02x", 5);

      assert_has_words (error);
      g_assert_cmpint (ctl_get_link_exit (error), ==,
                       code == EBB_LINK_ERROR_BUSY ? CTL_EXIT_BUSY : CTL_EXIT_NO_BOOTS);
    }
}

static void
test_errors_of_others_have_words (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "0x%02x", 5);

  assert_has_words (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bin/link-words/every-code-has-words", test_every_code_has_words);
  g_test_add_func ("/bin/link-words/errors-of-others-have-words", test_errors_of_others_have_words);
  return g_test_run ();
}
