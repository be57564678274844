/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

typedef struct _CtlApp CtlApp;

/* A wait that lasts long enough to be noticed is told of, once; never in JSON. */
typedef struct
{
  gint64   since_us; /* CLOCK_BOOTTIME */
  gboolean is_said;
} CtlWait;

/* Whoever waits longer wonders whether anything happens; engineering choice. */
#define CTL_WAIT_NOTICED_MS 1000

void ctl_wait_begin (CtlWait *self, CtlApp *app);
/* Whether it is to be told of now, after so long; from then on it has been. */
gboolean ctl_wait_is_to_be_said (CtlWait *self, CtlApp *app, guint after_ms);
