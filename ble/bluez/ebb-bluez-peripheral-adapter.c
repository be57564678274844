/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-peripheral-private.h"
#include "ebb-link-error.h"

/* Which adapter to stand on, and whether it can carry us. */

/* The adapter asked for, or the first; with all names, for the sentence that it is not there. */
static GVariant *
find_adapter (EbbBluezPeripheral *self, GVariant *objects, GString *names)
{
  GVariantIter iter;
  const char  *path;
  GVariant    *interfaces;
  g_autoptr (GVariant) found = NULL;

  g_variant_iter_init (&iter, objects);
  while (g_variant_iter_loop (&iter, "{&o@a{sa{sv}}}", &path, &interfaces))
    {
      g_autoptr (GVariant) properties =
          g_variant_lookup_value (interfaces, EBB_PERIPHERAL_ADAPTER, G_VARIANT_TYPE_VARDICT);
      const char *name = strrchr (path, '/') + 1;

      if (properties == NULL)
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
      if (found != NULL || (self->adapter != NULL && !g_str_equal (self->adapter, name)))
        continue;
      found = g_variant_ref (interfaces);
      g_free (self->adapter);
      self->adapter = g_strdup (name);
      self->adapter_path = g_strdup (path);
    }
  return g_steal_pointer (&found);
}

static void set_unavailable (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
set_unavailable (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (EBB_LINK_ERROR, EBB_LINK_ERROR_UNAVAILABLE, format, arguments);
  va_end (arguments);
}

/* Chooses the adapter among bluetoothd's @objects and sees that it is fit. */
gboolean
ebb_bluez_peripheral_choose_adapter (EbbBluezPeripheral *self, GVariant *objects, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GVariant) interfaces = find_adapter (self, objects, names);
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) advertising = NULL;
  gboolean is_powered = FALSE;

  if (interfaces == NULL && names->len == 0)
    set_unavailable (
        error, "no Bluetooth adapter was found: plug one in, or use virtual ones (btvirt -l2)");
  else if (interfaces == NULL)
    set_unavailable (error, "no Bluetooth adapter is called %s; there is: %s", self->adapter,
                     names->str);
  if (interfaces == NULL)
    return FALSE;

  properties = g_variant_lookup_value (interfaces, EBB_PERIPHERAL_ADAPTER, NULL);
  advertising = g_variant_lookup_value (interfaces, EBB_PERIPHERAL_ADVERTISING, NULL);
  g_variant_lookup (properties, "Powered", "b", &is_powered);
  g_variant_lookup (properties, "Alias", "s", &self->alias_before);
  g_variant_lookup (properties, "Pairable", "b", &self->was_pairable);
  if (!is_powered)
    set_unavailable (error,
                     "adapter %s is switched off: switch it on in the desktop's settings, or with: "
                     "bluetoothctl power on",
                     self->adapter);
  else if (advertising == NULL)
    set_unavailable (
        error,
        "adapter %s cannot advertise (it has no low energy peripheral role): use another one",
        self->adapter);
  return is_powered && advertising != NULL;
}
