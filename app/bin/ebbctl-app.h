/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-composition.h"

#include "ebbctl-waiting.h"

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

/* What only some commands take; each command names its own. */
typedef enum
{
  CTL_OPTION_NONE = 0,
  CTL_OPTION_ADAPTER = 1 << 0,
  CTL_OPTION_BOOTS = 1 << 1,
  CTL_OPTION_LEGS = 1 << 2,
  CTL_OPTION_MINUTES = 1 << 3,
  CTL_OPTION_SECONDS = 1 << 4,
  CTL_OPTION_LIMIT = 1 << 5,
  CTL_OPTION_YES = 1 << 6,
  CTL_OPTION_RECORD = 1 << 7,
  CTL_OPTION_OUTPUT = 1 << 8,
  CTL_OPTION_AGAIN = 1 << 9,
  CTL_OPTION_CASE = 1 << 10, /* --answers, --program, --history and --now */
  CTL_OPTION_RULE = 1 << 11, /* --rule, --start, --zone and --count */
} CtlOption;

/* What whoever sits at the terminal is asked of boots with a fault. */
typedef enum
{
  CTL_QUESTION_NONE,
  CTL_QUESTION_LOOKED, /* they are empty, and somebody has to look at them */
  CTL_QUESTION_OPEN,   /* nothing shows whether they are */
} CtlQuestion;

#define CTL_MINUTES_OF_PROGRAM 0
#define CTL_MINUTES_MAX (24 * 60)

/**
 * CtlApp:
 *
 * One run of ebbctl: the options, and what the command it runs works on.
 */
typedef struct _CtlApp  CtlApp;
typedef struct _CtlLegs CtlLegs;
struct _CtlApp
{
  /* options */
  gboolean is_json;
  gboolean is_all; /* scan: what is no boots, too */
  gboolean is_demo;
  gboolean is_yes;
  gboolean is_again;
  gboolean wants_version;
  double   speed;
  int      minutes; /* CTL_MINUTES_OF_PROGRAM: not given */
  int      limit;
  int      seconds;
  char    *boots_name; /* (nullable), as those that follow: not given */
  char    *legs_name;
  char    *adapter;
  char    *speed_text;
  char    *minutes_text;
  char    *limit_text;
  char    *seconds_text;
  char    *record_path;
  char    *output_path;
  char    *answers_path;
  char    *program_path;
  char    *history_path;
  char    *now_text;
  gboolean is_edit;
  char    *rule_text;
  char    *start_text;
  char    *zone_text;
  char    *count_text;
  char    *stop_by_text;
  int      count;

  /* state */
  EbbComposition   *composition;
  EbbCore          *core;
  GMainLoop        *loop;
  EbbBoots         *boots;         /* run: borrowed from the list */
  gboolean          was_live;      /* run: it began */
  gboolean          is_ending;     /* run: how it ended was said */
  struct _CtlStop  *stop;          /* stop: straight to the boots */
  CtlLegs          *legs;          /* legs: how far it is */
  struct _CtlAsked *asked;         /* the one that stands on the terminal; NULL: none */
  struct _CtlKeys  *keys;          /* run, legs: of the terminal; NULL: none yet */
  gint64            radio_down_us; /* reach, scan: since when there is no radio; 0: there is one */
  CtlExit           leave_code;    /* reach: of the end that waits for the boots to be let go */
  gint64            printed_us;    /* screen: when a line went out last */
  gboolean          is_painted;    /* screen: there is something to paint over */
  EbbSessionState   said_state;    /* run, watch: what was warned of last */
  EbbPresenceAsked  said_asked;    /* run: what was asked last */
  EbbHeatEnd        said_heat_end; /* run: why heat was said to be off */
  gint64            wait_until_us; /* run: for others to stop what they left open */
  CtlWait           wait;          /* run: for that, and for what is waited for after it */
  gboolean          is_recovery_said; /* run: that what was left open is stopped first */
  gboolean          is_starting;      /* run: within the call that starts it */
  gboolean          is_leaving; /* run, legs: it waits for the boots; the next Ctrl-C is the last */
  gboolean          is_alone_said;     /* run, legs: that nobody is there to clear a fault */
  gboolean          is_told_to_end;    /* run: by SIGTERM */
  CtlExit           felt_code;         /* run: of the end that comes after what was felt */
  guint             felt_timeout_id;   /* run: while that is asked, or kept; 0: neither */
  CtlQuestion       question;          /* run, legs: that stands on the terminal */
  char              answer[8];         /* as far as it is typed */
  gboolean          is_recording_said; /* run: where to it is recorded */
  gboolean          is_recording_lost; /* run: that it is no more */
  gboolean          is_output_lost;    /* nobody reads what is printed */
  /* (nullable): what to do when nobody reads what is printed any more; to end, unless a command
   * has something better to do */
  void (*output_lost) (CtlApp *app);
  /* (nullable): what each key does while a session runs, in the place of what it does for run */
  void (*press) (CtlApp *app, char key);
  CtlExit exit_code;
};

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  int         min_arguments;
  int         max_arguments;
  /* FALSE: needs no composition, or makes it itself */
  gboolean  needs_core;
  CtlOption options; /* beside those that all commands take */
  void (*run) (CtlApp *app, char **arguments);
} CtlCommand;

void ctl_scan (CtlApp *app, char **arguments);
void ctl_boots (CtlApp *app, char **arguments);
void ctl_pair (CtlApp *app, char **arguments);
void ctl_forget (CtlApp *app, char **arguments);
void ctl_info (CtlApp *app, char **arguments);
void ctl_blink (CtlApp *app, char **arguments);
void ctl_legs (CtlApp *app, char **arguments);
void ctl_run (CtlApp *app, char **arguments);
void ctl_demo (CtlApp *app, char **arguments);
void ctl_stop (CtlApp *app, char **arguments);
void ctl_watch (CtlApp *app, char **arguments);
void ctl_history (CtlApp *app, char **arguments);
void ctl_programs (CtlApp *app, char **arguments);
void ctl_report (CtlApp *app, char **arguments);
void ctl_answers (CtlApp *app, char **arguments);
void ctl_verdict (CtlApp *app, char **arguments);

/* Does nothing: for a command that goes on when nobody reads what it prints. */
void ctl_go_on (CtlApp *app);
/* Says what went wrong, on stderr, and as JSON on stdout if JSON was asked for. */
void ctl_say_failure (CtlApp *app, CtlExit exit_code, const char *message);
/* Ends the main loop, if it runs, with this exit code. */
void ctl_quit (CtlApp *app, CtlExit exit_code);
/* Says what went wrong on stderr, or as JSON on stdout, and ends with @exit_code. */
void ctl_fail (CtlApp *app, CtlExit exit_code, const char *format, ...) G_GNUC_PRINTF (3, 4);
