/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#ifndef EBB_GIO_PCH_H
#define EBB_GIO_PCH_H

/* As ebb-gtk-pch.h, for what knows no window. */

#include <gio/gio.h>

#endif
