/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots.h"

G_BEGIN_DECLS

/**
 * EbbBootsFacts:
 *
 * What the boots pages show of one pair of boots, as plain values; borrowed from the boots until
 * they change.
 */
typedef struct
{
  const char            *identity;
  const char            *name;
  EbbBootsState          state;
  guint                  retries;
  EbbSupport             support;
  EbbTier                tier;
  guint                  timer_s; /* of tier A, B and C */
  EbbSignal              signal;
  int                    unheard_s;     /* since they were heard last; -1: now, or never */
  gboolean               is_recognised; /* a definition claims them */
  gboolean               is_known;
  gboolean               is_paired;
  gboolean               is_simulated;
  gboolean               is_in_process;
  gboolean               is_blinking;
  const char            *partner_name;  /* (nullable): of the boot that they are a set with */
  const char            *joinable_name; /* (nullable): of one that they could be */
  EbbSides               sides;         /* of which leg each is on */
  gboolean               is_recorded;   /* sessions with them are written to files */
  gboolean               reconnects;    /* by themselves, whenever they can be reached */
  gboolean               needs_connect; /* nothing is tried until a person presses Connect */
  const EbbCapabilities *capabilities;  /* (nullable) */
  int                    battery_percent;
  const char            *manufacturer; /* (nullable) */
  const char            *model;        /* (nullable) */
  const char            *firmware;     /* (nullable) */
  const GError          *error;        /* (nullable) */
} EbbBootsFacts;

void ebb_boots_facts_read (EbbBootsFacts *facts, EbbBoots *boots);

/* Words, (transfer full): how the link stands, on their own page; and a row's second line. */
char *ebb_boots_facts_dup_line (const EbbBootsFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_boots_facts_dup_row_line (const EbbBootsFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_boots_facts_dup_nearby_line (const EbbBootsFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
/* Only a person can mend it: boots and computer are not paired, or not any more. */
gboolean ebb_boots_facts_wants_pairing (const GError *error);
/* It is more than that they do not answer. */
gboolean ebb_boots_facts_says_why (const GError *error);
/* "Trying again (3)", and why where that is known. */
char *ebb_boots_facts_dup_retry (const GError *error, guint retries) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
