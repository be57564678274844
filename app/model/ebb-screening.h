/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>

#include "ebb-body.h"
#include "ebb-model-error.h"
#include "ebb-units.h"

G_BEGIN_DECLS

/* The questions of safety.md section 3, in the order in which they are asked. */
typedef enum
{
  EBB_QUESTION_CLOT_NOW,
  EBB_QUESTION_CLOT_PAST,
  EBB_QUESTION_ARTERY,
  EBB_QUESTION_HEART,
  EBB_QUESTION_SKIN,
  EBB_QUESTION_VEINS,
  EBB_QUESTION_FEELING,
  EBB_QUESTION_BLEED,
  EBB_QUESTION_BONES,
  EBB_QUESTION_SURGERY,
  EBB_QUESTION_PREGNANT,
  EBB_QUESTION_PREGNANT_SWELLING,
  EBB_QUESTION_CANCER_LYMPH,
  EBB_QUESTION_IMPLANT,
  EBB_QUESTION_AGE, /* a number of years, no yes or no */
  EBB_QUESTION_REMOVE,
  EBB_N_QUESTIONS,
} EbbQuestion;

#define EBB_QUESTION_BIT(question) (1u << (question))

/* What a yes does. */
typedef enum
{
  EBB_EFFECT_BLOCKS = 1 << 0,       /* no use of the boots */
  EBB_EFFECT_URGENT = 1 << 1,       /* the urgent text, and nothing else */
  EBB_EFFECT_CONSULT = 1 << 2,      /* blocks until a professional agreed */
  EBB_EFFECT_NO_HEAT = 1 << 3,      /* as the next, also after a professional agreed */
  EBB_EFFECT_BELOW_KNEE = 1 << 4,   /* no zone above the upper calf */
  EBB_EFFECT_NO_TAPPING = 1 << 5,   /* in guided routines */
  EBB_EFFECT_NO_KNEADING = 1 << 6,  /* in guided routines */
  EBB_EFFECT_ONE_LEG = 1 << 7,      /* blocks the leg that is named, without fever */
  EBB_EFFECT_HELPER_LIFTS = 1 << 8, /* does not block while somebody is there to help */
} EbbEffectFlags;

typedef struct
{
  guint  flags;     /* EbbEffectFlags */
  gint32 cap_pa;    /* G_MAXINT32: none */
  guint  longest_s; /* G_MAXUINT: as long as any */
} EbbEffect;

#define EBB_ADULT_YEARS 18
#define EBB_OLD_YEARS 65

/**
 * EbbScreening:
 *
 * screening.json, read and checked once. A file may be stricter than safety.md and not milder.
 */
typedef struct
{
  int       revision; /* answers to another one are asked for again */
  guint     valid_s;  /* how long answers hold */
  guint     agreed_valid_s;
  char     *ask[EBB_N_QUESTIONS]; /* untranslated */
  EbbEffect effect[EBB_N_QUESTIONS];
  /* from EBB_OLD_YEARS on */
  gint16 old_heat_cap_ddeg;
  guint  old_heat_longest_s;
  gint32 old_first_cap_pa;
} EbbScreening;

gboolean ebb_screening_load (EbbScreening *screening, const char *path, GError **error);
gboolean ebb_screening_parse (EbbScreening *screening,
                              const char   *json,
                              gssize        size,
                              GError      **error);
void     ebb_screening_clear (EbbScreening *screening);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EbbScreening, ebb_screening_clear)

const char *ebb_question_to_string (EbbQuestion question);
gboolean    ebb_question_from_string (const char *id, EbbQuestion *question);

G_END_DECLS
