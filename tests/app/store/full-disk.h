/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  FULL_DISK_ROOM,
  FULL_DISK_NO_ROOM,
} FullDisk;

/* Every store that is opened between these two lies on a disk that can be full. */
void full_disk_begin (void);
void full_disk_end (void);
void full_disk_set (FullDisk disk);

G_END_DECLS
