/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-login-dbus.h"

/* A small login manager on a bus of the test's: it keeps a list of who delays what, and says that
 * the computer goes to sleep when the test says so. It does not sleep. */
typedef struct
{
  GDBusConnection *connection;
  EbbLoginManager *manager;
  EbbLoginSession *session;
  GArray          *delays; /* of int: our ends of the pipes; -1: let go */
  GArray          *blocks; /* the same, of those that let it do nothing */
  char            *what;   /* (nullable): of the delay that was asked for last */
  char            *blocked;
  guint            name_id;
  gboolean         is_up; /* it has its name */
} LoginDouble;

LoginDouble *login_double_new (const char *address) G_GNUC_WARN_UNUSED_RESULT;
void         login_double_free (LoginDouble *self);

/* How many delay it now, and how many block it. */
guint login_double_count_held (LoginDouble *self);
guint login_double_count_blocks (LoginDouble *self);
guint login_double_count_asked (LoginDouble *self);
void  login_double_say_sleep (LoginDouble *self, gboolean is_starting);
/* Of the one session there is. */
void login_double_lock (LoginDouble *self, gboolean is_locked);
void login_double_say_shutdown (LoginDouble *self, gboolean is_starting);
