/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What can be seen of this computer's half of a bond. */
typedef enum
{
  EBB_BOND_KEPT,    /* nothing speaks against it, or there never was one */
  EBB_BOND_DOUBTED, /* gone, unless it is the radio that goes: that is known a moment later */
  EBB_BOND_ENDED,
} EbbBond;

typedef struct
{
  gboolean is_own;    /* a person took the boots, and they are not of this process */
  gboolean has_radio; /* the system has told whom it knows */
  gboolean is_listed; /* the boots are among them */
  gboolean is_paired; /* with a bond */
} EbbBondSigns;

/* Pure. */
EbbBond ebb_bond_judge (const EbbBondSigns *signs);

G_END_DECLS
