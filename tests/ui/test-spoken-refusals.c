/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "spoken-fixture.h"

#include <string.h>

#include "ebb-question-words.h"

/* What is said to those who do not see the window: why nothing can be started. */

static void
test_refusal_is_said_when_it_comes (SpokenFixture *fixture, gconstpointer data)
{
  EbbRefusal refusals[] = { { .code = EBB_REFUSAL_CHECKS },
                            { .code = EBB_REFUSAL_BATTERY, .value = 18, .bound = 20 } };

  fixture->scene.refusals = refusals;
  for (guint round = 0; round < 2; round++)
    {
      fixture->scene.n_refusals = 2;
      for (refusals[1].value = 18; refusals[1].value > 10; refusals[1].value--)
        spoken_tell (fixture, EBB_SESSION_IDLE);
      spoken_assert_said (fixture,
                          "Boots at \342\201\25018\302\240%\342\201\251. They might stop with air "
                          "inside. Charge to \342\201\25020\302\240%\342\201\251.");
      fixture->scene.n_refusals = 1;
      ebb_fake_clock_advance_ms (fixture->clock, 5000);
      spoken_tell (fixture, EBB_SESSION_IDLE);
      spoken_assert_said (fixture, "");
    }
  fixture->scene.refusals = NULL;
  fixture->scene.n_refusals = 0;
}

/* While answers are missing the rest is no matter; while they are being given nothing is. */
static void
test_questions_are_said_alone (SpokenFixture *fixture, gconstpointer data)
{
  EbbRefusal refusals[] = { { .code = EBB_REFUSAL_SIDES },
                            { .code = EBB_REFUSAL_CONSULT, .value = EBB_QUESTION_VEINS } };

  fixture->scene.refusals = refusals;
  fixture->scene.n_refusals = 2;
  fixture->scene.is_asked = TRUE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture, "");
  fixture->scene.is_asked = FALSE;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture,
                      "Not with these answers. The veins of the legs. Makers of boots like these "
                      "say: do not use them with this until a doctor or nurse who knows you says "
                      "it is fine. This app cannot judge that.");
  ebb_fake_clock_advance_ms (fixture->clock, 5000);
  fixture->scene.n_refusals = 1;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  spoken_assert_said (fixture,
                      "Left and right are not set. The wrong leg could be squeezed. Do the leg "
                      "check.");
  fixture->scene.refusals = NULL;
  fixture->scene.n_refusals = 0;
}

/* Each needs an agreement of its own, and is heard in its turn; what is left is not said again. */
static void
test_each_answer_that_needs_an_agreement_is_said (SpokenFixture *fixture, gconstpointer data)
{
  EbbRefusal       refusals[] = { { .code = EBB_REFUSAL_CONSULT, .value = EBB_QUESTION_VEINS },
                                  { .code = EBB_REFUSAL_CONSULT, .value = EBB_QUESTION_BONES },
                                  { .code = EBB_REFUSAL_BLOCKED, .value = EBB_QUESTION_REMOVE } };
  g_autofree char *said = NULL;

  fixture->scene.refusals = refusals;
  fixture->scene.n_refusals = G_N_ELEMENTS (refusals);
  spoken_tell (fixture, EBB_SESSION_IDLE);
  ebb_fake_clock_advance_ms (fixture->clock, 10000);
  said = spoken_take_said (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const char *topic = ebb_question_words_topic ((EbbQuestion) refusals[i].value);

      g_assert_nonnull (strstr (said, topic));
    }
  fixture->scene.refusals = refusals + 1;
  fixture->scene.n_refusals = 1;
  spoken_tell (fixture, EBB_SESSION_IDLE);
  ebb_fake_clock_advance_ms (fixture->clock, 10000);
  spoken_assert_said (fixture, "");
  fixture->scene.refusals = NULL;
  fixture->scene.n_refusals = 0;
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                            \
  g_test_add (path, SpokenFixture, NULL, spoken_set_up, test, spoken_tear_down)
  ADD ("/ui/spoken/refusal-is-said-when-it-comes", test_refusal_is_said_when_it_comes);
  ADD ("/ui/spoken/questions-are-said-alone", test_questions_are_said_alone);
  ADD ("/ui/spoken/each-answer-that-needs-an-agreement-is-said",
       test_each_answer_that_needs_an_agreement_is_said);
#undef ADD
  return g_test_run ();
}
