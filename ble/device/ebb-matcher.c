/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-matcher-private.h"

#include <string.h>

EbbMatcher *
ebb_matcher_new (void)
{
  return g_new0 (EbbMatcher, 1);
}

void
ebb_matcher_free (EbbMatcher *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->service, g_free);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

static gboolean
matches_manufacturer (const EbbMatcher *self, const EbbAdvertisement *advertisement)
{
  gsize         prefix_size;
  gsize         data_size;
  gconstpointer prefix;
  gconstpointer data;

  if (advertisement->manufacturer_data == NULL || advertisement->company_id != self->company_id)
    return FALSE;
  if (self->data == NULL)
    return TRUE;
  prefix = g_bytes_get_data (self->data, &prefix_size);
  data = g_bytes_get_data (advertisement->manufacturer_data, &data_size);
  return data_size >= prefix_size && memcmp (data, prefix, prefix_size) == 0;
}

/**
 * ebb_matcher_matches:
 *
 * Returns: %TRUE if everything the matcher asks for is in @advertisement
 */
gboolean
ebb_matcher_matches (const EbbMatcher *self, const EbbAdvertisement *advertisement)
{
  if (self->name != NULL
      && (advertisement->name == NULL || !g_pattern_match_simple (self->name, advertisement->name)))
    return FALSE;
  if (self->service != NULL
      && !g_strv_contains ((const char *const *) advertisement->service_uuids, self->service))
    return FALSE;
  return !self->has_company || matches_manufacturer (self, advertisement);
}

/**
 * ebb_matcher_equal:
 *
 * Returns: %TRUE if both ask for the same
 */
gboolean
ebb_matcher_equal (const EbbMatcher *self, const EbbMatcher *other)
{
  if (g_strcmp0 (self->name, other->name) != 0 || g_strcmp0 (self->service, other->service) != 0
      || self->has_company != other->has_company || self->company_id != other->company_id)
    return FALSE;
  if (self->data == NULL || other->data == NULL)
    return self->data == other->data;
  return g_bytes_equal (self->data, other->data);
}
