/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-no-boots-page.h"

struct _EbbNoBootsPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (EbbNoBootsPage, ebb_no_boots_page, ADW_TYPE_BIN)

static void
ebb_no_boots_page_class_init (EbbNoBootsPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (
      GTK_WIDGET_CLASS (klass), "/io/github/ebb_boots/Ebb/session/ebb-no-boots-page.ui");
}

static void
ebb_no_boots_page_init (EbbNoBootsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
