/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-list.h"
#include "ebb-clock.h"
#include "ebb-scanner.h"
#include "ebb-store.h"
#include "ebb-traces.h"

G_BEGIN_DECLS

struct _EbbBootsList
{
  GObject parent_instance;

  /* owned */
  EbbScanner *scanner;
  EbbScanner *simulated;
  EbbClock   *clock;
  EbbStore   *store;  /* (nullable) */
  EbbTraces  *traces; /* (nullable) */
  GListStore *known;
  GListStore *nearby;
  GHashTable *by_identity; /* owned identity -> owned EbbBoots */
  GPtrArray  *heard; /* of EbbPeer, as the scanner lists them: whom it drops, it does not say */

  /* state */
  EbbRadioState radio_state;      /* as it was when it changed last */
  gboolean      shows_all;        /* what is no boots that Ebb knows, too */
  gboolean      shows_simulated;  /* somebody asked for boots in this process, or had them before */
  gboolean      is_crowded;       /* since the scan began, more were heard than there is room for */
  gboolean      awaits_simulated; /* somebody asked, and they are not heard yet */
  gint64        scan_until_us;
  guint         countdown_id;
};

/* @scanner: where boots are looked for. @simulated: where boots in this process come from; may be
 * the same. @store: (nullable). */
EbbBootsList *ebb_boots_list_new (EbbScanner *scanner,
                                  EbbScanner *simulated,
                                  EbbClock   *clock,
                                  EbbStore   *store) G_GNUC_WARN_UNUSED_RESULT;

/* Who keeps recordings. Before anything is connected. */
void ebb_boots_list_set_traces (EbbBootsList *self, EbbTraces *traces);

/* The computer was away: what was connected may be so no more, and nobody has said it. */
void ebb_boots_list_start_over (EbbBootsList *self);

/* ebb-boots-set.c */
void ebb_boots_list_load_sets (EbbBootsList *self);

/* Shared by the files of this class: one for who is on the list, one for whom it lets go of, one for
 * the radio. */
void     ebb_boots_list_emit_changed (EbbBootsList *self);
void     ebb_boots_list_emit_radio_back (EbbBootsList *self);
void     ebb_boots_list_scanner_changed (EbbBootsList *self);
void     ebb_boots_list_restore_adapter (EbbBootsList *self);
void     ebb_boots_list_schedule_countdown (EbbBootsList *self);
void     ebb_boots_list_match (EbbBootsList *self);
gboolean ebb_boots_list_make_room (EbbBootsList *self, EbbPeer *peer);
void     ebb_boots_list_drop_peer (EbbBootsList *self, EbbPeer *peer);
void     ebb_boots_list_drop_gone (EbbBootsList *self, EbbScanner *scanner);

G_END_DECLS
