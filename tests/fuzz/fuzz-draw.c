/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "fuzz-draw.h"

guint
fuzz_draw (guint64 *random, guint below)
{
  *random ^= *random >> 12;
  *random ^= *random << 25;
  *random ^= *random >> 27;
  return (guint) ((*random * G_GUINT64_CONSTANT (0x2545f4914f6cdd1d)) >> 33) % below;
}
