/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-store.h"
#include "ebb-writer-private.h"

G_BEGIN_DECLS

struct _EbbStore
{
  GObject parent_instance;

  /* owned */
  EbbWriter  *writer;
  GHashTable *settings; /* as in the file, or on the way there */
  GHashTable *sides;    /* serial number to EbbSides; as settings */
  GPtrArray  *boots;    /* of EbbKnownBoots, as in the file when it was opened */

  guint32 owner;
};

G_END_DECLS
