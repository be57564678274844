/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

/* Who said yes to a start. What comes from a clock, a file, a pipe or a bus is nobody. */
typedef enum
{
  EBB_CONFIRMED_BY_NOBODY,
  EBB_CONFIRMED_BY_PRESS,  /* of a button, or a key, by a person in front of it */
  EBB_CONFIRMED_BY_WORD,   /* typed at a terminal, whole, after it was asked for */
  EBB_CONFIRMED_BY_OPTION, /* on a command line: only for boots that move no air */
} EbbConfirmedBy;
