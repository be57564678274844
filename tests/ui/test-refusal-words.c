/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <locale.h>
#include <string.h>

#include "ebb-refusal-words.h"
#include "ebb-screening.h"

static void
test_every_refusal_has_words (void)
{
  EbbScene scene = { .has_boots = TRUE };

  for (EbbRefusalCode code = EBB_REFUSAL_NO_BOOTS; code < EBB_N_REFUSALS; code++)
    {
      EbbRefusal      refusal = { .code = code, .value = 7200, .bound = 5333 };
      EbbRefusalWords words;

      ebb_refusal_words_compose (&words, &scene, &refusal);
      g_assert_cmpuint (strlen (words.title), >, 5);
      g_assert_cmpuint (strlen (words.subtitle), >, 5);
      g_assert_false (strstr (words.title, "Check before") != NULL && code != EBB_REFUSAL_CHECKS);
      ebb_refusal_words_clear (&words);
    }
}

/* What is told of answers and rest names the question, and the minutes that are left. */
static void
test_rules_say_what_about_and_how_long (void)
{
  const EbbRefusal rules[] = {
    { .code = EBB_REFUSAL_GAP, .value = 720, .bound = 3600 },
    { .code = EBB_REFUSAL_CONSULT, .value = EBB_QUESTION_BONES },
    { .code = EBB_REFUSAL_COUNT, .value = 4, .bound = 3 },
    { .code = EBB_REFUSAL_URGENT },
  };
  const char *const says[] = { "Start in 48 min.", "Fragile bones. Makers of boots like these say",
                               "this would be number 4", "Call your local emergency number." };
  EbbScene          scene = { .has_boots = TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      EbbRefusalWords words;

      ebb_refusal_words_compose (&words, &scene, &rules[i]);
      g_assert_nonnull (strstr (words.subtitle, says[i]));
      ebb_refusal_words_clear (&words);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/refusals/each-has-words", test_every_refusal_has_words);
  g_test_add_func ("/ui/refusals/rules-say-what-about-and-how-long",
                   test_rules_say_what_about_and_how_long);
  return g_test_run ();
}
