/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-people.h"
#include "ebb-reminded.h"
#include "ebb-reminders.h"
#include "ebb-store.h"

G_BEGIN_DECLS

/* So far back what came to nothing is shown (engineering choice). */
#define EBB_MISSED_S (28 * 24 * 60 * 60)

struct _EbbReminders
{
  GObject parent_instance;

  /* owned */
  EbbClock   *clock;
  EbbStore   *store; /* (nullable): what is given is known in this process alone */
  EbbPlans   *plans;
  EbbPeople  *people;
  GPtrArray  *offers;   /* of EbbOffer */
  GPtrArray  *begun;    /* of EbbBegun */
  GHashTable *reminded; /* of EbbReminded, by slot: as in the file */
  GHashTable *said;     /* the same: what this process did, which comes before it */
  GHashTable *asked;    /* slots that are being claimed */

  /* state */
  gint64   next_s;
  guint    alarm_id;
  gboolean is_telling;
  gboolean is_read; /* what was given before is known, or will not be */
  gboolean is_looking;
  gboolean is_asked_again;
};

/* @store: (nullable) */
EbbReminders *ebb_reminders_new (EbbClock  *clock,
                                 EbbStore  *store,
                                 EbbPlans  *plans,
                                 EbbPeople *people) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): what a slot is known by */
char *ebb_reminders_make_key (const char         *plan_id,
                              const EbbLocalTime *local) G_GNUC_WARN_UNUSED_RESULT;

/* Looks at every slot there is; tells what has changed. */
void ebb_reminders_judge (EbbReminders *self);

G_END_DECLS
