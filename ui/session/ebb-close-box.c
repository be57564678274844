/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-close-box.h"

struct _EbbCloseBox
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (EbbCloseBox, ebb_close_box, ADW_TYPE_BIN)

static void
ebb_close_box_class_init (EbbCloseBoxClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/ebb_boots/Ebb/session/ebb-close-box.ui");
}

static void
ebb_close_box_init (EbbCloseBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_close_box_show:
 *
 * Is there %EBB_CLOSE_ANYWAY_MS after the window was asked to close, and not before.
 */
void
ebb_close_box_show (EbbCloseBox *self, const EbbScene *scene)
{
  g_return_if_fail (EBB_IS_CLOSE_BOX (self));

  gtk_widget_set_visible (GTK_WIDGET (self),
                          scene->is_closing && scene->closing_ms >= EBB_CLOSE_ANYWAY_MS);
}
