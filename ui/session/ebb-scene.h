/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-core.h"
#include "ebb-figure.h"

G_BEGIN_DECLS

/* A window that waits for the boots to be empty can be closed all the same after this. */
#define EBB_CLOSE_ANYWAY_MS 10000

/* Two seconds are what letting the air out takes; then hands are quicker. */
#define EBB_STOP_IS_LATE_MS 2000

/**
 * EbbScene:
 *
 * All that the session pages show at one moment, as plain values. Read from the core at each
 * change, so that no page asks anything itself; borrowed for the call it is given to.
 */
typedef struct
{
  const EbbSnapshot *snapshot;

  gboolean      has_boots;
  const char   *boots_identity; /* of the first of a set */
  const char   *boots_name;
  const char   *awaited_name; /* (nullable): of the one boot of a set that the other waits for */
  EbbBootsState boots_state;
  const GError *boots_error; /* (nullable): why they are not connected, if that is known */
  guint         boots_retries;
  gboolean      needs_connect; /* nothing is tried until a person presses Connect */
  EbbRadioState radio_state;   /* of what they are reached by; READY where that is no radio */
  EbbSupport    boots_support;
  EbbTier       boots_tier;
  guint         boots_timer_s;         /* of tier A, B and C: after so long they stop */
  int           battery_percent;       /* -1: unknown */
  guint         battery_start_percent; /* with less nothing is started */
  guint         battery_end_percent;   /* with less a session ends by itself */
  const EbbCapabilities *capabilities; /* (nullable) */
  gboolean               is_running_elsewhere;
  int32_t                elsewhere_pa;
  const EbbSnapshot
               *elsewhere; /* (nullable): of a session that another program of the account runs */
  const char   *elsewhere_identity; /* (nullable): its boots */
  const char   *elsewhere_name;     /* (nullable): what they are called */
  guint         elsewhere_asked_ms; /* since it was asked to stop, and does not yet; 0: no */
  gboolean      is_elsewhere_deaf;  /* the program that runs it hangs */
  gboolean      is_elsewhere_empty; /* the last one is over, and its boots are empty */
  gboolean      is_recorded;        /* a person asked for it */
  const char   *recording;          /* (nullable): the file that is written now */
  const GError *recording_error;    /* (nullable): why it is written no more */

  EbbProgram *program; /* (nullable) */
  EbbLegs     legs;
  guint       length_s;
  guint       length_min_s;
  guint       length_max_s;
  gboolean    checks[EBB_N_CHECKS];
  int32_t     cap_pa;
  int32_t     peak_pa;

  const char *person_name; /* (nullable): of who uses Ebb now, where people have names */

  EbbAnswer symptom;            /* said after the session that is looked at */
  guint     answers_valid_days; /* how long answers hold */
  gboolean  is_asked;           /* somebody is going through the questions now */

  const EbbRefusal *refusals;
  gsize             n_refusals;
  EbbStoreState     journal_state;   /* nothing may start unless it is open */
  const char       *journal_error;   /* (nullable): why, for those who look after it */
  const char       *holder;          /* (nullable): which program runs a session elsewhere */
  gint64            holder_since_us; /* in wall time; 0: that is not known */

  gboolean can_lower_intensity;
  gboolean can_raise_intensity;
  gboolean can_lower_heat;
  gboolean can_raise_heat;

  const EbbTracePoint *trace; /* (array length=n_trace) */
  gsize                n_trace;
  gint64               wall_us;    /* now */
  gboolean             is_closing; /* the window closes when the boots are empty */
  gint64               closing_ms; /* since it was asked to */
} EbbScene;

/* TRUE while STOP is shown: from the confirmation until the boots are read as empty, and while
 * they, or others of this account, run for another program. */
gboolean ebb_scene_is_stoppable (const EbbScene *scene);
gboolean ebb_scene_can_start (const EbbScene *scene);
/* What stands beside STOP: time or state, then state and highest zone. */
void ebb_scene_describe_stop (const EbbScene *scene, char **line, char **more);
/* Zones of either leg in use. */
EbbZoneMask ebb_scene_get_zones (const EbbScene *scene);

/* After a fault: the boots say that they are stopped, and every zone was read as empty. */
gboolean ebb_scene_is_fault_empty (const EbbScene *scene);

/* A session runs, and may end for want of battery. */
gboolean ebb_scene_is_battery_low (const EbbScene *scene);
/* The boots have levels, no mmHg: nothing that is planned in mmHg says what they would do. */
gboolean ebb_scene_has_levels (const EbbScene *scene);
/* What the boots reported last, as the figure shows it. */
void ebb_scene_read_figure (const EbbScene *scene, EbbFigureValues *values);

/* @scene is valid until the core's next change. */
void ebb_scene_read (EbbScene *scene, EbbCore *core);

G_END_DECLS
