/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-adaptive.h"

/* A window must be able to become narrow while it is still laid out wide. */
#define NARROWEST_PX 340

struct _EbbAdaptive
{
  GtkWidget parent_instance;

  /* owned */
  GtkWidget *child;
  guint      idle_id;

  /* state */
  gboolean is_narrow;
  gboolean will_be_narrow;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_IS_NARROW,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static GtkBuildableIface *parent_buildable;

static void
ebb_adaptive_add_child (GtkBuildable *buildable,
                        GtkBuilder   *builder,
                        GObject      *child,
                        const char   *type)
{
  if (GTK_IS_WIDGET (child))
    ebb_adaptive_set_child (EBB_ADAPTIVE (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = ebb_adaptive_add_child;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbAdaptive,
                               ebb_adaptive,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static gboolean
width_settled_cb (gpointer user_data)
{
  EbbAdaptive *self = user_data;

  self->idle_id = 0;
  if (self->is_narrow == self->will_be_narrow)
    return G_SOURCE_REMOVE;
  self->is_narrow = self->will_be_narrow;
  if (self->is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_NARROW]);
  return G_SOURCE_REMOVE;
}

static void
ebb_adaptive_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  EbbAdaptive *self = EBB_ADAPTIVE (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (self->child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    {
      int width;

      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      for_size = MAX (for_size, width);
    }
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL && !self->is_narrow)
    *minimum = MIN (*minimum, NARROWEST_PX);
}

static void
ebb_adaptive_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EbbAdaptive *self = EBB_ADAPTIVE (widget);
  int          child_width = 0;

  self->will_be_narrow = width < EBB_ADAPTIVE_WIDE_PX;
  /* A style class must not change while a size is being given. */
  if (self->will_be_narrow != self->is_narrow && self->idle_id == 0)
    self->idle_id = g_idle_add_full (GDK_PRIORITY_EVENTS, width_settled_cb, self, NULL);
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &child_width, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, MAX (width, child_width), height, baseline, NULL);
}

static void
ebb_adaptive_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  EbbAdaptive *self = EBB_ADAPTIVE (object);

  if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else if (id == PROP_IS_NARROW)
    g_value_set_boolean (value, self->is_narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ebb_adaptive_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    ebb_adaptive_set_child (EBB_ADAPTIVE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ebb_adaptive_dispose (GObject *object)
{
  EbbAdaptive *self = EBB_ADAPTIVE (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (ebb_adaptive_parent_class)->dispose (object);
}

static void
ebb_adaptive_class_init (EbbAdaptiveClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ebb_adaptive_dispose;
  object_class->get_property = ebb_adaptive_get_property;
  object_class->set_property = ebb_adaptive_set_property;
  widget_class->measure = ebb_adaptive_measure;
  widget_class->size_allocate = ebb_adaptive_size_allocate;
  properties[PROP_CHILD] =
      g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_IS_NARROW] =
      g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ebb_adaptive_init (EbbAdaptive *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * ebb_adaptive_new:
 *
 * Returns: one without a child, wide
 */
GtkWidget *
ebb_adaptive_new (void)
{
  return g_object_new (EBB_TYPE_ADAPTIVE, NULL);
}

/**
 * ebb_adaptive_get_is_narrow:
 *
 * Returns: %TRUE below 700 pixels, from the frame after the one that became so
 */
gboolean
ebb_adaptive_get_is_narrow (EbbAdaptive *self)
{
  g_return_val_if_fail (EBB_IS_ADAPTIVE (self), FALSE);

  return self->is_narrow;
}

/**
 * ebb_adaptive_set_child:
 * @child: (transfer none) (nullable): what the window holds
 */
void
ebb_adaptive_set_child (EbbAdaptive *self, GtkWidget *child)
{
  g_return_if_fail (EBB_IS_ADAPTIVE (self));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}
