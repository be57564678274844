/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>

#include "radio.h"

#include "ebb-bluez-double-boots.h"
#include "ebb-control.h"
#include "ebb-real-clock.h"
#include "ebb-units.h"

/* radio DEVICES-DIRECTORY BUS-ADDRESS
 *
 * The double of BlueZ with simulated boots, one pair at first, for the shipped window: on a bus that
 * takes the place of the system's. Each line of input is a command of the table at the end, each answer is
 * a line: how the boots and BlueZ are after it.
 */

#define SPARE_PATH "/org/bluez/hci1"
#define NEVER 1000000

/* ---- the boots ---- */

static void
leave (Radio *self, gboolean is_silent)
{
  self->boots->is_silent = is_silent;
  self->boots->n_aborted = is_silent ? 0 : NEVER;
  double_boots_drop_link (self->boots);
}

static void
go_away (Radio *self, const char *argument G_GNUC_UNUSED)
{
  leave (self, FALSE);
}

static void
go_at_start (Radio *self, const char *argument G_GNUC_UNUSED)
{
  self->boots->n_aborted = NEVER;
  self->boots->leaves_at_start = TRUE;
}

static void
hang (Radio *self, const char *argument G_GNUC_UNUSED)
{
  leave (self, TRUE);
}

static void
come_back (Radio *self, const char *argument G_GNUC_UNUSED)
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

/* Time passes for the boots, of which no sample is heard: a minute is not waited for. Their lease runs
 * out meanwhile, where they have one. */
static void
age (Radio *self, const char *seconds)
{
  self->boots->ahead_us += g_ascii_strtoll (seconds, NULL, 10) * G_USEC_PER_SEC;
  self->boots->is_ageing = TRUE;
  ebb_sim_boots_advance_to (self->boots->sim,
                            ebb_clock_get_boottime_us (self->bluez->clock) + self->boots->ahead_us);
  self->boots->is_ageing = FALSE;
}

/* Somebody near writes Stop, which needs no bond. */
static void
stop_from_elsewhere (Radio *self, const char *argument G_GNUC_UNUSED)
{
  uint32_t epoch = ebb_sim_boots_get_status (self->boots->sim)->epoch;
  uint8_t  bytes[EBB_MESSAGE_MAX_BYTES];
  size_t   size = ebb_stop_encode (epoch, bytes, sizeof bytes);

  ebb_sim_boots_write (self->boots->sim, EBB_ROLE_STOP, bytes, size, FALSE);
}

/* ---- the adapter and bluetoothd ---- */

static void
kill_service (Radio *self, const char *argument G_GNUC_UNUSED)
{
  ebb_bluez_double_stop (self->bluez);
}

static void
run_service (Radio *self, const char *argument G_GNUC_UNUSED)
{
  ebb_bluez_double_start (self->bluez);
}

static void
unplug (Radio *self, const char *argument G_GNUC_UNUSED)
{
  ebb_bluez_double_unplug_adapter (self->bluez);
}

/* BlueZ remembers whom the adapter is paired with. */
static void
plug (Radio *self, const char *argument G_GNUC_UNUSED)
{
  ebb_bluez_double_plug_adapter (self->bluez);
  if (self->boots->is_paired)
    double_boots_show (self->boots);
}

static void
plug_spare (Radio *self, const char *argument G_GNUC_UNUSED)
{
  ebb_bluez_double_plug_spare (self->bluez, SPARE_PATH);
}

static void
switch_off (Radio *self, const char *argument G_GNUC_UNUSED)
{
  ebb_bluez_double_set_powered (self->bluez, FALSE);
}

static void
switch_on (Radio *self, const char *argument G_GNUC_UNUSED)
{
  ebb_bluez_double_set_powered (self->bluez, TRUE);
}

/* rfkill: as in BlueZ before 5.67 nothing says so until somebody tries to switch it on. */
static void
block (Radio *self, const char *argument G_GNUC_UNUSED)
{
  g_atomic_int_set (&self->bluez->is_blocked, TRUE);
  ebb_bluez_double_set_powered (self->bluez, FALSE);
}

static void
unblock (Radio *self, const char *argument G_GNUC_UNUSED)
{
  g_atomic_int_set (&self->bluez->is_blocked, FALSE);
  ebb_bluez_double_set_powered (self->bluez, TRUE);
}

/* ---- pairing ---- */

static void
set_pairing (Radio *self, const char *how)
{
  if (g_str_equal (how, "just-works"))
    self->boots->pairing = DOUBLE_PAIRING_JUST_WORKS;
  else if (g_str_equal (how, "confirm"))
    self->boots->pairing = DOUBLE_PAIRING_CONFIRM;
  else if (g_str_equal (how, "enter"))
    self->boots->pairing = DOUBLE_PAIRING_ENTER;
  else
    g_error ("\"%s\" is no way to pair", how);
}

static void
refuse (Radio *self, const char *last_word)
{
  g_free (self->refusal);
  self->refusal = g_strdup (last_word);
  self->boots->pair_refusal = self->refusal;
}

static void
accept_pairing (Radio *self, const char *argument G_GNUC_UNUSED)
{
  g_clear_pointer (&self->refusal, g_free);
  self->boots->pair_refusal = NULL;
}

static void
lose_bond (Radio *self, const char *argument G_GNUC_UNUSED)
{
  self->boots->has_lost_bond = TRUE;
  double_boots_drop_link (self->boots);
}

/* In the desktop's panel. */
static void
forget (Radio *self, const char *argument G_GNUC_UNUSED)
{
  double_boots_forget (self->boots);
}

static void
pair (Radio *self, const char *argument G_GNUC_UNUSED)
{
  double_boots_bond (self->boots);
}

/* ---- what is said and done ---- */

static void
mark (Radio *self, const char *argument G_GNUC_UNUSED)
{
  self->mark = self->boots->writes->len;
}

static void
bring_crowd (Radio *self, const char *numbers)
{
  guint n;
  guint adverts_per_s;
  guint boots_each;

  if (sscanf (numbers, "%u %u %u", &n, &adverts_per_s, &boots_each) != 3 || boots_each == 0)
    g_error ("\"crowd %s\": expected three numbers above 0", numbers);
  if (self->crowd == NULL)
    self->crowd = double_crowd_new (self->bluez);
  double_crowd_gather (self->crowd, n, adverts_per_s, boots_each);
}

static void
do_nothing (Radio *self G_GNUC_UNUSED, const char *argument G_GNUC_UNUSED)
{
}

static const struct
{
  const char *name;
  const char *argument; /* (nullable) */
  void (*obey) (Radio *self, const char *argument);
} commands[] = {
  { "state", NULL, do_nothing },
  { "mark", NULL, mark },                 /* "first_write" and "starts" count from here */
  { "fault", "NAME [VALUE]", set_fault }, /* let this go wrong, as "ebb-boots" has it */
  { "clear", "NAME", clear_fault },       /* mend it */
  { "boots", "A | B | C | D | levels | left | right | turned | real", radio_add_kind },
  { "stranger", "NAME", radio_add_stranger }, /* what advertises nothing that Ebb knows */
  { "twin", NULL, radio_add_twin }, /* others of the same name, which no command is about */
  { "age", "SECONDS", age },
  { "stop", NULL, stop_from_elsewhere },  /* somebody near */
  { "away", NULL, go_away },              /* out of reach: links are lost, none comes up */
  { "away-at-start", NULL, go_at_start }, /* as they get START */
  { "hang", NULL, hang },                 /* out of reach: connections stay open */
  { "back", NULL, come_back },            /* in reach again */
  { "kill", NULL, kill_service },         /* bluetoothd */
  { "run", NULL, run_service },
  { "unplug", NULL, unplug },
  { "plug", NULL, plug },
  { "spare", NULL, plug_spare }, /* a second adapter, which hears nobody */
  { "off", NULL, switch_off },
  { "on", NULL, switch_on },
  { "block", NULL, block }, /* rfkill */
  { "unblock", NULL, unblock },
  { "pairing", "just-works | confirm | enter", set_pairing },
  { "refuse", "ERROR", refuse }, /* pairing ends in org.bluez.Error.ERROR */
  { "accept", NULL, accept_pairing },
  { "lose-bond", NULL, lose_bond }, /* the boots forget this computer, which does not know */
  { "forget", NULL, forget },       /* and so does the computer, in the desktop's panel */
  { "pair", NULL, pair },           /* in the desktop's panel */
  /* N others, RATE adverts a second of all together; one in EACH is boots */
  { "crowd", "N RATE EACH", bring_crowd },
  /* radio-others.c */
  { "take-over", NULL, radio_take_over }, /* another controller runs them, and no program of ours */
  { "hold", NULL, radio_hold }, /* another program of this computer has them, until "let-go" */
  { "let-go", NULL, radio_let_go },
  { "replace", "SERIAL", radio_replace }, /* by others, at the same address */
  { "restore", NULL, radio_restore },
  { "lack", "ROLE", radio_lack }, /* their services change: this characteristic goes */
  { "complete", NULL, radio_complete },
  { "login", NULL, radio_begin_login }, /* a login manager, which says that the computer sleeps */
  { "sleep", NULL, radio_sleep },
  { "wake", NULL, radio_wake },
};

static const char *
say (gboolean is_so)
{
  return is_so ? "true" : "false";
}

static guint
count_starts (Radio *self)
{
  guint count = 0;

  for (guint i = self->mark; i < self->boots->writes->len; i++)
    {
      const DoubleWrite *write = self->boots->writes->pdata[i];
      gsize              size;
      const guint8      *bytes = g_bytes_get_data (write->bytes, &size);

      count += write->role == EBB_ROLE_CONTROL && size > 0 && bytes[0] == EBB_OP_START;
    }
  return count;
}

static const char *
find_first_write (Radio *self)
{
  if (self->mark >= self->boots->writes->len)
    return "none";
  return ebb_role_to_string (((DoubleWrite *) self->boots->writes->pdata[self->mark])->role);
}

static gboolean
is_blinking (DoubleBoots *boots)
{
  return ebb_sim_boots_get_blink_ms (boots->sim) > 0;
}

static gboolean
is_running (DoubleBoots *boots)
{
  return ebb_sim_boots_get_status (boots->sim)->run_state == EBB_RUN_RUNNING;
}

static gboolean
is_bonded (DoubleBoots *boots)
{
  return boots->is_paired;
}

/* In the order in which they were added. */
static void
tell_of_each (Radio *self, const char *what, gboolean (*is_so) (DoubleBoots *boots))
{
  printf ("\"%s\": [", what);
  for (guint i = 0; i < self->bluez->boots->len; i++)
    printf ("%s%s", i > 0 ? ", " : "", say (is_so (self->bluez->boots->pdata[i])));
  printf ("], ");
}

/* In each leg of whoever wears them. */
static void
tell_what_is_felt (Radio *self)
{
  printf ("\"felt_mmhg\": {\"Left\": %.0f, \"Right\": %.0f}, ",
          ebb_pa_to_mmhg (ebb_sim_boots_get_felt_pa (self->boots->sim, EBB_SIDE_LEFT)),
          ebb_pa_to_mmhg (ebb_sim_boots_get_felt_pa (self->boots->sim, EBB_SIDE_RIGHT)));
}

/* When the first Stop of a session came; 0: none since "mark". */
static gint64
find_stop_us (Radio *self)
{
  for (guint i = self->mark; i < self->boots->writes->len; i++)
    {
      const DoubleWrite *write = self->boots->writes->pdata[i];

      if (write->role == EBB_ROLE_STOP)
        return write->at_us;
    }
  return 0;
}

static void
tell (Radio *self)
{
  guint n_stops = double_boots_count_writes (self->boots, EBB_ROLE_STOP, DOUBLE_ROAD_DESCRIPTOR)
                  + double_boots_count_writes (self->boots, EBB_ROLE_STOP, DOUBLE_ROAD_COMMAND);

  printf ("{\"is_connected\": %s, \"run_state\": %d, \"stops\": %u, \"first_write\": \"%s\", "
          "\"starts\": %u, ",
          say (self->boots->is_connected),
          (int) ebb_sim_boots_get_status (self->boots->sim)->run_state, n_stops,
          find_first_write (self), count_starts (self));
  printf ("\"stop_us\": %" G_GINT64_FORMAT ", ", find_stop_us (self));
  tell_of_each (self, "lights", is_blinking);
  tell_of_each (self, "bonds", is_bonded);
  tell_of_each (self, "runs", is_running);
  tell_what_is_felt (self);
  printf ("\"is_paired\": %s, \"is_powered\": %s, \"is_scanning\": %s, \"scans\": %u, "
          "\"spare_scans\": %u, \"agents\": %u, \"orphans\": %u, \"default_agents\": %u, "
          "\"connects\": %u, \"adverts\": %u, \"is_taken_over\": %s, \"delays\": %u}\n",
          say (self->boots->is_paired), say (self->bluez->is_powered),
          say (self->bluez->is_discovering), self->bluez->n_discoveries,
          self->bluez->n_spare_discoveries, g_hash_table_size (self->bluez->agents),
          self->bluez->n_orphans, self->bluez->n_default_agents, self->boots->n_connects,
          self->crowd != NULL ? double_crowd_count_adverts (self->crowd) : 0,
          say (double_boots_is_taken_over (self->boots)),
          self->login != NULL ? login_double_count_held (self->login) : 0);
  fflush (stdout);
}

static void
obey (Radio *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (words[0], commands[i].name) == 0
        && (commands[i].argument != NULL) == (words[1] != NULL))
      {
        commands[i].obey (self, words[1]);
        tell (self);
        return;
      }
  g_error ("\"%s\" is no command", line);
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

static void
add_first (Radio *self)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  self->boots = radio_add_boots (self, "ebb-profile-1", "Boots of the double", &options);
}

int
main (int argc, char **argv)
{
  Radio self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbRealClock) clock = ebb_real_clock_new (1.0);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);

  setlocale (LC_ALL, "C.UTF-8");
  if (argc != 3)
    g_error ("expected a directory of definitions and the address of a bus");
  self.definitions = ebb_definition_set_new_from_directory (argv[1], &error);
  if (self.definitions == NULL)
    g_error ("%s", error->message);
  self.loop = g_main_loop_new (NULL, FALSE);
  self.bluez = ebb_bluez_double_new (argv[2], EBB_CLOCK (clock),
                                     ebb_definition_set_find (self.definitions, "ebb-profile-1"));
  add_first (&self);
  ebb_bluez_double_start (self.bluez);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, input_cb, &self);
  g_main_loop_run (self.loop);
  g_clear_pointer (&self.crowd, double_crowd_free);
  g_clear_pointer (&self.login, login_double_free);
  ebb_bluez_double_free (self.bluez);
  g_object_unref (self.definitions);
  g_main_loop_unref (self.loop);
  g_free (self.refusal);
  g_free (self.serial);
  return 0;
}
