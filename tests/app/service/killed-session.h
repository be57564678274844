/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "service-fixture.h"

G_BEGIN_DECLS

/* A session that a program left open in the journal, because it was killed. */

/* First in main(): where this is the program that is to be killed, it comes back no more. */
void killed_session_init (int argc, char **argv);
/* Leaves one of three epochs on the boots of @identity, which were called @name. */
void killed_session_leave (ServiceFixture *fixture, const char *identity, const char *name);
/* The same of single boots that ran it as one set; @others: (nullable): a comma between two. */
void killed_session_leave_set (ServiceFixture *fixture,
                               const char     *identity,
                               const char     *others,
                               const char     *name);

G_END_DECLS
