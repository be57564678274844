/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-model-error.h"
#include "ebb-snapshot.h"

G_BEGIN_DECLS

/**
 * EbbPastSession:
 *
 * What the rules ask of a session that one person had, on whatever boots. Wall times in seconds
 * since 1970.
 */
typedef struct
{
  gint64        started_s;
  gint64        ended_s;      /* 0: not over yet */
  gint64        ended_boot_s; /* boot time, if the computer runs since then; -1: it does not */
  guint         squeezed_s;   /* program time that was run */
  guint         heated_s;     /* 0: without heat */
  EbbSessionEnd end;
  EbbFault      fault;
  gboolean      has_symptom;  /* pain, numbness, tingling, or a change of the skin */
  gboolean      is_simulated; /* no air moved: counts for nothing */
} EbbPastSession;

/* (element-type EbbPastSession) (transfer full) */
GArray *ebb_past_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *ebb_past_parse (const char *json, gssize size, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
