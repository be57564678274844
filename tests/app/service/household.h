/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "service-wearer.h"

/* A household on one computer, over boots that say they move air. */

void       household_set_up (ServiceFixture *fixture, gconstpointer data);
EbbPeople *household_get_people (ServiceFixture *fixture);

/* For what is asked of people: keeps the result, and waits for it. */
void household_result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
void household_wait (GAsyncResult **result);

/* (transfer full): the id of who was added */
char    *household_add (ServiceFixture *fixture, const char *name);
gboolean household_drop (ServiceFixture *fixture, const char *id, GError **error);

/* What is kept of who uses Ebb now has been read. */
gboolean    household_is_known (ServiceFixture *fixture);
void        household_use (ServiceFixture *fixture, const char *id);
void        household_answer_well (ServiceFixture *fixture);
const char *household_get_name (ServiceFixture *fixture);

/* Two of one household, the first of whom answered well and uses Ebb, and boots. (transfer full): their
 * ids */
void household_make (ServiceFixture *fixture, char **ada, char **bea);
/* One that counts, from Start to Done. */
void household_run_session (ServiceFixture *fixture);
