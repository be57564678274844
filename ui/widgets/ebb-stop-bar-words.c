/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-stop-bar.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

static char *
describe_highest (const char *state, const EbbSnapshot *snapshot)
{
  g_autofree char *highest = ebb_words_pressure (snapshot->highest_pa);

  if (!snapshot->is_reading_known || snapshot->highest_pa == EBB_PRESSURE_UNKNOWN_PA)
    /* Translators: the state of the session, as in "Running". */
    return g_strdup_printf (C_ ("safety", "%s · pressure unknown"), state);
  /* Translators: the state of the session, then a pressure: "Running · highest zone 39 mmHg". */
  return g_strdup_printf (C_ ("safety", "%s · highest zone %s"), state, highest);
}

static char *
describe_stops (const EbbSnapshot *snapshot)
{
  g_autofree char *seconds = ebb_words_tenths (snapshot->stop_ms);

  /* Translators: "Stop sent 5 times in 1.4 s". */
  return g_strdup_printf (
      ngettext ("Stop sent %u time in %s", "Stop sent %u times in %s", snapshot->stop_count),
      snapshot->stop_count, seconds);
}

static void
describe_running (const EbbSnapshot *snapshot, char **line, char **more)
{
  g_autofree char *left = ebb_words_clock (snapshot->remaining_s);

  /* Translators: time left, as in "11:42 left". */
  *line = g_strdup_printf (C_ ("safety", "%s left"), left);
  *more = describe_highest (C_ ("safety", "Running"), snapshot);
}

static void
describe_lost (const EbbSnapshot *snapshot, char **line, char **more)
{
  /* Translators: seconds since the link went, as in "Link lost for 6 s". */
  if (snapshot->link_lost_wall_us == 0 && snapshot->link_lost_ms == 0)
    *line = g_strdup (C_ ("safety", "No link yet"));
  else
    *line =
        g_strdup_printf (C_ ("safety", "Link lost for %u\302\240s"), snapshot->link_lost_ms / 1000);
  *more = g_strdup (C_ ("safety", "Pressure unknown"));
}

/**
 * ebb_stop_bar_describe:
 * @line: (out): line 1, time or state
 * @more: (out): line 2, state and highest zone
 *
 * What stands beside STOP in a live state.
 */
void
ebb_stop_bar_describe (const EbbSnapshot *snapshot, char **line, char **more)
{
  switch (snapshot->state)
    {
    case EBB_SESSION_RUNNING:
      describe_running (snapshot, line, more);
      break;
    case EBB_SESSION_PAUSED:
      *line = g_strdup (C_ ("safety", "Paused"));
      *more = describe_highest (snapshot->is_reading_known ? C_ ("safety", "Air is out")
                                                           : C_ ("safety", "Waiting"),
                                snapshot);
      break;
    case EBB_SESSION_STOPPING:
      *line = g_strdup (C_ ("safety", "Stopping"));
      *more = describe_stops (snapshot);
      break;
    case EBB_SESSION_LINK_LOST:
      describe_lost (snapshot, line, more);
      break;
    case EBB_SESSION_FAULT:
      *line = g_strdup (C_ ("safety", "Stopped by Ebb"));
      *more = describe_highest (C_ ("safety", "Fault"), snapshot);
      break;
    case EBB_SESSION_ARMED:
    case EBB_SESSION_STARTING:
      *line = g_strdup (C_ ("safety", "Starting"));
      *more = describe_highest (C_ ("safety", "Waiting"), snapshot);
      break;
    case EBB_SESSION_IDLE:
    default:
      /* Only boots that somebody else started have STOP under them without a session. */
      *line = g_strdup (C_ ("safety", "Not started by Ebb"));
      *more = g_strdup (C_ ("safety", "Another app controls these boots"));
      break;
    }
}
