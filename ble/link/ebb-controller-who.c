/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-controller-private.h"
#include "ebb-turned.h"

/* Which boots are these? Read, before anything but an owed Stop is written to them. */

static GError *
take_features (EbbController *self, GBytes *bytes)
{
  gsize           size;
  const uint8_t  *data = g_bytes_get_data (bytes, &size);
  EbbFeatures     features;
  EbbDecodeResult result = ebb_features_decode (&features, data, size);

  if (result == EBB_DECODE_OK)
    {
      ebb_features_turn (&features, self->sides);
      self->features = features;
      self->has_features = TRUE;
      return NULL;
    }
  if (result == EBB_DECODE_WRONG_VERSION)
    return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION,
                        "the boots speak version %u of the profile, expected %d",
                        size > 0 ? data[0] : 0, EBB_PROFILE_MAJOR);
  return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL,
                      "features of %" G_GSIZE_FORMAT " bytes: %s", size,
                      ebb_decode_result_to_string (result));
}

static gboolean
wants_bond (EbbController *self)
{
  return ebb_definition_get_bonding (ebb_link_get_definition (self->link)) == EBB_BONDING_REQUIRED
         && !ebb_link_is_paired (self->link);
}

static GError *
judge_serial (EbbController *self)
{
  const char *serial = ebb_controller_get_serial (self);

  if (g_strcmp0 (serial, self->expected_serial) == 0)
    return NULL;
  return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY,
                      "the boots have serial number \"%s\", expected \"%s\"", serial,
                      self->expected_serial);
}

static void
serial_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbController *self = g_task_get_source_object (task);
  GError        *error = NULL;
  g_autoptr (GBytes) bytes = ebb_link_read_finish (EBB_LINK (source), result, &error);

  /* Boots that said it before and do not any more may be others. */
  if (bytes != NULL)
    {
      ebb_controller_take_text (self, EBB_ROLE_SERIAL, bytes);
      error = self->expected_serial != NULL ? judge_serial (self) : NULL;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
is_one_expected (EbbController *self)
{
  return self->expected_serial != NULL
         && ebb_definition_get_uuid (ebb_link_get_definition (self->link), EBB_ROLE_SERIAL) != NULL;
}

static void
features_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbController *self = g_task_get_source_object (task);
  GError        *error = NULL;
  g_autoptr (GBytes) bytes = ebb_link_read_finish (EBB_LINK (source), result, &error);

  /* Nobody waits for what comes late, and it changes nothing. */
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_clear_error (&error);
      g_task_return_error_if_cancelled (task);
      return;
    }
  if (bytes != NULL)
    error = take_features (self, bytes);
  if (error != NULL)
    g_task_return_error (task, error);
  else if (wants_bond (self))
    /* Asking now would make the system pair by itself, with no one to answer for it. */
    g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED,
                             "the boots are not paired");
  else if (is_one_expected (self))
    ebb_link_read_async (self->link, EBB_ROLE_SERIAL, g_task_get_cancellable (task), serial_read_cb,
                         g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * ebb_controller_read_who_async:
 *
 * Reads the features and, if one is expected, the serial number. Fails as ebb_link_read_finish()
 * does, and with %EBB_LINK_ERROR_WRONG_VERSION, %EBB_LINK_ERROR_PROTOCOL, %EBB_LINK_ERROR_NOT_PAIRED
 * and %EBB_LINK_ERROR_WRONG_IDENTITY. Has no deadline of its own.
 */
void
ebb_controller_read_who_async (EbbController      *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_controller_read_who_async);
  /* Who was cancelled is told by whoever cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  ebb_link_read_async (self->link, EBB_ROLE_FEATURES, cancellable, features_read_cb, task);
}
