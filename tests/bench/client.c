/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "client.h"

#include <glib-unix.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  guint32 number;
  gint64  received_us;
} Arrival;

struct _Client
{
  const ClientVerbs *verbs;
  gpointer           user_data;
  GMainLoop         *loop;

  gint64  asked_us; /* when to connect */
  gint64  cpu_us;   /* at "begin" */
  GArray *arrivals;
  GArray *pressed_us;
  guint   n_untaken;
  guint   n_left;
  gint64  period_us;
  gint64  next_us;
};

static gint64
read_us (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

gint64
client_now_us (void)
{
  return read_us (CLOCK_BOOTTIME);
}

static void
begin (Client *self)
{
  g_array_set_size (self->arrivals, 0);
  g_array_set_size (self->pressed_us, 0);
  self->n_untaken = 0;
  self->cpu_us = read_us (CLOCK_PROCESS_CPUTIME_ID);
  printf ("{\"event\": \"begun\"}\n");
}

static void
report (Client *self)
{
  gint64 cpu_us = read_us (CLOCK_PROCESS_CPUTIME_ID) - self->cpu_us;

  printf ("{\"event\": \"report\", \"cpu_us\": %" G_GINT64_FORMAT ", \"untaken\": %u", cpu_us,
          self->n_untaken);
  printf (", \"received\": [");
  for (guint i = 0; i < self->arrivals->len; i++)
    {
      Arrival *arrival = &g_array_index (self->arrivals, Arrival, i);

      printf ("%s[%u,%" G_GINT64_FORMAT "]", i > 0 ? "," : "", arrival->number,
              arrival->received_us);
    }
  printf ("], \"pressed_us\": [");
  for (guint i = 0; i < self->pressed_us->len; i++)
    printf ("%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (self->pressed_us, gint64, i));
  printf ("]}\n");
}

static gboolean
press_cb (gpointer user_data)
{
  Client *self = user_data;
  gint64  now_us = client_now_us ();
  gint64  wait_us;

  g_array_append_val (self->pressed_us, now_us);
  if (!self->verbs->press (self->user_data))
    self->n_untaken++;
  if (--self->n_left == 0)
    {
      printf ("{\"event\": \"pressed\"}\n");
      return G_SOURCE_REMOVE;
    }
  self->next_us += self->period_us;
  /* Read once: MAX reads its arguments twice, and the second time may be too late. */
  wait_us = self->next_us - client_now_us ();
  g_timeout_add ((guint) (MAX (0, wait_us) / 1000), press_cb, self);
  return G_SOURCE_REMOVE;
}

static void
perform (Client *self, const char *line)
{
  guint count, period_us;

  if (g_str_has_prefix (line, "connect"))
    {
      self->asked_us = client_now_us ();
      self->verbs->connect (self->user_data);
    }
  else if (g_str_has_prefix (line, "disconnect"))
    self->verbs->disconnect (self->user_data);
  else if (g_str_has_prefix (line, "begin"))
    begin (self);
  else if (g_str_has_prefix (line, "report"))
    report (self);
  else if (sscanf (line, "press %u %u", &count, &period_us) == 2 && count > 0)
    {
      self->n_left = count;
      self->period_us = period_us;
      self->next_us = client_now_us ();
      press_cb (self);
    }
}

/* One command is written at a time, so one read brings one line. */
static gboolean
typed_cb (gint descriptor, GIOCondition condition, gpointer user_data)
{
  Client *self = user_data;
  char    line[128] = { 0 };

  if (read (descriptor, line, sizeof line - 1) <= 0)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  perform (self, line);
  return G_SOURCE_CONTINUE;
}

Client *
client_new (const ClientVerbs *verbs, gpointer user_data)
{
  Client *self = g_new0 (Client, 1);

  setvbuf (stdout, NULL, _IOLBF, 0);
  self->verbs = verbs;
  self->user_data = user_data;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->arrivals = g_array_new (FALSE, FALSE, sizeof (Arrival));
  self->pressed_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, typed_cb, self);
  return self;
}

void
client_run (Client *self)
{
  printf ("{\"event\": \"ready\"}\n");
  g_main_loop_run (self->loop);
}

void
client_connected (Client *self)
{
  printf ("{\"event\": \"connected\", \"took_us\": %" G_GINT64_FORMAT "}\n",
          client_now_us () - self->asked_us);
}

void
client_disconnected (Client *self)
{
  printf ("{\"event\": \"disconnected\"}\n");
}

void
client_received (Client *self, guint32 number, gint64 received_us)
{
  Arrival arrival = { number, received_us };

  g_array_append_val (self->arrivals, arrival);
}
