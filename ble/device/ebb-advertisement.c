/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-advertisement.h"

static char *
dup_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString         *printable = g_string_new (NULL);
  const char      *at;

  for (at = valid; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isprint (g_utf8_get_char (at)))
      g_string_append_unichar (printable, g_utf8_get_char (at));
  return g_string_free (printable, FALSE);
}

/**
 * ebb_advertisement_new:
 * @identity: how the link layer names the peer for good
 * @name: (nullable): as it came from the radio; what cannot be printed is left out
 * @service_uuids: (nullable): 128-bit, any case
 *
 * Returns: (transfer full): an advertisement without manufacturer data, connectable, of unknown
 *   signal
 */
EbbAdvertisement *
ebb_advertisement_new (const char *identity, const char *name, const char *const *service_uuids)
{
  EbbAdvertisement *self = g_new0 (EbbAdvertisement, 1);
  g_autoptr (GStrvBuilder) uuids = g_strv_builder_new ();

  self->identity = g_strdup (identity);
  self->name = name != NULL ? dup_printable (name) : NULL;
  for (; service_uuids != NULL && *service_uuids != NULL; service_uuids++)
    {
      g_autofree char *lower = g_ascii_strdown (*service_uuids, -1);

      g_strv_builder_add (uuids, lower);
    }
  self->service_uuids = g_strv_builder_end (uuids);
  self->is_connectable = TRUE;
  return self;
}

/**
 * ebb_advertisement_copy:
 *
 * Returns: (transfer full): a deep copy
 */
EbbAdvertisement *
ebb_advertisement_copy (const EbbAdvertisement *self)
{
  EbbAdvertisement *copy = g_new0 (EbbAdvertisement, 1);

  copy->identity = g_strdup (self->identity);
  copy->name = g_strdup (self->name);
  copy->service_uuids = g_strdupv (self->service_uuids);
  copy->manufacturer_data =
      self->manufacturer_data != NULL ? g_bytes_ref (self->manufacturer_data) : NULL;
  copy->company_id = self->company_id;
  copy->signal = self->signal;
  copy->is_connectable = self->is_connectable;
  return copy;
}

/**
 * ebb_advertisement_free:
 *
 * Frees all of it.
 */
void
ebb_advertisement_free (EbbAdvertisement *self)
{
  g_clear_pointer (&self->identity, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->service_uuids, g_strfreev);
  g_clear_pointer (&self->manufacturer_data, g_bytes_unref);
  g_free (self);
}

/**
 * ebb_signal_from_dbm:
 * @signal_dbm: as the radio measures it; 0 or more is what radios say when they cannot
 *
 * Returns: the same in words
 */
EbbSignal
ebb_signal_from_dbm (int signal_dbm)
{
  if (signal_dbm >= 0 || signal_dbm < -127)
    return EBB_SIGNAL_UNKNOWN;
  if (signal_dbm < -80)
    return EBB_SIGNAL_WEAK;
  return signal_dbm <= -65 ? EBB_SIGNAL_FAIR : EBB_SIGNAL_STRONG;
}
