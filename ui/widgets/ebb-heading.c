/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-heading.h"

struct _EbbHeading
{
  GtkWidget parent_instance;

  /* owned */
  GtkWidget *label;
};

enum
{
  PROP_LABEL = 1,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EbbHeading, ebb_heading, GTK_TYPE_WIDGET)

static void
ebb_heading_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, ebb_heading_get_label (EBB_HEADING (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ebb_heading_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    ebb_heading_set_label (EBB_HEADING (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ebb_heading_dispose (GObject *object)
{
  g_clear_pointer (&EBB_HEADING (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (ebb_heading_parent_class)->dispose (object);
}

static void
ebb_heading_class_init (EbbHeadingClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ebb_heading_dispose;
  object_class->get_property = ebb_heading_get_property;
  object_class->set_property = ebb_heading_set_property;
  properties[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, "",
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "heading");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_HEADING);
}

static void
ebb_heading_init (EbbHeading *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "natural-wrap-mode",
                              GTK_NATURAL_WRAP_WORD, NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * ebb_heading_get_label:
 *
 * Returns: what it says
 */
const char *
ebb_heading_get_label (EbbHeading *self)
{
  g_return_val_if_fail (EBB_IS_HEADING (self), NULL);

  return gtk_label_get_label (GTK_LABEL (self->label));
}

/**
 * ebb_heading_set_label:
 *
 * Says @words, to see and to hear.
 */
void
ebb_heading_set_label (EbbHeading *self, const char *words)
{
  g_return_if_fail (EBB_IS_HEADING (self));

  if (g_strcmp0 (ebb_heading_get_label (self), words) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}
