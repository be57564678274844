/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-subpage.h"

struct _EbbSubpage
{
  GtkBox parent_instance;

  /* owned by the template */
  AdwHeaderBar   *header_bar;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (EbbSubpage, ebb_subpage, GTK_TYPE_BOX)

static void
ebb_subpage_class_init (EbbSubpageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/application/ebb-subpage.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbSubpage, header_bar);
  gtk_widget_class_bind_template_child (widget_class, EbbSubpage, title);
}

static void
ebb_subpage_init (EbbSubpage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_subpage_new:
 * @content: (transfer floating): gets the height that is left
 *
 * Returns: (transfer floating): a page that is called @title
 */
GtkWidget *
ebb_subpage_new (const char *title, GtkWidget *content)
{
  EbbSubpage *self = g_object_new (EBB_TYPE_SUBPAGE, NULL);

  adw_window_title_set_title (self->title, title);
  gtk_widget_set_vexpand (content, TRUE);
  gtk_box_append (GTK_BOX (self), content);
  return GTK_WIDGET (self);
}

/**
 * ebb_subpage_add_end:
 * @widget: (transfer floating): for the end of the header bar
 *
 * Adds to what can be done on this page.
 */
void
ebb_subpage_add_end (EbbSubpage *self, GtkWidget *widget)
{
  g_return_if_fail (EBB_IS_SUBPAGE (self));

  adw_header_bar_pack_end (self->header_bar, widget);
}
