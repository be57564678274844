/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air-wearer.h"

/* A schedule never moves air (safety.md H12), and whoever runs ebbctl with nobody at the terminal is
 * one. All else is as for a person who may start: boots that are ready, questions that are answered,
 * a program within the limits. */

#define RUN EBBCTL " run flush --boots " AIR_REAL

#define NO_TERMINAL "A script never starts boots"
#define NO_YES "--yes is for simulated boots only"

/* As each runs a command: cron(8) and crontab(5), at(1), systemd.exec(5). */
typedef struct
{
  const char *name;
  const char *script;
  const char *refusal;
  const char *environment[4]; /* "NAME=VALUE", %NULL-terminated */
} Schedule;

static const Schedule schedules[] = {
  { "cron", RUN, NO_TERMINAL, { "SHELL=/bin/sh", "LOGNAME=somebody" } },
  { "cron-with-yes", RUN " --yes", NO_YES, { "SHELL=/bin/sh", "LOGNAME=somebody" } },
  /* What stands behind a percent sign in a crontab. */
  { "cron-with-input", "printf 'yes\\nyes' | " RUN, NO_TERMINAL, { "SHELL=/bin/sh" } },
  { "at", RUN " >mail", NO_TERMINAL, { "SHELL=/bin/sh", "TERM=xterm" } },
  { "systemd-timer",
    RUN,
    NO_TERMINAL,
    { "INVOCATION_ID=8f6d5fc3a1f34b42a9c9a0f1d3f7b8c2", "JOURNAL_STREAM=8:12345",
      "TRIGGER_UNIT=evening.timer" } },
  { "systemd-timer-with-yes",
    RUN " --yes --json",
    NO_YES,
    { "INVOCATION_ID=8f6d5fc3a1f34b42a9c9a0f1d3f7b8c2", "JOURNAL_STREAM=8:12345" } },
  { "pipe", "yes yes | " RUN, NO_TERMINAL, { NULL } },
  { "pipe-with-yes", "yes yes | " RUN " --yes", NO_YES, { NULL } },
  { "file", "echo yes >answer && " RUN " <answer", NO_TERMINAL, { NULL } },
  { "nothing-to-read", RUN " <&-", NO_TERMINAL, { NULL } },
};

static void
test_is_refused (Air *self, gconstpointer data)
{
  const Schedule *schedule = data;
  g_auto (AirEnd) end = { 0 };

  air_wearer_say_sides (self);
  air_wearer_answer (self, "no");
  air_run_script (self, &end, schedule->environment, schedule->script);
  air_assert_ended (&end, EXIT_REFUSED, "nothing was started");
  air_assert_said (&end, schedule->refusal);
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
}

/* All that is refused is refused for want of a person: one who sits there starts them. */
static void
test_a_person_is_not (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "run", "flush", "--boots", AIR_REAL, NULL };
  g_auto (AirEnd) run = { 0 };

  air_wearer_say_sides (self);
  air_wearer_answer (self, "no");
  air_start_on_terminal (self, &run, line);
  air_wait_screen (&run, "Type yes to start:");
  air_type (&run, "yes\r");
  air_wait_until (air_boots_have_air, self->boots[0]);
  air_type (&run, " ");
  air_wait_screen (&run, "Any pain, numbness, tingling or change of the skin?");
  air_type (&run, "no\r");
  air_wait_end (&run);
  air_assert_ended (&run, 0, "");
}

/* Who makes a terminal types when its program begins, and not when it is asked. */
static void
test_what_was_typed_ahead_is_no_yes (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "run", "flush", "--boots", AIR_REAL, NULL };
  g_auto (AirEnd) run = { 0 };

  air_wearer_say_sides (self);
  air_wearer_answer (self, "no");
  air_start_on_terminal (self, &run, line);
  air_type (&run, "yes\r");
  air_wait_screen (&run, "Type yes to start:");
  air_type (&run, "\004");
  air_wait_end (&run);
  air_assert_ended (&run, EXIT_REFUSED, "nothing was typed");
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/safety/H12/schedule/" path, Air, data, air_wearer_set_up, function, air_tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (schedules); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/safety/H12/schedule/%s-is-refused", schedules[i].name);

      g_test_add (path, Air, &schedules[i], air_wearer_set_up, test_is_refused, air_tear_down);
    }
  ADD ("a-person-is-not", NULL, test_a_person_is_not);
  ADD ("what-was-typed-ahead-is-no-yes", NULL, test_what_was_typed_ahead_is_no_yes);
  return g_test_run ();
}
