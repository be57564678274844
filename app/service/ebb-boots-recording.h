/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"
#include "ebb-trace.h"

G_BEGIN_DECLS

/* What is said to boots and what they say, as a file for who looks for a bug. Off unless a person
 * asks for it; never sent anywhere. "changed" of the boots tells of all of it. */

/* Whether sessions with these boots are recorded, in this run and later ones. */
gboolean ebb_boots_is_recorded (EbbBoots *self);
void     ebb_boots_set_is_recorded (EbbBoots *self, gboolean is_recorded);
/* The next session with them, whatever is set, to that file; it must not be there yet. */
void ebb_boots_record_to (EbbBoots *self, const char *path);

/* (nullable): the file that is written now */
const char *ebb_boots_get_recording (EbbBoots *self);
/* Whether the last one is over, and not known to be on the disk, or lost: "changed" tells of it. */
gboolean ebb_boots_is_recording_closing (EbbBoots *self);
/* (nullable): the file that was written last in this run, whole */
const char *ebb_boots_get_last_recording (EbbBoots *self);
/* (nullable): why the last recording ended early; the session went on */
const GError *ebb_boots_get_recording_error (EbbBoots *self);

G_END_DECLS
