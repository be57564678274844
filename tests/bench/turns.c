/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <dlfcn.h>
#include <glib-object.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* turns.so, preloaded into the shipped ebb and into nothing else: how much processor time each turn
 * of its main loop took in which a frame was painted, and each other turn of a millisecond or more.
 *
 * A turn begins when poll() returns and ends when it is called again, so it is all that keeps a key
 * from being seen: the frame, and what else was done with it. A line each in the file of EBB_TURNS:
 * CLOCK_MONOTONIC at its begin, the processor time, both in microseconds, and "frame" or "other".
 */

#define OTHER_MIN_US 1000

static FILE    *file;
static gint64   began_us;
static gint64   began_cpu_us;
static gboolean is_frame;

static gint64
read_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
is_main_thread (void)
{
  return syscall (SYS_gettid) == getpid ();
}

static void
end_turn (void)
{
  gint64 cpu_us = read_us (CLOCK_THREAD_CPUTIME_ID) - began_cpu_us;

  if (file == NULL && getenv ("EBB_TURNS") != NULL)
    file = fopen (getenv ("EBB_TURNS"), "w");
  if (file == NULL || began_us == 0 || (!is_frame && cpu_us < OTHER_MIN_US))
    return;
  fprintf (file, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n", began_us, cpu_us,
           is_frame ? "frame" : "other");
  fflush (file);
}

int
poll (struct pollfd *descriptors, nfds_t n, int timeout_ms)
{
  static int (*real) (struct pollfd *, nfds_t, int);
  int result;

  if (real == NULL)
    real = (int (*) (struct pollfd *, nfds_t, int)) dlsym (RTLD_NEXT, "poll");
  /* One descriptor is what Xlib waits for in the middle of a turn. */
  if (n < 2 || !is_main_thread ())
    return real (descriptors, n, timeout_ms);
  end_turn ();
  result = real (descriptors, n, timeout_ms);
  is_frame = FALSE;
  began_us = read_us (CLOCK_MONOTONIC);
  began_cpu_us = read_us (CLOCK_THREAD_CPUTIME_ID);
  return result;
}

void
g_signal_emit (gpointer instance, guint signal_id, GQuark detail, ...)
{
  static guint paint_id;
  va_list      arguments;

  if (paint_id == 0 && g_type_from_name ("GdkFrameClock") != 0)
    paint_id = g_signal_lookup ("paint", g_type_from_name ("GdkFrameClock"));
  is_frame |= signal_id == paint_id && paint_id != 0;
  va_start (arguments, detail);
  g_signal_emit_valist (instance, signal_id, detail, arguments);
  va_end (arguments);
}
