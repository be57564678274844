/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-controller.h"
#include "ebb-request-queue-private.h"

G_BEGIN_DECLS

struct _EbbController
{
  GObject parent_instance;

  /* owned */
  EbbLink         *link;
  EbbClock        *clock;
  EbbRequestQueue *queue;
  char            *identity[EBB_N_ROLES]; /* (nullable): what the boots say in text of themselves */
  char            *expected_serial;       /* (nullable): of the boots that are meant */

  /* state */
  guint32     owner;
  GTask      *connecting; /* (owned) (nullable) */
  EbbSides    sides;
  EbbFeatures features; /* turned by sides, as everything that is not encoded */
  gboolean    has_features;
  gboolean    is_trusted;
  gboolean    is_uploading;
  GTask      *recommitting; /* (owned) (nullable): its commit waits for recommit_id */
  guint       recommit_id;
  int         battery_percent; /* -1: unknown */
  gulong      link_changed_id;
};

/* A request that may be sent before there is trust. */
void ebb_controller_ask (EbbController      *self,
                         const EbbRequest   *request,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data);
void ebb_controller_trust (EbbController *self, const EbbStatus *status);
void ebb_controller_emit_state_changed (EbbController *self);
void ebb_controller_learn_async (EbbController      *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
/* Not to be called but while connecting. */
void     ebb_controller_read_who_async (EbbController      *self,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
void     ebb_controller_take_text (EbbController *self, EbbRole role, GBytes *bytes);
void     ebb_controller_take_battery (EbbController *self, const uint8_t *bytes, size_t size);
gboolean ebb_controller_is_making_link (EbbController *self);
void     ebb_controller_pay_first_stop (EbbController *self);
void     ebb_controller_abort_connecting (EbbController *self, const char *why);
void     ebb_controller_abort_upload (EbbController *self, const char *why);

G_END_DECLS
