/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EbbPalette:
 *
 * What drawn pictures are coloured with: blue for air, orange for heat, red for neither.
 */
typedef struct
{
  gboolean is_dark;
  gboolean is_high_contrast;
  GdkRGBA  text;
  GdkRGBA  dim;
  GdkRGBA  grid;
  GdkRGBA  card;
  GdkRGBA  track;
  GdkRGBA  ramp_low;
  GdkRGBA  ramp_high;
  GdkRGBA  heat;
  GdkRGBA  heat_text;
  GdkRGBA  accent;
} EbbPalette;

void    ebb_palette_read (EbbPalette *palette, GtkWidget *widget);
GdkRGBA ebb_palette_pressure (const EbbPalette *palette, double share);

/* Has @widget drawn anew whenever the colours of the desktop change. */
void ebb_palette_watch (GtkWidget *widget, GCallback colours_changed_cb);

G_END_DECLS
