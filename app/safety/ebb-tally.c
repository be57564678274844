/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-tally.h"

/* Since its end, by the clock that says less: one that was set forth opens nothing sooner. An end
 * that has not come yet, and a session that is not over, are of now. */
static gint64
get_age_s (const EbbPastSession *session, EbbNow now)
{
  gint64 age_s;

  if (session->ended_s == 0)
    return 0;
  age_s = now.wall_s - session->ended_s;
  if (now.boot_s >= 0 && session->ended_boot_s >= 0)
    age_s = MIN (age_s, now.boot_s - session->ended_boot_s);
  return MAX (age_s, 0);
}

static gboolean
is_eventful (const EbbPastSession *session)
{
  return session->has_symptom || session->fault != EBB_FAULT_NONE;
}

/* It went to its end, or somebody stopped it, and nothing was the matter. */
static gboolean
is_uneventful (const EbbPastSession *session)
{
  return !is_eventful (session) && session->squeezed_s >= EBB_COUNTED_SESSION_S
         && session->ended_s != 0
         && (session->end == EBB_END_BY_COMPLETE || session->end == EBB_END_BY_STOP);
}

static void
add_session (EbbTally *tally, const EbbPastSession *session, EbbNow now)
{
  gint64 age_s = get_age_s (session, now);

  if (age_s < EBB_ROLLING_S)
    tally->squeezed_24h_s += session->squeezed_s;
  if (session->heated_s > 0)
    tally->since_heat_s = MIN (tally->since_heat_s, age_s);
  if (session->has_symptom)
    tally->symptom_s =
        MAX (tally->symptom_s, session->ended_s != 0 ? session->ended_s : now.wall_s);
  if (session->squeezed_s < EBB_COUNTED_SESSION_S)
    return;
  tally->n_counted++;
  tally->since_last_s = MIN (tally->since_last_s, age_s);
  if (age_s < EBB_ROLLING_S)
    tally->n_24h++;
}

/**
 * ebb_tally_init:
 *
 * Adds up what the rules ask of a history. Sessions on simulated boots count for nothing: no air
 * moved. Those of the last 24 hours are those that ended in them, and count whole.
 */
void
ebb_tally_init (EbbTally *tally, GArray *past, EbbNow now)
{
  gint64 eventful_s = 0;

  *tally = (EbbTally){ .since_last_s = G_MAXINT64, .since_heat_s = G_MAXINT64 };
  for (guint i = 0; i < past->len; i++)
    {
      const EbbPastSession *session = &g_array_index (past, EbbPastSession, i);

      if (session->is_simulated)
        continue;
      add_session (tally, session, now);
      if (is_eventful (session))
        eventful_s = MAX (eventful_s, session->ended_s != 0 ? session->ended_s : G_MAXINT64);
    }
  for (guint i = 0; i < past->len; i++)
    {
      const EbbPastSession *session = &g_array_index (past, EbbPastSession, i);

      if (!session->is_simulated && is_uneventful (session) && session->ended_s > eventful_s)
        tally->n_uneventful++;
    }
}
