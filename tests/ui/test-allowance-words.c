/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-allowance-words.h"
#include "ebb-units.h"

/* What answers leave, said beside them: also why there is no more. */

static EbbAllowance
make_allowance (int standard_mmhg, int extended_mmhg, guint wanting)
{
  return (EbbAllowance){
    .is_allowed = TRUE,
    .step = EBB_CAP_STEP_STANDARD,
    .cap_pa = ebb_mmhg_to_pa (standard_mmhg),
    .first_cap_pa = ebb_mmhg_to_pa (40),
    .standard_cap_pa = ebb_mmhg_to_pa (standard_mmhg),
    .extended_cap_pa = ebb_mmhg_to_pa (extended_mmhg),
    .longest_s = 1800,
    .extended_longest_s = 3600,
    .zones = { EBB_ZONE_MASK_ALL, EBB_ZONE_MASK_ALL },
    .wanting = wanting,
    .n_uneventful_needed = 3,
  };
}

static void
assert_row (const EbbAllowance *allowance, const char *title, const char *subtitle)
{
  g_autoptr (GArray) facts = ebb_allowance_words_list (allowance);

  for (guint i = 0; i < facts->len; i++)
    {
      const EbbFact *fact = &g_array_index (facts, EbbFact, i);

      if (!g_str_has_prefix (fact->title, title))
        continue;
      g_assert_cmpstr (fact->subtitle, ==, subtitle);
      return;
    }
  g_error ("there is no row \"%s\"", title);
}

static void
test_no_extended_limit_says_why (void)
{
  EbbAllowance flagged = make_allowance (60, 60, EBB_UNLOCK_ANSWERS);
  EbbAllowance limited = make_allowance (50, 50, EBB_UNLOCK_SESSIONS);

  assert_row (&flagged, "No extended limit", "There is none with a yes or an age from 65 on.");
  assert_row (&limited, "No extended limit", "Your own limit leaves no more.");
}

static void
test_extended_limit_says_what_is_wanting (void)
{
  static const char rest[] = "Only on boots that soon stop by themselves and obey none but this "
                             "computer, and when you have said that you understand what more "
                             "pressure means.";
  EbbAllowance      both = make_allowance (60, 80, EBB_UNLOCK_SESSIONS | EBB_UNLOCK_ACKNOWLEDGED);
  EbbAllowance      word = make_allowance (60, 80, EBB_UNLOCK_ACKNOWLEDGED);
  g_autofree char  *after_three =
      g_strconcat ("After 3 sessions in a row in which nothing went wrong. ", rest, NULL);

  assert_row (&both, "Extended: up to ", after_three);
  assert_row (&word, "Extended: up to ", rest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/allowance-words/no-extended-limit-says-why",
                   test_no_extended_limit_says_why);
  g_test_add_func ("/ui/allowance-words/extended-limit-says-what-is-wanting",
                   test_extended_limit_says_what_is_wanting);
  return g_test_run ();
}
