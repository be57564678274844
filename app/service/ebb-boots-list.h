/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"
#include "ebb-scanner.h"

G_BEGIN_DECLS

/* Boots that are nobody's own, on the list at once. Engineering choice: more than a person looks
 * through, few enough to be drawn anew within a frame. */
#define EBB_STRANGERS_MAX 64

/**
 * EbbBootsList:
 *
 * All boots a front end can show: known ones always, others from when they are heard until
 * ebb_boots_list_drop_unheard() or the next scan. Of more than %EBB_STRANGERS_MAX others those that
 * are heard best are on it.
 *
 * Signals: "changed" (radio state, is-scanning, seconds left, seconds since boots were heard).
 */
#define EBB_TYPE_BOOTS_LIST (ebb_boots_list_get_type ())
G_DECLARE_FINAL_TYPE (EbbBootsList, ebb_boots_list, EBB, BOOTS_LIST, GObject)

/* (transfer none): lists of EbbBoots */
GListModel   *ebb_boots_list_get_known (EbbBootsList *self);
GListModel   *ebb_boots_list_get_nearby (EbbBootsList *self);
EbbRadioState ebb_boots_list_get_radio_state (EbbBootsList *self);
gboolean      ebb_boots_list_is_scanning (EbbBootsList *self);
guint         ebb_boots_list_get_scan_left_s (EbbBootsList *self);
/* Whether what no definition claims stands among those nearby as well. */
void ebb_boots_list_set_shows_all (EbbBootsList *self, gboolean shows_all);
void ebb_boots_list_scan (EbbBootsList *self);
void ebb_boots_list_stop_scan (EbbBootsList *self);
void ebb_boots_list_drop_unheard (EbbBootsList *self);
/* Since the last scan began others were heard that are not on the list: it is full. */
gboolean ebb_boots_list_is_crowded (EbbBootsList *self);
void     ebb_boots_list_power_on (EbbBootsList *self);
/* (transfer full) (element-type EbbAdapter): radios to choose from; fewer than two are no choice,
 * and there is none while boots run that are connected */
GPtrArray *ebb_boots_list_list_adapters (EbbBootsList *self) G_GNUC_WARN_UNUSED_RESULT;
void       ebb_boots_list_choose_adapter (EbbBootsList *self, const char *address);
/* (transfer none) (nullable): boots in this process, known from the first call on; NULL while they
 * are being looked for, and they connect when they are heard */
EbbBoots *ebb_boots_list_add_simulated (EbbBootsList *self);
/* (nullable) (transfer none): by identity, or by name where only one has it */
EbbBoots *ebb_boots_list_find (EbbBootsList *self, const char *identity_or_name);
/* Whether the boots that a person calls @name are those of @identity, or in one set with them. */
gboolean ebb_boots_list_is_of_set (EbbBootsList *self, const char *name, const char *identity);

G_END_DECLS
