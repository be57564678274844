/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-store.h"

/* Not G_DEFINE_QUARK: clang-format takes the dashes of its name for minus signs. */
GQuark
ebb_store_error_quark (void)
{
  return g_quark_from_static_string ("ebb-store-error-quark");
}

/**
 * ebb_known_boots_copy:
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
EbbKnownBoots *
ebb_known_boots_copy (const EbbKnownBoots *self)
{
  EbbKnownBoots *copy = g_new0 (EbbKnownBoots, 1);

  copy->identity = g_strdup (self->identity);
  copy->serial = g_strdup (self->serial);
  copy->name = g_strdup (self->name);
  copy->definition_id = g_strdup (self->definition_id);
  copy->epoch = self->epoch;
  return copy;
}

/**
 * ebb_known_boots_free:
 *
 * Frees @self and all it holds.
 */
void
ebb_known_boots_free (EbbKnownBoots *self)
{
  g_free (self->identity);
  g_free (self->serial);
  g_free (self->name);
  g_free (self->definition_id);
  g_free (self);
}

/**
 * ebb_open_session_free:
 *
 * Frees @self and lets go of its record.
 */
void
ebb_open_session_free (EbbOpenSession *self)
{
  g_clear_object (&self->record);
  g_free (self);
}
