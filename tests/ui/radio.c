/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>

#include "ebb-bluez-double-boots.h"
#include "ebb-real-clock.h"

/* radio DEVICES-DIRECTORY BUS-ADDRESS
 *
 * The double of BlueZ with one pair of simulated boots, for the shipped window: on a bus that takes
 * the place of the system's. Each line of input is a command, each answer is a line:
 *
 *   fault NAME [VALUE]  let this go wrong, as "ebb-boots" has it    clear NAME  mend it
 *   away  out of reach: the link is lost, no connection comes up    back        in reach again
 *   hang  out of reach: connections stay open                       state       say how they are
 */

#define ADDRESS "00:AA:01:00:00:42"
#define NEVER 1000000

typedef struct
{
  EbbBluezDouble *bluez;
  DoubleBoots    *boots;
  GMainLoop      *loop;
} Radio;

static void
leave (Radio *self, gboolean is_silent)
{
  self->boots->is_silent = is_silent;
  self->boots->n_aborted = is_silent ? 0 : NEVER;
  double_boots_drop_link (self->boots);
}

static void
come_back (Radio *self)
{
  self->boots->is_silent = FALSE;
  self->boots->n_aborted = 0;
  if (self->boots->connect_call != NULL)
    ebb_bluez_double_fail (g_steal_pointer (&self->boots->connect_call), "Failed");
}

static void
set_fault (Radio *self, const char *text)
{
  EbbSimFault fault;
  int         value;
  g_autoptr (GError) error = NULL;

  if (!ebb_sim_fault_parse (text, &fault, &value, &error))
    g_error ("%s", error->message);
  ebb_sim_boots_set_fault (self->boots->sim, fault, value);
}

static void
clear_fault (Radio *self, const char *name)
{
  EbbSimFault fault;

  if (!ebb_sim_fault_from_string (name, &fault))
    g_error ("\"%s\" is no fault", name);
  ebb_sim_boots_clear_fault (self->boots->sim, fault);
}

static void
obey (Radio *self, const char *line)
{
  if (g_str_has_prefix (line, "fault "))
    set_fault (self, line + strlen ("fault "));
  else if (g_str_has_prefix (line, "clear "))
    clear_fault (self, line + strlen ("clear "));
  else if (g_str_equal (line, "away"))
    leave (self, FALSE);
  else if (g_str_equal (line, "hang"))
    leave (self, TRUE);
  else if (g_str_equal (line, "back"))
    come_back (self);
  else if (!g_str_equal (line, "state"))
    g_error ("\"%s\" is no command", line);
  printf ("{\"is_connected\": %s, \"run_state\": %d, \"stops\": %u}\n",
          self->boots->is_connected ? "true" : "false",
          (int) ebb_sim_boots_get_status (self->boots->sim)->run_state,
          double_boots_count_writes (self->boots, EBB_ROLE_STOP, DOUBLE_ROAD_DESCRIPTOR)
              + double_boots_count_writes (self->boots, EBB_ROLE_STOP, DOUBLE_ROAD_COMMAND));
  fflush (stdout);
}

static gboolean
input_cb (GIOChannel *channel, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  Radio           *self = user_data;
  g_autofree char *line = NULL;
  gsize            end;

  if (g_io_channel_read_line (channel, &line, NULL, &end, NULL) != G_IO_STATUS_NORMAL)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  line[end] = '\0';
  obey (self, line);
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  Radio self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1.0);
  g_autoptr (EbbDefinitionSet) definitions = NULL;
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3)
    g_error ("expected a directory of definitions and the address of a bus");
  definitions = ebb_definition_set_new_from_directory (argv[1], &error);
  if (definitions == NULL)
    g_error ("%s", error->message);
  self.loop = g_main_loop_new (NULL, FALSE);
  self.bluez = ebb_bluez_double_new (argv[2], EBB_CLOCK (clock),
                                     ebb_definition_set_find (definitions, "ebb-profile-1"));
  self.boots = ebb_bluez_double_add_boots (self.bluez, ADDRESS, 1);
  ebb_bluez_double_start (self.bluez);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, input_cb, &self);
  g_main_loop_run (self.loop);
  ebb_bluez_double_free (self.bluez);
  g_main_loop_unref (self.loop);
  return 0;
}
