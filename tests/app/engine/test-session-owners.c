/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-session-private.h"
#include "session-bench.h"

/* Two computers at one pair of boots (safety.md H09): one owns the run, and Stop works from both. */

#define OTHER_OWNER 0x07e40001
#define ANSWER_MS 10
#define RUN_MS 30000

/* The other computer, with all that the first one has. */
typedef struct
{
  SessionBench    *bench; /* of the first */
  EbbScriptedLink *link;
  EbbController   *controller;
  TestJournal     *journal;
  EbbSession      *session;
  GPtrArray       *flying;
  gboolean         is_writing;

  /* what the boots said to one alone */
  void (*said) (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data);
  gpointer said_data;
} Other;

typedef struct
{
  Other  *other;
  guint   timer_id;
  EbbRole role;
  size_t  size;
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
} Flying;

static void
flying_free (gpointer data)
{
  Flying *flying = data;

  ebb_clock_clear (EBB_CLOCK (flying->other->bench->clock), &flying->timer_id);
  g_free (flying);
}

static gboolean
arrive_cb (gpointer user_data)
{
  Flying *flying = user_data;
  Flying  copy = *flying;

  flying->timer_id = 0;
  g_ptr_array_remove_fast (flying->other->flying, flying);
  if (ebb_link_get_state (EBB_LINK (copy.other->link)) == EBB_LINK_READY)
    ebb_scripted_link_receive (copy.other->link, copy.role, copy.bytes, copy.size);
  return G_SOURCE_REMOVE;
}

static void
fly (Other *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  Flying *flying = g_new0 (Flying, 1);

  flying->other = self;
  flying->role = role;
  flying->size = size;
  memcpy (flying->bytes, bytes, size);
  g_ptr_array_add (self->flying, flying);
  flying->timer_id =
      ebb_clock_add_timeout (EBB_CLOCK (self->bench->clock), ANSWER_MS, arrive_cb, flying);
}

/* An answer goes to who asked; what the boots tell of themselves goes to both. */
static void
said_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  Other *self = user_data;

  if (role == EBB_ROLE_STATUS)
    ebb_scripted_link_set_value (self->link, role, bytes, size);
  if (role != EBB_ROLE_CONTROL || self->is_writing)
    fly (self, role, bytes, size);
  if (role != EBB_ROLE_CONTROL || !self->is_writing)
    self->said (role, bytes, size, self->said_data);
}

static void
written_cb (EbbScriptedLink *link G_GNUC_UNUSED,
            EbbRole               role,
            const uint8_t        *bytes,
            size_t                size,
            gpointer              user_data)
{
  Other *self = user_data;

  self->is_writing = TRUE;
  strict_boots_write (&self->bench->boots[0].boots, role, bytes, size);
  self->is_writing = FALSE;
}

static void
copy_value (Other *self, EbbRole role, const char *text)
{
  ebb_scripted_link_set_value (self->link, role, text, strlen (text));
}

static void
make_link (Other *self)
{
  StrictBoots *boots = &self->bench->boots[0].boots;
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  size_t       size;

  self->link =
      ebb_scripted_link_new ("sim:1", self->bench->definition, EBB_CLOCK (self->bench->clock));
  size = strict_boots_encode_features (boots, bytes, sizeof bytes);
  ebb_scripted_link_set_value (self->link, EBB_ROLE_FEATURES, bytes, size);
  size = ebb_status_encode (&boots->status, bytes, sizeof bytes);
  ebb_scripted_link_set_value (self->link, EBB_ROLE_STATUS, bytes, size);
  copy_value (self, EBB_ROLE_SERIAL, "S-1");
  copy_value (self, EBB_ROLE_MODEL, "Strict");
  copy_value (self, EBB_ROLE_MANUFACTURER, "Test");
  copy_value (self, EBB_ROLE_FIRMWARE, "1");
  copy_value (self, EBB_ROLE_BATTERY, "\x50");
  ebb_scripted_link_set_responder (self->link, written_cb, self);
}

static void
other_init (Other *self, SessionBench *bench)
{
  StrictBoots *boots = &bench->boots[0].boots;

  *self = (Other){ .bench = bench, .said = boots->output, .said_data = boots->output_data };
  self->flying = g_ptr_array_new_with_free_func (flying_free);
  self->journal = test_journal_new ();
  make_link (self);
  boots->output = said_cb;
  boots->output_data = self;
  self->controller =
      ebb_controller_new (EBB_LINK (self->link), EBB_CLOCK (bench->clock), OTHER_OWNER);
  self->session = ebb_session_new (EBB_CLOCK (bench->clock), EBB_JOURNAL (self->journal),
                                   &bench->limits, NULL, "/bin/false");
  ebb_session_set_controllers (self->session, &self->controller, 1);
  ebb_controller_connect_async (self->controller, 0, NULL, NULL, NULL);
  session_bench_advance (bench, 200);
  g_assert_true (ebb_controller_is_trusted (self->controller));
}

static void
other_clear (Other *self)
{
  StrictBoots *boots = &self->bench->boots[0].boots;

  boots->output = self->said;
  boots->output_data = self->said_data;
  g_clear_object (&self->session);
  ebb_scripted_link_lose (self->link);
  ebb_settle ();
  g_clear_object (&self->controller);
  ebb_settle ();
  g_clear_pointer (&self->flying, g_ptr_array_unref);
  g_clear_object (&self->link);
  g_clear_object (&self->journal);
}

static gboolean
other_confirm (Other *self, GError **error)
{
  const EbbConfirmation confirmation = {
    .program = self->bench->program,
    .legs = EBB_LEGS_BOTH,
    .length_s = self->bench->limits.session_min_s,
    .cap_pa = self->bench->limits.first_session_cap_pa,
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (self->bench->clock)),
    .boots_identity = "sim:1",
    .boots_name = "Strict boots",
  };

  return ebb_session_confirm (self->session, &confirmation, error);
}

static EbbSessionState
other_state (Other *self)
{
  return ebb_session_get_snapshot (self->session)->state;
}

static guint32
get_owner (SessionBench *bench)
{
  return bench->boots[0].boots.status.owner;
}

/* Whoever comes second watches: what runs goes on, and is the first one's. */
static void
test_second_owner_starts_nothing (void)
{
  SessionBench bench;
  Other        other;
  guint32      owner;

  session_bench_run (&bench, 1);
  owner = get_owner (&bench);
  other_init (&other, &bench);
  g_assert_cmpint (other_state (&other), !=, EBB_SESSION_RUNNING);
  other_confirm (&other, NULL);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (other_state (&other), !=, EBB_SESSION_STARTING);
  g_assert_cmpint (other_state (&other), !=, EBB_SESSION_RUNNING);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_RUNNING);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_RUNNING);
  g_assert_cmpuint (get_owner (&bench), ==, owner);
  g_assert_cmpuint (owner, !=, OTHER_OWNER);
  other_clear (&other);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  session_bench_clear (&bench);
}

/* Whoever presses Stop stops them; the one that ran does not go on. */
static void
test_stop_of_the_second_ends_it (void)
{
  SessionBench bench;
  Other        other;
  guint        n_starts;

  session_bench_run (&bench, 1);
  other_init (&other, &bench);
  n_starts = session_bench_count_requests (&bench, 0, EBB_OP_START);
  ebb_session_stop (other.session, EBB_END_BY_STOP);
  session_bench_advance (&bench, 250);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, !=, EBB_RUN_RUNNING);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (session_bench_get_state (&bench), ==, EBB_SESSION_IDLE);
  g_assert_cmpuint (session_bench_count_requests (&bench, 0, EBB_OP_START), ==, n_starts);
  g_assert_true (bench.journal->closed->is_vented_confirmed);
  other_clear (&other);
  session_bench_clear (&bench);
}

static void
test_stop_of_the_first_ends_it_for_both (void)
{
  SessionBench bench;
  Other        other;
  g_autoptr (GError) error = NULL;

  session_bench_run (&bench, 1);
  other_init (&other, &bench);
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_reach (&bench, EBB_SESSION_IDLE, RUN_MS);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (other_state (&other), ==, EBB_SESSION_IDLE);
  /* Then the other one may, by a confirmation of its own; and the first one may not. */
  g_assert_true (other_confirm (&other, &error));
  g_assert_no_error (error);
  session_bench_advance (&bench, 3000);
  g_assert_cmpint (other_state (&other), ==, EBB_SESSION_RUNNING);
  g_assert_cmpuint (get_owner (&bench), ==, OTHER_OWNER);
  g_assert_cmpint (session_bench_get_state (&bench), !=, EBB_SESSION_RUNNING);
  /* And its Stop works again from here. */
  ebb_session_stop (bench.session, EBB_END_BY_STOP);
  session_bench_advance (&bench, RUN_MS);
  g_assert_cmpint (bench.boots[0].boots.status.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpint (other_state (&other), ==, EBB_SESSION_IDLE);
  other_clear (&other);
  session_bench_clear (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  session_bench_load (argv);
  g_test_add_func ("/safety/H09/second-owner-starts-nothing", test_second_owner_starts_nothing);
  g_test_add_func ("/safety/H09/stop-of-the-second-ends-it", test_stop_of_the_second_ends_it);
  g_test_add_func ("/safety/H09/stop-of-the-first-ends-it-for-both",
                   test_stop_of_the_first_ends_it_for_both);
  return g_test_run ();
}
