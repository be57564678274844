/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "service-wearer.h"

static void
result_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer kept)
{
  *(GAsyncResult **) kept = g_object_ref (result);
}

void
service_wearer_have_had (ServiceFixture *fixture, const char *id, gint64 ended_ago_s, guint run_s)
{
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();
  gint64 ended_us =
      ebb_clock_get_wall_us (EBB_CLOCK (fixture->clock)) - ended_ago_s * G_USEC_PER_SEC;

  record->id = g_strdup (id);
  record->started_wall_us = ended_us - (gint64) run_s * G_USEC_PER_SEC;
  record->ended_wall_us = ended_us;
  record->planned_s = record->run_s = run_s;
  record->legs = EBB_LEGS_BOTH;
  record->end = EBB_END_BY_COMPLETE;
  record->is_vented_confirmed = TRUE;
  record->is_warm = FALSE;
  ebb_store_close_session_async (fixture->store, record, NULL, NULL, NULL);
  ebb_store_flush (fixture->store);
}

void
service_wearer_have_had_three (ServiceFixture *fixture)
{
  service_wearer_have_had (fixture, "a", 30 * 3600, 600);
  service_wearer_have_had (fixture, "b", 40 * 3600, 600);
  service_wearer_have_had (fixture, "c", 50 * 3600, 600);
  ebb_wearer_look (ebb_core_get_wearer (fixture->core));
}

EbbAnswers
service_wearer_make_answers (ServiceFixture *fixture)
{
  EbbAnswers answers;

  ebb_answers_init (&answers);
  answers.revision = fixture->screening.revision;
  answers.answered_s = ebb_clock_get_wall_us (EBB_CLOCK (fixture->clock)) / G_USEC_PER_SEC - 3600;
  answers.age_years = answers.answered_age_years = 40;
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    answers.answer[i] = EBB_ANSWER_NO;
  return answers;
}

void
service_wearer_answer (ServiceFixture *fixture, const EbbAnswers *answers)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EbbWearer *wearer = ebb_core_get_wearer (fixture->core);

  ebb_wearer_save_answers_async (wearer, answers, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (ebb_wearer_save_answers_finish (wearer, result, &error));
  service_fixture_run_for (fixture, 200);
}
