/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-screen.h"

#include <glib/gi18n.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

/* A session as text. What the boots did not say is "?", never 0. */

#define BAR_CELLS 20
#define TIME_CELLS 40
#define NAME_CELLS 12
/* Ten pictures a second are as many as an eye can use; where nobody watches, one now and then. */
#define PAINT_PERIOD_US (G_USEC_PER_SEC / 10)
#define PRINT_PERIOD_US (47 * G_USEC_PER_SEC / 10)

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

/* As ui.md has it: boots with one thigh zone have a thigh, not an upper one. */
static const char *
name_zone (EbbZone zone, EbbZoneMask zones)
{
  const EbbZoneMask thigh =
      EBB_ZONE_BIT (EBB_ZONE_LOWER_THIGH) | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH);
  const EbbZoneMask calf = EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF);

  static const char *const names[EBB_N_ZONES] = {
    N_ ("Foot"), N_ ("Ankle"),       N_ ("Lower calf"),  N_ ("Upper calf"),
    N_ ("Knee"), N_ ("Lower thigh"), N_ ("Upper thigh"),
  };

  if ((EBB_ZONE_BIT (zone) & thigh) && ebb_zone_mask_count (zones & thigh) == 1)
    return _ ("Thigh");
  if ((EBB_ZONE_BIT (zone) & calf) && ebb_zone_mask_count (zones & calf) == 1)
    return _ ("Calf");
  return _ (names[zone]);
}

static const char *
name_state (const EbbSnapshot *snapshot)
{
  static const char *const names[] = {
    [EBB_SESSION_IDLE] = N_ ("Ended"),          [EBB_SESSION_ARMED] = N_ ("Getting ready"),
    [EBB_SESSION_STARTING] = N_ ("Starting"),   [EBB_SESSION_RUNNING] = N_ ("Running"),
    [EBB_SESSION_PAUSED] = N_ ("Paused"),       [EBB_SESSION_STOPPING] = N_ ("Letting the air out"),
    [EBB_SESSION_LINK_LOST] = N_ ("Link lost"), [EBB_SESSION_FAULT] = N_ ("Fault"),
  };

  if (snapshot->state == EBB_SESSION_IDLE && snapshot->end == EBB_END_BY_COMPLETE)
    return _ ("Finished");
  return _ (names[snapshot->state]);
}

/* printf's widths count bytes; a translated name has more of them than columns. */
static void
append_padded (GString *text, const char *name, glong width)
{
  glong length = g_utf8_strlen (name, -1);

  g_string_append (text, name);
  for (; length < width; length++)
    g_string_append_c (text, ' ');
}

static void
append_title (GString *text, const EbbSnapshot *snapshot, const char *title)
{
  int32_t top_pa =
      snapshot->intensity_wanted_pa != 0 ? snapshot->intensity_wanted_pa : snapshot->intensity_pa;

  g_string_append_printf (text, "%s · %s", title, name_state (snapshot));
  if (snapshot->state == EBB_SESSION_RUNNING && top_pa > 0)
    g_string_append_printf (text, _ (" · up to %d mmHg"), ebb_pa_to_whole_mmhg (top_pa));
  g_string_append_printf (text, "%s\n",
                          snapshot->is_simulated ? _ (" · simulated: no air moves") : "");
}

/* One picture; the number of lines in it is the same for the whole session. */
static int
append_picture (GString *text, const EbbSnapshot *snapshot, const char *title, const char *hint)
{
  EbbZoneMask zones = snapshot->zones[EBB_SIDE_LEFT] | snapshot->zones[EBB_SIDE_RIGHT];
  int         n_lines = 3;
  double      share = 0;

  if (snapshot->length_s > 0)
    share = snapshot->elapsed_ms / 1000.0 / snapshot->length_s;
  append_title (text, snapshot, title);
  append_padded (text, "mmHg", NAME_CELLS + 2);
  append_padded (text, _ ("Left"), BAR_CELLS + 6);
  g_string_append_printf (text, "%s\n", _ ("Right"));
  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    {
      if (!(zones & EBB_ZONE_BIT (zone)))
        continue;
      append_padded (text, name_zone ((EbbZone) zone, zones), NAME_CELLS);
      append_zone (text, snapshot, EBB_SIDE_LEFT, (EbbZone) zone);
      append_zone (text, snapshot, EBB_SIDE_RIGHT, (EbbZone) zone);
      g_string_append_c (text, '\n');
      n_lines++;
    }
  append_bar (text, share, TIME_CELLS);
  g_string_append_printf (text, " %u:%02u / %u:%02u   %s\n", snapshot->elapsed_ms / 60000,
                          snapshot->elapsed_ms / 1000 % 60, snapshot->length_s / 60,
                          snapshot->length_s % 60,
                          ebb_session_state_is_live (snapshot->state) ? hint : "");
  return n_lines;
}

void
ctl_screen_show (CtlApp *app, const EbbSnapshot *snapshot, const char *title, const char *hint)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64   now_us = g_get_monotonic_time ();
  gboolean is_screen = isatty (STDOUT_FILENO);
  gint64   period_us = is_screen ? PAINT_PERIOD_US : PRINT_PERIOD_US;
  int      n_lines;

  if (now_us - app->printed_us < period_us && ebb_session_state_is_live (snapshot->state))
    return;
  app->printed_us = now_us;
  n_lines = append_picture (text, snapshot, title, hint);
  if (is_screen)
    {
      /* Each line wipes what an earlier picture left behind it. */
      g_string_replace (text, "\n", "\033[K\n", 0);
      if (app->is_painted)
        g_print ("\033[%dA", n_lines);
      app->is_painted = TRUE;
    }
  g_print ("%s%s", text->str, is_screen ? "" : "\n");
  fflush (stdout);
}

void
ctl_screen_end (CtlApp *app)
{
  app->is_painted = FALSE;
}

gboolean
ctl_can_print (int descriptor)
{
  struct pollfd output = { .fd = descriptor, .events = POLLOUT };

  /* A pipe is ready when it takes PIPE_BUF bytes, which is more than a picture has. What is broken
   * does not hold up either, and says so when it is printed to. */
  return poll (&output, 1, 0) != 0;
}
