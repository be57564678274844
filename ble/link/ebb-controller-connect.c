/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-controller-private.h"

/* From no link to boots that are trusted. Stop first, if one is owed, and as soon as the link takes
 * it; then what anyone may read; then the subscriptions, so that no change after the handshake is missed; then the handshake. */

#define STEP_DEADLINE_MS 5000

typedef enum
{
  STEP_LINK,
  STEP_STOP,
  STEP_FEATURES,
  STEP_ANSWERS,
  STEP_NEWS,
  STEP_HELLO,
  STEP_IDENTITY,
  STEP_DONE,
} Step;

typedef struct
{
  Step          step;
  guint         n_pending; /* calls of this step that have not come back */
  guint         deadline_id;
  guint32       first_stop_epoch; /* 0: none is owed */
  gboolean      is_stop_sent;     /* on this link, for that epoch */
  uint32_t      nonce;
  GCancellable *cancellable; /* (owned): ours, for the calls of the link */
  GSource      *cancelled;   /* (owned) (nullable): the caller's */
} Connecting;

/* What answers is subscribed to alone and first. BlueZ refuses it while it ends a connection, which
 * it does for 2 s; and a connection that ends while the others are being subscribed to leaves a
 * bluetoothd behind that will crash (5.66; mended in 5.84). */
static const EbbRole ANSWER_ROLES[] = { EBB_ROLE_CONTROL };
static const EbbRole NEWS_ROLES[] = { EBB_ROLE_STATUS, EBB_ROLE_TELEMETRY };

static void run_step (EbbController *self);

static void
connecting_free (gpointer data)
{
  Connecting *connecting = data;

  g_clear_object (&connecting->cancellable);
  g_free (connecting);
}

/* Whether @task is still what is going on: late answers belong to none. */
static Connecting *
get_current (GTask *task)
{
  EbbController *self = g_task_get_source_object (task);

  return self->connecting == task ? g_task_get_task_data (task) : NULL;
}

/* Ends the whole with @error, or well if it is NULL. */
static void
end_connecting (EbbController *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->connecting);
  Connecting *connecting = g_task_get_task_data (task);

  ebb_clock_clear (self->clock, &connecting->deadline_id);
  if (connecting->cancelled != NULL)
    {
      g_source_destroy (connecting->cancelled);
      g_clear_pointer (&connecting->cancelled, g_source_unref);
    }
  g_cancellable_cancel (connecting->cancellable);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
end_connecting_with (EbbController *self, EbbLinkErrorCode code, const char *why)
{
  end_connecting (self, g_error_new_literal (EBB_LINK_ERROR, code, why));
}

/**
 * ebb_controller_is_making_link:
 *
 * Returns: %TRUE while the link itself is being made, whose own answer says why it failed
 */
gboolean
ebb_controller_is_making_link (EbbController *self)
{
  return self->connecting != NULL
         && ((Connecting *) g_task_get_task_data (self->connecting))->step == STEP_LINK;
}

/**
 * ebb_controller_abort_connecting:
 *
 * Ends what is being connected, if anything is, with %EBB_LINK_ERROR_NOT_CONNECTED.
 */
void
ebb_controller_abort_connecting (EbbController *self, const char *why)
{
  if (self->connecting != NULL)
    end_connecting_with (self, EBB_LINK_ERROR_NOT_CONNECTED, why);
}

static void
go_on (EbbController *self)
{
  Connecting *connecting = g_task_get_task_data (self->connecting);

  ebb_clock_clear (self->clock, &connecting->deadline_id);
  connecting->n_pending = 0;
  connecting->step++;
  run_step (self);
}

static gboolean
step_deadline_cb (gpointer user_data)
{
  g_autoptr (EbbController) self = g_object_ref (EBB_CONTROLLER (user_data));
  Connecting *connecting = g_task_get_task_data (self->connecting);

  connecting->deadline_id = 0;
  end_connecting_with (self, EBB_LINK_ERROR_TIMED_OUT,
                       connecting->step == STEP_FEATURES
                           ? "what they are was not read in 5 s"
                           : "the boots did not accept a subscription in 5 s");
  return G_SOURCE_REMOVE;
}

static void
set_step_deadline (EbbController *self)
{
  Connecting *connecting = g_task_get_task_data (self->connecting);

  connecting->deadline_id =
      ebb_clock_add_timeout (self->clock, STEP_DEADLINE_MS, step_deadline_cb, self);
}

/* ---- the link ---- */

static void
link_connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbController *self = g_task_get_source_object (task);
  GError        *error = NULL;

  if (!ebb_link_connect_finish (EBB_LINK (source), result, &error))
    {
      if (get_current (task) != NULL)
        end_connecting (self, error);
      else
        g_clear_error (&error); /* the caller was told before */
      return;
    }
  if (get_current (task) != NULL)
    go_on (self);
}

static void
connect_link (EbbController *self, Connecting *connecting)
{
  if (ebb_link_get_state (self->link) == EBB_LINK_READY)
    go_on (self);
  else
    ebb_link_connect_async (self->link, connecting->cancellable, link_connected_cb,
                            g_object_ref (self->connecting));
}

/* ---- the stop that is owed ---- */

/**
 * ebb_controller_pay_first_stop:
 *
 * The link changed while it is made: Stop goes out as soon as it can be, and if it is not taken,
 * again when the link is ready.
 */
void
ebb_controller_pay_first_stop (EbbController *self)
{
  g_autoptr (GTask) task = NULL;
  Connecting *connecting;

  if (!ebb_controller_is_making_link (self))
    return;
  task = g_object_ref (self->connecting);
  connecting = g_task_get_task_data (task);
  if (ebb_link_get_state (self->link) < EBB_LINK_STOPPABLE)
    connecting->is_stop_sent = FALSE;
  else if (connecting->first_stop_epoch > 0 && !connecting->is_stop_sent)
    connecting->is_stop_sent = ebb_controller_stop (self, connecting->first_stop_epoch, NULL);
}

static void
send_first_stop (EbbController *self, Connecting *connecting)
{
  g_autoptr (GTask) task = g_object_ref (self->connecting);
  g_autoptr (GError) error = NULL;
  const gboolean is_done = connecting->first_stop_epoch == 0 || connecting->is_stop_sent
                           || ebb_controller_stop (self, connecting->first_stop_epoch, &error);

  /* The link may have found in sending that it is lost. */
  if (get_current (task) == NULL)
    return;
  if (is_done)
    go_on (self);
  else
    end_connecting (self, g_steal_pointer (&error));
}

/* ---- what anyone may read ---- */

static void
who_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EbbController *self = EBB_CONTROLLER (source);
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (get_current (task) == NULL)
    g_clear_error (&error); /* the caller was told before */
  else if (error != NULL)
    end_connecting (self, error);
  else
    go_on (self);
}

/* ---- subscriptions ---- */

static void
subscribed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  EbbController *self = g_task_get_source_object (task);
  Connecting    *connecting = get_current (task);
  GError        *error = NULL;

  if (!ebb_link_subscribe_finish (EBB_LINK (source), result, &error))
    {
      if (connecting != NULL)
        end_connecting (self, error);
      else
        g_clear_error (&error); /* the caller was told before */
    }
  else if (connecting != NULL && --connecting->n_pending == 0)
    go_on (self);
}

static void
subscribe (EbbController *self, const EbbRole *roles, guint n_roles)
{
  g_autoptr (GTask) task = g_object_ref (self->connecting);
  Connecting *connecting = g_task_get_task_data (task);

  connecting->n_pending = n_roles;
  set_step_deadline (self);
  for (guint i = 0; i < n_roles && get_current (task) != NULL; i++)
    ebb_link_subscribe_async (self->link, roles[i], connecting->cancellable, subscribed_cb,
                              g_object_ref (task));
}

/* ---- the handshake ---- */

static GError *
judge_hello (const Connecting *connecting, const EbbResponse *response)
{
  if (response->nonce_echo == ~connecting->nonce)
    return NULL;
  return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL,
                      "the handshake was answered with %08x, expected %08x", response->nonce_echo,
                      ~connecting->nonce);
}

static void
hello_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EbbController *self = EBB_CONTROLLER (source);
  g_autoptr (GTask) task = G_TASK (user_data);
  Connecting    *connecting = get_current (task);
  EbbResponse    response;
  GError        *error = NULL;
  const gboolean is_answered = ebb_controller_request_finish (self, result, &response, &error);

  if (connecting == NULL)
    {
      g_clear_error (&error); /* the caller was told before */
      return;
    }
  if (is_answered)
    error = judge_hello (connecting, &response);
  if (error != NULL)
    {
      end_connecting (self, error);
      return;
    }
  ebb_controller_trust (self, &response.status);
  if (get_current (task) != NULL)
    go_on (self);
}

static void
say_hello (EbbController *self, Connecting *connecting)
{
  const EbbRequest hello = {
    .op = EBB_OP_HELLO,
    .hello.major = EBB_PROFILE_MAJOR,
    .hello.minor = EBB_PROFILE_MINOR,
    .hello.nonce = connecting->nonce,
  };

  ebb_controller_ask (self, &hello, NULL, hello_answered_cb, g_object_ref (self->connecting));
}

/* ---- what is good to know ---- */

static void
learned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  /* Boots that do not say who they are can still be used. */
  g_task_propagate_boolean (G_TASK (result), NULL);
  if (get_current (task) != NULL)
    go_on (EBB_CONTROLLER (source));
}

/* ---- the whole ---- */

static void
run_step (EbbController *self)
{
  Connecting *connecting = g_task_get_task_data (self->connecting);

  switch (connecting->step)
    {
    case STEP_LINK:
      connect_link (self, connecting);
      break;
    case STEP_STOP:
      send_first_stop (self, connecting);
      break;
    case STEP_FEATURES:
      set_step_deadline (self);
      ebb_controller_read_who_async (self, connecting->cancellable, who_read_cb,
                                     g_object_ref (self->connecting));
      break;
    case STEP_ANSWERS:
      subscribe (self, ANSWER_ROLES, G_N_ELEMENTS (ANSWER_ROLES));
      break;
    case STEP_NEWS:
      subscribe (self, NEWS_ROLES, G_N_ELEMENTS (NEWS_ROLES));
      break;
    case STEP_HELLO:
      say_hello (self, connecting);
      break;
    case STEP_IDENTITY:
      ebb_controller_learn_async (self, connecting->cancellable, learned_cb,
                                  g_object_ref (self->connecting));
      break;
    case STEP_DONE:
      end_connecting (self, NULL);
      break;
    }
}

static gboolean
caller_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (EbbController) self = g_object_ref (EBB_CONTROLLER (user_data));

  end_connecting (
      self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "connecting was cancelled"));
  return G_SOURCE_REMOVE;
}

static void
listen_for_cancel (EbbController *self, Connecting *connecting)
{
  GCancellable *cancellable = g_task_get_cancellable (self->connecting);

  if (cancellable == NULL)
    return;
  connecting->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (connecting->cancelled, G_SOURCE_FUNC (caller_cancelled_cb), self, NULL);
  g_source_attach (connecting->cancelled, g_task_get_context (self->connecting));
}

/* The one that runs owes a Stop as well now, and pays at once if its turn is over. */
static void
add_first_stop (EbbController *self, guint32 first_stop_epoch)
{
  Connecting *connecting = g_task_get_task_data (self->connecting);

  connecting->first_stop_epoch = MAX (connecting->first_stop_epoch, first_stop_epoch);
  connecting->is_stop_sent = FALSE;
  if (connecting->step > STEP_LINK)
    ebb_controller_stop (self, first_stop_epoch, NULL); /* it is repeated by whoever owes it */
  else
    ebb_controller_pay_first_stop (self);
}

/**
 * ebb_controller_connect_async:
 * @first_stop_epoch: 0, or the epoch of a Stop that is the first thing written on this link, before
 *   anything is read
 *
 * Makes the link if there is none, and trust. The Stop goes out as soon as the link takes it. Boots that are trusted already stay so; only the Stop
 * is sent to them. After a failure the link is left as it is: it may still carry Stop. While
 * another connection is being made this fails with %EBB_LINK_ERROR_FAILED, but its Stop is sent.
 */
void
ebb_controller_connect_async (EbbController      *self,
                              guint32             first_stop_epoch,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Connecting *connecting;
  GError     *error = NULL;

  g_return_if_fail (EBB_IS_CONTROLLER (self));
  g_return_if_fail (self->link != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ebb_controller_connect_async);
  if (self->connecting != NULL)
    {
      if (first_stop_epoch > 0)
        add_first_stop (self, first_stop_epoch);
      g_task_return_new_error (task, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
                               "a connection is being made already");
      return;
    }
  if (self->is_trusted)
    {
      if (first_stop_epoch > 0 && !ebb_controller_stop (self, first_stop_epoch, &error))
        g_task_return_error (task, error);
      else
        g_task_return_boolean (task, TRUE);
      return;
    }
  connecting = g_new0 (Connecting, 1);
  connecting->first_stop_epoch = first_stop_epoch;
  connecting->nonce = g_random_int ();
  connecting->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, connecting, connecting_free);
  self->connecting = g_steal_pointer (&task);
  listen_for_cancel (self, connecting);
  run_step (self);
}

/**
 * ebb_controller_connect_finish:
 *
 * Fails as ebb_link_connect_finish() does, and with %EBB_LINK_ERROR_NOT_PAIRED,
 * %EBB_LINK_ERROR_WRONG_VERSION, %EBB_LINK_ERROR_WRONG_IDENTITY, %EBB_LINK_ERROR_PROTOCOL (no
 * answered handshake: not boots, or not ours), %EBB_LINK_ERROR_TIMED_OUT, %EBB_LINK_ERROR_NOT_CONNECTED.
 *
 * Returns: %TRUE if the boots are trusted
 */
gboolean
ebb_controller_connect_finish (EbbController *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
