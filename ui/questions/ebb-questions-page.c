/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-questions-page.h"

#include <glib/gi18n.h>

#include "ebb-allowance-words.h"
#include "ebb-date-box.h"
#include "ebb-extended-card.h"
#include "ebb-heading.h"
#include "ebb-question-words.h"
#include "ebb-questionnaire-own.h"
#include "ebb-words.h"

#define N_CHOICES 3

struct _EbbQuestionsPage
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkStack        *stack;
  GtkWidget       *asking_page;
  GtkWidget       *urgent_page;
  GtkWidget       *done_page;
  GtkWidget       *progress_label;
  GtkWidget       *progress_bar;
  GtkWidget       *later_button;
  GtkWidget       *widening_label;
  GtkWidget       *error_label;
  EbbHeading      *heading;
  GtkWidget       *earlier_label;
  GtkWidget       *why_label;
  GtkWidget       *choices_box;
  GtkWidget       *choices[N_CHOICES];
  GtkWidget       *choice_labels[N_CHOICES];
  GtkWidget       *choice_notes[N_CHOICES];
  EbbDateBox      *date_box;
  GtkWidget       *changes_box;
  GtkListBox      *changes_list;
  GtkWidget       *next_button;
  EbbHeading      *urgent_heading;
  EbbHeading      *done_heading;
  GtkWidget       *done_label;
  GtkWidget       *done_error_label;
  GtkListBox      *allowed_list;
  EbbExtendedCard *extended_card;

  /* borrowed */
  const EbbScreening *screening; /* from the first question on */

  /* state */
  EbbAsking   asking; /* as shown, as the next */
  EbbQuestion question;
  gint64      now_s;
  gboolean    is_showing;
};

G_DEFINE_FINAL_TYPE (EbbQuestionsPage, ebb_questions_page, ADW_TYPE_BIN)

/* The answers, or the legs, that the choices stand for. */
static const EbbAnswer said[N_CHOICES] = { EBB_ANSWER_YES, EBB_ANSWER_NO, EBB_ANSWER_UNSURE };
static const EbbLegs   legs[N_CHOICES] = { EBB_LEGS_LEFT, EBB_LEGS_RIGHT, EBB_LEGS_BOTH };

static void
choice_toggled_cb (EbbQuestionsPage *self, GtkToggleButton *button)
{
  if (self->is_showing || !gtk_toggle_button_get_active (button))
    return;
  for (int i = 0; i < N_CHOICES; i++)
    {
      if (self->choices[i] != GTK_WIDGET (button))
        continue;
      if (self->asking == EBB_ASKING_LEGS)
        gtk_widget_activate_action (GTK_WIDGET (self), "questions.legs", "i", (int) legs[i]);
      else
        gtk_widget_activate_action (GTK_WIDGET (self), "questions.say", "i", (int) said[i]);
    }
}

static gboolean
asks_for_date (EbbAsking asking)
{
  return asking == EBB_ASKING_AGE || asking == EBB_ASKING_DUE;
}

/* What is in the fields can be meant. */
static gboolean
is_date_possible (EbbQuestionsPage *self)
{
  if (self->asking == EBB_ASKING_AGE)
    return ebb_born_is_possible (ebb_date_box_get_month (self->date_box), self->now_s);
  return ebb_questionnaire_is_due_possible (ebb_date_box_get_day_s (self->date_box), self->now_s);
}

static void
show_date_changes (EbbQuestionsPage *self)
{
  gboolean is_possible = is_date_possible (self);
  int      born_month = ebb_date_box_get_month (self->date_box);
  int      years = EBB_AGE_UNKNOWN;
  g_autoptr (GArray) facts = NULL;

  if (self->asking == EBB_ASKING_AGE && is_possible)
    years = ebb_born_get_oldest_years (born_month, self->now_s);
  /* In the month of the 18th birthday the younger of both ages counts. */
  if (years == EBB_ADULT_YEARS)
    years = ebb_born_get_youngest_years (born_month, self->now_s);
  facts = ebb_allowance_words_list_age (self->screening, years);
  ebb_facts_show (facts, self->changes_list);
  gtk_widget_set_visible (self->changes_box, facts->len > 0);
  gtk_widget_set_sensitive (self->next_button, is_possible);
  ebb_date_box_judge (self->date_box, is_possible);
}

/* Half a date is one, too: it is taken when it is gone on from. */
static void
date_changed_cb (EbbQuestionsPage *self)
{
  if (!self->is_showing)
    show_date_changes (self);
}

static void
next_cb (EbbQuestionsPage *self)
{
  if (asks_for_date (self->asking) && !is_date_possible (self))
    return;
  if (self->asking == EBB_ASKING_AGE)
    gtk_widget_activate_action (GTK_WIDGET (self), "questions.born", "i",
                                ebb_date_box_get_month (self->date_box));
  else if (self->asking == EBB_ASKING_DUE)
    gtk_widget_activate_action (GTK_WIDGET (self), "questions.due", "x",
                                ebb_date_box_get_day_s (self->date_box));
  gtk_widget_activate_action (GTK_WIDGET (self), "questions.next", NULL);
}

static void
bind_choices (GtkWidgetClass *widget_class)
{
  static const char *const names[][N_CHOICES] = {
    { "choice_0", "choice_1", "choice_2" },
    { "choice_label_0", "choice_label_1", "choice_label_2" },
    { "choice_note_0", "choice_note_1", "choice_note_2" },
  };
  const gssize offsets[] = {
    G_STRUCT_OFFSET (EbbQuestionsPage, choices),
    G_STRUCT_OFFSET (EbbQuestionsPage, choice_labels),
    G_STRUCT_OFFSET (EbbQuestionsPage, choice_notes),
  };

  for (gsize kind = 0; kind < G_N_ELEMENTS (names); kind++)
    for (int i = 0; i < N_CHOICES; i++)
      gtk_widget_class_bind_template_child_full (widget_class, names[kind][i], FALSE,
                                                 offsets[kind] + i * (gssize) sizeof (GtkWidget *));
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  bind_choices (widget_class);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, asking_page);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, urgent_page);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, done_page);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, later_button);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, widening_label);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, earlier_label);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, why_label);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, choices_box);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, date_box);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, changes_box);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, changes_list);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, urgent_heading);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, done_heading);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, done_label);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, done_error_label);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, allowed_list);
  gtk_widget_class_bind_template_child (widget_class, EbbQuestionsPage, extended_card);
}

static void
ebb_questions_page_class_init (EbbQuestionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_DATE_BOX);
  g_type_ensure (EBB_TYPE_EXTENDED_CARD);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/questions/ebb-questions-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choice_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
ebb_questions_page_init (EbbQuestionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* ---- what is said ---- */

static const char *
say_choice (EbbAsking asking, int i)
{
  static const char *const of_legs[] = {
    NC_ ("safety", "_Left"),
    NC_ ("safety", "_Right"),
    NC_ ("safety", "B_oth, or I am not sure"),
  };
  static const char *const of_answers[] = {
    NC_ ("safety", "_Yes"),
    NC_ ("safety", "_No"),
    NC_ ("safety", "I am not _sure"),
  };

  return g_dpgettext2 (NULL, "safety", asking == EBB_ASKING_LEGS ? of_legs[i] : of_answers[i]);
}

static const char *
say_choice_note (EbbAsking asking, int i)
{
  if (asking == EBB_ASKING_LEGS || said[i] != EBB_ANSWER_UNSURE)
    return "";
  return asking == EBB_ASKING_HELPER ? C_ ("safety", "Counts as no")
                                     : C_ ("safety", "Counts as yes");
}

/* What was said the last time, and when, to the question itself. */
static char *
dup_earlier (const EbbQuestionsScene *scene)
{
  g_autofree char *day = NULL;
  g_autofree char *answer = NULL;

  if (scene->earlier == NULL
      || (scene->asking != EBB_ASKING_QUESTION && scene->asking != EBB_ASKING_AGE))
    return g_strdup ("");
  day = ebb_words_day (scene->earlier->answered_s * G_USEC_PER_SEC);
  answer = ebb_question_words_dup_said (scene->earlier, scene->question);
  /* Translators: a day and an answer, as in "22 November 2026: No". */
  return g_strdup_printf (C_ ("safety", "What you said on %s: %s"), day, answer);
}

static char *
dup_progress (const EbbQuestionsScene *scene)
{
  if (scene->is_single)
    return g_strdup (C_ ("safety", "Change one answer"));
  /* Translators: two numbers, as in "Question 7 of 16". */
  return g_strdup_printf (C_ ("safety", "Question %d of %d"), (int) scene->question + 1,
                          EBB_N_QUESTIONS);
}

/* ---- what is shown ---- */

static void
show_label (GtkWidget *label, const char *words)
{
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_widget_set_visible (label, words[0] != '\0');
}

static gboolean
is_chosen (const EbbQuestionsScene *scene, int i)
{
  switch (scene->asking)
    {
    case EBB_ASKING_LEGS:
      return scene->answers->skin_legs == legs[i];
    case EBB_ASKING_FEVER:
      return scene->fever == said[i];
    case EBB_ASKING_HELPER:
      return scene->helper == said[i];
    default:
      return scene->answers->answer[scene->question] == said[i];
    }
}

static void
show_choices (EbbQuestionsPage *self, const EbbQuestionsScene *scene)
{
  for (int i = 0; i < N_CHOICES; i++)
    {
      const char *note = say_choice_note (scene->asking, i);

      gtk_label_set_label (GTK_LABEL (self->choice_labels[i]), say_choice (scene->asking, i));
      show_label (self->choice_notes[i], note);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices[i]),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->choices[i]), is_chosen (scene, i));
    }
}

static void
show_changes (EbbQuestionsPage *self, const EbbQuestionsScene *scene)
{
  g_autoptr (GArray) facts = NULL;

  if (scene->asking == EBB_ASKING_QUESTION)
    facts = ebb_allowance_words_list_changes (&scene->screening->effect[scene->question],
                                              scene->answers->answer[scene->question]);
  else
    facts =
        ebb_allowance_words_list_part (scene->asking, scene->answers, scene->fever, scene->helper);
  ebb_facts_show (facts, self->changes_list);
  gtk_widget_set_visible (self->changes_box, facts->len > 0);
}

/* What is being typed is left alone. */
static void
show_date (EbbQuestionsPage *self, const EbbQuestionsScene *scene, gboolean is_new)
{
  if (is_new && scene->asking == EBB_ASKING_AGE)
    ebb_date_box_show_month (self->date_box, scene->answers->born_month);
  else if (is_new && scene->asking == EBB_ASKING_DUE)
    ebb_date_box_show_day (self->date_box, scene->answers->due_s);
}

/* Why it is not kept, in English, for those who look after it. */
static char *
dup_error (const EbbQuestionsScene *scene)
{
  if (scene->error == NULL)
    return g_strdup ("");
  /* Translators: an English clause that says why. */
  return g_strdup_printf (C_ ("safety",
                              "Your answers could not be kept, so boots that move air are not "
                              "started. Look whether the disk is full, then answer "
                              "again. %s"),
                          scene->error);
}

static void
show_asking (EbbQuestionsPage *self, const EbbQuestionsScene *scene, gboolean is_new)
{
  gboolean         is_date = asks_for_date (scene->asking);
  g_autofree char *progress = dup_progress (scene);
  g_autofree char *earlier = dup_earlier (scene);
  g_autofree char *error = dup_error (scene);

  show_label (self->progress_label, progress);
  gtk_widget_set_visible (self->progress_bar, !scene->is_single);
  gtk_widget_set_visible (self->later_button, !scene->is_single);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar),
                                 (double) (scene->question + 1) / EBB_N_QUESTIONS);
  show_label (self->widening_label,
              scene->is_widening
                  ? C_ ("safety", "Your new answer would allow more. That counts when all "
                                  "questions are answered again.")
                  : "");
  show_label (self->error_label, error);
  ebb_heading_set_label (self->heading,
                         ebb_question_words_part_ask (scene->asking, scene->question));
  show_label (self->earlier_label, earlier);
  gtk_label_set_label (GTK_LABEL (self->why_label),
                       ebb_question_words_part_why (scene->asking, scene->question));
  gtk_widget_set_visible (self->choices_box, !is_date);
  gtk_widget_set_visible (GTK_WIDGET (self->date_box), is_date);
  show_choices (self, scene);
  show_date (self, scene, is_new);
  gtk_widget_set_sensitive (self->next_button, scene->can_go_on);
  if (is_date)
    show_date_changes (self);
  else
    show_changes (self, scene);
}

static void
show_done (EbbQuestionsPage *self, const EbbQuestionsScene *scene)
{
  g_autofree char *error = dup_error (scene);
  g_autoptr (GArray) facts = NULL;

  show_label (self->done_error_label, error);
  ebb_extended_card_show (self->extended_card, scene->allowance);
  if (scene->allowance == NULL)
    {
      ebb_heading_set_label (self->done_heading, C_ ("safety", "Your answers can not be read"));
      show_label (self->done_label, C_ ("safety", "Nothing is started without them."));
      gtk_widget_set_visible (GTK_WIDGET (self->allowed_list), FALSE);
      return;
    }
  facts = ebb_allowance_words_list (scene->allowance);
  ebb_heading_set_label (self->done_heading, ebb_allowance_words_title (scene->allowance));
  show_label (self->done_label,
              scene->allowance->is_allowed ? C_ (
                  "safety", "Boots and programs may allow less. Stop whenever it feels wrong.")
                                           : "");
  ebb_facts_show (facts, self->allowed_list);
}

/* GTK 4.8 tells assistive technology of the children that are not seen, too. */
static void
present_child (EbbQuestionsPage *self, GtkWidget *child)
{
  GtkWidget *all[] = { self->asking_page, self->urgent_page, self->done_page };

  gtk_stack_set_visible_child (self->stack, child);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_accessible_update_state (GTK_ACCESSIBLE (all[i]), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 child != all[i], -1);
}

/**
 * ebb_questions_page_focus_heading:
 *
 * Each question is read out, and no press of a key answers the next one by mistake.
 */
void
ebb_questions_page_focus_heading (EbbQuestionsPage *self)
{
  EbbHeading *heading;

  g_return_if_fail (EBB_IS_QUESTIONS_PAGE (self));

  heading = self->heading;
  if (self->asking == EBB_ASKING_URGENT)
    heading = self->urgent_heading;
  else if (self->asking == EBB_ASKING_DONE)
    heading = self->done_heading;
  gtk_widget_grab_focus (GTK_WIDGET (heading));
}

/**
 * ebb_questions_page_show:
 *
 * What is asked, or what comes of it.
 */
void
ebb_questions_page_show (EbbQuestionsPage *self, const EbbQuestionsScene *scene)
{
  gboolean   is_new;
  GtkWidget *child = self->asking_page;

  g_return_if_fail (EBB_IS_QUESTIONS_PAGE (self));

  if (scene->asking == EBB_ASKING_NOTHING)
    {
      self->asking = EBB_ASKING_NOTHING;
      return;
    }
  is_new = self->asking != scene->asking || self->question != scene->question;
  self->asking = scene->asking;
  self->question = scene->question;
  self->screening = scene->screening;
  self->now_s = scene->now_s;
  self->is_showing = TRUE;
  if (scene->asking == EBB_ASKING_URGENT)
    child = self->urgent_page;
  else if (scene->asking == EBB_ASKING_DONE)
    child = self->done_page;
  ebb_heading_set_label (self->urgent_heading,
                         C_ ("safety", "These can be signs of a blood clot. Do not use the boots "
                                       "or massage the leg. Get medical help now (your local "
                                       "emergency number)."));
  if (child == self->done_page)
    show_done (self, scene);
  else if (child == self->asking_page)
    show_asking (self, scene, is_new);
  present_child (self, child);
  self->is_showing = FALSE;
  if (is_new)
    ebb_questions_page_focus_heading (self);
}
