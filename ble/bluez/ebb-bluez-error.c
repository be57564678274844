/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-error-private.h"

#define ERROR_PREFIX "org.bluez.Error."

/**
 * ebb_bluez_error_is:
 * @last_word: for example "InProgress"
 *
 * Returns: %TRUE if @error is BlueZ's refusal of that name
 */
gboolean
ebb_bluez_error_is (const GError *error, const char *last_word)
{
  g_autofree char *name = NULL;

  if (error == NULL || !g_dbus_error_is_remote_error (error))
    return FALSE;
  name = g_dbus_error_get_remote_error (error);
  return name != NULL && g_str_has_prefix (name, ERROR_PREFIX)
         && g_str_equal (name + strlen (ERROR_PREFIX), last_word);
}

static const struct
{
  const char      *last_word;
  EbbLinkErrorCode code;
} refusals[] = {
  { "AuthenticationRejected", EBB_LINK_ERROR_PAIRING_REFUSED },
  { "AuthenticationFailed", EBB_LINK_ERROR_PAIRING_REFUSED },
  { "AuthenticationCanceled", EBB_LINK_ERROR_PAIRING_CANCELLED },
  { "AuthenticationTimeout", EBB_LINK_ERROR_PAIRING_TIMED_OUT },
  { "ConnectionAttemptFailed", EBB_LINK_ERROR_UNREACHABLE },
  { "NotConnected", EBB_LINK_ERROR_NOT_CONNECTED },
  { "NotReady", EBB_LINK_ERROR_UNAVAILABLE },
  { "Blocked", EBB_LINK_ERROR_UNAVAILABLE },
  { "NotAuthorized", EBB_LINK_ERROR_NOT_PAIRED },
  { "InProgress", EBB_LINK_ERROR_BUSY },
};

/* BlueZ 5.66 has one name for most failures; only the message tells them apart. */
static EbbLinkErrorCode
find_failure (const char *message)
{
  static const char *const wants_security[] = { "0x05", "0x08", "0x0c", "0x0f" };

  if (strstr (message, "Not connected") != NULL)
    return EBB_LINK_ERROR_NOT_CONNECTED;
  if (strstr (message, "le-connection-abort") != NULL
      || strstr (message, "connection abort") != NULL)
    return EBB_LINK_ERROR_UNREACHABLE;
  if (strstr (message, "ATT error: ") != NULL)
    for (gsize i = 0; i < G_N_ELEMENTS (wants_security); i++)
      if (strstr (message, wants_security[i]) != NULL)
        return EBB_LINK_ERROR_NOT_PAIRED;
  return EBB_LINK_ERROR_FAILED;
}

static EbbLinkErrorCode
find_code (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (ebb_bluez_error_is (error, refusals[i].last_word))
      return refusals[i].code;
  if (ebb_bluez_error_is (error, "NotPermitted"))
    {
      if (strstr (error->message, "acquired") != NULL)
        return EBB_LINK_ERROR_BUSY;
      return EBB_LINK_ERROR_NOT_PAIRED;
    }
  if (ebb_bluez_error_is (error, "Failed"))
    return find_failure (error->message);
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD))
    return EBB_LINK_ERROR_NOT_CONNECTED;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED)
      || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return EBB_LINK_ERROR_UNAVAILABLE;
  return EBB_LINK_ERROR_FAILED;
}

/**
 * ebb_bluez_error_convert:
 * @error: (inout): what a call failed with; the caller's own G_IO_ERROR_CANCELLED stays as it is
 * @deadline: (nullable): of that call
 * @format: what was tried, as in "connecting to 00:11:22:33:44:55"
 *
 * Translates an error of D-Bus or BlueZ into one of EBB_LINK_ERROR.
 */
void
ebb_bluez_error_convert (GError **error, EbbBluezDeadline *deadline, const char *format, ...)
{
  g_autoptr (GError) old = g_steal_pointer (error);
  g_autofree char *what = NULL;
  EbbLinkErrorCode code;
  va_list          arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (old->domain == EBB_LINK_ERROR)
    {
      *error = g_steal_pointer (&old);
      return;
    }
  if (g_error_matches (old, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (deadline == NULL || !ebb_bluez_deadline_has_passed (deadline))
        *error = g_steal_pointer (&old);
      else
        g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT, "%s took more than %u ms",
                     what, ebb_bluez_deadline_get_timeout_ms (deadline));
      return;
    }
  code = find_code (old);
  g_dbus_error_strip_remote_error (old);
  g_set_error (error, EBB_LINK_ERROR, code, "%s: %s", what, old->message);
}
