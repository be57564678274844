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
  char       *path;
  EbbWriter  *writer;
  GHashTable *settings; /* as in the file, or on the way there */
  GHashTable *sides;    /* serial number to EbbSides; as settings */
  GPtrArray  *boots;    /* of EbbKnownBoots, as in the file when it was opened */
  GPtrArray  *people;   /* of EbbMember; the same */

  guint32 owner;
};

/* Whose answer goes to @callback. */
EbbJob *ebb_store_new_job (EbbStore           *self,
                           EbbJobFunc          run,
                           GDestroyNotify      destroy,
                           gpointer            source_tag,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
