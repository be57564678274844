/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-waiting.h"

#include <glib-unix.h>

#define PATIENCE_S 20

static gboolean
patience_over_cb (gpointer user_data G_GNUC_UNUSED)
{
  g_error ("what the test waits for did not happen within %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

void
wait_until (Condition condition, gpointer data)
{
  guint timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

static gboolean
is_done (gpointer data)
{
  return ((Outcome *) data)->is_done;
}

void
wait_for (Outcome *outcome)
{
  wait_until (is_done, outcome);
}

typedef struct
{
  EbbLink     *link;
  EbbLinkState state;
} Expectation;

static gboolean
has_link_state (gpointer data)
{
  Expectation *expectation = data;

  return ebb_link_get_state (expectation->link) == expectation->state;
}

void
wait_for_state (EbbLink *link, EbbLinkState state)
{
  Expectation expectation = { link, state };

  wait_until (has_link_state, &expectation);
}

static gboolean
hung_up_cb (gint descriptor, GIOCondition condition, gpointer user_data)
{
  ((Outcome *) user_data)->is_done = TRUE;
  return G_SOURCE_REMOVE;
}

void
wait_for_hang_up (int descriptor)
{
  g_auto (Outcome) hung_up = { 0 };

  g_unix_fd_add (descriptor, G_IO_HUP, hung_up_cb, &hung_up);
  wait_for (&hung_up);
}

void
outcome_assert_success (Outcome *outcome)
{
  wait_for (outcome);
  g_assert_no_error (outcome->error);
  g_assert_true (outcome->is_success);
}

void
outcome_assert_error (Outcome *outcome, int code)
{
  wait_for (outcome);
  g_assert_false (outcome->is_success);
  g_assert_error (outcome->error, EBB_LINK_ERROR, code);
}

void
outcome_clear (Outcome *outcome)
{
  g_clear_error (&outcome->error);
  g_clear_pointer (&outcome->bytes, g_bytes_unref);
  outcome->is_done = FALSE;
}
