/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-wear-page.h"

struct _EbbWearPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (EbbWearPage, ebb_wear_page, ADW_TYPE_BIN)

static void
ebb_wear_page_class_init (EbbWearPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/ebb_boots/Ebb/session/ebb-wear-page.ui");
}

static void
ebb_wear_page_init (EbbWearPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
