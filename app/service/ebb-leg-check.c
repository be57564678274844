/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-leg-check.h"

#include "ebb-boots-sides-private.h"
#include "ebb-current-session-private.h"
#include "ebb-current-session-rules-private.h"

/* All zones of one boot at once, and gently: every cycle is a little tighter than the one before,
 * so that it is felt as early as possible. Its limits are those of EBB_PURPOSE_LEG_CHECK. */
static const char program_format[] =
    "{ \"format\": \"ebb-program/1\", \"id\": \"leg-check\", \"name\": \"Leg check\","
    " \"about\": \"Fills one boot gently, to find out which leg it is on.\","
    " \"pattern\": \"together\", \"legs\": \"same\", \"length_s\": 120,"
    " \"cycle\": { \"inflate_s\": 8, \"hold_s\": 12, \"deflate_s\": 10, \"rest_s\": 2 },"
    " \"pressure_mmhg\": { \"foot\": 28, \"ankle\": 28, \"lower_calf\": 28, \"upper_calf\": 28%s },"
    " \"gentle_start_percent\": [50, 75] }";

/* Left out where answers leave the lower leg alone. */
static const char above_knee[] = ", \"knee\": 28, \"lower_thigh\": 28, \"upper_thigh\": 28";

struct _EbbLegCheck
{
  GObject parent_instance;

  /* owned */
  EbbCurrentSession *session;
  EbbProgram        *program; /* one of the next two */
  EbbProgram        *whole_leg;
  EbbProgram        *lower_leg;
  EbbBoots          *boots; /* (nullable): none is checked */

  /* state */
  EbbLegCheckStage stage;
  EbbLegCheckNote  note;    /* of the filling before, as shown */
  EbbLegCheckNote  outcome; /* of the one that is ending */
  EbbSide          steps[EBB_N_SIDES];
  guint            n_steps;
  guint            step;
  EbbSides         sides;   /* as the answers so far have it */
  gboolean         is_felt; /* air was in the boot: who felt it may say so when it is out again */
  gboolean         is_answered; /* the one that is ending, with a leg */
  gboolean         is_leaving;  /* once nothing is live any more */
  gboolean         is_starting; /* and no session of it has been seen yet */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbLegCheck, ebb_leg_check, G_TYPE_OBJECT)

static void
set_stage (EbbLegCheck *self, EbbLegCheckStage stage)
{
  self->stage = stage;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
is_live (EbbLegCheck *self)
{
  return ebb_session_owns_links (self->session->session);
}

static EbbLegs
get_legs (EbbLegCheck *self)
{
  return (EbbLegs) (1 << self->steps[self->step]);
}

/* Whose leg it is on nobody knows yet: what one may not have, neither gets. */
static EbbProgram *
choose_program (EbbLegCheck *self)
{
  EbbZoneMask left = EBB_ZONE_MASK_ALL;
  EbbCaps     caps;

  if (ebb_current_session_find_caps (self->session, EBB_PURPOSE_LEG_CHECK, &caps))
    left = caps.zones[EBB_SIDE_LEFT] & caps.zones[EBB_SIDE_RIGHT];
  return left == EBB_ZONE_MASK_ALL ? self->whole_leg : self->lower_leg;
}

/* Ignored while live, as whatever is set up. */
static void
set_up (EbbLegCheck *self)
{
  ebb_current_session_set_boots (self->session, self->boots);
  g_set_object (&self->program, choose_program (self));
  ebb_current_session_set_leg_check (self->session, self->program, get_legs (self));
}

/* Whether a start would fill the boot that is to be filled, and nothing else. */
static gboolean
is_set_up (EbbLegCheck *self)
{
  return self->session->boots == self->boots && self->session->leg_check == self->program
         && self->session->leg_check_legs == get_legs (self);
}

static void
begin_anew (EbbLegCheck *self)
{
  self->step = 0;
  self->sides = EBB_SIDES_UNKNOWN;
}

/* Not while live: what is set up stays as it is then. */
static void
end (EbbLegCheck *self)
{
  g_clear_object (&self->boots);
  self->is_leaving = FALSE;
  self->stage = EBB_LEG_CHECK_OFF;
  ebb_current_session_set_leg_check (self->session, NULL, EBB_LEGS_NONE);
  set_stage (self, EBB_LEG_CHECK_OFF);
}

/* Every boot was felt, each in its own leg. */
static void
conclude (EbbLegCheck *self)
{
  ebb_boots_set_sides (self->boots, self->sides);
  ebb_current_session_set_leg_check (self->session, NULL, EBB_LEGS_NONE);
  set_stage (self, EBB_LEG_CHECK_DONE);
}

/* It ended as it was meant to, and all of it was written down: there is nothing to look at. */
static gboolean
is_unremarkable (const EbbSnapshot *snapshot)
{
  return snapshot->has_result && snapshot->is_result_vented && !snapshot->is_record_lost
         && (snapshot->end == EBB_END_BY_STOP || snapshot->end == EBB_END_BY_COMPLETE);
}

static void
filling_over (EbbLegCheck *self, const EbbSnapshot *snapshot)
{
  gboolean is_good = is_unremarkable (snapshot);
  gboolean is_answered = self->is_answered && is_good;
  gboolean is_leaving = self->is_leaving;

  self->note = is_good ? self->outcome : EBB_LEG_CHECK_NOTE_TROUBLE;
  self->outcome = EBB_LEG_CHECK_NOTE_NO_ANSWER;
  self->is_answered = FALSE;
  self->is_leaving = FALSE;
  self->stage = EBB_LEG_CHECK_READY;
  if (is_good)
    ebb_current_session_dismiss_result (self->session);
  if (is_leaving)
    {
      end (self);
      return;
    }
  if (is_answered)
    self->step++;
  if (self->note == EBB_LEG_CHECK_NOTE_CONTRADICTION)
    begin_anew (self);
  if (self->step == self->n_steps)
    {
      conclude (self);
      return;
    }
  set_up (self);
  set_stage (self, EBB_LEG_CHECK_READY);
}

static gboolean
is_felt_now (EbbLegCheck *self, const EbbSnapshot *snapshot)
{
  return snapshot->state == EBB_SESSION_RUNNING
         && (snapshot->highest_pa == EBB_PRESSURE_UNKNOWN_PA
             || snapshot->highest_pa >= self->session->limits.vented_below_pa);
}

static gboolean
is_under_way (EbbLegCheck *self)
{
  return self->stage == EBB_LEG_CHECK_FILLING || self->stage == EBB_LEG_CHECK_EMPTYING;
}

static void
session_changed_cb (EbbLegCheck *self)
{
  const EbbSnapshot *snapshot = ebb_current_session_get_snapshot (self->session);

  if (self->is_starting && is_live (self))
    {
      self->is_starting = FALSE;
      self->stage = EBB_LEG_CHECK_FILLING;
    }
  if (!is_under_way (self))
    {
      /* A session that began by itself is over. */
      if (self->is_leaving && !is_live (self))
        end (self);
      return;
    }
  self->is_felt = self->is_felt || is_felt_now (self, snapshot);
  if (!is_live (self) && !snapshot->is_record_pending)
    filling_over (self, snapshot);
  else if (self->stage == EBB_LEG_CHECK_FILLING && snapshot->state >= EBB_SESSION_STOPPING)
    set_stage (self, EBB_LEG_CHECK_EMPTYING);
  else
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ebb_leg_check_dispose (GObject *object)
{
  EbbLegCheck *self = EBB_LEG_CHECK (object);

  g_clear_object (&self->boots);
  g_clear_object (&self->program);
  g_clear_object (&self->whole_leg);
  g_clear_object (&self->lower_leg);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (ebb_leg_check_parent_class)->dispose (object);
}

static void
ebb_leg_check_class_init (EbbLegCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_leg_check_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_LEG_CHECK, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_leg_check_init (EbbLegCheck *self)
{
  self->outcome = EBB_LEG_CHECK_NOTE_NO_ANSWER;
}

static EbbProgram *
make_program (const char *more_zones)
{
  g_autofree char *json = g_strdup_printf (program_format, more_zones);
  EbbProgram      *program = ebb_program_new_from_json (json, -1, NULL);

  g_assert (program != NULL);
  return program;
}

/**
 * ebb_leg_check_new:
 *
 * Returns: (transfer full): a leg check of no boots
 */
EbbLegCheck *
ebb_leg_check_new (EbbCurrentSession *session)
{
  EbbLegCheck *self = g_object_new (EBB_TYPE_LEG_CHECK, NULL);

  self->session = g_object_ref (session);
  self->whole_leg = make_program (above_knee);
  self->lower_leg = make_program ("");
  self->program = g_object_ref (self->whole_leg);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * ebb_leg_check_get_stage:
 *
 * Returns: how far it is
 */
EbbLegCheckStage
ebb_leg_check_get_stage (EbbLegCheck *self)
{
  return self->stage;
}

/**
 * ebb_leg_check_get_note:
 *
 * Returns: why the filling before led to nothing
 */
EbbLegCheckNote
ebb_leg_check_get_note (EbbLegCheck *self)
{
  return self->note;
}

/**
 * ebb_leg_check_get_step:
 *
 * Returns: how many boots were answered for
 */
guint
ebb_leg_check_get_step (EbbLegCheck *self)
{
  return self->step;
}

/**
 * ebb_leg_check_get_n_steps:
 *
 * Returns: how many boots there are to be felt
 */
guint
ebb_leg_check_get_n_steps (EbbLegCheck *self)
{
  return self->n_steps;
}

/**
 * ebb_leg_check_get_sides:
 *
 * Returns: in %EBB_LEG_CHECK_DONE, what was found
 */
EbbSides
ebb_leg_check_get_sides (EbbLegCheck *self)
{
  return self->sides;
}

/**
 * ebb_leg_check_can_answer:
 *
 * Returns: whether the boots have reported air in the one that is being filled, or cannot report any
 */
gboolean
ebb_leg_check_can_answer (EbbLegCheck *self)
{
  return self->stage == EBB_LEG_CHECK_FILLING && self->is_felt;
}

/**
 * ebb_leg_check_begin:
 *
 * Sets up the first boot of @boots to be filled. Nothing is sent, but a Stop that @boots are owed.
 *
 * Returns: %FALSE while a session runs, be it one that stops @boots, or while nothing is known of
 *   them
 */
gboolean
ebb_leg_check_begin (EbbLegCheck *self, EbbBoots *boots)
{
  const EbbCapabilities *capabilities = ebb_boots_get_capabilities (boots);

  if (is_live (self) || capabilities == NULL)
    return FALSE;
  if (self->stage != EBB_LEG_CHECK_OFF)
    end (self);
  self->n_steps = 0;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      if (capabilities->zones[side] != 0)
        self->steps[self->n_steps++] = (EbbSide) side;
    }
  if (self->n_steps == 0)
    return FALSE;
  /* Boots that are owed a Stop are being stopped as soon as they are set up. */
  ebb_current_session_set_boots (self->session, boots);
  if (is_live (self))
    return FALSE;
  g_set_object (&self->boots, boots);
  self->note = EBB_LEG_CHECK_NOTE_NONE;
  begin_anew (self);
  set_up (self);
  set_stage (self, EBB_LEG_CHECK_READY);
  return TRUE;
}

/**
 * ebb_leg_check_start:
 *
 * A human pressed the button that fills one boot.
 *
 * Returns: %FALSE, with nothing started, if there are refusals, or if something else was set up
 *   meanwhile: then it is set up again, without ticks
 */
gboolean
ebb_leg_check_start (EbbLegCheck *self, EbbConfirmedBy by)
{
  gboolean is_started;

  if (self->stage != EBB_LEG_CHECK_READY || self->is_leaving)
    return FALSE;
  /* Then the ticks were for something else: a person looks again at what is asked. */
  if (!is_set_up (self))
    {
      set_up (self);
      return FALSE;
    }
  self->note = EBB_LEG_CHECK_NOTE_NONE;
  self->outcome = EBB_LEG_CHECK_NOTE_NO_ANSWER;
  self->is_answered = FALSE;
  self->is_felt = FALSE;
  self->is_starting = TRUE;
  is_started = ebb_current_session_start (self->session, by);
  if (is_started && self->is_starting)
    self->stage = EBB_LEG_CHECK_FILLING;
  self->is_starting = FALSE;
  /* It may be over before anybody was told. */
  session_changed_cb (self);
  return is_started;
}

static void
take_leg (EbbLegCheck *self, EbbSide felt)
{
  EbbSides sides =
      ebb_sides_judge (ebb_boots_get_sides (self->boots), self->steps[self->step], felt);

  if (self->step > 0 && sides != self->sides)
    {
      self->outcome = EBB_LEG_CHECK_NOTE_CONTRADICTION;
      return;
    }
  self->sides = sides;
  self->is_answered = TRUE;
  self->outcome = EBB_LEG_CHECK_NOTE_NONE;
}

/**
 * ebb_leg_check_answer:
 *
 * Stops the boots, whatever the answer is. A leg counts once air was in the boot, and only the first
 * that is named.
 */
void
ebb_leg_check_answer (EbbLegCheck *self, EbbLegAnswer answer)
{
  if (self->stage != EBB_LEG_CHECK_FILLING)
    return;
  if (answer == EBB_LEG_ANSWER_NEITHER)
    self->outcome = EBB_LEG_CHECK_NOTE_NEITHER;
  else if (ebb_leg_check_can_answer (self))
    take_leg (self, answer == EBB_LEG_ANSWER_LEFT ? EBB_SIDE_LEFT : EBB_SIDE_RIGHT);
  self->stage = EBB_LEG_CHECK_EMPTYING;
  ebb_current_session_stop (self->session, EBB_STOP_FROM_POINTER);
}

/**
 * ebb_leg_check_leave:
 *
 * Nobody answers any more. What the check runs is stopped, and an answer that was not kept is not.
 * Where a session began by itself meanwhile, what was set up before is set up again when that is
 * over.
 */
void
ebb_leg_check_leave (EbbLegCheck *self)
{
  if (self->stage == EBB_LEG_CHECK_OFF)
    return;
  if (!is_under_way (self) && !is_live (self))
    {
      end (self);
      return;
    }
  self->is_leaving = TRUE;
  if (self->stage == EBB_LEG_CHECK_FILLING)
    ebb_leg_check_answer (self, EBB_LEG_ANSWER_NEITHER);
}
