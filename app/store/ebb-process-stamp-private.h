/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which start of the computer this is; NULL: that cannot be read. */
char *ebb_process_stamp_read_boot (void) G_GNUC_WARN_UNUSED_RESULT;
/* A word for a process that no other one will have: boot, number and start time. */
char *ebb_process_stamp_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE if the process is gone, or the computer was started again since. */
gboolean ebb_process_stamp_is_alive (const char *stamp);

G_END_DECLS
