/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-guardian.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib-unix.h>

#define CHILD_DESCRIPTOR 3
#define FRAME_MAX_BYTES 64

/**
 * EbbGuardian:
 *
 * The child's side of this conversation is at the top of app/bin/ebb-guardian.c. That this
 * process is gone is told by the kernel, which closes our end of the pair; so nobody else may
 * ever hold it: it is closed on exec.
 */
struct _EbbGuardian
{
  GObject parent_instance;

  /* owned */
  GSubprocess  *process;
  GCancellable *disposed;
  GQueue        waiting; /* of GTask: given, and not yet said to be held */
  int           descriptor;
  guint         source_id;

  /* state */
  gboolean is_dismissed;
  gboolean is_gone;
};

G_DEFINE_FINAL_TYPE (EbbGuardian, ebb_guardian, G_TYPE_OBJECT)

enum
{
  SIGNAL_GONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
fail_waiting (EbbGuardian *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE,
                               "the guardian process is gone, expected its answer");
      g_object_unref (task);
    }
}

static void
note_gone (EbbGuardian *self)
{
  if (self->is_gone)
    return;
  self->is_gone = TRUE;
  fail_waiting (self);
  if (!self->is_dismissed)
    g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

static gboolean
answer_came_cb (int descriptor, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  g_autoptr (EbbGuardian) self = g_object_ref (EBB_GUARDIAN (user_data));
  char    byte;
  ssize_t size = recv (descriptor, &byte, 1, MSG_DONTWAIT);
  g_autoptr (GTask) task = NULL;

  if (size < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (size <= 0)
    {
      self->source_id = 0;
      note_gone (self);
      return G_SOURCE_REMOVE;
    }
  task = g_queue_pop_head (&self->waiting);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_CONTINUE;
}

static void
process_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    note_gone (EBB_GUARDIAN (user_data));
}

/* Both ends closed on exec; GLib gives the child its own without that. */
static gboolean
make_pair (int ends[2], GError **error)
{
  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               "no socket pair for the guardian: %s", g_strerror (errno));
  return FALSE;
}

static gssize
send_message (EbbGuardian *self, char letter, const uint8_t *frame, size_t size, int descriptor)
{
  struct iovec parts[2] = {
    { .iov_base = &letter, .iov_len = 1 },
    { .iov_base = (void *) frame, .iov_len = size },
  };
  char          control[CMSG_SPACE (sizeof (int))] = { 0 };
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };

  if (descriptor >= 0)
    {
      struct cmsghdr *header;

      message.msg_control = control;
      message.msg_controllen = sizeof control;
      header = CMSG_FIRSTHDR (&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN (sizeof descriptor);
      memcpy (CMSG_DATA (header), &descriptor, sizeof descriptor);
    }
  return sendmsg (self->descriptor, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void
ebb_guardian_dispose (GObject *object)
{
  EbbGuardian *self = EBB_GUARDIAN (object);

  g_cancellable_cancel (self->disposed);
  g_clear_handle_id (&self->source_id, g_source_remove);
  fail_waiting (self);
  if (self->descriptor >= 0)
    close (self->descriptor);
  self->descriptor = -1;
  g_clear_object (&self->process);
  G_OBJECT_CLASS (ebb_guardian_parent_class)->dispose (object);
}

static void
ebb_guardian_finalize (GObject *object)
{
  g_object_unref (EBB_GUARDIAN (object)->disposed);
  G_OBJECT_CLASS (ebb_guardian_parent_class)->finalize (object);
}

static void
ebb_guardian_class_init (EbbGuardianClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_guardian_dispose;
  object_class->finalize = ebb_guardian_finalize;
  signals[SIGNAL_GONE] = g_signal_new ("gone", EBB_TYPE_GUARDIAN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
}

static void
ebb_guardian_init (EbbGuardian *self)
{
  self->descriptor = -1;
  self->disposed = g_cancellable_new ();
  g_queue_init (&self->waiting);
}

/**
 * ebb_guardian_new:
 * @program_path: the installed ebb-guardian
 * @ctl_path: what it becomes when it has no descriptor to write to
 * @identity: of the boots, as @ctl_path takes it
 * @handover_path: (nullable): where the next program asks it to let go
 *
 * Starts the process. If this object goes without ebb_guardian_dismiss(), the boots are stopped.
 *
 * Returns: (transfer full) (nullable): %NULL if it could not be started
 */
EbbGuardian *
ebb_guardian_new (const char *program_path,
                  const char *ctl_path,
                  const char *identity,
                  const char *handover_path,
                  GError    **error)
{
  g_autoptr (EbbGuardian) self = g_object_new (EBB_TYPE_GUARDIAN, NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  int ends[2];

  if (!make_pair (ends, error))
    return NULL;
  self->descriptor = ends[0];
  g_subprocess_launcher_take_fd (launcher, ends[1], CHILD_DESCRIPTOR);
  self->process = g_subprocess_launcher_spawn (launcher, error, program_path, ctl_path, identity,
                                               handover_path, NULL);
  if (self->process == NULL)
    {
      g_prefix_error (error, "guardian %s: ", program_path);
      return NULL;
    }
  self->source_id =
      g_unix_fd_add (self->descriptor, G_IO_IN | G_IO_HUP | G_IO_ERR, answer_came_cb, self);
  g_subprocess_wait_async (self->process, self->disposed, process_ended_cb, self);
  return g_steal_pointer (&self);
}

/**
 * ebb_guardian_give_async:
 * @stop_descriptor: borrowed; -1: none, then it stops the boots by command
 * @frame: what a write of Stop for the present epoch is, at most 64 bytes
 *
 * Replaces what was given before. Finishes when the guardian has answered.
 */
void
ebb_guardian_give_async (EbbGuardian        *self,
                         int                 stop_descriptor,
                         const uint8_t      *frame,
                         size_t              frame_size,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (EBB_IS_GUARDIAN (self));
  g_return_if_fail (frame_size <= FRAME_MAX_BYTES);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ebb_guardian_give_async);
  if (self->is_gone || self->is_dismissed
      || send_message (self, 'G', frame, frame_size, stop_descriptor) < 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE,
                               "the guardian process took nothing");
      return;
    }
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
}

/**
 * ebb_guardian_give_finish:
 *
 * Returns: TRUE when the guardian holds what it was given
 */
gboolean
ebb_guardian_give_finish (EbbGuardian *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ebb_guardian_dismiss:
 *
 * The guardian exits and writes nothing. "gone" is not emitted for it. May be called twice.
 */
void
ebb_guardian_dismiss (EbbGuardian *self)
{
  g_return_if_fail (EBB_IS_GUARDIAN (self));

  if (self->is_dismissed)
    return;
  self->is_dismissed = TRUE;
  /* If it cannot be told it is gone, and that was the wish. */
  if (!self->is_gone)
    (void) send_message (self, 'D', NULL, 0, -1);
}
