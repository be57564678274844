/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-link-private.h"

G_BEGIN_DECLS

typedef enum
{
  /* a Disconnect() of ours runs: BlueZ would answer Connect() and then drop it */
  EBB_BLUEZ_CONNECTING_LEAVE,
  EBB_BLUEZ_CONNECTING_PAUSE,     /* between two attempts */
  EBB_BLUEZ_CONNECTING_STOP_SCAN, /* the radio does one thing well */
  EBB_BLUEZ_CONNECTING_CONNECT,
  EBB_BLUEZ_CONNECTING_RESOLVE, /* until all that the definition needs is there */
  EBB_BLUEZ_CONNECTING_HOLD,    /* descriptors for what is written; Stop's was asked for before */
} EbbBluezConnectingStep;

typedef struct
{
  /* owned */
  GCancellable *calls;  /* those of this attempt */
  GCancellable *caller; /* (nullable) */
  EbbClock     *clock;

  /* state */
  EbbBluezConnectingStep step;
  gint64                 deadline_us; /* of all attempts, by boot time */
  guint                  timeout_id;  /* of all attempts, then of resolving */
  guint                  attempt_id;  /* of this attempt, or of the pause after it */
  guint                  pause_ms;    /* before the next attempt */
  gulong                 caller_handler_id;
  guint                  holds_left;
  gboolean               is_stop_asked; /* for Stop's descriptor, in this attempt */
  gboolean               is_foreign;    /* another attempt than ours runs in BlueZ */
  gboolean               has_come_up;   /* a connection, in this attempt */
  guint                  n_ended;       /* so many attempts in a row came up and ended at once */
} EbbBluezConnecting;

/* Only while connect_task is there. */
static inline EbbBluezConnecting *
ebb_bluez_link_get_connecting (EbbBluezLink *self)
{
  return g_task_get_task_data (self->connect_task);
}

void ebb_bluez_link_succeed_connecting (EbbBluezLink *self);

/* ebb-bluez-services.c */
void     ebb_bluez_link_find_characteristics (EbbBluezLink *self);
gboolean ebb_bluez_link_find_at (EbbBluezLink *self, const char *path);
EbbRole  ebb_bluez_link_find_missing (EbbBluezLink *self);

/* ebb-bluez-resolving.c */
void ebb_bluez_link_begin_to_resolve (EbbBluezLink *self);
void ebb_bluez_link_resolve (EbbBluezLink *self);

/* ebb-bluez-holding.c; both go on by themselves, to success or to failure. */
void ebb_bluez_link_hold_stop (EbbBluezLink *self);
void ebb_bluez_link_hold_rest (EbbBluezLink *self);

G_END_DECLS
