/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-limits.h"
#include "ebb-plans.h"
#include "ebb-programs.h"
#include "ebb-store.h"

G_BEGIN_DECLS

struct _EbbPlans
{
  GObject parent_instance;

  /* owned */
  EbbClock    *clock;
  EbbStore    *store; /* (nullable) */
  EbbPrograms *programs;
  GPtrArray   *list;  /* of EbbPlan */
  char        *error; /* (nullable): why they could not be read */

  /* state */
  EbbLimits limits;
  gboolean  is_known;
  gboolean  is_looking;
  gboolean  is_asked_again;
};

/* @store: (nullable): then there are none. @limits: are copied */
EbbPlans *ebb_plans_new (EbbClock        *clock,
                         EbbStore        *store,
                         EbbPrograms     *programs,
                         const EbbLimits *limits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
