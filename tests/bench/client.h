/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

/* What the two clients of the bench, Ebb's and the bare one, have in common: how they are told
 * what to do, and how they say what they saw. Times are boot time in microseconds.
 *
 * Commands on standard input: "connect" (prints "connected" and how long it took), "begin" (forgets
 * what was counted), "press COUNT PERIOD_US" (writes Stop so often), "report" (prints processor
 * time since "begin", notifications and writes as one line of JSON), "disconnect". */

typedef struct _Client Client;

typedef struct
{
  void (*connect) (gpointer user_data);
  void (*disconnect) (gpointer user_data);
  gboolean (*press) (gpointer user_data);
} ClientVerbs;

Client *client_new (const ClientVerbs *verbs, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void    client_run (Client *self);
void    client_connected (Client *self);
void    client_disconnected (Client *self);
void    client_received (Client *self, guint32 number, gint64 received_us);
gint64  client_now_us (void);
