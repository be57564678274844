/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

/* A session as text. What the boots did not say is "?", never 0. */

#define BAR_CELLS 20
#define TIME_CELLS 40
/* Where nobody watches, a picture each so often is enough. */
#define LINE_PERIOD_US (5 * G_USEC_PER_SEC)

static void
append_bar (GString *text, double share, int n_cells)
{
  int n_full = (int) (CLAMP (share, 0.0, 1.0) * n_cells + 0.5);

  for (int i = 0; i < n_cells; i++)
    g_string_append (text, i < n_full ? "█" : "░");
}

static void
append_zone (GString *text, const EbbSnapshot *snapshot, EbbSide side, EbbZone zone)
{
  const EbbZoneReading *reading = &snapshot->zone[side][zone];
  int                   mmhg = ebb_pa_to_whole_mmhg (reading->pressure_pa);
  double                share = 0;

  if (!(snapshot->zones[side] & EBB_ZONE_BIT (zone)))
    return;
  if (mmhg < 0)
    {
      g_string_append (text, "  ");
      for (int i = 0; i < BAR_CELLS; i++)
        g_string_append (text, "/");
      g_string_append (text, "   ?");
      return;
    }
  if (snapshot->cap_pa > 0)
    share = (double) reading->pressure_pa / snapshot->cap_pa;
  g_string_append (text, "  ");
  append_bar (text, share, BAR_CELLS);
  g_string_append_printf (text, " %3d", mmhg);
}

static const char *
name_zone (EbbZone zone)
{
  static const char *const names[EBB_N_ZONES] = {
    N_ ("Foot"), N_ ("Ankle"),       N_ ("Lower calf"),  N_ ("Upper calf"),
    N_ ("Knee"), N_ ("Lower thigh"), N_ ("Upper thigh"),
  };

  return _ (names[zone]);
}

static const char *
name_state (EbbSessionState state)
{
  static const char *const names[] = {
    [EBB_SESSION_IDLE] = N_ ("Finished"),       [EBB_SESSION_ARMED] = N_ ("Getting ready"),
    [EBB_SESSION_STARTING] = N_ ("Starting"),   [EBB_SESSION_RUNNING] = N_ ("Running"),
    [EBB_SESSION_PAUSED] = N_ ("Paused"),       [EBB_SESSION_STOPPING] = N_ ("Letting the air out"),
    [EBB_SESSION_LINK_LOST] = N_ ("Link lost"), [EBB_SESSION_FAULT] = N_ ("Fault"),
  };

  return _ (names[state]);
}

/* One picture; the number of lines in it is the same for the whole session. */
static int
append_picture (GString *text, const EbbSnapshot *snapshot, const char *title)
{
  int    n_lines = 3;
  double share = 0;

  if (snapshot->length_s > 0)
    share = snapshot->elapsed_ms / 1000.0 / snapshot->length_s;
  g_string_append_printf (text, "%s · %s\033[K\n", title, name_state (snapshot->state));
  g_string_append_printf (text, "%-12s  %-*s  %s\033[K\n", "mmHg", BAR_CELLS + 4, _ ("Left"),
                          _ ("Right"));
  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    {
      if (!((snapshot->zones[EBB_SIDE_LEFT] | snapshot->zones[EBB_SIDE_RIGHT])
            & EBB_ZONE_BIT (zone)))
        continue;
      g_string_append_printf (text, "%-12s", name_zone ((EbbZone) zone));
      append_zone (text, snapshot, EBB_SIDE_LEFT, (EbbZone) zone);
      append_zone (text, snapshot, EBB_SIDE_RIGHT, (EbbZone) zone);
      g_string_append (text, "\033[K\n");
      n_lines++;
    }
  append_bar (text, share, TIME_CELLS);
  g_string_append_printf (text, " %u:%02u / %u:%02u   %s\033[K\n", snapshot->elapsed_ms / 60000,
                          snapshot->elapsed_ms / 1000 % 60, snapshot->length_s / 60,
                          snapshot->length_s % 60,
                          ebb_session_state_is_live (snapshot->state) ? _ ("Ctrl-C is Stop") : "");
  return n_lines;
}

static void
show_line (const EbbSnapshot *snapshot)
{
  int mmhg = ebb_pa_to_whole_mmhg (snapshot->highest_pa);

  g_print ("%u:%02u %s", snapshot->elapsed_ms / 60000, snapshot->elapsed_ms / 1000 % 60,
           name_state (snapshot->state));
  if (mmhg >= 0)
    g_print (_ (", highest zone %d mmHg"), mmhg);
  g_print ("\n");
}

void
ctl_screen_show (CtlApp *app, const EbbSnapshot *snapshot, const char *title)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64                   now_us = g_get_monotonic_time ();
  static const char *const up = "\033[%dA";
  int                      n_lines;

  if (!isatty (STDOUT_FILENO))
    {
      if (now_us - app->printed_us < LINE_PERIOD_US)
        return;
      app->printed_us = now_us;
      show_line (snapshot);
      return;
    }
  /* Ten pictures a second are as many as an eye can use. */
  if (now_us - app->printed_us < G_USEC_PER_SEC / 10 && ebb_session_state_is_live (snapshot->state))
    return;
  app->printed_us = now_us;
  n_lines = append_picture (text, snapshot, title);
  if (app->is_painted)
    g_print (up, n_lines);
  app->is_painted = TRUE;
  g_print ("%s", text->str);
  fflush (stdout);
}

void
ctl_screen_end (CtlApp *app)
{
  app->is_painted = FALSE;
}
