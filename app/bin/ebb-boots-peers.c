/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-peers.h"

#include "ebb-control.h"

static void
set_address (char **place, const char *address)
{
  g_free (*place);
  *place = g_strdup (address);
}

/**
 * ebb_boots_peers_note_write:
 * @address: (nullable): who wrote; %NULL where nobody knows
 *
 * What is written to anything but Control and Program begins nothing.
 */
void
ebb_boots_peers_note_write (EbbBootsPeers *self,
                            EbbRole        role,
                            const char    *address,
                            const guint8  *bytes,
                            gsize          size)
{
  if (role == EBB_ROLE_CONTROL)
    set_address (&self->asker, address);
  if (role == EBB_ROLE_PROGRAM
      || (role == EBB_ROLE_CONTROL && size > 0 && bytes[0] == EBB_OP_BEGIN_PROGRAM))
    set_address (&self->uploader, address);
}

/**
 * ebb_boots_peers_is_whose:
 * @role: Control: the request, Program: the upload
 *
 * Returns: whether it ends with the link of @address; also where nobody knows whose it is
 */
gboolean
ebb_boots_peers_is_whose (EbbBootsPeers *self, EbbRole role, const char *address)
{
  const char *whose = role == EBB_ROLE_PROGRAM ? self->uploader : self->asker;

  return whose == NULL || g_strcmp0 (whose, address) == 0;
}

/**
 * ebb_boots_peers_clear:
 *
 * Forgets who they are.
 */
void
ebb_boots_peers_clear (EbbBootsPeers *self)
{
  g_clear_pointer (&self->asker, g_free);
  g_clear_pointer (&self->uploader, g_free);
}
