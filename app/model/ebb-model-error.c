/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-model-error.h"

/* Not G_DEFINE_QUARK: clang-format takes the dashes of its name for minus signs. */
GQuark
ebb_model_error_quark (void)
{
  return g_quark_from_static_string ("ebb-model-error-quark");
}
