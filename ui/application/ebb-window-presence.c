/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-window-private.h"

/* Wherever somebody is in the window: whether they are awake is asked at the session. */
void
ebb_window_show_presence (EbbWindow *self, const EbbScene *scene)
{
  if (scene->snapshot->asked != EBB_ASKED_NOTHING
      && !gtk_widget_get_visible (GTK_WIDGET (self->presence_band)))
    ebb_navigation_pop_to_root (self->navigation);
  ebb_presence_band_show (self->presence_band, scene);
}
