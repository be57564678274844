/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-finished-page.h"

#include "ebb-columns.h"
#include "ebb-end-words.h"
#include "ebb-figure-card.h"
#include "ebb-heading.h"
#include "ebb-words.h"

struct _EbbFinishedPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  GtkWidget     *icon;
  EbbHeading    *heading_label;
  GtkWidget     *vented_label;
  GtkWidget     *reason_label;
  GtkWidget     *simulated_label;
  GtkWidget     *symptom_box;
  GtkWidget     *symptom_no_button;
  GtkWidget     *symptom_yes_button;
  GtkWidget     *symptom_heading;
  GtkWidget     *done_button;
};

G_DEFINE_FINAL_TYPE (EbbFinishedPage, ebb_finished_page, ADW_TYPE_BIN)

static void
ebb_finished_page_class_init (EbbFinishedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-finished-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, icon);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, vented_label);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, simulated_label);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, symptom_box);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, symptom_no_button);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, symptom_yes_button);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, symptom_heading);
  gtk_widget_class_bind_template_child (widget_class, EbbFinishedPage, done_button);
}

static void
ebb_finished_page_init (EbbFinishedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->symptom_no_button), "i",
                                    (int) EBB_ANSWER_NO);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->symptom_yes_button), "i",
                                    (int) EBB_ANSWER_YES);
}

/* A tick is for boots that said that they are empty. */
static void
show_icon (EbbFinishedPage *self, gboolean is_vented)
{
  const char *classes[] = { is_vented ? "done" : "warning", NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                is_vented ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (self->icon, classes);
}

/* That they are empty can be known from one answer of the boots, with no reading of a zone: a figure
 * that knows nothing would speak against it. */
static gboolean
tells_figure (const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;

  return !snapshot->is_result_vented
         || (snapshot->is_reading_known
             && (snapshot->highest_pa != EBB_PRESSURE_UNKNOWN_PA || ebb_scene_has_levels (scene)));
}

/* The buttons go when one was pressed: what comes of it is read next. */
static void
show_symptom (EbbFinishedPage *self, const EbbScene *scene)
{
  gboolean is_asked = !scene->snapshot->is_simulated && scene->symptom == EBB_ANSWER_NONE;
  gboolean was_pressed = !is_asked && gtk_widget_get_focus_child (self->symptom_box) != NULL;

  gtk_widget_set_visible (self->symptom_heading, ebb_answer_counts_as_yes (scene->symptom));
  if (was_pressed)
    gtk_widget_grab_focus (ebb_answer_counts_as_yes (scene->symptom) ? self->symptom_heading
                                                                     : self->done_button);
  gtk_widget_set_visible (self->symptom_box, is_asked);
}

/**
 * ebb_finished_page_show:
 *
 * Whether the boots themselves said that they are empty, and the reason of an early end.
 */
void
ebb_finished_page_show (EbbFinishedPage *self, const EbbScene *scene)
{
  g_autofree char *reason = ebb_end_words_compose (scene->snapshot);
  EbbFigureValues  values;

  g_return_if_fail (EBB_IS_FINISHED_PAGE (self));

  ebb_scene_read_figure (scene, &values);
  ebb_figure_card_show (self->figure_card, &values, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->figure_card), tells_figure (scene));
  show_icon (self, scene->snapshot->is_result_vented);
  gtk_label_set_label (GTK_LABEL (self->vented_label), ebb_end_words_say_vented (scene->snapshot));
  gtk_label_set_label (GTK_LABEL (self->reason_label), reason);
  gtk_widget_set_visible (self->reason_label, reason[0] != '\0');
  gtk_widget_set_visible (self->simulated_label, scene->snapshot->is_simulated);
  show_symptom (self, scene);
}
