/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-sim-link.h"

struct _EbbSimLink
{
  GObject parent_instance;

  /* owned */
  EbbSimBoots   *boots;
  EbbClock      *clock;
  EbbDefinition *definition;
  char          *identity;
  GTask         *connect_task;
  GTask         *pair_task;
  GPtrArray     *unanswered_reads; /* of GTask */
  GQueue         messages;         /* of Message */

  /* borrowed */
  EbbLinkReceiver receiver;
  gpointer        receiver_data;

  /* state */
  EbbLinkState  state;
  EbbSimPairing pairing;
  gboolean      is_paired;
  gboolean      is_subscribed[EBB_N_ROLES];
  gboolean      is_drop_seen;
  gboolean      is_code_shown;
  int           connect_left_ms;
  guint         tick_id;
  guint         soon_id;
  guint         connect_timeout_id;
  guint         read_timeout_id;
  guint         pair_timeout_id;
};

void ebb_sim_link_pair_async (EbbLink            *link,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void ebb_sim_link_answer_pairing (EbbLink *link, gboolean is_accepted, guint code);
void ebb_sim_link_fail_pairing (EbbSimLink *self, EbbLinkErrorCode code, const char *message);

void    ebb_sim_link_subscribe_async (EbbLink            *link,
                                      EbbRole             role,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            user_data);
void    ebb_sim_link_read_async (EbbLink            *link,
                                 EbbRole             role,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GBytes *ebb_sim_link_read_finish (EbbLink *link, GAsyncResult *result, GError **error);
void    ebb_sim_link_fail_reads (EbbSimLink *self, EbbLinkErrorCode code, const char *message);
void    ebb_sim_link_catch_up_soon (EbbSimLink *self);
