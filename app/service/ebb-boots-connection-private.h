/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-private.h"

G_BEGIN_DECLS

/* How the files that are EbbBoots bring a link about, between them and for the list. */

void ebb_boots_emit_changed (EbbBoots *self);
void ebb_boots_begin_connection (EbbBoots *self);
void ebb_boots_schedule_retry (EbbBoots *self);
void ebb_boots_fail_connection (EbbBoots *self, const GError *error);
void ebb_boots_finish_tasks (EbbBoots *self, const GError *error);
void ebb_boots_follow_cancellable (EbbBoots *self, GCancellable *cancellable);
void ebb_boots_link_state_changed (EbbBoots *self);
void ebb_boots_await_reading (EbbBoots *self);
void ebb_boots_forget_reading (EbbBoots *self);
void ebb_boots_claim (EbbBoots *self, EbbScanner *scanner);
void ebb_boots_save (EbbBoots *self);
void ebb_boots_start_over (EbbBoots *self);
void ebb_boots_end_stop (EbbBoots *self);
void ebb_boots_load_reconnects (EbbBoots *self);
void ebb_boots_drop_reconnects (EbbBoots *self);
void ebb_boots_let_go (EbbBoots *self);
void ebb_boots_try_anew (EbbBoots *self);

/* ebb-boots-anew.c */
void ebb_boots_look_up (EbbBoots *self);
void ebb_boots_end_search (EbbBoots *self);

G_END_DECLS
