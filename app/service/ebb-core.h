/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-list.h"
#include "ebb-current-session.h"
#include "ebb-history.h"
#include "ebb-household.h"
#include "ebb-leg-check.h"
#include "ebb-people.h"
#include "ebb-plans.h"
#include "ebb-programs.h"
#include "ebb-questionnaire.h"
#include "ebb-reminders.h"
#include "ebb-wearer.h"

G_BEGIN_DECLS

/**
 * EbbCore:
 *
 * The nouns a front end is given, joined. Made by app/bin from a scanner, a store and a clock;
 * ui and ebbctl take it through their constructors.
 */
#define EBB_TYPE_CORE (ebb_core_get_type ())
G_DECLARE_FINAL_TYPE (EbbCore, ebb_core, EBB, CORE, GObject)

/* Once, by a program that may run sessions: stops what an earlier run left open. */
void ebb_core_recover (EbbCore *self);

/* (transfer none), all of them, for as long as the core lives */
EbbBootsList      *ebb_core_get_boots_list (EbbCore *self);
EbbCurrentSession *ebb_core_get_current_session (EbbCore *self);
EbbPrograms       *ebb_core_get_programs (EbbCore *self);
EbbHistory        *ebb_core_get_history (EbbCore *self);
EbbLegCheck       *ebb_core_get_leg_check (EbbCore *self);
EbbWearer         *ebb_core_get_wearer (EbbCore *self);
EbbQuestionnaire  *ebb_core_get_questionnaire (EbbCore *self);
EbbPeople         *ebb_core_get_people (EbbCore *self);
EbbPlans          *ebb_core_get_plans (EbbCore *self);
EbbReminders      *ebb_core_get_reminders (EbbCore *self);
EbbHousehold      *ebb_core_get_household (EbbCore *self);

/* Somebody else uses Ebb now: their answers, history and sessions. What was confirmed before is not any
 * more. FALSE, with nothing done: nobody has that id, or a session is not over yet. */
gboolean ebb_core_use_person (EbbCore *self, const char *id);
/* (transfer full): of anybody there is, to be looked at beside who uses Ebb now */
EbbWearer *ebb_core_look_at_person (EbbCore *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;
/* What their answers and sessions leave now. FALSE: it is not known. */
gboolean ebb_core_describe_wearer (EbbCore *self, EbbWearer *wearer, EbbAllowance *allowance);
/* Sets up what this person ran last on the boots that are set up; once for each person and boots, as
 * soon as it is known. Only for a front end that a person sees. */
void ebb_core_open_last (EbbCore *self);

typedef enum
{
  EBB_PLAN_IS_SET_UP,
  EBB_PLAN_IS_GONE, /* or its program is */
  EBB_PLAN_IS_LATE, /* it would have to be over by now */
  EBB_PLAN_IS_BUSY, /* a session is not over yet */
} EbbPlanSetUp;

/* Sets up all that a plan asks for, as if its person had. Nothing starts, and nothing is confirmed. */
EbbPlanSetUp ebb_core_set_up_plan (EbbCore *self, const char *plan_id);

/* (nullable) (transfer full), and a setter: small settings of this account */
char *ebb_core_dup_setting (EbbCore *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;
void  ebb_core_save_setting (EbbCore *self, const char *key, const char *value);

/* A sentence for the person about what could not be opened at start, or NULL: a store of a newer
 * version, for one. As a code in @code, with the English clause for the details. */
const GError *ebb_core_get_store_error (EbbCore *self);

/* What of it a person can do something about. */
typedef enum
{
  EBB_STORE_IS_OPEN,
  EBB_STORE_IS_NEWER, /* a newer Ebb wrote it */
  EBB_STORE_IS_DAMAGED,
  EBB_STORE_IS_HELD,   /* by another program */
  EBB_STORE_IS_FULL,   /* its disk is */
  EBB_STORE_IS_CLOSED, /* for a reason that its error alone tells */
} EbbStoreState;

EbbStoreState ebb_core_get_store_state (EbbCore *self);

G_END_DECLS
