/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "sim-driver.h"

/* Boots with more than one link: what ends when one of them goes down. */

/* An upload that is whole but for its commit, after somebody whose doing was @role has gone. */
static EbbResult
commit_after_leaving (EbbRole role)
{
  g_autoptr (Driver) driver = driver_new (NULL);
  EbbWireProgram program = driver_make_program ();
  uint8_t        chunk[EBB_MESSAGE_MAX_BYTES] = { 0 };
  size_t         size = ebb_wire_program_encode (&program, chunk + 2, sizeof chunk - 2);
  uint32_t       crc = ebb_wire_program_crc (chunk + 2, size);
  EbbRequest     begin = { .op = EBB_OP_BEGIN_PROGRAM };
  EbbRequest     commit = { .op = EBB_OP_COMMIT_PROGRAM };

  begin.begin_program.size = (uint16_t) size;
  begin.begin_program.crc = commit.commit_program.crc = crc;
  g_assert_cmpint (driver_ask (driver, &begin), ==, EBB_RESULT_SUCCESS);
  driver_write (driver, EBB_ROLE_PROGRAM, chunk, size + 2);
  ebb_sim_boots_forget (driver->boots, role);
  return driver_ask (driver, &commit);
}

static void
test_upload_goes_with_who_sent_it (void)
{
  g_assert_cmpint (commit_after_leaving (EBB_ROLE_PROGRAM), ==, EBB_RESULT_FAILED);
}

static void
test_upload_stays_when_another_leaves (void)
{
  g_assert_cmpint (commit_after_leaving (EBB_ROLE_CONTROL), ==, EBB_RESULT_SUCCESS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/peers/upload-goes-with-who-sent-it", test_upload_goes_with_who_sent_it);
  g_test_add_func ("/sim/peers/upload-stays-when-another-leaves",
                   test_upload_stays_when_another_leaves);
  return g_test_run ();
}
