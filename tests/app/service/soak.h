/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "service-fixture.h"

/* An evening of use: what a person and the boots do in it. The dice are the same each time. */
typedef struct
{
  ServiceFixture *fixture;
  GRand          *dice;
  char           *identity;
  guint           n_started;
  guint           n_charged;
  gint64          charged_us; /* how long, all in all */
} Soak;

#define SOAK_END_BIT(end) (1u << (end))

/* Something that becomes of a session that runs, and how it may end by that. */
typedef struct
{
  const char *name;
  void (*happen) (Soak *soak);
  guint ends; /* of SOAK_END_BIT() */
} SoakHappening;

const SoakHappening *soak_get_happenings (guint *n);

EbbBoots *soak_get_boots (Soak *self);
/* Ebb has nothing left to do for the session before. */
gboolean soak_is_over (ServiceFixture *fixture);
/* From now on, as somebody at the boots does it; 0: no more. */
void soak_break_boots (Soak *self, EbbSimFault fault, int value);
/* Does what Ebb asks for until Start may be pressed; fails, and says why not, when that never is. */
void soak_get_ready (Soak *self);
/* Between two sessions. */
void soak_spend_a_while (Soak *self);
