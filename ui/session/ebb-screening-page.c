/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-screening-page.h"

#include <glib/gi18n.h>

#include "ebb-allowance.h"
#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-heading.h"
#include "ebb-question-words.h"

struct _EbbScreeningPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  GtkWidget     *icon;
  EbbHeading    *heading_label;
  GtkWidget     *lead_label;
  GtkWidget     *reasons_box;
  GtkWidget     *judge_label;
  GtkWidget     *answer_button;
  GtkWidget     *answers_button;

  /* owned */
  char *shown; /* which reasons stand there: they are made anew only when they differ */
};

G_DEFINE_FINAL_TYPE (EbbScreeningPage, ebb_screening_page, ADW_TYPE_BIN)

static void
ebb_screening_page_finalize (GObject *object)
{
  g_free (EBB_SCREENING_PAGE (object)->shown);
  G_OBJECT_CLASS (ebb_screening_page_parent_class)->finalize (object);
}

static void
ebb_screening_page_class_init (EbbScreeningPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ebb_screening_page_finalize;
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-screening-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, icon);
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, lead_label);
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, reasons_box);
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, judge_label);
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, answer_button);
  gtk_widget_class_bind_template_child (widget_class, EbbScreeningPage, answers_button);
}

static void
ebb_screening_page_init (EbbScreeningPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const EbbRefusal *
find (const EbbScene *scene, EbbRefusalCode code)
{
  for (gsize i = 0; i < scene->n_refusals; i++)
    {
      if (scene->refusals[i].code == code)
        return &scene->refusals[i];
    }
  return NULL;
}

/* What is to be seen before any question: the Ready page says it. */
static gboolean
is_something_wrong (const EbbScene *scene)
{
  static const EbbRefusalCode codes[] = {
    EBB_REFUSAL_NOT_VENTED,    EBB_REFUSAL_BOOTS_FAULT, EBB_REFUSAL_SESSION_ELSEWHERE,
    EBB_REFUSAL_OPEN_SESSION,  EBB_REFUSAL_NO_LOCK,     EBB_REFUSAL_NO_STORE,
    EBB_REFUSAL_UNREAD,        EBB_REFUSAL_LEAVING,     EBB_REFUSAL_BOOTS_ELSEWHERE,
    EBB_REFUSAL_NOT_CONNECTED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      if (find (scene, codes[i]) != NULL)
        return TRUE;
    }
  return scene->journal_state != EBB_STORE_IS_OPEN;
}

/**
 * ebb_screening_page_shows:
 *
 * Returns: whether it is the answers that are against a start
 */
gboolean
ebb_screening_page_shows (EbbRefusalCode code)
{
  return code == EBB_REFUSAL_URGENT || code == EBB_REFUSAL_UNANSWERED || code == EBB_REFUSAL_REASK
         || code == EBB_REFUSAL_BLOCKED || code == EBB_REFUSAL_CONSULT;
}

/**
 * ebb_screening_page_is_due:
 *
 * Returns: whether this page is shown, and not Ready
 */
gboolean
ebb_screening_page_is_due (const EbbScene *scene)
{
  for (gsize i = 0; i < scene->n_refusals; i++)
    {
      if (ebb_screening_page_shows (scene->refusals[i].code))
        return !is_something_wrong (scene);
    }
  return FALSE;
}

/* ---- the questions are missing ---- */

static char *
dup_questions_lead (const EbbScene *scene)
{
  const EbbRefusal *unanswered = find (scene, EBB_REFUSAL_UNANSWERED);
  g_autofree char  *often = NULL;
  GString          *words = g_string_new (NULL);
  guint             n = unanswered != NULL ? (guint) unanswered->value : EBB_N_QUESTIONS;

  for (gsize i = 0; i < scene->n_refusals; i++)
    {
      if (scene->refusals[i].code == EBB_REFUSAL_REASK)
        g_string_append_printf (words, "%s ",
                                ebb_question_words_reask ((EbbReask) scene->refusals[i].value));
    }
  if (words->len > 0)
    n = EBB_N_QUESTIONS;
  often = g_strdup_printf (g_dngettext (NULL, "Ebb asks again every %u day.",
                                        "Ebb asks again every %u days.", scene->answers_valid_days),
                           scene->answers_valid_days);
  g_string_append_printf (
      words, ngettext ("%u question, about 3 minutes.", "%u questions, about 3 minutes.", n), n);
  g_string_append_printf (words, " %s", often);
  return g_string_free (words, FALSE);
}

static void
show_questions (EbbScreeningPage *self, const EbbScene *scene)
{
  g_autofree char *lead = dup_questions_lead (scene);

  ebb_heading_set_label (self->heading_label, C_ ("safety", "A few questions first"));
  gtk_label_set_label (GTK_LABEL (self->lead_label), lead);
}

/* ---- answers allow nothing ---- */

static GtkWidget *
make_label (const char *words, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "xalign", 0.0, "wrap", TRUE,
                                   "natural-wrap-mode", GTK_NATURAL_WRAP_WORD, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_agree_button (EbbQuestion question)
{
  const char      *label = C_ ("safety", "I Have Asked and Was Told Yes");
  GtkWidget       *button = gtk_button_new ();
  g_autofree char *spoken = NULL;

  gtk_button_set_child (GTK_BUTTON (button), make_label (label, NULL));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "questions.agree");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", (int) question);
  /* Translators: what is pressed, and what it is about. */
  spoken = g_strdup_printf (C_ ("safety", "%s: %s"), label, ebb_question_words_topic (question));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  return button;
}

static GtkWidget *
make_reason (const EbbRefusal *refusal)
{
  const char *topic = ebb_question_words_topic ((EbbQuestion) refusal->value);
  gboolean    can_agree = refusal->code == EBB_REFUSAL_CONSULT;
  GtkWidget  *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "padcard");
  gtk_box_append (GTK_BOX (card), make_label (topic, "heading"));
  gtk_box_append (GTK_BOX (card),
                  make_label (can_agree
                                  ? C_ ("safety", "A doctor or nurse has to agree first.")
                                  : C_ ("safety", "Makers of boots like these say: do not use "
                                                  "them with this."),
                              NULL));
  if (can_agree)
    gtk_box_append (GTK_BOX (card), make_agree_button ((EbbQuestion) refusal->value));
  return card;
}

static gboolean
is_reason (const EbbRefusal *refusal)
{
  return refusal->code == EBB_REFUSAL_BLOCKED || refusal->code == EBB_REFUSAL_CONSULT;
}

static void
show_reasons (EbbScreeningPage *self, const EbbScene *scene, gboolean are_shown)
{
  g_autoptr (GString) key = g_string_new (NULL);
  GtkWidget *child;

  for (gsize i = 0; are_shown && i < scene->n_refusals; i++)
    {
      if (is_reason (&scene->refusals[i]))
        g_string_append_printf (key, "%d:%d ", scene->refusals[i].code,
                                (int) scene->refusals[i].value);
    }
  gtk_widget_set_visible (self->reasons_box, key->len > 0);
  if (g_strcmp0 (key->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (key->str);
  while ((child = gtk_widget_get_first_child (self->reasons_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->reasons_box), child);
  for (gsize i = 0; are_shown && i < scene->n_refusals; i++)
    {
      if (is_reason (&scene->refusals[i]))
        gtk_box_append (GTK_BOX (self->reasons_box), make_reason (&scene->refusals[i]));
    }
}

static void
show_not_allowed (EbbScreeningPage *self)
{
  ebb_heading_set_label (self->heading_label, C_ ("safety", "Not with these answers"));
  gtk_label_set_label (GTK_LABEL (self->lead_label),
                       C_ ("safety", "Boots that move air are not started for this:"));
}

/* The urgent text, and nothing else. */
static void
show_urgent (EbbScreeningPage *self)
{
  ebb_heading_set_label (self->heading_label,
                         C_ ("safety", "These can be signs of a blood clot. Do not use the boots "
                                       "or massage the leg. Get medical help now (your local "
                                       "emergency number)."));
}

static void
show_figure (EbbScreeningPage *self, const EbbScene *scene)
{
  EbbFigureValues values;

  ebb_figure_values_init (&values);
  values.is_empty = TRUE;
  for (int side = 0; side < EBB_N_SIDES && scene->capabilities != NULL; side++)
    values.zones[side] = scene->capabilities->zones[side];
  ebb_figure_card_show (self->figure_card, &values,
                        C_ ("safety", "Nothing is planned before the questions are answered"));
}

/**
 * ebb_screening_page_show:
 *
 * What stands against a start, and what to do.
 */
void
ebb_screening_page_show (EbbScreeningPage *self, const EbbScene *scene)
{
  gboolean is_urgent = find (scene, EBB_REFUSAL_URGENT) != NULL;
  gboolean is_asked =
      !is_urgent
      && (find (scene, EBB_REFUSAL_UNANSWERED) != NULL || find (scene, EBB_REFUSAL_REASK) != NULL);
  gboolean is_refused = !is_urgent && !is_asked;

  g_return_if_fail (EBB_IS_SCREENING_PAGE (self));

  show_figure (self, scene);
  if (is_urgent)
    show_urgent (self);
  else if (is_asked)
    show_questions (self, scene);
  else
    show_not_allowed (self);
  show_reasons (self, scene, is_refused);
  gtk_widget_set_visible (GTK_WIDGET (self->figure_card), !is_urgent);
  gtk_widget_set_visible (self->icon, is_urgent);
  gtk_widget_set_visible (self->lead_label, !is_urgent);
  gtk_widget_set_visible (self->judge_label,
                          is_refused && find (scene, EBB_REFUSAL_CONSULT) != NULL);
  gtk_widget_set_visible (self->answer_button, is_asked);
  gtk_widget_set_visible (self->answers_button, is_refused);
}
