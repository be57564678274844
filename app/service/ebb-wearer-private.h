/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-caps.h"
#include "ebb-clock.h"
#include "ebb-store-answers.h"
#include "ebb-wearer.h"

G_BEGIN_DECLS

#define EBB_WEARER_ID_BYTES 40 /* a UUID, and more */

/* One that moved air, and by which id it is known. */
typedef struct
{
  EbbPastSession session;
  char           id[EBB_WEARER_ID_BYTES];
} EbbKeptSession;

/* What was set up for a session that was had. */
typedef struct
{
  char   *boots_identity;
  char   *program_id;
  EbbLegs legs;
  guint   planned_s;
} EbbLastRun;

struct _EbbWearer
{
  GObject parent_instance;

  /* owned */
  EbbClock   *clock;
  EbbStore   *store;     /* (nullable) */
  char       *person_id; /* (nullable): nobody is known */
  GHashTable *unsaved;   /* ids: what they said last is not what is kept */
  GArray     *sessions;  /* of EbbKeptSession */
  GArray     *past;      /* of EbbPastSession, as described last */
  GPtrArray  *last_runs; /* of EbbLastRun: the newest of each program on each boots */
  char       *error;     /* (nullable) */

  /* borrowed */
  const EbbScreening *screening;

  /* state */
  EbbWearerState state;
  EbbKeptAnswers kept;
  EbbKeptAnswers read; /* while the rest is being read */
  EbbAnswers     described;
  gboolean       is_looking;
  gboolean       is_asked_again;
};

/* @store: (nullable): then nothing is ever known. @screening: borrowed for as long as this lives.
 * @person_id: (nullable): where there is no store */
EbbWearer *ebb_wearer_new (EbbClock           *clock,
                           EbbStore           *store,
                           const EbbScreening *screening,
                           const char         *person_id) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody else wears the boots from now on. */
void ebb_wearer_use (EbbWearer *self, const char *person_id);

/* A session is over: what is known lacks it until it has been read again. */
void ebb_wearer_note_session (EbbWearer *self);

/* Something felt wrong after the session of that record, which was this person's. */
void ebb_wearer_note_symptom (EbbWearer *self, const char *person_id, const char *record_id);

/* What this person said last could not be kept. Until it is, nothing may be started. */
gboolean ebb_wearer_is_unsaved (EbbWearer *self);

/* As the rules ask for it. @said: for this session. @running_id: (nullable): of the session that is
 * being run, which is no past. Borrowed until the next call. FALSE: not known, @person as it was. */
gboolean ebb_wearer_describe (EbbWearer  *self,
                              EbbSaid     said,
                              const char *running_id,
                              EbbPerson  *person);

/* (element-type EbbLastRun): of each program that was run on each boots the newest, the newest
 * first. Borrowed until "changed"; empty where nothing is known. */
GPtrArray *ebb_wearer_get_last_runs (EbbWearer *self);

/* For the files of this class. */
void ebb_wearer_changed (EbbWearer *self);

G_END_DECLS
