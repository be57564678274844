/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-real-clock.h"

#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/**
 * EbbRealClock:
 *
 * The computer's own clocks. With a speed other than 1 it is the clock of a demonstration on
 * simulated boots: all its time runs faster by that factor.
 */
struct _EbbRealClock
{
  GObject parent_instance;

  double speed;
  gint64 boottime_at_start_us;
  gint64 wall_at_start_us;
  gint64 read_us;    /* hurried: when it was read last */
  gint64 hurried_us; /* hurried: what it said then */
};

static gint64
read_clock_us (clockid_t id)
{
  struct timespec now;

  clock_gettime (id, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* A hurried clock stands still while its process does: at 20 times the speed a lease of 10 s is
 * half a second, and a busy computer must not end a demonstration. */
#define HURRIED_STEP_MAX_US (100 * 1000)
/* By its own time as well: silence of 3 s ends a session, and so much is 30 ms at the full speed. */
#define HURRIED_LEAP_MAX_US (1000 * 1000)

static gint64
ebb_real_clock_get_boottime_us (EbbClock *clock)
{
  EbbRealClock *self = EBB_REAL_CLOCK (clock);
  gint64        now_us = read_clock_us (CLOCK_BOOTTIME);
  gint64        step_us = now_us - self->read_us;

  if (self->speed == 1.0)
    return now_us;
  self->read_us = now_us;
  step_us = (gint64) ((double) MIN (step_us, HURRIED_STEP_MAX_US) * self->speed);
  self->hurried_us += MIN (step_us, HURRIED_LEAP_MAX_US);
  return self->hurried_us;
}

static gint64
ebb_real_clock_get_wall_us (EbbClock *clock)
{
  EbbRealClock *self = EBB_REAL_CLOCK (clock);

  if (self->speed == 1.0)
    return read_clock_us (CLOCK_REALTIME);
  return self->wall_at_start_us
         + (ebb_real_clock_get_boottime_us (clock) - self->boottime_at_start_us);
}

static guint
ebb_real_clock_add_timeout (EbbClock   *clock,
                            guint       delay_ms,
                            GSourceFunc callback,
                            gpointer    user_data)
{
  EbbRealClock *self = EBB_REAL_CLOCK (clock);
  guint         real_delay_ms = (guint) ((double) delay_ms / self->speed);

  return g_timeout_add (delay_ms > 0 ? MAX (real_delay_ms, 1) : 0, callback, user_data);
}

typedef struct
{
  int         fd;
  GSourceFunc callback;
  gpointer    user_data;
} Alarm;

static void
alarm_free (gpointer data)
{
  Alarm *alarm = data;

  close (alarm->fd);
  g_free (alarm);
}

/* At its time, or when the clock was set: the alarm is over, and who is called looks again. */
static gboolean
alarm_cb (gint fd G_GNUC_UNUSED, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  Alarm *alarm = user_data;

  alarm->callback (alarm->user_data);
  return G_SOURCE_REMOVE;
}

/* -1: there is none of them left in this process. */
static int
open_timer (gint64 wall_us)
{
  struct itimerspec when = { 0 };
  int               fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);

  /* A time of 0 would be no alarm at all. */
  when.it_value.tv_sec = MAX (wall_us, 0) / G_USEC_PER_SEC;
  when.it_value.tv_nsec = MAX (MAX (wall_us, 0) % G_USEC_PER_SEC * 1000, 1);
  if (fd >= 0
      && timerfd_settime (fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL) != 0)
    {
      close (fd);
      fd = -1;
    }
  return fd;
}

static guint
add_hurried_alarm (EbbRealClock *self, gint64 wall_us, GSourceFunc callback, gpointer user_data)
{
  gint64 delay_ms = (wall_us - ebb_real_clock_get_wall_us (EBB_CLOCK (self))) / 1000 + 1;

  return ebb_real_clock_add_timeout (EBB_CLOCK (self), (guint) CLAMP (delay_ms, 1, G_MAXINT),
                                     callback, user_data);
}

static guint
ebb_real_clock_add_alarm (EbbClock *clock, gint64 wall_us, GSourceFunc callback, gpointer user_data)
{
  EbbRealClock *self = EBB_REAL_CLOCK (clock);
  Alarm        *alarm;
  int           fd = self->speed == 1.0 ? open_timer (wall_us) : -1;

  /* A clock that is hurried is set by nobody. Without a timer a change of the clock is not noticed. */
  if (fd < 0)
    return add_hurried_alarm (self, wall_us, callback, user_data);
  alarm = g_new (Alarm, 1);
  *alarm = (Alarm){ .fd = fd, .callback = callback, .user_data = user_data };
  return g_unix_fd_add_full (G_PRIORITY_DEFAULT, fd, G_IO_IN | G_IO_ERR, alarm_cb, alarm,
                             alarm_free);
}

static void
ebb_real_clock_remove (EbbClock *clock G_GNUC_UNUSED, guint timeout_id)
{
  g_source_remove (timeout_id);
}

static void
clock_iface_init (EbbClockInterface *iface)
{
  iface->get_boottime_us = ebb_real_clock_get_boottime_us;
  iface->get_wall_us = ebb_real_clock_get_wall_us;
  iface->add_timeout = ebb_real_clock_add_timeout;
  iface->add_alarm = ebb_real_clock_add_alarm;
  iface->remove = ebb_real_clock_remove;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbRealClock,
                               ebb_real_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_CLOCK, clock_iface_init))

static void
ebb_real_clock_class_init (EbbRealClockClass *klass G_GNUC_UNUSED)
{
}

static void
ebb_real_clock_init (EbbRealClock *self)
{
  self->speed = 1.0;
  self->boottime_at_start_us = read_clock_us (CLOCK_BOOTTIME);
  self->wall_at_start_us = read_clock_us (CLOCK_REALTIME);
  self->read_us = self->boottime_at_start_us;
  self->hurried_us = self->boottime_at_start_us;
}

/**
 * ebb_real_clock_new:
 * @speed: 1.0 for real time; up to 1000.0 for simulated boots only
 *
 * Returns: (transfer full): a clock
 */
EbbRealClock *
ebb_real_clock_new (double speed)
{
  EbbRealClock *self = g_object_new (EBB_TYPE_REAL_CLOCK, NULL);

  g_return_val_if_fail (speed >= 0.1 && speed <= 1000.0, self);
  self->speed = speed;
  return self;
}
