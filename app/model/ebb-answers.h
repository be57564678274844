/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-born.h"
#include "ebb-screening.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_ANSWER_NONE, /* not answered: counts as yes */
  EBB_ANSWER_NO,
  EBB_ANSWER_YES,
  EBB_ANSWER_UNSURE, /* counts as yes */
} EbbAnswer;

const char *ebb_answer_to_string (EbbAnswer answer);
gboolean    ebb_answer_from_string (const char *word, EbbAnswer *answer);
/* Yes, and "not sure": something was said. */
gboolean ebb_answer_counts_as_yes (EbbAnswer answer);

/* What is said before each session. */
typedef enum
{
  EBB_SAID_AWAKE = 1 << 0,        /* awake, sober, not about to sleep */
  EBB_SAID_NOTHING_NEW = 1 << 1,  /* in the legs */
  EBB_SAID_RIGHT_PERSON = 1 << 2, /* right leg, boots on, within reach of their own stop */
  EBB_SAID_ALL = EBB_SAID_AWAKE | EBB_SAID_NOTHING_NEW | EBB_SAID_RIGHT_PERSON,
} EbbSaid;

#define EBB_AGE_UNKNOWN (-1)
#define EBB_AGE_MAX_YEARS 130

/* Of a birth: the day is not known, or it was before. */
#define EBB_DUE_UNKNOWN (-1)

/**
 * EbbAnswers:
 *
 * What one person said to the questions, and what else of them the rules need. Times in seconds
 * since 1970, 0: never.
 */
typedef struct
{
  int       revision; /* of the questions */
  gint64    answered_s;
  EbbAnswer answer[EBB_N_QUESTIONS];   /* EBB_QUESTION_AGE: not used */
  gint64    agreed_s[EBB_N_QUESTIONS]; /* when a professional agreed to this use in spite of it */
  int       born_month;                /* of the profile: ebb-born.h */
  int       age_years;                 /* of the profile; it does not grow, born_month does */
  int       answered_age_years;        /* when they were answered */
  EbbLegs   skin_legs;                 /* to EBB_QUESTION_SKIN; EBB_LEGS_NONE: not said */
  gboolean  has_no_fever;              /* said so, and that no redness spreads */
  gboolean  is_helper_present;
  gint64    due_s; /* of a birth; EBB_DUE_UNKNOWN */
  gint64    profile_edited_s;
  gint64    extended_acknowledged_s; /* that more than 60 mmHg and 30 minutes is understood */
  gint32    own_cap_pa;              /* can only be lower; 0: none */
  guint     own_longest_s;           /* 0: none */
  EbbSaid   said;                    /* said for this session */
} EbbAnswers;

#define EBB_ANSWERS_FORMAT "ebb-answers/1"
#define EBB_ANSWERS_MAX_BYTES (64 * 1024)

/* Nothing said at all. */
void     ebb_answers_init (EbbAnswers *answers);
gboolean ebb_answers_load (EbbAnswers *answers, const char *path, GError **error);
gboolean ebb_answers_parse (EbbAnswers *answers, const char *json, gssize size, GError **error);
char    *ebb_answers_to_json (const EbbAnswers *answers) G_GNUC_WARN_UNUSED_RESULT;

/* Something was said to it, whatever it was. */
gboolean ebb_answers_has (const EbbAnswers *answers, EbbQuestion question);
/* The first that nothing was said to; EBB_N_QUESTIONS: it is a full set. */
EbbQuestion ebb_answers_find_unanswered (const EbbAnswers *answers);
/* As old or as young as this person can be at that time; EBB_AGE_UNKNOWN: nothing was said of it. */
int ebb_answers_get_youngest_years (const EbbAnswers *answers, gint64 at_s);
int ebb_answers_get_oldest_years (const EbbAnswers *answers, gint64 at_s);
/* The profile is otherwise from @now_s on: what was said before asks to be said again. */
void ebb_answers_edit_born (EbbAnswers *answers, int born_month, gint64 now_s);
/* Asked anew: nothing is answered. What is no answer stays. */
void ebb_answers_begin_anew (EbbAnswers *answers, int revision);

G_END_DECLS
