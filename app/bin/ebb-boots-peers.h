/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-definition.h"

G_BEGIN_DECLS

/**
 * EbbBootsPeers:
 *
 * Several peers can be linked at a time: whose the unanswered request is, and whose the upload. They
 * end with that link, and with no other.
 */
typedef struct
{
  char *asker;    /* (nullable): address of who asked last */
  char *uploader; /* (nullable): address of who began an upload, or sent a piece of it, last */
} EbbBootsPeers;

/* @address: (nullable): unknown */
void ebb_boots_peers_note_write (EbbBootsPeers *self,
                                 EbbRole        role,
                                 const char    *address,
                                 const guint8  *bytes,
                                 gsize          size);
/* @role: Control or Program. Whether what was begun there was begun by @address, or nobody knows by
 * whom. */
gboolean ebb_boots_peers_is_whose (EbbBootsPeers *self, EbbRole role, const char *address);
void     ebb_boots_peers_clear (EbbBootsPeers *self);

G_END_DECLS
