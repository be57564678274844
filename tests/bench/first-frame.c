/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>

/* first-frame PROGRAM ARGUMENTS...
 *
 * Starts a program and says, as one line of JSON, how long its first frame took, seen from outside
 * by what changed in its first window, the processor time it used till then, and its anonymous
 * memory when it has been quiet for a while. Works alike on any program. */

#define DEADLINE_MS 30000
#define SETTLE_MS 2500
/* A pop-up or a helper window is smaller. */
#define MIN_WIDTH 200

static double
read_clock_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* All threads of the process. */
static double
read_cpu_ms (pid_t pid)
{
  struct timespec used;
  clockid_t       clock;

  if (clock_getcpuclockid (pid, &clock) != 0 || clock_gettime (clock, &used) != 0)
    return -1;
  return used.tv_sec * 1e3 + used.tv_nsec / 1e6;
}

static long
read_anonymous_kib (pid_t pid)
{
  char  path[64];
  char  line[256];
  long  kib = -1;
  FILE *file;

  snprintf (path, sizeof path, "/proc/%d/smaps_rollup", (int) pid);
  file = fopen (path, "r");
  if (file == NULL)
    return -1;
  while (fgets (line, sizeof line, file) != NULL)
    if (sscanf (line, "Anonymous: %ld kB", &kib) == 1)
      break;
  fclose (file);
  return kib;
}

static pid_t
start_program (char **argv)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      execvp (argv[0], argv);
      fprintf (stderr, "first-frame: %s: %s\n", argv[0], strerror (errno));
      _exit (127);
    }
  return pid;
}

/* A window that went away meanwhile is no reason to end. */
static int
ignore_error_cb (Display *display, XErrorEvent *event)
{
  return 0;
}

static void
watch_window (Display *display, Window window)
{
  XWindowAttributes attributes;

  if (XGetWindowAttributes (display, window, &attributes) && attributes.class == InputOutput
      && attributes.width >= MIN_WIDTH)
    XDamageCreate (display, window, XDamageReportNonEmpty);
}

/* Returns: the time of the first damage to a window that was mapped after the start, or -1. */
static double
wait_first_frame (Display *display, pid_t pid)
{
  int           damage_event, damage_error;
  double        deadline_ms = read_clock_ms () + DEADLINE_MS;
  struct pollfd wanted = { .fd = ConnectionNumber (display), .events = POLLIN };

  XDamageQueryExtension (display, &damage_event, &damage_error);
  while (read_clock_ms () < deadline_ms && waitpid (pid, NULL, WNOHANG) == 0)
    {
      while (XPending (display) > 0)
        {
          XEvent event;

          XNextEvent (display, &event);
          if (event.type == MapNotify)
            watch_window (display, event.xmap.window);
          else if (event.type == damage_event + XDamageNotify)
            return read_clock_ms ();
        }
      poll (&wanted, 1, 50);
    }
  return -1;
}

int
main (int argc, char **argv)
{
  Display        *display = XOpenDisplay (NULL);
  struct timespec settle = { SETTLE_MS / 1000, SETTLE_MS % 1000 * 1000000L };
  double          started_ms, first_ms, cpu_ms;
  pid_t           pid;

  if (argc < 2 || display == NULL)
    {
      fprintf (stderr, "first-frame: expected a program to start, and a display\n");
      return 2;
    }
  XSetErrorHandler (ignore_error_cb);
  XSelectInput (display, DefaultRootWindow (display), SubstructureNotifyMask);
  XSync (display, False);

  started_ms = read_clock_ms ();
  pid = start_program (argv + 1);
  first_ms = wait_first_frame (display, pid);
  cpu_ms = read_cpu_ms (pid);
  if (first_ms < 0)
    {
      fprintf (stderr, "first-frame: %s drew nothing\n", argv[1]);
      kill (pid, SIGKILL);
      return 1;
    }
  nanosleep (&settle, NULL);
  printf ("{\"first_frame_ms\": %.1f, \"cpu_ms\": %.1f, \"anonymous_kib\": %ld}\n",
          first_ms - started_ms, cpu_ms, read_anonymous_kib (pid));
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  XCloseDisplay (display);
  return 0;
}
