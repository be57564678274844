/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan-card.h"

#include <glib/gi18n.h>

struct _EbbPlanCard
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkLabel  *title_label;
  GtkLabel  *line_label;
  GtkWidget *set_up_button;
  GtkWidget *not_now_button;
};

G_DEFINE_FINAL_TYPE (EbbPlanCard, ebb_plan_card, ADW_TYPE_BIN)

static void
ebb_plan_card_class_init (EbbPlanCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/plans/ebb-plan-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbPlanCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanCard, line_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanCard, set_up_button);
  gtk_widget_class_bind_template_child (widget_class, EbbPlanCard, not_now_button);
}

static void
ebb_plan_card_init (EbbPlanCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

/**
 * ebb_plan_card_show:
 *
 * It takes no focus: who is doing something else goes on with it.
 */
void
ebb_plan_card_show (EbbPlanCard *self, const char *title, const char *line, GVariant *target)
{
  g_return_if_fail (EBB_IS_PLAN_CARD (self));

  set_label (self->title_label, title);
  set_label (self->line_label, line);
  gtk_widget_set_visible (self->set_up_button, target != NULL);
  if (target != NULL)
    {
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->set_up_button), target);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->set_up_button), "plans.set-up");
      gtk_button_set_label (GTK_BUTTON (self->not_now_button), _ ("Not Now"));
    }
  else
    gtk_button_set_label (GTK_BUTTON (self->not_now_button), _ ("Close"));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
ebb_plan_card_hide (EbbPlanCard *self)
{
  g_return_if_fail (EBB_IS_PLAN_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
