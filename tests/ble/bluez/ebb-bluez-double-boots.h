/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-double.h"

G_BEGIN_DECLS

/* What a test does with boots in range of the double, and asks of them. */
void double_boots_show (DoubleBoots *self);
void double_boots_advertise (DoubleBoots *self);
void double_boots_hide (DoubleBoots *self);
void double_boots_bring_link_up (DoubleBoots *self);
void double_boots_drop_link (DoubleBoots *self);
/* As another program does it, the desktop's panel. */
void  double_boots_bond (DoubleBoots *self);
void  double_boots_forget (DoubleBoots *self);
void  double_boots_show_services (DoubleBoots *self);
void  double_boots_hide_services (DoubleBoots *self);
void  double_boots_show_stranger (DoubleBoots *self);
void  double_boots_resolve (DoubleBoots *self);
void  double_boots_answer_holds (DoubleBoots *self);
void  double_boots_close_descriptor (DoubleBoots *self, EbbRole role);
guint double_boots_count_writes (DoubleBoots *self, EbbRole role, DoubleRoad road);
/* Conditions on a DoubleBoots: Stop arrived, and by which road. */
gboolean double_boots_has_stopped (gpointer boots);
gboolean double_boots_has_stopped_by_dbus (gpointer boots);

/* As another controller does it, a phone: it runs them until somebody stops them. And the condition
 * that it does. */
void     double_boots_take_over (DoubleBoots *self);
gboolean double_boots_is_taken_over (gpointer boots);

G_END_DECLS
