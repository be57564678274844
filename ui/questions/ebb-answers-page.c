/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-answers-page.h"

#include <glib/gi18n.h>

#include "ebb-allowance-words.h"
#include "ebb-extended-card.h"
#include "ebb-heading.h"
#include "ebb-question-words.h"
#include "ebb-words.h"

struct _EbbAnswersPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbHeading      *heading;
  GtkWidget       *lead_label;
  GtkListBox      *allowed_list;
  EbbExtendedCard *extended_card;
  GtkWidget       *answers_box;
  GtkListBox      *answers_list;
  GtkWidget       *begin_button;
  GtkWidget       *anew_button;

  /* owned by the list */
  GtkWidget *rows[EBB_N_QUESTIONS];
};

G_DEFINE_FINAL_TYPE (EbbAnswersPage, ebb_answers_page, ADW_TYPE_BIN)

static void
ebb_answers_page_class_init (EbbAnswersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_EXTENDED_CARD);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/questions/ebb-answers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, heading);
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, lead_label);
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, allowed_list);
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, extended_card);
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, answers_box);
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, answers_list);
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, begin_button);
  gtk_widget_class_bind_template_child (widget_class, EbbAnswersPage, anew_button);
}

/* Made once: an answer that changes leaves the focus where it is. */
static GtkWidget *
make_row (EbbQuestion question)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ebb_question_words_ask (question));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "questions.change");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "i", (int) question);
  return row;
}

static void
ebb_answers_page_init (EbbAnswersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      self->rows[i] = make_row ((EbbQuestion) i);
      gtk_list_box_append (self->answers_list, self->rows[i]);
    }
}

/* The answer, then the day on which a professional agreed to it. */
static char *
dup_subtitle (const EbbAnswers *answers, EbbQuestion question)
{
  g_autofree char *answer = ebb_question_words_dup_said (answers, question);
  g_autofree char *day = NULL;

  if (answers->agreed_s[question] == 0)
    return g_steal_pointer (&answer);
  day = ebb_words_day (answers->agreed_s[question] * G_USEC_PER_SEC);
  /* Translators: an answer, then a day, as in "Yes. A doctor or nurse agreed: 22 November 2026". */
  return g_strdup_printf (C_ ("safety", "%s. A doctor or nurse agreed: %s"), answer, day);
}

static void
show_answers (EbbAnswersPage *self, const EbbAnswers *answers)
{
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      g_autofree char *subtitle = dup_subtitle (answers, (EbbQuestion) i);

      if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (self->rows[i])), subtitle) != 0)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[i]), subtitle);
    }
}

static void
show_lead (EbbAnswersPage *self, const EbbAnswers *answers)
{
  g_autofree char *day = ebb_words_day (answers->answered_s * G_USEC_PER_SEC);
  /* Translators: a day, as in "Answered on 22 November 2026." */
  g_autofree char *lead = g_strdup_printf (
      C_ ("safety",
          "Answered on %s. All answers bear this day, one that became stricter since, too. "
          "An answer that would allow more counts only when all questions are answered "
          "again."),
      day);

  gtk_label_set_label (GTK_LABEL (self->lead_label), lead);
}

/* Why there is nothing to show. */
static const char *
say_nothing (const EbbAnswers *answers, EbbWearerState state)
{
  if (state != EBB_WEARER_KNOWN)
    return C_ ("safety", "Your answers can not be read");
  return answers != NULL ? C_ ("safety", "Your answers could not be kept")
                         : C_ ("safety", "No answers yet");
}

static const char *
say_what_to_do (const EbbAnswers *answers, EbbWearerState state)
{
  if (state != EBB_WEARER_KNOWN)
    return C_ ("safety", "Boots that move air are not started without them. Make room on the disk, "
                         "or put back a copy of the history; then start Ebb again.");
  return answers != NULL
             ? C_ ("safety",
                   "Boots that move air are not started before they are. Look whether the "
                   "disk is full, then answer again.")
             : C_ ("safety",
                   "Boots that move air are started only when the questions are answered. "
                   "Simulated boots need no answers.");
}

/**
 * ebb_answers_page_show:
 *
 * What is allowed now, and each answer.
 */
void
ebb_answers_page_show (EbbAnswersPage     *self,
                       const EbbAnswers   *answers,
                       const EbbAllowance *allowance,
                       EbbWearerState      state)
{
  gboolean is_there = answers != NULL && allowance != NULL;
  g_autoptr (GArray) facts = is_there ? ebb_allowance_words_list (allowance) : ebb_facts_new ();

  g_return_if_fail (EBB_IS_ANSWERS_PAGE (self));

  ebb_heading_set_label (self->heading, is_there ? ebb_allowance_words_title (allowance)
                                                 : say_nothing (answers, state));
  ebb_facts_show (facts, self->allowed_list);
  ebb_extended_card_show (self->extended_card, is_there ? allowance : NULL);
  gtk_widget_set_visible (self->answers_box, is_there);
  gtk_widget_set_visible (self->begin_button,
                          is_there ? allowance->unanswered != 0 : state == EBB_WEARER_KNOWN);
  gtk_widget_set_visible (self->anew_button, is_there);
  if (is_there)
    {
      show_answers (self, answers);
      show_lead (self, answers);
    }
  else
    gtk_label_set_label (GTK_LABEL (self->lead_label), say_what_to_do (answers, state));
}

/**
 * ebb_answers_page_focus_heading:
 *
 * What is allowed now is read out, and no key presses anything.
 */
void
ebb_answers_page_focus_heading (EbbAnswersPage *self)
{
  g_return_if_fail (EBB_IS_ANSWERS_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->heading));
}
