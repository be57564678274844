/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-paused-page.h"

#include <glib/gi18n.h>

#include "ebb-checks-group.h"
#include "ebb-columns.h"
#include "ebb-figure-card.h"
#include "ebb-heading.h"
#include "ebb-refusals-group.h"
#include "ebb-words.h"

struct _EbbPausedPage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard    *figure_card;
  EbbHeading       *heading_label;
  GtkWidget        *left_label;
  EbbRefusalsGroup *refusals_group;
  EbbChecksGroup   *checks_group;
  GtkWidget        *continue_button;
};

G_DEFINE_FINAL_TYPE (EbbPausedPage, ebb_paused_page, ADW_TYPE_BIN)

static void
show_left (EbbPausedPage *self, const EbbSnapshot *snapshot)
{
  /* The boots have stopped and count nothing any more. */
  guint left_s = snapshot->length_s - MIN (snapshot->length_s, snapshot->elapsed_ms / 1000);
  guint minutes = 10 - MIN (10, snapshot->paused_ms / 60000);
  g_autofree char *left = ebb_words_clock (left_s);
  g_autofree char *words
      /* Translators: time left of the session, then minutes until it ends by itself. */
      = g_strdup_printf (ngettext ("%s left. Ends by itself in %u minute.",
                                   "%s left. Ends by itself in %u minutes.", minutes),
                         left, minutes);

  gtk_label_set_label (GTK_LABEL (self->left_label), words);
}

static void
ebb_paused_page_class_init (EbbPausedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_CHECKS_GROUP);
  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_REFUSALS_GROUP);
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-paused-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbPausedPage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbPausedPage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPausedPage, left_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPausedPage, refusals_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPausedPage, checks_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPausedPage, continue_button);
}

static void
ebb_paused_page_init (EbbPausedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ebb_figure_card_draw_in_parts (self->figure_card);
}

static char *
dup_continue_label (const EbbScene *scene)
{
  if (scene->person_name == NULL)
    return g_strdup (_ ("Continue"));
  /* Translators: a name: the button that has the boots squeeze this person's legs again. */
  return g_strdup_printf (_ ("Continue for %s"), scene->person_name);
}

/**
 * ebb_paused_page_show:
 *
 * Readings, what is missing, and whether Continue can be pressed.
 */
void
ebb_paused_page_show (EbbPausedPage *self, const EbbScene *scene)
{
  g_autofree char *label = NULL;
  EbbFigureValues  values;

  g_return_if_fail (EBB_IS_PAUSED_PAGE (self));

  ebb_scene_read_figure (scene, &values);
  ebb_figure_card_show (self->figure_card, &values, NULL);
  show_left (self, scene->snapshot);
  ebb_refusals_group_show (self->refusals_group, scene);
  ebb_checks_group_show (self->checks_group, scene);
  label = dup_continue_label (scene);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->continue_button)), label) != 0)
    gtk_button_set_label (GTK_BUTTON (self->continue_button), label);
  gtk_widget_set_sensitive (self->continue_button, ebb_scene_can_start (scene));
}
