/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-style.h"

#include <adwaita.h>

#include "ebb-ui-resources.h"

#define RESOURCES "/io/github/ebb_boots/Ebb"

/**
 * ebb_style_load:
 *
 * To be called after GTK was initialised.
 */
void
ebb_style_load (void)
{
  GdkDisplay     *display = gdk_display_get_default ();
  GtkCssProvider *provider = gtk_css_provider_new ();

  /* Named, or the linker leaves the resources of a static library behind. */
  g_resources_register (ebb_ui_get_resource ());
  gtk_css_provider_load_from_resource (provider, RESOURCES "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), RESOURCES "/icons");
  g_object_unref (provider);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean holds)
{
  if (holds)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
colours_changed_cb (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  set_class (widget, "dark", adw_style_manager_get_dark (manager));
  set_class (widget, "high-contrast", adw_style_manager_get_high_contrast (manager));
}

/**
 * ebb_style_watch:
 *
 * The sheet has one file for both schemes; these classes tell them apart.
 */
void
ebb_style_watch (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (colours_changed_cb), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (colours_changed_cb),
                           widget, G_CONNECT_SWAPPED);
  colours_changed_cb (widget);
}
