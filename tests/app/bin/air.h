/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-bluez-double-boots.h"
#include "ebb-real-clock.h"

G_BEGIN_DECLS

#define AIR_FIRST "AA:00:00:00:00:01"
#define AIR_SECOND "AA:00:00:00:00:02"
#define AIR_NAME "Boots of the double"

#define EXIT_USAGE 2
#define EXIT_REFUSED 3
#define EXIT_NO_BOOTS 4
#define EXIT_BUSY 5
#define EXIT_ENDED_EARLY 6
#define EXIT_NOT_CONFIRMED 7

/* ebbctl and boots on the air: our own double of BlueZ on a private bus, with two pairs of boots in
 * range, and ebbctl beside it as a process of its own, in a home of its own. */
typedef struct
{
  GTestDBus        *bus;
  EbbRealClock     *clock;
  EbbDefinitionSet *definitions;
  EbbBluezDouble   *bluez;
  DoubleBoots      *boots[2];
  char             *directory;
} Air;

/* How one run of ebbctl ended, and on a terminal how it goes. */
typedef struct
{
  gboolean     is_done;
  char        *output;
  char        *errors;
  int          exit_code; /* of a signal: minus its number */
  GSubprocess *process;   /* (nullable): as those below, on a terminal only */
  GString     *screen;    /* what the terminal shows */
  int          terminal;
  guint        screen_id;
} AirEnd;

void air_set_up (Air *self, gconstpointer data);
void air_tear_down (Air *self, gconstpointer data);

/* Adds @function with @data at "/on-the-air/" @path. */
#define AIR_ADD(path, data, function)                                                              \
  g_test_add ("/on-the-air/" path, Air, data, air_set_up, function, air_tear_down)

/* Runs ebbctl to its end while the double answers it. */
void air_run (Air *self, AirEnd *end, const char *const *arguments);
/* As a schedule runs it: @script by the shell, in a session without a terminal, with nothing to read,
 * and with @environment ("NAME=VALUE", %NULL-terminated) beside what air_run() gives. */
void air_run_script (Air *self, AirEnd *end, const char *const *environment, const char *script);
void air_assert_ended (const AirEnd *end, int exit_code, const char *says);
/* On its output or among its errors. */
void air_assert_said (const AirEnd *end, const char *text);
/* In the history: a member of JSON, and its value as JSON has it. */
void air_assert_recorded (Air *self, const char *name, const char *value);
/* Makes the boots one's own, which has to work. */
void air_pair (Air *self, const char *identity);

/* Runs the main loop until @condition holds; fails after 60 s. */
void air_wait_until (gboolean (*condition) (gpointer data), gpointer data);

/* Conditions on a DoubleBoots: that they squeeze, that they are at rest. */
gboolean air_boots_have_air (gpointer boots);
gboolean air_boots_are_stopped (gpointer boots);
guint    air_count_starts (DoubleBoots *boots);
guint    air_count_stops (DoubleBoots *boots);

/* Begins ebbctl on a terminal, as for somebody who sits there. */
void air_start_on_terminal (Air *self, AirEnd *end, const char *const *arguments);
/* Until the terminal shows @text. */
void air_wait_screen (AirEnd *end, const char *text);
void air_type (AirEnd *end, const char *keys);
/* Until it has ended. */
void air_wait_end (AirEnd *end);

void air_end_clear (AirEnd *end);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AirEnd, air_end_clear)

G_END_DECLS
