/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-current-session.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_LEG_CHECK_OFF,      /* nobody checks anything */
  EBB_LEG_CHECK_READY,    /* one boot is to be filled, when a person starts it */
  EBB_LEG_CHECK_FILLING,  /* it was started: which leg is it? */
  EBB_LEG_CHECK_EMPTYING, /* answered, or stopped: until it is over */
  EBB_LEG_CHECK_DONE,     /* the sides are known, and kept */
} EbbLegCheckStage;

/* What became of the filling before, if it led to nothing. */
typedef enum
{
  EBB_LEG_CHECK_NOTE_NONE,
  EBB_LEG_CHECK_NOTE_NO_ANSWER,     /* stopped, or over, before there was one */
  EBB_LEG_CHECK_NOTE_NEITHER,       /* nothing was felt */
  EBB_LEG_CHECK_NOTE_CONTRADICTION, /* both boots were felt in one leg: it begins anew */
  EBB_LEG_CHECK_NOTE_TROUBLE,       /* it ended as it should not */
} EbbLegCheckNote;

typedef enum
{
  EBB_LEG_ANSWER_LEFT,
  EBB_LEG_ANSWER_RIGHT,
  EBB_LEG_ANSWER_NEITHER,
} EbbLegAnswer;

/**
 * EbbLegCheck:
 *
 * Finds out which leg each boot is on (safety.md H11): fills one boot at a time, as a session of its
 * own over #EbbCurrentSession, within the limits of a leg check, and asks. Both boots have to be
 * felt, each in its own leg, before anything is kept.
 *
 * Signals: "changed" (anything a getter gives).
 */
#define EBB_TYPE_LEG_CHECK (ebb_leg_check_get_type ())
G_DECLARE_FINAL_TYPE (EbbLegCheck, ebb_leg_check, EBB, LEG_CHECK, GObject)

/* @session: what is set up is put aside from begin() until leave(). */
EbbLegCheck *ebb_leg_check_new (EbbCurrentSession *session) G_GNUC_WARN_UNUSED_RESULT;

EbbLegCheckStage ebb_leg_check_get_stage (EbbLegCheck *self);
EbbLegCheckNote  ebb_leg_check_get_note (EbbLegCheck *self);
/* 0 for the first boot, 1 for the other; and how many there are */
guint    ebb_leg_check_get_step (EbbLegCheck *self);
guint    ebb_leg_check_get_n_steps (EbbLegCheck *self);
EbbSides ebb_leg_check_get_sides (EbbLegCheck *self);
/* Air was in the boot, as it reports: somebody may have felt it. */
gboolean ebb_leg_check_can_answer (EbbLegCheck *self);

/* FALSE: not now. @boots: ready; they are set up for the session, too. */
gboolean ebb_leg_check_begin (EbbLegCheck *self, EbbBoots *boots);
/* The human's confirmation, as of any start. FALSE: see the refusals of the session. */
gboolean ebb_leg_check_start (EbbLegCheck *self, EbbConfirmedBy by);
/* Each answer is a Stop as well. */
void ebb_leg_check_answer (EbbLegCheck *self, EbbLegAnswer answer);
/* Stops what runs; what was set up before is set up again. */
void ebb_leg_check_leave (EbbLegCheck *self);

G_END_DECLS
