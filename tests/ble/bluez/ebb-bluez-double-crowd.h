/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-double.h"

G_BEGIN_DECLS

/**
 * DoubleCrowd:
 *
 * A full hall: devices that advertise while a scan runs, boots or nothing that Ebb knows. They use
 * private addresses, so BlueZ takes each for a new one in the next scan.
 */
typedef struct _DoubleCrowd DoubleCrowd;

DoubleCrowd *double_crowd_new (EbbBluezDouble *bluez);
void         double_crowd_free (DoubleCrowd *self);
/* @n of them, each in turn, @adverts_per_s altogether; one in @boots_each is boots. Others than
 * those that were there. */
void  double_crowd_gather (DoubleCrowd *self, guint n, guint adverts_per_s, guint boots_each);
guint double_crowd_count_adverts (DoubleCrowd *self);

G_END_DECLS
