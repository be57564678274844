/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <stdint.h>

#include <gio/gio.h>

#include "ebb-definition.h"
#include "ebb-link-error.h"

G_BEGIN_DECLS

/* In the order of what can be done. A link may pass over EBB_LINK_STOPPABLE, and falls back from it
 * when another attempt has to be made. */
typedef enum
{
  EBB_LINK_DISCONNECTED,
  EBB_LINK_CONNECTING,
  EBB_LINK_STOPPABLE, /* Stop can be sent, and nothing else yet */
  EBB_LINK_READY,     /* every characteristic that the definition needs is there */
} EbbLinkState;

/* What the boots, or the link layer for them, want of the person while pairing. */
typedef enum
{
  EBB_PAIRING_NOTHING,      /* Just Works */
  EBB_PAIRING_CONFIRM_CODE, /* do the boots show this number? */
  EBB_PAIRING_ENTER_CODE,   /* type the number that the boots show */
} EbbPairingNeed;

/**
 * EbbLinkReceiver:
 * @received_us: boot time at which the bytes came out of the transport
 *
 * Called for every notification and indication, in order, on the main context. @bytes are
 * borrowed until it returns.
 */
typedef void (*EbbLinkReceiver) (EbbRole        role,
                                 const uint8_t *bytes,
                                 size_t         size,
                                 gint64         received_us,
                                 gpointer       user_data);

/**
 * EbbLink:
 *
 * One link to one pair of boots: moves bytes for roles and knows nothing of what they mean. The
 * real one is BlueZ's, another drives simulated boots in this process, tests have a scripted one.
 *
 * Signals: "state-changed" (no arguments, emitted after ebb_link_get_state() changed);
 * "pairing-needed" (EbbPairingNeed need, guint code) while ebb_link_pair_async() runs, to be
 * answered by ebb_link_answer_pairing().
 */
#define EBB_TYPE_LINK (ebb_link_get_type ())
G_DECLARE_INTERFACE (EbbLink, ebb_link, EBB, LINK, GObject)

struct _EbbLinkInterface
{
  GTypeInterface parent;

  const char *(*get_identity) (EbbLink *self);
  EbbDefinition *(*get_definition) (EbbLink *self);
  EbbLinkState (*get_state) (EbbLink *self);
  gboolean (*is_paired) (EbbLink *self);

  void (*connect_async) (EbbLink            *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
  gboolean (*connect_finish) (EbbLink *self, GAsyncResult *result, GError **error);
  void (*disconnect) (EbbLink *self);

  void (*pair_async) (EbbLink            *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  gboolean (*pair_finish) (EbbLink *self, GAsyncResult *result, GError **error);
  void (*answer_pairing) (EbbLink *self, gboolean is_accepted, guint code);
  void (*forget_async) (EbbLink            *self,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data);
  gboolean (*forget_finish) (EbbLink *self, GAsyncResult *result, GError **error);

  void (*subscribe_async) (EbbLink            *self,
                           EbbRole             role,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
  gboolean (*subscribe_finish) (EbbLink *self, GAsyncResult *result, GError **error);
  void (*read_async) (EbbLink            *self,
                      EbbRole             role,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  GBytes *(*read_finish) (EbbLink *self, GAsyncResult *result, GError **error);
  gboolean (*send) (EbbLink *self, EbbRole role, const uint8_t *bytes, size_t size, GError **error);
  void (*set_receiver) (EbbLink *self, EbbLinkReceiver receiver, gpointer user_data);
  int (*dup_stop_descriptor) (EbbLink *self);
};

const char    *ebb_link_get_identity (EbbLink *self);
EbbDefinition *ebb_link_get_definition (EbbLink *self);
EbbLinkState   ebb_link_get_state (EbbLink *self);
gboolean       ebb_link_is_paired (EbbLink *self);

/* READY when every role the definition needs is there, EBB_LINK_ERROR_INCOMPLETE when 10 s pass. */
void     ebb_link_connect_async (EbbLink            *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean ebb_link_connect_finish (EbbLink *self, GAsyncResult *result, GError **error);
void     ebb_link_disconnect (EbbLink *self);

void     ebb_link_pair_async (EbbLink            *self,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean ebb_link_pair_finish (EbbLink *self, GAsyncResult *result, GError **error);
void     ebb_link_answer_pairing (EbbLink *self, gboolean is_accepted, guint code);
void     ebb_link_forget_async (EbbLink            *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean ebb_link_forget_finish (EbbLink *self, GAsyncResult *result, GError **error);

void     ebb_link_subscribe_async (EbbLink            *self,
                                   EbbRole             role,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean ebb_link_subscribe_finish (EbbLink *self, GAsyncResult *result, GError **error);
void     ebb_link_read_async (EbbLink            *self,
                              EbbRole             role,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
GBytes  *ebb_link_read_finish (EbbLink      *self,
                               GAsyncResult *result,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Hands @bytes to the transport as a write command and returns at once; waits for nothing and
 * overtakes whatever is pending. FALSE only if the transport took nothing. Needs a READY link; Stop
 * a STOPPABLE one. */
gboolean ebb_link_send (EbbLink       *self,
                        EbbRole        role,
                        const uint8_t *bytes,
                        size_t         size,
                        GError       **error);
void     ebb_link_set_receiver (EbbLink *self, EbbLinkReceiver receiver, gpointer user_data);
/* Unless another was set since. */
void ebb_link_drop_receiver (EbbLink *self, gconstpointer user_data);

/* A file descriptor whose write is a write to Stop, the caller's to close; -1: there is none. */
int ebb_link_dup_stop_descriptor (EbbLink *self) G_GNUC_WARN_UNUSED_RESULT;

/* For implementations. */
void ebb_link_emit_state_changed (EbbLink *self);
void ebb_link_emit_pairing_needed (EbbLink *self, EbbPairingNeed need, guint code);

G_END_DECLS
