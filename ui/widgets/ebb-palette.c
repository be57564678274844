/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-palette.h"

#include <adwaita.h>

static GdkRGBA
parse (const char *colour)
{
  GdkRGBA parsed = { 0 };

  gdk_rgba_parse (&parsed, colour);
  return parsed;
}

static GdkRGBA
fade (GdkRGBA colour, float alpha)
{
  colour.alpha *= alpha;
  return colour;
}

/**
 * ebb_palette_read:
 *
 * Takes the text colour from @widget and the rest from the desktop's light, dark and contrast.
 */
void
ebb_palette_read (EbbPalette *palette, GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean         is_dark = adw_style_manager_get_dark (manager);
  gboolean         is_strong = adw_style_manager_get_high_contrast (manager);

  palette->is_dark = is_dark;
  palette->is_high_contrast = is_strong;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &palette->text);
  palette->dim = fade (palette->text, is_strong ? 1.0f : 0.72f);
  palette->grid = fade (palette->text, is_strong ? 0.6f : 0.12f);
  palette->card = parse (is_dark ? "#383838" : "#ffffff");
  palette->track = parse (is_dark ? "#464648" : "#e9e9ec");
  palette->ramp_low = parse (is_dark ? "#2f64a6" : "#c6def7");
  palette->ramp_high = parse (is_dark ? "#a5cdf7" : "#1a5fb4");
  palette->heat = parse (is_dark ? "#ffa348" : "#e66100");
  palette->heat_text = parse (is_dark ? "#ffbe6f" : "#a63a00");
  palette->accent = parse (is_dark ? "#78aeed" : "#1c71d8");
}

/**
 * ebb_palette_pressure:
 * @share: of the cap; clamped to 0 to 1
 *
 * Returns: the step of the ramp: the more air, the further from the background
 */
GdkRGBA
ebb_palette_pressure (const EbbPalette *palette, double share)
{
  float   t = (float) CLAMP (share, 0.0, 1.0);
  GdkRGBA low = palette->ramp_low;
  GdkRGBA high = palette->ramp_high;

  return (GdkRGBA){
    low.red + (high.red - low.red) * t,
    low.green + (high.green - low.green) * t,
    low.blue + (high.blue - low.blue) * t,
    1.0f,
  };
}

/**
 * ebb_palette_watch:
 * @colours_changed_cb: called with @widget alone, swapped
 */
void
ebb_palette_watch (GtkWidget *widget, GCallback colours_changed_cb)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));

  g_signal_connect_object (manager, "notify::dark", colours_changed_cb, widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", colours_changed_cb, widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "notify::scale-factor", colours_changed_cb, widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "direction-changed", colours_changed_cb, widget,
                           G_CONNECT_SWAPPED);
}
