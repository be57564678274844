/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-waiting.h"

#include "ebbctl-app.h"

static gint64
get_now_us (CtlApp *app)
{
  return ebb_clock_get_boottime_us (ebb_composition_get_clock (app->composition));
}

void
ctl_wait_begin (CtlWait *self, CtlApp *app)
{
  self->since_us = get_now_us (app);
  self->is_said = FALSE;
}

gboolean
ctl_wait_is_to_be_said (CtlWait *self, CtlApp *app, guint after_ms)
{
  if (app->is_json || self->is_said || get_now_us (app) - self->since_us < after_ms * (gint64) 1000)
    return FALSE;
  self->is_said = TRUE;
  return TRUE;
}
