/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "window-fixture.h"
#include "service-wearer.h"

#include "ebb-checks-group.h"
#include "ebb-date-box.h"
#include "ebb-extended-card.h"
#include "ebb-heading.h"
#include "ebb-question-words.h"
#include "ebb-questions-page.h"
#include "ebb-screening-page.h"
#include "ebb-style.h"

/* The questions in the window, over boots that say they move air. */

typedef struct
{
  WindowFixture window;
  const char   *heading; /* that is waited for */
} Asked;

static void
set_up_real (ServiceFixture *fixture, gconstpointer data)
{
  fixture->is_posing = TRUE;
  service_fixture_set_up (fixture, data);
}

static gboolean
is_heading_there (ServiceFixture *fixture)
{
  Asked *asked = fixture->user_data;

  return g_str_has_prefix (window_fixture_read_heading (&asked->window), asked->heading);
}

static void
wait_for (Asked *asked, const char *heading)
{
  asked->heading = heading;
  service_fixture_run_until (asked->window.service, is_heading_there, 10000);
}

static gboolean
is_ready_page (ServiceFixture *fixture)
{
  Asked *asked = fixture->user_data;

  return window_fixture_find (&asked->window, EBB_TYPE_CHECKS_GROUP) != NULL;
}

static void
open_window (Asked *asked, ServiceFixture *fixture)
{
  service_fixture_take_boots (fixture);
  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&asked->window, fixture);
  fixture->user_data = asked;
}

static void
press (Asked *asked, const char *choice)
{
  window_fixture_click_mnemonic (&asked->window, choice);
}

static void
go_on (Asked *asked)
{
  window_fixture_click_mnemonic (&asked->window, "Ne_xt");
}

static void
wait_for_question (Asked *asked, EbbQuestion question)
{
  wait_for (asked, ebb_question_words_ask (question));
}

static void
type (GtkWidget *box, const char *field, const char *text)
{
  GObject *entry = gtk_widget_get_template_child (box, EBB_TYPE_DATE_BOX, field);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
enter_born (Asked *asked, const char *month, const char *year)
{
  GtkWidget *box = window_fixture_find (&asked->window, EBB_TYPE_DATE_BOX);

  type (box, "month_entry", month);
  type (box, "year_entry", year);
}

/* No to all from @first on, and forty years. */
static void
deny_from (Asked *asked, EbbQuestion first)
{
  for (guint question = first; question < EBB_N_QUESTIONS; question++)
    {
      wait_for_question (asked, (EbbQuestion) question);
      if (question == EBB_QUESTION_AGE)
        enter_born (asked, "3", "1986");
      else
        press (asked, "_No");
      go_on (asked);
    }
}

static void
test_answered_questions_lead_to_start (ServiceFixture *fixture, gconstpointer data)
{
  Asked asked = { .heading = NULL };

  open_window (&asked, fixture);
  wait_for (&asked, "A few questions first");
  g_assert_null (window_fixture_find (&asked.window, EBB_TYPE_CHECKS_GROUP));
  window_fixture_click (&asked.window, "Answer Questions");
  g_assert_true (window_fixture_is_on (&asked.window, "questions"));
  deny_from (&asked, EBB_QUESTION_CLOT_NOW);
  wait_for (&asked, "Allowed by your answers");
  g_assert_true (window_fixture_says (&asked.window, "Pressure up to"));
  g_assert_true (window_fixture_says (&asked.window, "Both legs, all zones"));
  g_assert_true (window_fixture_says (&asked.window, "Extended: up to"));
  window_fixture_click_mnemonic (&asked.window, "_Done");
  service_fixture_run_until (fixture, is_ready_page, 10000);
  window_fixture_close (&asked.window);
}

/* Nothing is chosen beforehand, and nothing goes on without an answer; back keeps what was said. */
static void
test_nothing_is_preselected (ServiceFixture *fixture, gconstpointer data)
{
  Asked      asked = { .heading = NULL };
  GtkWidget *focus;

  open_window (&asked, fixture);
  wait_for (&asked, "A few questions first");
  window_fixture_click (&asked.window, "Answer Questions");
  wait_for_question (&asked, EBB_QUESTION_CLOT_NOW);
  focus = gtk_window_get_focus (GTK_WINDOW (asked.window.window));
  g_assert_false (GTK_IS_BUTTON (focus));
  g_assert_null (window_fixture_find_chosen (&asked.window));
  g_assert_false (window_fixture_says (&asked.window, "No limit comes from this answer"));
  press (&asked, "_No");
  g_assert_true (window_fixture_says (&asked.window, "No limit comes from this answer"));
  go_on (&asked);
  wait_for_question (&asked, EBB_QUESTION_CLOT_PAST);
  g_assert_null (window_fixture_find_chosen (&asked.window));
  press (&asked, "I am not _sure");
  g_assert_true (window_fixture_says (&asked.window, "A doctor or nurse has to agree first"));
  window_fixture_click_mnemonic (&asked.window, "_Back");
  wait_for_question (&asked, EBB_QUESTION_CLOT_NOW);
  g_assert_nonnull (window_fixture_find_chosen (&asked.window));
  window_fixture_click_mnemonic (&asked.window, "Finish La_ter");
  wait_for (&asked, "A few questions first");
  g_assert_true (service_fixture_is_refused (fixture, EBB_REFUSAL_UNANSWERED));
  window_fixture_close (&asked.window);
}

/* The urgent text stands alone, on the page of the question and where Start would be. */
static void
test_urgent_text_stands_alone (ServiceFixture *fixture, gconstpointer data)
{
  Asked asked = { .heading = NULL };

  open_window (&asked, fixture);
  wait_for (&asked, "A few questions first");
  window_fixture_click (&asked.window, "Answer Questions");
  wait_for_question (&asked, EBB_QUESTION_CLOT_NOW);
  press (&asked, "_Yes");
  wait_for (&asked, "These can be signs of a blood clot.");
  g_assert_null (window_fixture_find (&asked.window, GTK_TYPE_TOGGLE_BUTTON));
  g_assert_null (window_fixture_find (&asked.window, GTK_TYPE_LIST_BOX));
  gtk_widget_activate_action (asked.window.window, "win.back", NULL);
  g_assert_true (window_fixture_is_on (&asked.window, "root"));
  wait_for (&asked, "These can be signs of a blood clot.");
  g_assert_false (window_fixture_says (&asked.window, "A few questions"));
  window_fixture_close (&asked.window);
}

static void
test_agreement_is_said_where_start_would_be (ServiceFixture *fixture, gconstpointer data)
{
  Asked asked = { .heading = NULL };

  open_window (&asked, fixture);
  wait_for (&asked, "A few questions first");
  window_fixture_click (&asked.window, "Answer Questions");
  wait_for_question (&asked, EBB_QUESTION_CLOT_NOW);
  press (&asked, "_No");
  go_on (&asked);
  wait_for_question (&asked, EBB_QUESTION_CLOT_PAST);
  press (&asked, "_Yes");
  go_on (&asked);
  deny_from (&asked, EBB_QUESTION_ARTERY);
  wait_for (&asked, "Not with these answers");
  window_fixture_click_mnemonic (&asked.window, "_Done");
  g_assert_true (window_fixture_is_on (&asked.window, "root"));
  wait_for (&asked, "Not with these answers");
  g_assert_true (window_fixture_says (&asked.window, "A blood clot in the past"));
  gtk_widget_activate_action (asked.window.window, "questions.agree", "i",
                              (int) EBB_QUESTION_CLOT_PAST);
  service_fixture_run_until (fixture, is_ready_page, 10000);
  window_fixture_close (&asked.window);
}

static void
test_answers_can_be_read_and_changed (ServiceFixture *fixture, gconstpointer data)
{
  Asked asked = { .heading = NULL };

  open_window (&asked, fixture);
  wait_for (&asked, "A few questions first");
  gtk_widget_activate_action (asked.window.window, "questions.show", NULL);
  g_assert_true (window_fixture_is_on (&asked.window, "answers"));
  wait_for (&asked, "No answers yet");
  window_fixture_click (&asked.window, "Answer Questions");
  deny_from (&asked, EBB_QUESTION_CLOT_NOW);
  wait_for (&asked, "Allowed by your answers");
  window_fixture_click_mnemonic (&asked.window, "_Done");
  g_assert_true (window_fixture_is_on (&asked.window, "answers"));
  gtk_widget_activate_action (asked.window.window, "questions.change", "i",
                              (int) EBB_QUESTION_FEELING);
  wait_for_question (&asked, EBB_QUESTION_FEELING);
  g_assert_true (window_fixture_says (&asked.window, "What you said on "));
  press (&asked, "_Yes");
  g_assert_true (window_fixture_says (&asked.window, "Heat stays off"));
  go_on (&asked);
  wait_for (&asked, "Not with these answers");
  window_fixture_click_mnemonic (&asked.window, "_Done");
  wait_for (&asked, "Not with these answers");
  g_assert_true (window_fixture_says (&asked.window, "Reduced feeling in the legs"));
  window_fixture_close (&asked.window);
}

static gboolean
is_extended_card_there (ServiceFixture *fixture)
{
  Asked *asked = fixture->user_data;

  return window_fixture_find (&asked->window, EBB_TYPE_EXTENDED_CARD) != NULL;
}

static gboolean
is_acknowledged (ServiceFixture *fixture)
{
  const EbbAnswers *kept = ebb_wearer_get_answers (ebb_core_get_wearer (fixture->core));

  return kept != NULL && kept->extended_acknowledged_s > 0;
}

/* Where nothing else is wanting, and nowhere before; then its day stands there. */
static void
test_more_is_acknowledged_where_it_can_be (ServiceFixture *fixture, gconstpointer data)
{
  Asked asked = { .heading = NULL };

  open_window (&asked, fixture);
  wait_for (&asked, "A few questions first");
  gtk_widget_activate_action (asked.window.window, "questions.show", NULL);
  wait_for (&asked, "No answers yet");
  window_fixture_click (&asked.window, "Answer Questions");
  deny_from (&asked, EBB_QUESTION_CLOT_NOW);
  wait_for (&asked, "Allowed by your answers");
  g_assert_false (is_extended_card_there (fixture));
  service_wearer_have_had_three (fixture);
  service_fixture_run_until (fixture, is_extended_card_there, 10000);
  window_fixture_click_mnemonic (&asked.window, "_Done");
  g_assert_true (window_fixture_is_on (&asked.window, "answers"));
  service_fixture_run_until (fixture, is_extended_card_there, 10000);
  g_assert_true (window_fixture_says (&asked.window, "What more than "));
  window_fixture_click (&asked.window, "I Understand");
  service_fixture_run_until (fixture, is_acknowledged, 10000);
  g_assert_false (is_extended_card_there (fixture));
  g_assert_true (EBB_IS_HEADING (gtk_window_get_focus (GTK_WINDOW (asked.window.window))));
  g_assert_true (window_fixture_says (&asked.window, "With the extended limit"));
  g_assert_true (window_fixture_says (&asked.window,
                                      "Only on boots that soon stop by themselves and obey none "
                                      "but this computer. You said on "));
  window_fixture_close (&asked.window);
}

/* The window asks what the file asks; an age is no sentence of it. */
static void
test_window_asks_what_the_file_asks (ServiceFixture *fixture, gconstpointer data)
{
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      if (i != EBB_QUESTION_AGE)
        g_assert_cmpstr (ebb_question_words_ask ((EbbQuestion) i), ==, fixture->screening.ask[i]);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
#define ADD(path, test)                                                                            \
  g_test_add (path, ServiceFixture, NULL, set_up_real, test, service_fixture_tear_down)
  ADD ("/safety/H22/answered-questions-lead-to-start", test_answered_questions_lead_to_start);
  ADD ("/ui/window-questions/nothing-is-preselected", test_nothing_is_preselected);
  ADD ("/safety/H22/urgent-text-stands-alone", test_urgent_text_stands_alone);
  ADD ("/safety/H22/agreement-is-said-where-start-would-be",
       test_agreement_is_said_where_start_would_be);
  ADD ("/ui/window-questions/answers-can-be-read-and-changed",
       test_answers_can_be_read_and_changed);
  ADD ("/ui/window-questions/more-is-acknowledged-where-it-can-be",
       test_more_is_acknowledged_where_it_can_be);
  ADD ("/ui/window-questions/window-asks-what-the-file-asks", test_window_asks_what_the_file_asks);
#undef ADD
  return g_test_run ();
}
