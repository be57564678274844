/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-journal.h"

/**
 * TestJournal:
 *
 * A journal in memory that syncs when a test lets it.
 */
#define TEST_TYPE_JOURNAL (test_journal_get_type ())
G_DECLARE_FINAL_TYPE (TestJournal, test_journal, TEST, JOURNAL, GObject)

struct _TestJournal
{
  GObject parent_instance;

  gboolean          is_held;   /* syncing waits for test_journal_release() */
  gboolean          is_broken; /* syncing fails */
  gboolean          is_stuck;  /* closing fails */
  gboolean          is_slow;   /* closing waits for test_journal_lose_closing() */
  GTask            *waiting;   /* (owned) (nullable) */
  GTask            *closing;   /* (owned) (nullable): the first that waits */
  EbbSessionRecord *record;    /* (owned) (nullable): as opened last */
  EbbSessionRecord *closed;    /* (owned) (nullable): as closed last */
  guint32           epoch;     /* synced */
  EbbFault          noted;
  gboolean          is_open;
  guint             n_opened;
  guint             n_closed;
  guint             n_samples;
  guint             run_s; /* as the last sample says */
};

TestJournal *test_journal_new (void) G_GNUC_WARN_UNUSED_RESULT;
void         test_journal_release (TestJournal *self);
/* What is closed since is_slow was set is lost. */
void test_journal_lose_closing (TestJournal *self);
