/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "login-double.h"
#include "service-fixture.h"

#define SOAK_N_BOOTS_MAX 2

/* For soak_set_up(): two single boots, in place of one pair. */
#define SOAK_A_SET GINT_TO_POINTER (1)

/* An evening of use: what a person, the boots and the computer do in it. The dice are the same each
 * time. */
typedef struct
{
  ServiceFixture *fixture;
  GTestDBus      *bus;
  LoginDouble    *login;
  GRand          *dice;
  guint           n_boots; /* 2: a set */
  guint           broken;  /* which of them things happen to now */
  guint           n_killed;
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

typedef gboolean (*SoakCondition) (Soak *self);

/* soak-computer.c: one pair, or a set, that is one's own and ready */
void soak_set_up (Soak *self, gconstpointer data);
void soak_tear_down (Soak *self, gconstpointer data);
/* The clock of the boots stands still meanwhile. */
void soak_wait_for_bus (Soak *self, SoakCondition condition);
/* Connected, empty, nothing recorded and nothing under way. */
void soak_come_to_rest (Soak *self);
/* And starts it once more, later, with what it left on the disk. */
void soak_kill_program (Soak *self);

const SoakHappening *soak_get_happenings (guint *n);

const char  *soak_get_identity (guint n);
EbbSimBoots *soak_get_sim (Soak *self, guint n);
EbbBoots    *soak_find_boots (Soak *self, guint n);
/* Those that things happen to now. */
EbbBoots *soak_get_boots (Soak *self);
/* The highest that a leg feels. */
int32_t soak_get_felt_pa (Soak *self);
/* Ebb has nothing left to do for the session before. */
gboolean soak_is_over (ServiceFixture *fixture);
/* From now on, as somebody at the boots does it; 0: no more. */
void soak_break_boots (Soak *self, EbbSimFault fault, int value);
void soak_break_each (Soak *self, EbbSimFault fault, int value);
/* As when the program is ended, and started anew. */
void soak_start_program_anew (Soak *self);
/* Does what Ebb asks for until Start may be pressed; fails, and says why not, when that never is. */
void soak_get_ready (Soak *self);
/* Between two sessions. */
void soak_spend_a_while (Soak *self);
