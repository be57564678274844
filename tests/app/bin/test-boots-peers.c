/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-peers.h"
#include "ebb-control.h"

/* Whose the request and the upload are, of boots with more than one link. */

#define OWNER "AA:01"
#define PASSER_BY "AA:02"

static void
write_op (EbbBootsPeers *peers, const char *address, guint8 op)
{
  ebb_boots_peers_note_write (peers, EBB_ROLE_CONTROL, address, &op, 1);
}

static void
test_stop_of_another_takes_nothing_with_it (void)
{
  EbbBootsPeers peers = { 0 };

  write_op (&peers, OWNER, EBB_OP_BEGIN_PROGRAM);
  ebb_boots_peers_note_write (&peers, EBB_ROLE_STOP, PASSER_BY, NULL, 0);
  g_assert_false (ebb_boots_peers_is_whose (&peers, EBB_ROLE_CONTROL, PASSER_BY));
  g_assert_false (ebb_boots_peers_is_whose (&peers, EBB_ROLE_PROGRAM, PASSER_BY));
  g_assert_true (ebb_boots_peers_is_whose (&peers, EBB_ROLE_CONTROL, OWNER));
  g_assert_true (ebb_boots_peers_is_whose (&peers, EBB_ROLE_PROGRAM, OWNER));
  ebb_boots_peers_clear (&peers);
}

static void
test_a_question_of_another_leaves_the_upload (void)
{
  EbbBootsPeers peers = { 0 };

  write_op (&peers, OWNER, EBB_OP_BEGIN_PROGRAM);
  ebb_boots_peers_note_write (&peers, EBB_ROLE_PROGRAM, OWNER, NULL, 0);
  write_op (&peers, PASSER_BY, EBB_OP_READ_STATE);
  g_assert_true (ebb_boots_peers_is_whose (&peers, EBB_ROLE_CONTROL, PASSER_BY));
  g_assert_false (ebb_boots_peers_is_whose (&peers, EBB_ROLE_PROGRAM, PASSER_BY));
  ebb_boots_peers_clear (&peers);
}

static void
test_what_nobody_knows_ends_with_any (void)
{
  EbbBootsPeers peers = { 0 };

  write_op (&peers, NULL, EBB_OP_BEGIN_PROGRAM);
  g_assert_true (ebb_boots_peers_is_whose (&peers, EBB_ROLE_CONTROL, PASSER_BY));
  g_assert_true (ebb_boots_peers_is_whose (&peers, EBB_ROLE_PROGRAM, PASSER_BY));
  ebb_boots_peers_clear (&peers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boots-peers/stop-of-another/takes-nothing-with-it",
                   test_stop_of_another_takes_nothing_with_it);
  g_test_add_func ("/boots-peers/question-of-another/leaves-the-upload",
                   test_a_question_of_another_leaves_the_upload);
  g_test_add_func ("/boots-peers/unknown/ends-with-any", test_what_nobody_knows_ends_with_any);
  return g_test_run ();
}
