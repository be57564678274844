/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  EBB_MODEL_ERROR_PARSE,   /* not JSON, or larger than it may be */
  EBB_MODEL_ERROR_VERSION, /* a format this program does not know */
  EBB_MODEL_ERROR_INVALID, /* a key missing, unknown, of the wrong type or out of range */
  EBB_MODEL_ERROR_READ,    /* the file could not be read */
} EbbModelErrorCode;

#define EBB_MODEL_ERROR (ebb_model_error_quark ())
GQuark ebb_model_error_quark (void);

G_END_DECLS
