/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-core-parts.h"

G_BEGIN_DECLS

struct _EbbCore
{
  GObject parent_instance;

  /* owned */
  EbbBootsList      *boots_list;
  EbbCurrentSession *current_session;
  EbbLegCheck       *leg_check;
  EbbHousehold      *household;
  EbbPrograms       *programs;
  EbbHistory        *history;
  EbbWearer         *wearer;
  EbbQuestionnaire  *questionnaire;
  EbbPeople         *people;
  EbbStore          *store;      /* (nullable) */
  char              *opened_for; /* (nullable): person and boots that something was set up for */
  EbbPlan           *planned;    /* (nullable): to be set up once its person is known */
  GError            *store_error;
  EbbClock          *clock;

  /* borrowed */
  const EbbScreening *screening;

  EbbLimits limits;
};

void ebb_core_set_up_first (EbbCore *self);

G_END_DECLS
