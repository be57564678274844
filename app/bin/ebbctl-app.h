/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-composition.h"

/* Exit codes, documented in the help. */
typedef enum
{
  CTL_EXIT_OK = 0,
  CTL_EXIT_FAILED = 1,
  CTL_EXIT_USAGE = 2,
  CTL_EXIT_REFUSED = 3,
  CTL_EXIT_NO_BOOTS = 4,
  CTL_EXIT_BUSY = 5,
  CTL_EXIT_ENDED_EARLY = 6,
  CTL_EXIT_NOT_CONFIRMED = 7,
} CtlExit;

/* No number that can be typed and is allowed. */
#define CTL_MINUTES_OF_PROGRAM G_MININT
#define CTL_MINUTES_MAX (24 * 60)

/**
 * CtlApp:
 *
 * One run of ebbctl: the options, and what the command it runs works on.
 */
typedef struct
{
  /* options */
  gboolean is_json;
  gboolean is_demo;
  gboolean is_yes;
  double   speed;
  int      minutes; /* CTL_MINUTES_OF_PROGRAM: not given */
  int      limit;
  int      seconds;
  char    *boots_name;
  char    *legs_name;
  char    *adapter;
  gboolean wants_version;

  /* state */
  EbbComposition *composition;
  EbbCore        *core;
  GMainLoop      *loop;
  EbbBoots       *boots;      /* run: borrowed from the list */
  gboolean        was_live;   /* run: it began */
  gboolean        is_ending;  /* run: how it ended was said */
  gint64          printed_us; /* screen: when a line went out last */
  gboolean        is_painted; /* screen: there is something to paint over */
  CtlExit         exit_code;
} CtlApp;

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  int         min_arguments;
  int         max_arguments;
  /* FALSE: needs no composition, or makes it itself */
  gboolean needs_core;
  void (*run) (CtlApp *app, char **arguments);
} CtlCommand;

void ctl_scan (CtlApp *app, char **arguments);
void ctl_boots (CtlApp *app, char **arguments);
void ctl_pair (CtlApp *app, char **arguments);
void ctl_forget (CtlApp *app, char **arguments);
void ctl_info (CtlApp *app, char **arguments);
void ctl_run (CtlApp *app, char **arguments);
void ctl_demo (CtlApp *app, char **arguments);
void ctl_stop (CtlApp *app, char **arguments);
void ctl_watch (CtlApp *app, char **arguments);
void ctl_history (CtlApp *app, char **arguments);
void ctl_programs (CtlApp *app, char **arguments);

/* Ends the main loop, if it runs, with this exit code. */
void ctl_quit (CtlApp *app, CtlExit exit_code);
/* Says what went wrong on stderr, or as JSON on stdout, and ends with @exit_code. */
void ctl_fail (CtlApp *app, CtlExit exit_code, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Calls @ready once boots called @name (NULL: the only ones of one's own, or in a demo the
 * simulated ones) are ready, scanning and connecting as needed; fails by itself after 45 s. */
typedef void (*CtlReady) (CtlApp *app, EbbBoots *boots);
void ctl_reach_boots (CtlApp *app, const char *name, CtlReady ready);

/* Asks on the terminal without holding up the main loop; @answer is NULL at end of file. */
typedef void (*CtlAnswer) (CtlApp *app, const char *answer, gpointer user_data);
void ctl_ask (CtlApp *app, const char *question, CtlAnswer answered, gpointer user_data);
/* Whether somebody sits there: both what is read and what is printed is a terminal. */
gboolean ctl_is_terminal (void);

/* Recording of a session as text: a bar for each zone and one for the time. Repaints itself on a
 * terminal, and prints a line now and then elsewhere. */
void ctl_screen_show (CtlApp *app, const EbbSnapshot *snapshot, const char *title);
void ctl_screen_end (CtlApp *app);
