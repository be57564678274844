/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-trace-lots-private.h"
#include "ebb-trace-replayer.h"

G_BEGIN_DECLS

struct _EbbTraceReplayer
{
  GObject parent_instance;

  /* owned */
  EbbTrace      *trace;
  EbbClock      *clock;
  EbbDefinition *definition;
  char          *identity;
  GHashTable    *open; /* (owned): id in the trace → GTask (owned) */
  GError        *error;
  EbbTraceLots   lots;

  /* borrowed */
  const EbbTraceEntry *last_stop; /* (nullable): done on this link; from the trace */
  EbbLinkReceiver      receiver;
  gpointer             receiver_data;

  /* state */
  EbbLinkState state;
  gboolean     is_paired;
  gboolean     has_begun;
  gboolean     is_playing;
  gint64       began_us;
  guint        at;      /* the entry that is next */
  guint        next_op; /* the first entry that the user of the link has not done */
  guint        timeout_id;
  guint        soon_id;
};

/* (nullable): the entry that @now is; NULL: there is none, and the replay is over. */
const EbbTraceEntry *ebb_trace_replayer_match (EbbTraceReplayer *self, EbbTraceEntry *now);
/* (nullable): what the user of the link has to do next */
const EbbTraceEntry *ebb_trace_replayer_peek (EbbTraceReplayer *self);
void                 ebb_trace_replayer_find_op (EbbTraceReplayer *self, guint index);
void ebb_trace_replayer_set_state (EbbTraceReplayer *self, EbbLinkState state, gboolean is_paired);
void ebb_trace_replayer_stop_clock (EbbTraceReplayer *self);

G_END_DECLS
