/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-link.h"

enum
{
  STATE_CHANGED,
  PAIRING_NEEDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (EbbLink, ebb_link, G_TYPE_OBJECT)

/* Whose receiver it is: two users of one link may follow each other closely. */
static GQuark
receiver_quark (void)
{
  return g_quark_from_static_string ("ebb-link-receiver");
}

static void
ebb_link_default_init (EbbLinkInterface *iface G_GNUC_UNUSED)
{
  signals[STATE_CHANGED] = g_signal_new ("state-changed", EBB_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  signals[PAIRING_NEEDED] =
      g_signal_new ("pairing-needed", EBB_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_UINT);
}

/**
 * ebb_link_get_identity:
 *
 * Returns: what names these boots for good; the same after a restart of the computer
 */
const char *
ebb_link_get_identity (EbbLink *self)
{
  return EBB_LINK_GET_IFACE (self)->get_identity (self);
}

/**
 * ebb_link_get_definition:
 *
 * Returns: the definition that claimed the boots' advertisement
 */
EbbDefinition *
ebb_link_get_definition (EbbLink *self)
{
  return EBB_LINK_GET_IFACE (self)->get_definition (self);
}

/**
 * ebb_link_get_state:
 *
 * Returns: the state of the link now; %EBB_LINK_READY says nothing about trust
 */
EbbLinkState
ebb_link_get_state (EbbLink *self)
{
  return EBB_LINK_GET_IFACE (self)->get_state (self);
}

/**
 * ebb_link_is_paired:
 *
 * Returns: %TRUE if there is a bond, so that the link can be encrypted
 */
gboolean
ebb_link_is_paired (EbbLink *self)
{
  return EBB_LINK_GET_IFACE (self)->is_paired (self);
}

/**
 * ebb_link_connect_async:
 *
 * Connects and waits until every role that the definition needs is there; at most 10 s for that.
 * On the way the state is %EBB_LINK_STOPPABLE as soon as Stop can be sent. A link that is ready
 * already succeeds at once.
 */
void
ebb_link_connect_async (EbbLink            *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  EBB_LINK_GET_IFACE (self)->connect_async (self, cancellable, callback, user_data);
}

/**
 * ebb_link_connect_finish:
 *
 * Fails with %EBB_LINK_ERROR_UNREACHABLE, %EBB_LINK_ERROR_INCOMPLETE, %EBB_LINK_ERROR_BUSY,
 * %EBB_LINK_ERROR_BOND_LOST or %EBB_LINK_ERROR_UNAVAILABLE.
 *
 * Returns: %TRUE if the link is ready
 */
gboolean
ebb_link_connect_finish (EbbLink *self, GAsyncResult *result, GError **error)
{
  return EBB_LINK_GET_IFACE (self)->connect_finish (self, result, error);
}

/**
 * ebb_link_disconnect:
 *
 * Lets go of the boots. They vent by themselves when their lease runs out; whoever wants them
 * vented now sends Stop first.
 */
void
ebb_link_disconnect (EbbLink *self)
{
  EBB_LINK_GET_IFACE (self)->disconnect (self);
}

/**
 * ebb_link_pair_async:
 *
 * Makes a bond. While it runs "pairing-needed" may ask for an answer of the person.
 */
void
ebb_link_pair_async (EbbLink            *self,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  EBB_LINK_GET_IFACE (self)->pair_async (self, cancellable, callback, user_data);
}

/**
 * ebb_link_pair_finish:
 *
 * Fails with %EBB_LINK_ERROR_PAIRING_REFUSED, %EBB_LINK_ERROR_PAIRING_WRONG_CODE,
 * %EBB_LINK_ERROR_PAIRING_TIMED_OUT, %EBB_LINK_ERROR_PAIRING_LOST or
 * %EBB_LINK_ERROR_PAIRING_CANCELLED.
 *
 * Returns: %TRUE if there is a bond now
 */
gboolean
ebb_link_pair_finish (EbbLink *self, GAsyncResult *result, GError **error)
{
  return EBB_LINK_GET_IFACE (self)->pair_finish (self, result, error);
}

/**
 * ebb_link_answer_pairing:
 * @is_accepted: %FALSE refuses the pairing that runs
 * @code: 0 to 999999 where the need was %EBB_PAIRING_ENTER_CODE, else ignored
 *
 * Answers "pairing-needed".
 */
void
ebb_link_answer_pairing (EbbLink *self, gboolean is_accepted, guint code)
{
  EBB_LINK_GET_IFACE (self)->answer_pairing (self, is_accepted, code);
}

/**
 * ebb_link_forget_async:
 *
 * Drops the link and its bond.
 */
void
ebb_link_forget_async (EbbLink            *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  EBB_LINK_GET_IFACE (self)->forget_async (self, cancellable, callback, user_data);
}

/**
 * ebb_link_forget_finish:
 *
 * Returns: %TRUE if there is no bond now
 */
gboolean
ebb_link_forget_finish (EbbLink *self, GAsyncResult *result, GError **error)
{
  return EBB_LINK_GET_IFACE (self)->forget_finish (self, result, error);
}

/**
 * ebb_link_subscribe_async:
 *
 * Asks for the notifications or indications of @role; they go to the receiver until the link is
 * lost.
 */
void
ebb_link_subscribe_async (EbbLink            *self,
                          EbbRole             role,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  EBB_LINK_GET_IFACE (self)->subscribe_async (self, role, cancellable, callback, user_data);
}

/**
 * ebb_link_subscribe_finish:
 *
 * Fails with %EBB_LINK_ERROR_NOT_PAIRED when the boots want encryption, %EBB_LINK_ERROR_BUSY when
 * another program holds the role, %EBB_LINK_ERROR_NOT_CONNECTED when the link is lost meanwhile.
 *
 * Returns: %TRUE if the subscription holds
 */
gboolean
ebb_link_subscribe_finish (EbbLink *self, GAsyncResult *result, GError **error)
{
  return EBB_LINK_GET_IFACE (self)->subscribe_finish (self, result, error);
}

/**
 * ebb_link_read_async:
 *
 * Reads the value of @role once.
 */
void
ebb_link_read_async (EbbLink            *self,
                     EbbRole             role,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  EBB_LINK_GET_IFACE (self)->read_async (self, role, cancellable, callback, user_data);
}

/**
 * ebb_link_read_finish:
 *
 * Returns: (transfer full) (nullable): the bytes as they came; %NULL with @error set
 */
GBytes *
ebb_link_read_finish (EbbLink *self, GAsyncResult *result, GError **error)
{
  return EBB_LINK_GET_IFACE (self)->read_finish (self, result, error);
}

/**
 * ebb_link_send:
 * @bytes: borrowed until it returns
 * @size: 1 to %EBB_MESSAGE_MAX_BYTES
 *
 * Returns: %FALSE if the transport took nothing; %TRUE does not say that they arrived
 */
gboolean
ebb_link_send (EbbLink *self, EbbRole role, const uint8_t *bytes, size_t size, GError **error)
{
  return EBB_LINK_GET_IFACE (self)->send (self, role, bytes, size, error);
}

/**
 * ebb_link_set_receiver:
 * @receiver: (nullable): called for everything that comes until another is set
 *
 * There is one receiver. Whoever sets it drops it before @user_data dies.
 */
void
ebb_link_set_receiver (EbbLink *self, EbbLinkReceiver receiver, gpointer user_data)
{
  g_object_set_qdata (G_OBJECT (self), receiver_quark (), receiver != NULL ? user_data : NULL);
  EBB_LINK_GET_IFACE (self)->set_receiver (self, receiver, user_data);
}

/**
 * ebb_link_drop_receiver:
 * @user_data: as it was given to ebb_link_set_receiver()
 *
 * Takes the receiver away that was set with @user_data. Where another was set since, that one stays.
 */
void
ebb_link_drop_receiver (EbbLink *self, gconstpointer user_data)
{
  if (g_object_get_qdata (G_OBJECT (self), receiver_quark ()) == user_data)
    ebb_link_set_receiver (self, NULL, NULL);
}

/**
 * ebb_link_dup_stop_descriptor:
 *
 * Returns: a file descriptor, the caller's to close, whose write is a write to Stop; -1 if there
 *   is none
 */
int
ebb_link_dup_stop_descriptor (EbbLink *self)
{
  return EBB_LINK_GET_IFACE (self)->dup_stop_descriptor (self);
}

/**
 * ebb_link_emit_state_changed:
 *
 * For implementations, after their state has changed.
 */
void
ebb_link_emit_state_changed (EbbLink *self)
{
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

/**
 * ebb_link_emit_pairing_needed:
 * @code: the number to compare where @need is %EBB_PAIRING_CONFIRM_CODE, else 0
 *
 * For implementations, while a pairing waits for the person.
 */
void
ebb_link_emit_pairing_needed (EbbLink *self, EbbPairingNeed need, guint code)
{
  g_signal_emit (self, signals[PAIRING_NEEDED], 0, (int) need, code);
}
