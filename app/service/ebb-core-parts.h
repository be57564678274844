/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-core.h"
#include "ebb-household.h"
#include "ebb-journal.h"
#include "ebb-limits.h"
#include "ebb-scanner.h"
#include "ebb-screening.h"
#include "ebb-sleep-watch.h"
#include "ebb-store.h"
#include "ebb-traces.h"

G_BEGIN_DECLS

/* What app/bin gives; everything is borrowed and referenced where it is kept. */
typedef struct
{
  EbbHousehold       *household;
  EbbClock           *clock;
  EbbScanner         *scanner;
  EbbScanner         *simulated;   /* boots in this process; may be the same as scanner */
  EbbStore           *store;       /* (nullable): see store_error */
  EbbJournal         *journal;     /* (nullable): the store, as the engine sees it */
  const GError       *store_error; /* (nullable) */
  EbbTraces          *traces;      /* (nullable): nothing can be recorded */
  EbbSleepWatch      *sleep_watch; /* (nullable): nobody says when the computer goes to sleep */
  const EbbLimits    *limits;
  const EbbScreening *screening; /* for as long as the core lives */
  const char         *runtime_directory;
  const char         *guardian_path; /* (nullable): no guardian, only for boots in this process */
  const char         *ctl_path;
} EbbCoreParts;

EbbCore *ebb_core_new (const EbbCoreParts *parts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
