/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-questions-section.h"

#include <glib/gi18n.h>

#include "ebb-answers-page.h"

struct _EbbQuestionsSection
{
  GObject parent_instance;

  /* owned */
  EbbCore *core;

  /* borrowed: of widgets that go before the section does */
  EbbQuestionsPage *questions_page; /* (nullable): was not made yet, as the next */
  EbbAnswersPage   *answers_page;
};

enum
{
  SIGNAL_PUSH,
  SIGNAL_POP,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbQuestionsSection, ebb_questions_section, G_TYPE_OBJECT)

static EbbQuestionnaire *
get_questionnaire (EbbQuestionsSection *self)
{
  return ebb_core_get_questionnaire (self->core);
}

static void
ebb_questions_section_dispose (GObject *object)
{
  g_clear_object (&EBB_QUESTIONS_SECTION (object)->core);
  G_OBJECT_CLASS (ebb_questions_section_parent_class)->dispose (object);
}

static void
ebb_questions_section_class_init (EbbQuestionsSectionClass *klass)
{
  GType type = EBB_TYPE_QUESTIONS_SECTION;

  G_OBJECT_CLASS (klass)->dispose = ebb_questions_section_dispose;
  signals[SIGNAL_PUSH] = g_signal_new ("push", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_POP] =
      g_signal_new ("pop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_questions_section_init (EbbQuestionsSection *self)
{
}

/* ---- what is shown ---- */

static void
show_questions (EbbQuestionsSection *self)
{
  EbbQuestionnaire *asked = get_questionnaire (self);
  EbbAllowance      allowance;
  gboolean          is_known = ebb_questionnaire_describe (asked, &allowance);
  EbbQuestionsScene scene = {
    .asking = ebb_questionnaire_get_asking (asked),
    .question = ebb_questionnaire_get_question (asked),
    .screening = ebb_wearer_get_screening (ebb_core_get_wearer (self->core)),
    .answers = ebb_questionnaire_get_answers (asked),
    .earlier = ebb_questionnaire_get_earlier (asked),
    .fever = ebb_questionnaire_get_fever (asked),
    .helper = ebb_questionnaire_get_helper (asked),
    .now_s = ebb_questionnaire_get_now_s (asked),
    .is_single = ebb_questionnaire_is_single (asked),
    .is_widening = ebb_questionnaire_is_widening (asked),
    .can_go_on = ebb_questionnaire_can_go_on (asked),
    .error = ebb_questionnaire_get_error (asked),
    .allowance = is_known ? &allowance : NULL,
  };

  if (self->questions_page == NULL)
    return;
  ebb_questions_page_show (self->questions_page, &scene);
}

static void
show_answers (EbbQuestionsSection *self)
{
  EbbAllowance allowance;
  gboolean     is_known = ebb_questionnaire_describe (get_questionnaire (self), &allowance);

  if (self->answers_page != NULL)
    ebb_answers_page_show (
        self->answers_page, ebb_wearer_get_answers (ebb_core_get_wearer (self->core)),
        is_known ? &allowance : NULL, ebb_wearer_get_state (ebb_core_get_wearer (self->core)));
}

static void
refresh (EbbQuestionsSection *self)
{
  if (self->core == NULL)
    return;
  show_questions (self);
  show_answers (self);
}

/**
 * ebb_questions_section_new:
 *
 * Returns: (transfer full): a section over @core
 */
EbbQuestionsSection *
ebb_questions_section_new (EbbCore *core)
{
  EbbQuestionsSection *self = g_object_new (EBB_TYPE_QUESTIONS_SECTION, NULL);

  self->core = g_object_ref (core);
  g_signal_connect_object (get_questionnaire (self), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* ---- what buttons do ---- */

static void
push (EbbQuestionsSection *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_PUSH], 0, name);
}

/* A page that comes gives the focus to its first button. */
static void
open_questions (EbbQuestionsSection *self)
{
  push (self, "questions");
  if (self->questions_page != NULL)
    ebb_questions_page_focus_heading (self->questions_page);
}

static void
begin_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbQuestionsSection *self = user_data;
  gboolean             is_anew = g_str_equal (g_action_get_name (G_ACTION (action)), "begin-anew");

  if (is_anew ? ebb_questionnaire_begin_anew (get_questionnaire (self))
              : ebb_questionnaire_begin (get_questionnaire (self)))
    open_questions (self);
}

static void
change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbQuestionsSection *self = user_data;

  if (ebb_questionnaire_ask_one (get_questionnaire (self),
                                 (EbbQuestion) g_variant_get_int32 (parameter)))
    open_questions (self);
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  push (user_data, "answers");
}

static void
say_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_questionnaire_say (get_questionnaire (user_data),
                         (EbbAnswer) g_variant_get_int32 (parameter));
}

static void
born_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_questionnaire_say_born (get_questionnaire (user_data), g_variant_get_int32 (parameter));
}

static void
due_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_questionnaire_say_due (get_questionnaire (user_data), g_variant_get_int64 (parameter));
}

static void
legs_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_questionnaire_say_legs (get_questionnaire (user_data),
                              (EbbLegs) g_variant_get_int32 (parameter));
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_questionnaire_go_on (get_questionnaire (user_data));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (!ebb_questionnaire_go_back (get_questionnaire (user_data)))
    g_signal_emit (user_data, signals[SIGNAL_POP], 0);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_POP], 0);
}

static void
agree_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_questionnaire_agree (get_questionnaire (user_data),
                           (EbbQuestion) g_variant_get_int32 (parameter));
}

/* The button that was pressed goes. */
static void
acknowledge_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbQuestionsSection *self = user_data;

  if (ebb_questionnaire_get_asking (get_questionnaire (self)) == EBB_ASKING_DONE)
    ebb_questions_page_focus_heading (self->questions_page);
  else
    ebb_answers_page_focus_heading (self->answers_page);
  ebb_questionnaire_acknowledge (get_questionnaire (self));
}

/**
 * ebb_questions_section_add_actions:
 * @widget: an ancestor of the pages; gone before the section is
 *
 * Gives the buttons of the pages something to do.
 */
void
ebb_questions_section_add_actions (EbbQuestionsSection *self, GtkWidget *widget)
{
  static const GActionEntry entries[] = {
    { .name = "begin", .activate = begin_cb },
    { .name = "begin-anew", .activate = begin_cb },
    { .name = "change", .activate = change_cb, .parameter_type = "i" },
    { .name = "show", .activate = show_cb },
    { .name = "say", .activate = say_cb, .parameter_type = "i" },
    { .name = "born", .activate = born_cb, .parameter_type = "i" },
    { .name = "due", .activate = due_cb, .parameter_type = "x" },
    { .name = "legs", .activate = legs_cb, .parameter_type = "i" },
    { .name = "next", .activate = next_cb },
    { .name = "back", .activate = back_cb },
    { .name = "leave", .activate = leave_cb },
    { .name = "agree", .activate = agree_cb, .parameter_type = "i" },
    { .name = "acknowledge", .activate = acknowledge_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_return_if_fail (EBB_IS_QUESTIONS_SECTION (self));

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (widget, "questions", G_ACTION_GROUP (group));
}

/**
 * ebb_questions_section_make_page:
 *
 * Returns: (transfer floating): the page of that name, once; to be put below the widget that has the
 *   actions
 */
GtkWidget *
ebb_questions_section_make_page (EbbQuestionsSection *self, const char *name)
{
  g_return_val_if_fail (EBB_IS_QUESTIONS_SECTION (self), NULL);

  if (g_str_equal (name, "answers"))
    {
      self->answers_page = g_object_new (EBB_TYPE_ANSWERS_PAGE, NULL);
      show_answers (self);
      return GTK_WIDGET (self->answers_page);
    }
  self->questions_page = g_object_new (EBB_TYPE_QUESTIONS_PAGE, NULL);
  show_questions (self);
  return GTK_WIDGET (self->questions_page);
}

/**
 * ebb_questions_section_leave:
 *
 * Nobody sees the questions any more.
 */
void
ebb_questions_section_leave (EbbQuestionsSection *self)
{
  ebb_questionnaire_leave (get_questionnaire (self));
}
