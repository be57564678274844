/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-stepper-row.h"

struct _EbbStepperRow
{
  AdwActionRow parent_instance;

  /* owned by the template */
  GtkWidget *lower_button;
  GtkWidget *value_label;
  GtkWidget *raise_button;

  /* owned */
  char *step_action;
};

G_DEFINE_FINAL_TYPE (EbbStepperRow, ebb_stepper_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_STEP_ACTION,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static void
lower_clicked_cb (EbbStepperRow *self)
{
  if (self->step_action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->step_action, "i", -1);
}

static void
raise_clicked_cb (EbbStepperRow *self)
{
  if (self->step_action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), self->step_action, "i", 1);
}

static void
ebb_stepper_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_STEP_ACTION)
    g_value_set_string (value, EBB_STEPPER_ROW (object)->step_action);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ebb_stepper_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  EbbStepperRow *self = EBB_STEPPER_ROW (object);

  if (id != PROP_STEP_ACTION)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  g_free (self->step_action);
  self->step_action = g_value_dup_string (value);
}

static void
ebb_stepper_row_dispose (GObject *object)
{
  EbbStepperRow *self = EBB_STEPPER_ROW (object);

  g_clear_pointer (&self->step_action, g_free);
  G_OBJECT_CLASS (ebb_stepper_row_parent_class)->dispose (object);
}

static void
ebb_stepper_row_class_init (EbbStepperRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ebb_stepper_row_dispose;
  object_class->get_property = ebb_stepper_row_get_property;
  object_class->set_property = ebb_stepper_row_set_property;
  properties[PROP_STEP_ACTION] =
      g_param_spec_string ("step-action", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/widgets/ebb-stepper-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbStepperRow, lower_button);
  gtk_widget_class_bind_template_child (widget_class, EbbStepperRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, EbbStepperRow, raise_button);
  gtk_widget_class_bind_template_callback (widget_class, lower_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, raise_clicked_cb);
}

static void
ebb_stepper_row_init (EbbStepperRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_stepper_row_show:
 * @value: with its unit
 */
void
ebb_stepper_row_show (EbbStepperRow *self,
                      const char    *value,
                      gboolean       can_lower,
                      gboolean       can_raise)
{
  g_return_if_fail (EBB_IS_STEPPER_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->value_label), value);
  gtk_widget_set_sensitive (self->lower_button, can_lower);
  gtk_widget_set_sensitive (self->raise_button, can_raise);
}

/**
 * ebb_stepper_row_set_labels:
 *
 * Names the buttons, as "Less pressure" and "More pressure".
 */
void
ebb_stepper_row_set_labels (EbbStepperRow *self, const char *lower, const char *raise)
{
  g_return_if_fail (EBB_IS_STEPPER_ROW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lower_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, lower, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->raise_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, raise, -1);
}
