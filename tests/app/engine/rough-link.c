/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "rough-link.h"

#include <string.h>

#include "ebb-profile.h"

struct _RoughLink
{
  GObject parent_instance;

  /* owned */
  EbbLink   *inner;
  EbbClock  *clock;
  GPtrArray *flying; /* of Message */

  /* borrowed */
  EbbLinkReceiver receiver;
  gpointer        receiver_data;
  gpointer        user_data;

  /* state */
  RoughAir air;
};

/* On its way. */
typedef struct
{
  RoughLink *link;
  RoughWay   way;
  EbbRole    role;
  guint      timeout_id;
  size_t     size;
  uint8_t    bytes[EBB_MESSAGE_MAX_BYTES];
} Message;

static void link_iface_init (EbbLinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RoughLink,
                               rough_link,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_LINK, link_iface_init))

/* ---- the air ---- */

static void
free_message (gpointer data)
{
  Message *message = data;

  ebb_clock_clear (message->link->clock, &message->timeout_id);
  g_free (message);
}

static void
arrive (RoughLink *self, RoughWay way, EbbRole role, const uint8_t *bytes, size_t size)
{
  if (ebb_link_get_state (self->inner) != EBB_LINK_READY)
    return;
  if (way == ROUGH_TO_BOOTS)
    {
      self->air.at_boots (self, way, role, bytes, size, self->user_data);
      ebb_link_send (self->inner, role, bytes, size, NULL);
      return;
    }
  self->air.heard (self, role, bytes, size, FALSE, self->user_data);
  if (self->receiver != NULL)
    self->receiver (role, bytes, size, ebb_clock_get_boottime_us (self->clock),
                    self->receiver_data);
  self->air.heard (self, role, bytes, size, TRUE, self->user_data);
}

static gboolean
arrived_cb (gpointer user_data)
{
  Message   *message = user_data;
  Message    taken = *message;
  RoughLink *self = g_object_ref (message->link);

  message->timeout_id = 0;
  g_ptr_array_remove_fast (self->flying, message);
  arrive (self, taken.way, taken.role, taken.bytes, taken.size);
  g_object_unref (self);
  return G_SOURCE_REMOVE;
}

static void
fly (RoughLink     *self,
     RoughWay       way,
     EbbRole        role,
     const uint8_t *bytes,
     size_t         size,
     gboolean       is_copy)
{
  int      delay_ms = self->air.delay (self, way, role, is_copy, self->user_data);
  Message *message;

  if (delay_ms == ROUGH_LINK_DROPS)
    return;
  if (delay_ms == 0)
    {
      arrive (self, way, role, bytes, size);
      return;
    }
  message = g_new0 (Message, 1);
  *message = (Message){ .link = self, .way = way, .role = role };
  message->size = MIN (size, sizeof message->bytes);
  memcpy (message->bytes, bytes, message->size);
  g_ptr_array_add (self->flying, message);
  message->timeout_id = ebb_clock_add_timeout (self->clock, (guint) delay_ms, arrived_cb, message);
}

static void
received_cb (EbbRole            role,
             const uint8_t     *bytes,
             size_t             size,
             gint64 received_us G_GNUC_UNUSED,
             gpointer           user_data)
{
  g_autoptr (RoughLink) self = g_object_ref (ROUGH_LINK (user_data));

  self->air.at_boots (self, ROUGH_FROM_BOOTS, role, bytes, size, self->user_data);
  fly (self, ROUGH_FROM_BOOTS, role, bytes, size, TRUE);
  fly (self, ROUGH_FROM_BOOTS, role, bytes, size, FALSE);
}

static void
state_changed_cb (RoughLink *self)
{
  if (ebb_link_get_state (self->inner) == EBB_LINK_DISCONNECTED)
    g_ptr_array_set_size (self->flying, 0);
  ebb_link_emit_state_changed (EBB_LINK (self));
}

static gboolean
link_send (EbbLink *link, EbbRole role, const uint8_t *bytes, size_t size, GError **error)
{
  g_autoptr (RoughLink) self = g_object_ref (ROUGH_LINK (link));
  uint8_t written[EBB_MESSAGE_MAX_BYTES];

  if (ebb_link_get_state (self->inner) != EBB_LINK_READY)
    return ebb_link_send (self->inner, role, bytes, size, error);
  g_assert_cmpuint (size, <=, sizeof written);
  memcpy (written, bytes, size);
  if (!self->air.written (self, role, written, size, self->user_data))
    return TRUE;
  fly (self, ROUGH_TO_BOOTS, role, written, size, TRUE);
  fly (self, ROUGH_TO_BOOTS, role, written, size, FALSE);
  return TRUE;
}

/* ---- what is handed on ---- */

typedef gboolean (*Finish) (EbbLink *link, GAsyncResult *result, GError **error);

static void
answered (GObject *source, GAsyncResult *result, gpointer user_data, Finish finish)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (finish (EBB_LINK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  answered (source, result, user_data, ebb_link_connect_finish);
}

static void
subscribed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  answered (source, result, user_data, ebb_link_subscribe_finish);
}

static void
paired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  answered (source, result, user_data, ebb_link_pair_finish);
}

static void
note_read (RoughLink *self, EbbRole role, GBytes *bytes)
{
  gsize          size;
  const uint8_t *data = g_bytes_get_data (bytes, &size);

  self->air.at_boots (self, ROUGH_FROM_BOOTS, role, data, size, self->user_data);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = ebb_link_read_finish (EBB_LINK (source), result, &error);

  if (bytes != NULL)
    note_read (g_task_get_source_object (task),
               (EbbRole) GPOINTER_TO_INT (g_task_get_task_data (task)), bytes);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
link_connect_async (EbbLink            *link,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  ebb_link_connect_async (ROUGH_LINK (link)->inner, cancellable, connected_cb,
                          g_task_new (link, NULL, callback, user_data));
}

static void
link_pair_async (EbbLink            *link,
                 GCancellable       *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer            user_data)
{
  ebb_link_pair_async (ROUGH_LINK (link)->inner, cancellable, paired_cb,
                       g_task_new (link, NULL, callback, user_data));
}

static void
link_subscribe_async (EbbLink            *link,
                      EbbRole             role,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  ebb_link_subscribe_async (ROUGH_LINK (link)->inner, role, cancellable, subscribed_cb,
                            g_task_new (link, NULL, callback, user_data));
}

static void
link_read_async (EbbLink            *link,
                 EbbRole             role,
                 GCancellable       *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer            user_data)
{
  GTask *task = g_task_new (link, NULL, callback, user_data);

  g_task_set_task_data (task, GINT_TO_POINTER (role), NULL);
  ebb_link_read_async (ROUGH_LINK (link)->inner, role, cancellable, read_cb, task);
}

static gboolean
link_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GBytes *
link_read_finish (EbbLink *link G_GNUC_UNUSED, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char *
link_get_identity (EbbLink *link)
{
  return ebb_link_get_identity (ROUGH_LINK (link)->inner);
}

static EbbDefinition *
link_get_definition (EbbLink *link)
{
  return ebb_link_get_definition (ROUGH_LINK (link)->inner);
}

static EbbLinkState
link_get_state (EbbLink *link)
{
  return ebb_link_get_state (ROUGH_LINK (link)->inner);
}

static gboolean
link_is_paired (EbbLink *link)
{
  return ebb_link_is_paired (ROUGH_LINK (link)->inner);
}

static void
link_disconnect (EbbLink *link)
{
  ebb_link_disconnect (ROUGH_LINK (link)->inner);
}

static void
link_set_receiver (EbbLink *link, EbbLinkReceiver receiver, gpointer user_data)
{
  RoughLink *self = ROUGH_LINK (link);

  self->receiver = receiver;
  self->receiver_data = user_data;
}

static int
link_dup_stop_descriptor (EbbLink *link G_GNUC_UNUSED)
{
  return -1;
}

static void
link_iface_init (EbbLinkInterface *iface)
{
  iface->get_identity = link_get_identity;
  iface->get_definition = link_get_definition;
  iface->get_state = link_get_state;
  iface->is_paired = link_is_paired;
  iface->connect_async = link_connect_async;
  iface->connect_finish = link_finish;
  iface->disconnect = link_disconnect;
  iface->pair_async = link_pair_async;
  iface->pair_finish = link_finish;
  iface->subscribe_async = link_subscribe_async;
  iface->subscribe_finish = link_finish;
  iface->read_async = link_read_async;
  iface->read_finish = link_read_finish;
  iface->send = link_send;
  iface->set_receiver = link_set_receiver;
  iface->dup_stop_descriptor = link_dup_stop_descriptor;
}

static void
rough_link_dispose (GObject *object)
{
  RoughLink *self = ROUGH_LINK (object);

  g_ptr_array_set_size (self->flying, 0);
  if (self->inner != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->inner, self);
      ebb_link_drop_receiver (self->inner, self);
    }
  g_clear_object (&self->inner);
  G_OBJECT_CLASS (rough_link_parent_class)->dispose (object);
}

static void
rough_link_finalize (GObject *object)
{
  RoughLink *self = ROUGH_LINK (object);

  g_ptr_array_unref (self->flying);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (rough_link_parent_class)->finalize (object);
}

static void
rough_link_class_init (RoughLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rough_link_dispose;
  G_OBJECT_CLASS (klass)->finalize = rough_link_finalize;
}

static void
rough_link_init (RoughLink *self)
{
  self->flying = g_ptr_array_new_with_free_func (free_message);
}

/* @user_data: borrowed, for as long as the link is there. */
RoughLink *
rough_link_new (EbbLink *inner, EbbClock *clock, const RoughAir *air, gpointer user_data)
{
  RoughLink *self = g_object_new (ROUGH_TYPE_LINK, NULL);

  self->inner = g_object_ref (inner);
  self->clock = g_object_ref (clock);
  self->air = *air;
  self->user_data = user_data;
  ebb_link_set_receiver (inner, received_cb, self);
  g_signal_connect_swapped (inner, "state-changed", G_CALLBACK (state_changed_cb), self);
  return self;
}
