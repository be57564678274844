/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

/* What a session is for; it says which limits hold. */
typedef enum
{
  EBB_PURPOSE_SESSION,
  EBB_PURPOSE_LEG_CHECK, /* which leg is it? one leg at a time, gently */
} EbbPurpose;
