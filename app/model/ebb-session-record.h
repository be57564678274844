/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

#include "ebb-snapshot.h"

G_BEGIN_DECLS

/* Boots that a session drove: of a set each for itself. */
typedef struct
{
  char   *identity;
  guint32 owed_epoch; /* the Stop they are owed; 0: seen vented after it */
} EbbDrivenBoots;

/**
 * EbbSessionRecord:
 *
 * One session as history keeps it. Immutable once given away.
 */
#define EBB_TYPE_SESSION_RECORD (ebb_session_record_get_type ())
G_DECLARE_FINAL_TYPE (EbbSessionRecord, ebb_session_record, EBB, SESSION_RECORD, GObject)

struct _EbbSessionRecord
{
  GObject parent_instance;

  char         *id; /* UUID */
  gint64        started_wall_us;
  gint64        ended_wall_us; /* 0: still open in the journal */
  gint64        ended_boot_us; /* -1: the computer was started again since, or it is not known */
  gint32        utc_offset_s;  /* of local time when it started */
  char         *person_id;     /* (nullable): the first of the household */
  char         *program_id;
  char         *program_name;
  char         *boots_identity;
  char         *boots_name;
  char         *boots_serial; /* (nullable) */
  gboolean      is_simulated; /* counts for no gap, limit, dose, total or unlock */
  gboolean      is_warm;      /* it warmed a leg, or may have */
  EbbLegs       legs;
  guint         planned_s;
  guint         run_s;   /* program time that was run */
  gint32        peak_pa; /* highest measured */
  EbbSessionEnd end;
  EbbFault      fault;
  gboolean      is_vented_confirmed; /* FALSE: a person said the boots are open */
  gboolean      has_symptom;         /* a person said so after it: pain, numbness, the skin */
  guint         n_samples;
  GPtrArray    *driven; /* of EbbDrivenBoots: what the journal keeps; history knows nothing of it */
};

EbbSessionRecord *ebb_session_record_new (void) G_GNUC_WARN_UNUSED_RESULT;
EbbSessionRecord *ebb_session_record_copy (EbbSessionRecord *self) G_GNUC_WARN_UNUSED_RESULT;

/* Only before it is given away. */
void ebb_session_record_set_driven (EbbSessionRecord *self,
                                    const char       *identity,
                                    guint32           owed_epoch);
/* (nullable): the boots of @identity, if they were driven */
const EbbDrivenBoots *ebb_session_record_find_driven (EbbSessionRecord *self, const char *identity);

/* One moment of one session, as received. */
typedef struct
{
  guint32     at_ms; /* since the first START */
  guint       run_s; /* program time run by then; the store keeps the last one, not each */
  EbbZoneMask zones[EBB_N_SIDES];
  gint32      pressure_pa[EBB_N_SIDES][EBB_N_ZONES]; /* EBB_PRESSURE_UNKNOWN_PA */
  gint32      setpoint_pa[EBB_N_SIDES][EBB_N_ZONES];
  gint16      temperature_ddeg[EBB_N_SIDES][EBB_N_ZONES];
} EbbSample;

G_END_DECLS
