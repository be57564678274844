/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-controller-private.h"

/* What boots say of themselves: good to know, and not needed. */

#define LEARN_DEADLINE_MS 2000
#define TEXT_MAX_CHARACTERS 64

typedef struct
{
  EbbClock *clock; /* (owned) */
  guint     n_pending;
  guint     deadline_id;
  gboolean  is_over;
} Learning;

typedef struct
{
  GTask  *task; /* (owned) */
  EbbRole role;
} Reading;

static const EbbRole TEXT_ROLES[] = { EBB_ROLE_MANUFACTURER, EBB_ROLE_MODEL, EBB_ROLE_SERIAL,
                                      EBB_ROLE_FIRMWARE };

/* Keeps what can be printed, for a screen that must not be painted by a stranger. */
static char *
dup_printable (GBytes *bytes)
{
  gsize            size;
  const char      *data = g_bytes_get_data (bytes, &size);
  g_autofree char *valid = g_utf8_make_valid (data != NULL ? data : "", (gssize) size);
  GString         *text = g_string_new (NULL);
  glong            n_characters = 0;

  for (const char *at = valid; *at != '\0' && n_characters < TEXT_MAX_CHARACTERS;
       at = g_utf8_next_char (at))
    if (g_unichar_isprint (g_utf8_get_char (at)))
      {
        g_string_append_unichar (text, g_utf8_get_char (at));
        n_characters++;
      }
  return g_strstrip (g_string_free (text, FALSE));
}

/**
 * ebb_controller_take_text:
 *
 * Notes what the boots say in text of themselves; what cannot be printed is left out. Boots of
 * another serial number are others: what was known of those before is not theirs.
 */
void
ebb_controller_take_text (EbbController *self, EbbRole role, GBytes *bytes)
{
  g_autofree char *before = g_steal_pointer (&self->identity[role]);

  self->identity[role] = dup_printable (bytes);
  if (role != EBB_ROLE_SERIAL || before == NULL || g_strcmp0 (before, self->identity[role]) == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (TEXT_ROLES); i++)
    {
      if (TEXT_ROLES[i] != EBB_ROLE_SERIAL)
        g_clear_pointer (&self->identity[TEXT_ROLES[i]], g_free);
    }
}

static void
end_learning (GTask *task)
{
  Learning *learning = g_task_get_task_data (task);

  ebb_clock_clear (learning->clock, &learning->deadline_id);
  learning->is_over = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
end_one (GTask *task)
{
  Learning *learning = g_task_get_task_data (task);

  if (!learning->is_over && --learning->n_pending == 0)
    end_learning (task);
}

static gboolean
learn_deadline_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Learning *learning = g_task_get_task_data (task);

  learning->deadline_id = 0;
  end_learning (task);
  return G_SOURCE_REMOVE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (GTask) task = reading->task;
  EbbController *self = g_task_get_source_object (task);
  /* What cannot be read stays unknown. */
  g_autoptr (GBytes) bytes = ebb_link_read_finish (EBB_LINK (source), result, NULL);

  if (bytes != NULL && reading->role == EBB_ROLE_BATTERY)
    ebb_controller_take_battery (self, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  else if (bytes != NULL && self->identity[reading->role] == NULL)
    ebb_controller_take_text (self, reading->role, bytes);
  end_one (task);
}

static void
battery_subscribed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  /* Without it the battery's state is as old as the link. */
  ebb_link_subscribe_finish (EBB_LINK (source), result, NULL);
  end_one (task);
}

static gboolean
has_role (EbbController *self, EbbRole role)
{
  return ebb_definition_get_uuid (ebb_link_get_definition (self->link), role) != NULL;
}

static void
begin_read (EbbController *self, GTask *task, EbbRole role)
{
  Learning *learning = g_task_get_task_data (task);
  Reading  *reading;

  if (!has_role (self, role))
    return;
  reading = g_new0 (Reading, 1);
  reading->task = g_object_ref (task);
  reading->role = role;
  learning->n_pending++;
  ebb_link_read_async (self->link, role, g_task_get_cancellable (task), read_cb, reading);
}

static void
learning_free (gpointer data)
{
  Learning *learning = data;

  g_clear_object (&learning->clock);
  g_free (learning);
}

/**
 * ebb_controller_learn_async:
 *
 * Reads the battery, follows it, and reads what is not known yet of maker, model, serial number and
 * firmware. Ends well in any case, after %LEARN_DEADLINE_MS at the latest.
 */
void
ebb_controller_learn_async (EbbController      *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Learning *learning = g_new0 (Learning, 1);

  learning->clock = g_object_ref (self->clock);
  learning->n_pending = 1; /* so that it does not end before everything is asked */
  g_task_set_task_data (task, learning, learning_free);
  learning->deadline_id =
      ebb_clock_add_timeout (self->clock, LEARN_DEADLINE_MS, learn_deadline_cb, task);
  begin_read (self, task, EBB_ROLE_BATTERY);
  if (has_role (self, EBB_ROLE_BATTERY))
    {
      learning->n_pending++;
      ebb_link_subscribe_async (self->link, EBB_ROLE_BATTERY, cancellable, battery_subscribed_cb,
                                g_object_ref (task));
    }
  for (guint i = 0; i < G_N_ELEMENTS (TEXT_ROLES); i++)
    if (self->identity[TEXT_ROLES[i]] == NULL)
      begin_read (self, task, TEXT_ROLES[i]);
  end_one (task);
}

/**
 * ebb_controller_take_battery:
 * @bytes: the value of the Battery Level characteristic
 *
 * Notes how full the battery is; what is no percentage is not believed.
 */
void
ebb_controller_take_battery (EbbController *self, const uint8_t *bytes, size_t size)
{
  if (size < 1 || bytes[0] > 100 || self->battery_percent == bytes[0])
    return;
  self->battery_percent = bytes[0];
  ebb_controller_emit_state_changed (self);
}

/**
 * ebb_controller_get_serial:
 *
 * Returns: (nullable): the serial number, printable, at most 64 characters
 */
const char *
ebb_controller_get_serial (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), NULL);
  return self->identity[EBB_ROLE_SERIAL];
}

/**
 * ebb_controller_get_model:
 *
 * Returns: (nullable): the model, printable, at most 64 characters
 */
const char *
ebb_controller_get_model (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), NULL);
  return self->identity[EBB_ROLE_MODEL];
}

/**
 * ebb_controller_get_manufacturer:
 *
 * Returns: (nullable): the maker, printable, at most 64 characters
 */
const char *
ebb_controller_get_manufacturer (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), NULL);
  return self->identity[EBB_ROLE_MANUFACTURER];
}

/**
 * ebb_controller_get_firmware:
 *
 * Returns: (nullable): the firmware's version, printable, at most 64 characters
 */
const char *
ebb_controller_get_firmware (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), NULL);
  return self->identity[EBB_ROLE_FIRMWARE];
}

/**
 * ebb_controller_get_battery_percent:
 *
 * Returns: 0 to 100 as the boots said last, -1 if they said nothing; "state-changed" tells of a
 *   change
 */
int
ebb_controller_get_battery_percent (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), -1);
  return self->battery_percent;
}
