/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-redactor.h"

/* What is secret is gone in every form; what is not stays to be read. */

typedef struct
{
  const char *text;
  const char *left;
} Row;

static const Row rows[] = {
  /* AA:BB:CC:0D:1E:2F */
  { "at AA:BB:CC:0D:1E:2F now", "at (boots) now" },
  { "at aa:bb:cc:0d:1e:2f now", "at (boots) now" },
  { "/org/bluez/hci0/dev_AA_BB_CC_0D_1E_2F/service0001",
    "/org/bluez/hci0/dev_(boots)/service0001" },
  { "AA-BB-CC-0D-1E-2F", "(boots)" },
  { "AABBCC0D1E2F", "(boots)" },
  { "{\"bytes\":\"00aabbcc0d1e2fff\"}", "{\"bytes\":\"00(boots)ff\"}" },
  { "2f1e0dccbbaa", "(boots)" },
  { "2F 1E 0D CC BB AA", "(boots)" },
  { "41413a42423a43433a30443a31453a3246", "(boots)" },
  /* SN-00042 */
  { "serial SN-00042.", "serial (serial)." },
  { "serial sn-00042.", "serial (serial)." },
  { "\"bytes\":\"534e2d3030303432\"", "\"bytes\":\"(serial)\"" },
  { "53 4E 2D 30 30 30 34 32", "(serial)" },
  /* Ada Löwe, and Al */
  { "Ada Löwe's boots", "(name)'s boots" },
  { "ADA LÖWE", "(name)" },
  { "Al has all, Al.", "(short) has all, (short)." },
  /* somebody else's */
  { "seen 11:22:33:44:55:66 and dev_77_88_99_AA_BB_CC", "seen (address) and dev_(address)" },
  /* not addresses */
  { "eb040001-fcd8-4547-88a2-5bb8310909fc", "eb040001-fcd8-4547-88a2-5bb8310909fc" },
  { "2026-11-21T19:30:00Z", "2026-11-21T19:30:00Z" },
  { "00:11:22:33:44", "00:11:22:33:44" },
};

static void
test_secrets_are_gone_in_every_form (void)
{
  g_autoptr (EbbRedactor) redactor = ebb_redactor_new ();

  ebb_redactor_add_address (redactor, "AA:BB:CC:0D:1E:2F", "(boots)");
  ebb_redactor_add_text (redactor, "SN-00042", "(serial)");
  ebb_redactor_add_text (redactor, "Ada Löwe", "(name)");
  ebb_redactor_add_text (redactor, "Al", "(short)");
  ebb_redactor_add_text (redactor, NULL, "(nothing)");
  ebb_redactor_add_text (redactor, "", "(nothing)");
  ebb_redactor_add_address (redactor, "sim:1", "(simulated)");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *left = ebb_redactor_apply (redactor, rows[i].text);

      g_assert_cmpstr (left, ==, rows[i].left);
    }
}

/* A name may be anything, also what a pattern is made of, or bytes that are no text. */
static void
test_any_name_is_taken_as_it_is (void)
{
  static const char *const names[] = { "a.*b|c",          "[[:alnum:]]+", "\\Q(?R)\\E",
                                       "\xff\xfe\xfd ab", "%s%n",         "$1" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (EbbRedactor) redactor = ebb_redactor_new ();
      g_autofree char *text = g_strdup_printf ("begin <%s> abc end", names[i]);
      g_autofree char *left = NULL;

      ebb_redactor_add_text (redactor, names[i], "(name)");
      left = ebb_redactor_apply (redactor, text);
      g_assert_cmpstr (left, ==, "begin <(name)> abc end");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redactor/secrets-are-gone-in-every-form", test_secrets_are_gone_in_every_form);
  g_test_add_func ("/redactor/any-name-is-taken-as-it-is", test_any_name_is_taken_as_it_is);
  return g_test_run ();
}
