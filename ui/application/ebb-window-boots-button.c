/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gi18n.h>

#include "ebb-window-private.h"
#include "ebb-words.h"

/* How the link to the boots stands, beside the menu, from wherever a person is. */
void
ebb_window_show_boots_button (EbbWindow *self, const EbbScene *scene)
{
  g_autofree char *percent =
      scene->battery_percent >= 0 ? ebb_words_percent (scene->battery_percent) : NULL;
  const char      *icon = "bluetooth-disabled-symbolic";
  const char      *text = _ ("No boots");
  g_autofree char *spoken = NULL;

  if (scene->has_boots && scene->boots_state == EBB_BOOTS_READY
      && scene->snapshot->state != EBB_SESSION_LINK_LOST)
    {
      icon = "bluetooth-active-symbolic";
      text = percent != NULL ? percent : _ ("Connected");
    }
  else if (scene->has_boots)
    {
      icon = "bluetooth-disconnected-symbolic";
      text = _ ("No link");
    }
  /* An image that is set has the window laid out again, the same one too. */
  if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (self->boots_icon)), icon) != 0)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->boots_icon), icon);
  gtk_label_set_label (GTK_LABEL (self->boots_label), text);
  gtk_widget_set_visible (self->boots_label, !ebb_adaptive_get_is_narrow (self->adaptive));
  /* Translators: spoken for the button that opens the page of boots: "Boots: 82 %". */
  spoken = g_strdup_printf (_ ("Boots: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->boots_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
