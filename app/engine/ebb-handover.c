/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-handover.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <glib-unix.h>

/* A guardian listens as soon as it has written its first Stop: some milliseconds after its program
 * died, on a computer that is busy some more (engineering choice). */
#define RETRY_MS 200
#define TRIES_MAX 50

struct _EbbHandover
{
  GObject parent_instance;

  /* owned */
  EbbClock *clock;
  char     *path;
  int       descriptor; /* -1: nobody listens */
  guint     source_id;
  guint     retry_id;

  /* state */
  guint n_tries;
};

G_DEFINE_FINAL_TYPE (EbbHandover, ebb_handover, G_TYPE_OBJECT)

enum
{
  SIGNAL_RELEASED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void ask (EbbHandover *self);

static void
hang_up (EbbHandover *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  if (self->descriptor >= 0)
    close (self->descriptor);
  self->descriptor = -1;
}

static gboolean
answer_cb (int descriptor, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr (EbbHandover) self = g_object_ref (EBB_HANDOVER (user_data));
  char    byte;
  ssize_t size = recv (descriptor, &byte, 1, MSG_DONTWAIT);

  if (size < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (size == 1)
    {
      g_signal_emit (self, signals[SIGNAL_RELEASED], 0);
      return G_SOURCE_CONTINUE;
    }
  /* It is gone, and with it what it held. */
  self->source_id = 0;
  hang_up (self);
  return G_SOURCE_REMOVE;
}

static gboolean
retry_cb (gpointer user_data)
{
  EbbHandover *self = user_data;

  self->retry_id = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static gboolean
find_address (const char *path, struct sockaddr_un *address)
{
  if (strlen (path) >= sizeof address->sun_path)
    return FALSE;
  *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
  strcpy (address->sun_path, path);
  return TRUE;
}

static void
ask (EbbHandover *self)
{
  struct sockaddr_un address;

  if (!find_address (self->path, &address))
    return;
  self->descriptor = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (self->descriptor >= 0
      && connect (self->descriptor, (struct sockaddr *) &address, sizeof address) == 0)
    {
      self->source_id =
          g_unix_fd_add (self->descriptor, G_IO_IN | G_IO_HUP | G_IO_ERR, answer_cb, self);
      return;
    }
  hang_up (self);
  if (++self->n_tries < TRIES_MAX)
    self->retry_id = ebb_clock_add_timeout (self->clock, RETRY_MS, retry_cb, self);
}

static void
ebb_handover_dispose (GObject *object)
{
  EbbHandover *self = EBB_HANDOVER (object);

  if (self->clock != NULL)
    ebb_clock_clear (self->clock, &self->retry_id);
  hang_up (self);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_handover_parent_class)->dispose (object);
}

static void
ebb_handover_finalize (GObject *object)
{
  g_free (EBB_HANDOVER (object)->path);
  G_OBJECT_CLASS (ebb_handover_parent_class)->finalize (object);
}

static void
ebb_handover_class_init (EbbHandoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_handover_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_handover_finalize;
  signals[SIGNAL_RELEASED] = g_signal_new ("released", EBB_TYPE_HANDOVER, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_handover_init (EbbHandover *self)
{
  self->descriptor = -1;
}

/**
 * ebb_handover_dup_path:
 * @identity: of boots; what a file name cannot hold becomes "-"
 *
 * Returns: (transfer full): the socket of their guardian
 */
char *
ebb_handover_dup_path (const char *runtime_directory, const char *identity)
{
  g_autofree char *name = g_strdup_printf ("%s.guardian", identity);

  g_strdelimit (name, "/", '-');
  return g_build_filename (runtime_directory, name, NULL);
}

/**
 * ebb_handover_new:
 * @path: as ebb_handover_dup_path() has it
 *
 * Returns: (transfer full): a question to whoever listens there
 */
EbbHandover *
ebb_handover_new (EbbClock *clock, const char *path)
{
  EbbHandover *self = g_object_new (EBB_TYPE_HANDOVER, NULL);

  self->clock = g_object_ref (clock);
  self->path = g_strdup (path);
  ask (self);
  return self;
}

/**
 * ebb_handover_finish:
 *
 * If it cannot be told, the guardian stops the boots once more, and that does no harm.
 */
void
ebb_handover_finish (EbbHandover *self)
{
  g_return_if_fail (EBB_IS_HANDOVER (self));

  ebb_clock_clear (self->clock, &self->retry_id);
  if (self->descriptor >= 0)
    (void) send (self->descriptor, "D", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
  hang_up (self);
}
