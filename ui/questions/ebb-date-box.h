/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EbbDateBox:
 *
 * A month, or a day, typed in numbers: each in a field of its own, so that none has to be guessed.
 *
 * Signals: "changed" (by a person), "activate".
 */
#define EBB_TYPE_DATE_BOX (ebb_date_box_get_type ())
G_DECLARE_FINAL_TYPE (EbbDateBox, ebb_date_box, EBB, DATE_BOX, AdwBin)

/* A month as in ebb-born.h; EBB_BORN_UNKNOWN leaves the fields empty. */
void ebb_date_box_show_month (EbbDateBox *self, int born_month);
/* A day in seconds since 1970, as UTC has it; 0 leaves the fields empty, EBB_DUE_UNKNOWN says that it is
 * not known. */
void ebb_date_box_show_day (EbbDateBox *self, gint64 day_s);

/* EBB_BORN_UNKNOWN, or 0: what is in the fields is none. */
int    ebb_date_box_get_month (EbbDateBox *self);
gint64 ebb_date_box_get_day_s (EbbDateBox *self);

/* @is_possible: what is in the fields can be meant. Nothing is said of fields that are not full yet. */
void ebb_date_box_judge (EbbDateBox *self, gboolean is_possible);

G_END_DECLS
