/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-apply-button.h"

#include <glib/gi18n.h>

static void
name_within (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Apply"), -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_within (child);
}

/**
 * ebb_apply_button_name:
 *
 * What assistive technology says of the button.
 */
void
ebb_apply_button_name (GtkWidget *row)
{
  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  name_within (row);
}
