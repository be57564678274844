/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#ifndef EBB_GTK_PCH_H
#define EBB_GTK_PCH_H

/* Read once and not for each file, of whose compilation it is two thirds. Each file includes what it
 * needs all the same: see -Db_pch=false. */

#include <adwaita.h>

#endif
