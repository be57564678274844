/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-profile.h"

/**
 * ebb_decode_result_to_string:
 *
 * Returns: a lower-case word as the test vectors spell it, a static string
 */
const char *
ebb_decode_result_to_string (EbbDecodeResult result)
{
  static const char *const names[] = { "ok", "truncated", "wrong-version", "unknown", "range" };

  return (unsigned) result < sizeof names / sizeof names[0] ? names[result] : "undefined";
}
