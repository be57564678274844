/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-controller.h"

#include "ebb-controller-private.h"
#include "ebb-link-marshal.h"
#include "ebb-turned.h"

enum
{
  TELEMETRY,
  STATUS,
  STATE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbController, ebb_controller, G_TYPE_OBJECT)

/* ---- what comes from the boots; nothing here allocates ---- */

static void
receive_telemetry (EbbController *self, const uint8_t *bytes, size_t size, gint64 received_us)
{
  EbbTelemetry    telemetry;
  EbbDecodeResult result = ebb_telemetry_decode (&telemetry, bytes, size);

  if (result == EBB_DECODE_OK)
    {
      ebb_telemetry_turn (&telemetry, self->sides);
      g_signal_emit (self, signals[TELEMETRY], 0, &telemetry, received_us);
    }
  else
    g_debug ("telemetry of %zu bytes: %s", size, ebb_decode_result_to_string (result));
}

static void
receive_status (EbbController *self, const uint8_t *bytes, size_t size)
{
  EbbStatus       status;
  EbbDecodeResult result = ebb_status_decode (&status, bytes, size);

  if (result == EBB_DECODE_OK)
    g_signal_emit (self, signals[STATUS], 0, &status);
  else
    g_debug ("status of %zu bytes: %s", size, ebb_decode_result_to_string (result));
}

static void
receive_answer (EbbController *self, const uint8_t *bytes, size_t size)
{
  EbbResponse     response;
  EbbDecodeResult result = ebb_response_decode (&response, bytes, size);

  if (result == EBB_DECODE_OK)
    ebb_request_queue_answer (self->queue, &response);
  else
    ebb_request_queue_garbled (self->queue, result);
}

static void
received_cb (EbbRole        role,
             const uint8_t *bytes,
             size_t         size,
             gint64         received_us,
             gpointer       user_data)
{
  EbbController *self = EBB_CONTROLLER (user_data);

  if (role == EBB_ROLE_CONTROL)
    receive_answer (self, bytes, size);
  else if (role == EBB_ROLE_BATTERY)
    ebb_controller_take_battery (self, bytes, size);
  else if (!self->is_trusted)
    g_debug ("%s before the handshake is not believed", ebb_role_to_string (role));
  else if (role == EBB_ROLE_TELEMETRY)
    receive_telemetry (self, bytes, size, received_us);
  else if (role == EBB_ROLE_STATUS)
    receive_status (self, bytes, size);
}

static void
link_changed_cb (EbbLink *link, gpointer user_data)
{
  g_autoptr (EbbController) self = g_object_ref (EBB_CONTROLLER (user_data));

  ebb_controller_pay_first_stop (self);
  if (ebb_link_get_state (link) != EBB_LINK_READY)
    {
      self->is_trusted = FALSE;
      ebb_request_queue_flush (self->queue, "the link was lost");
      ebb_controller_abort_upload (self, "the link was lost");
      if (!ebb_controller_is_making_link (self))
        ebb_controller_abort_connecting (self, "the link was lost");
    }
  ebb_controller_emit_state_changed (self);
}

static void
ebb_controller_dispose (GObject *object)
{
  EbbController *self = EBB_CONTROLLER (object);

  if (self->link != NULL)
    {
      g_clear_signal_handler (&self->link_changed_id, self->link);
      ebb_link_drop_receiver (self->link, self);
      self->is_trusted = FALSE;
      ebb_request_queue_flush (self->queue, "nobody asks any more");
      ebb_controller_abort_connecting (self, "nobody asks any more");
    }
  g_clear_pointer (&self->queue, ebb_request_queue_free);
  g_clear_object (&self->link);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_controller_parent_class)->dispose (object);
}

static void
ebb_controller_finalize (GObject *object)
{
  EbbController *self = EBB_CONTROLLER (object);

  for (guint i = 0; i < EBB_N_ROLES; i++)
    g_free (self->identity[i]);
  g_free (self->expected_serial);
  G_OBJECT_CLASS (ebb_controller_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_parameters, GType first, GType second)
{
  const GType types[] = { first, second };

  return g_signal_newv (name, EBB_TYPE_CONTROLLER, G_SIGNAL_RUN_LAST, NULL, NULL, NULL,
                        n_parameters == 2 ? ebb_link_marshal_VOID__POINTER_INT64 : NULL,
                        G_TYPE_NONE, n_parameters, (GType *) types);
}

static void
ebb_controller_class_init (EbbControllerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_controller_dispose;
  object_class->finalize = ebb_controller_finalize;

  signals[TELEMETRY] = add_signal ("telemetry", 2, G_TYPE_POINTER, G_TYPE_INT64);
  signals[STATUS] = add_signal ("status", 1, G_TYPE_POINTER, G_TYPE_NONE);
  signals[STATE_CHANGED] = add_signal ("state-changed", 0, G_TYPE_NONE, G_TYPE_NONE);
  /* The generic way from one notification to one listener costs as much as decoding it. */
  g_signal_set_va_marshaller (signals[TELEMETRY], EBB_TYPE_CONTROLLER,
                              ebb_link_marshal_VOID__POINTER_INT64v);
}

static void
ebb_controller_init (EbbController *self)
{
  self->battery_percent = -1;
}

/**
 * ebb_controller_trust:
 *
 * The handshake was answered, with @status.
 */
void
ebb_controller_trust (EbbController *self, const EbbStatus *status)
{
  self->is_trusted = TRUE;
  ebb_controller_emit_state_changed (self);
  g_signal_emit (self, signals[STATUS], 0, status);
}

void
ebb_controller_emit_state_changed (EbbController *self)
{
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/* ---- public ---- */

/**
 * ebb_controller_new:
 * @link: shared; the controller is its one receiver from now on
 * @owner: the token that says whose requests these are; not 0, and not 0xffffffff
 *
 * Returns: (transfer full): a controller that has asked nothing yet
 */
EbbController *
ebb_controller_new (EbbLink *link, EbbClock *clock, guint32 owner)
{
  EbbController *self;

  g_return_val_if_fail (EBB_IS_LINK (link), NULL);
  g_return_val_if_fail (EBB_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (owner != 0 && owner != G_MAXUINT32, NULL);
  self = g_object_new (EBB_TYPE_CONTROLLER, NULL);
  self->link = g_object_ref (link);
  self->clock = g_object_ref (clock);
  self->owner = owner;
  self->queue = ebb_request_queue_new (link, clock, G_OBJECT (self));
  self->link_changed_id =
      g_signal_connect (link, "state-changed", G_CALLBACK (link_changed_cb), self);
  ebb_link_set_receiver (link, received_cb, self);
  return self;
}

/**
 * ebb_controller_get_link:
 *
 * Returns: the link it speaks over
 */
EbbLink *
ebb_controller_get_link (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), NULL);
  return self->link;
}

/**
 * ebb_controller_get_owner:
 *
 * Returns: the token in each of its requests
 */
guint32
ebb_controller_get_owner (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), 0);
  return self->owner;
}

/**
 * ebb_controller_get_link_state:
 *
 * Returns: the state of the link now
 */
EbbLinkState
ebb_controller_get_link_state (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), EBB_LINK_DISCONNECTED);
  return self->link != NULL ? ebb_link_get_state (self->link) : EBB_LINK_DISCONNECTED;
}

/**
 * ebb_controller_is_trusted:
 *
 * Returns: %TRUE once the boots have answered the handshake and everything needed is subscribed;
 *   %FALSE again as soon as the link is lost
 */
gboolean
ebb_controller_is_trusted (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), FALSE);
  return self->is_trusted;
}

/**
 * ebb_controller_set_sides:
 *
 * What was read before is turned with it. A reading that was given out stays as it was.
 */
void
ebb_controller_set_sides (EbbController *self, EbbSides sides)
{
  g_return_if_fail (EBB_IS_CONTROLLER (self));

  if (self->sides == sides)
    return;
  ebb_features_turn (&self->features, self->sides);
  self->sides = sides;
  ebb_features_turn (&self->features, self->sides);
}

/**
 * ebb_controller_get_sides:
 *
 * Returns: how what the boots say is turned
 */
EbbSides
ebb_controller_get_sides (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), EBB_SIDES_UNKNOWN);
  return self->sides;
}

/**
 * ebb_controller_expect_serial:
 * @serial: (nullable): %NULL for boots that are not known yet
 *
 * For the connections that are made from now on.
 */
void
ebb_controller_expect_serial (EbbController *self, const char *serial)
{
  g_return_if_fail (EBB_IS_CONTROLLER (self));

  if (g_strcmp0 (self->expected_serial, serial) == 0)
    return;
  g_free (self->expected_serial);
  self->expected_serial = g_strdup (serial);
}

/**
 * ebb_controller_get_features:
 *
 * Returns: (nullable): what the boots said last that they can do; stays when the link is lost
 */
const EbbFeatures *
ebb_controller_get_features (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), NULL);
  return self->has_features ? &self->features : NULL;
}

/**
 * ebb_controller_disconnect:
 *
 * Lets go of the link. Requests fail with %EBB_LINK_ERROR_NOT_CONNECTED. Sends nothing.
 */
void
ebb_controller_disconnect (EbbController *self)
{
  g_autoptr (EbbController) kept = NULL;

  g_return_if_fail (EBB_IS_CONTROLLER (self));
  if (self->link == NULL)
    return;
  kept = g_object_ref (self);
  ebb_request_queue_flush (self->queue, "disconnected by us");
  ebb_controller_abort_upload (self, "disconnected by us");
  ebb_controller_abort_connecting (self, "disconnected by us");
  ebb_link_disconnect (self->link);
}

/**
 * ebb_controller_stop:
 * @epoch: the session to close; any write vents
 *
 * Hands Stop to the link in this call, trusted or not, whatever else is pending. What waits and
 * would move air or heat for this epoch or one before is not sent any more.
 *
 * Returns: %FALSE if the link took nothing; the caller repeats until the boots are vented
 */
gboolean
ebb_controller_stop (EbbController *self, guint32 epoch, GError **error)
{
  g_autoptr (EbbController) kept = NULL;
  uint8_t  frame[EBB_STOP_FRAME_BYTES];
  gboolean is_taken;

  g_return_val_if_fail (EBB_IS_CONTROLLER (self), FALSE);
  if (self->link == NULL)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED, "stop: no link");
      return FALSE;
    }
  kept = g_object_ref (self);
  ebb_stop_encode (epoch, frame, sizeof frame);
  is_taken = ebb_link_send (self->link, EBB_ROLE_STOP, frame, sizeof frame, error);
  ebb_request_queue_drop_epoch (self->queue, epoch);
  return is_taken;
}

/**
 * ebb_controller_dup_stop_descriptor:
 *
 * Returns: a file descriptor whose write is a write to Stop, the caller's to close; -1: none
 */
int
ebb_controller_dup_stop_descriptor (EbbController *self)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), -1);
  return self->link != NULL ? ebb_link_dup_stop_descriptor (self->link) : -1;
}

/**
 * ebb_controller_frame_stop:
 * @epoch: the session to close
 * @framed: (out caller-allocates): what a write of Stop to these boots is
 * @capacity: of @framed; %EBB_STOP_FRAME_BYTES and one more are enough
 *
 * Makes what to write to the descriptor of ebb_controller_dup_stop_descriptor(), by whoever has it.
 *
 * Returns: how many bytes @framed has; 0 if there is no link, or they do not fit
 */
size_t
ebb_controller_frame_stop (EbbController *self, guint32 epoch, uint8_t *framed, size_t capacity)
{
  uint8_t message[EBB_STOP_FRAME_BYTES];

  g_return_val_if_fail (EBB_IS_CONTROLLER (self), 0);
  if (self->link == NULL)
    return 0;
  return ebb_definition_frame (ebb_link_get_definition (self->link), EBB_ROLE_STOP, message,
                               ebb_stop_encode (epoch, message, sizeof message), framed, capacity);
}

/**
 * ebb_controller_flush:
 *
 * Ends every request that waits or is in flight with %EBB_LINK_ERROR_NOT_CONNECTED. A late answer
 * to one of them is ignored.
 */
void
ebb_controller_flush (EbbController *self)
{
  g_autoptr (EbbController) kept = NULL;

  g_return_if_fail (EBB_IS_CONTROLLER (self));
  if (self->queue == NULL)
    return;
  kept = g_object_ref (self);
  ebb_request_queue_flush (self->queue, "given up");
  ebb_controller_abort_upload (self, "given up");
}

/**
 * ebb_controller_count_outstanding:
 *
 * Returns: how many requests with @op wait or are in flight: the boots may still act on them
 */
guint
ebb_controller_count_outstanding (EbbController *self, EbbOp op)
{
  g_return_val_if_fail (EBB_IS_CONTROLLER (self), 0);
  return self->queue != NULL ? ebb_request_queue_count (self->queue, op) : 0;
}
