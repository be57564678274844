/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Preloaded into the shipped window and into nothing else: at SIGUSR2 its main thread, and with it the main
 * loop, stands still for half a minute (safety.md, H03). All other threads go on, which SIGSTOP would
 * not let them. */

#define STANDS_STILL_S 30

static void
stand_still (int number)
{
  struct timespec left = { .tv_sec = STANDS_STILL_S };
  int             before = errno;

  /* It comes to any thread. */
  if (gettid () != getpid ())
    tgkill (getpid (), getpid (), number);
  else
    while (nanosleep (&left, &left) == -1 && errno == EINTR)
      ;
  errno = before;
}

static void __attribute__ ((constructor)) begin (void)
{
  struct sigaction action = { .sa_handler = stand_still, .sa_flags = SA_RESTART };

  /* The guardian that the window starts is no part of it. */
  unsetenv ("LD_PRELOAD");
  sigaction (SIGUSR2, &action, NULL);
}
