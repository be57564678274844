/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-model-error.h"

G_DEFINE_QUARK (ebb - model - error - quark, ebb_model_error)
