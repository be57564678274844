/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */

/* ebb-guardian CTL_PATH IDENTITY [HANDOVER_PATH]
 *
 * Outlives the session that started it, to stop the boots when that session is gone without
 * having said so. Descriptor 3 is one end of a SOCK_SEQPACKET pair. Each message is one letter
 * and, for G, the frame to write, with the descriptor to write it to beside it:
 *
 *   G frame...   from now on hold this; answered with one byte once it is held
 *   D            all is vented: go away and write nothing
 *
 * At end of file the frame is written at once, and again every 300 ms for 30 s, until the
 * descriptor hangs up. Without a descriptor, or after it hung up, becomes "CTL_PATH stop
 * IDENTITY".
 *
 * After its first write it listens at HANDOVER_PATH, a SOCK_SEQPACKET socket, for the next program
 * that wants to stop the boots: it closes the descriptor, answers "r", and waits for D. If that
 * program is gone without it, too, it becomes "CTL_PATH stop IDENTITY".
 *
 * Uses the C library only: nothing here may fail for want of memory or of a bus. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define PARENT_DESCRIPTOR 3
#define FRAME_MAX_BYTES 64
#define REPEAT_MS 300
/* As long as the longest lease (PROTOCOL.md): boots that keep one have vented by themselves then. Not
 * longer: BlueZ gives Stop to one program at a time, and the next Ebb waits until this one is gone.
 * The link does not depend on it; BlueZ keeps that until somebody ends it. */
#define GIVE_UP_MS 30000

struct guardian
{
  int     stop_descriptor; /* -1: none */
  int     listener;        /* for who takes over; -1: none */
  uint8_t frame[FRAME_MAX_BYTES];
  size_t  frame_size;
};

enum message
{
  MESSAGE_HELD,
  MESSAGE_DISMISSED,
  MESSAGE_END,
};

static void
detach_from_parent (void)
{
  static const int ignored[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT };

  for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
    signal (ignored[i], SIG_IGN);
  setsid ();
  close_range (PARENT_DESCRIPTOR + 1, ~0u, 0);
}

static int
take_descriptor (struct msghdr *message)
{
  int descriptor = -1;

  for (struct cmsghdr *control = CMSG_FIRSTHDR (message); control != NULL;
       control = CMSG_NXTHDR (message, control))
    {
      if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_RIGHTS
          && control->cmsg_len >= CMSG_LEN (sizeof descriptor))
        memcpy (&descriptor, CMSG_DATA (control), sizeof descriptor);
    }
  return descriptor;
}

static void
hold (struct guardian *self, const uint8_t *frame, size_t size, int descriptor)
{
  if (self->stop_descriptor >= 0)
    close (self->stop_descriptor);
  self->stop_descriptor = descriptor;
  self->frame_size = size;
  memcpy (self->frame, frame, size);
  /* A full socket must not hold us up; the next round tries again. */
  if (descriptor >= 0)
    fcntl (descriptor, F_SETFL, fcntl (descriptor, F_GETFL) | O_NONBLOCK);
}

static enum message
read_message (struct guardian *self)
{
  uint8_t       bytes[1 + FRAME_MAX_BYTES];
  struct iovec  vector = { .iov_base = bytes, .iov_len = sizeof bytes };
  uint8_t       control[CMSG_SPACE (sizeof (int))];
  struct msghdr message = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = control,
    .msg_controllen = sizeof control,
  };
  ssize_t size;

  do
    size = recvmsg (PARENT_DESCRIPTOR, &message, MSG_CMSG_CLOEXEC);
  while (size < 0 && (errno == EINTR || errno == ECONNRESET));
  if (size <= 0)
    return MESSAGE_END;
  if (bytes[0] == 'D')
    return MESSAGE_DISMISSED;
  if (bytes[0] == 'G')
    {
      hold (self, bytes + 1, (size_t) size - 1, take_descriptor (&message));
      /* If it is gone already, the next read says so. */
      (void) !write (PARENT_DESCRIPTOR, "k", 1);
    }
  return MESSAGE_HELD;
}

static int64_t
read_now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Returns false when the descriptor is dead. */
static bool
write_frame (const struct guardian *self)
{
  ssize_t size = write (self->stop_descriptor, self->frame, self->frame_size);

  return size >= 0 || errno == EAGAIN || errno == EINTR || errno == ENOBUFS;
}

/* Waits for the next round, or until somebody wants to take over. Returns false when the descriptor
 * hung up meanwhile. */
static bool
wait_round (const struct guardian *self, bool *is_asked)
{
  struct pollfd items[] = {
    { .fd = self->stop_descriptor, .events = 0 },
    { .fd = self->listener, .events = POLLIN },
  };
  int n = poll (items, 2, REPEAT_MS);

  *is_asked = n > 0 && (items[1].revents & POLLIN) != 0;
  return n <= 0 || (items[0].revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

/* Without it whoever comes next waits until this one gives up. */
static int
listen_at (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int                listener;

  if (path == NULL || strlen (path) >= sizeof address.sun_path)
    return -1;
  strcpy (address.sun_path, path);
  listener = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  if (listener < 0)
    return -1;
  umask (0077);
  unlink (path);
  if (bind (listener, (struct sockaddr *) &address, sizeof address) == 0
      && listen (listener, 1) == 0)
    return listener;
  close (listener);
  return -1;
}

/* Frees the characteristic for whoever stops them now. */
static void
let_go (struct guardian *self)
{
  if (self->stop_descriptor >= 0)
    close (self->stop_descriptor);
  self->stop_descriptor = -1;
}

/* Returns true when the one that asked has seen to it; false when it is gone without a word. */
static bool
hand_over (struct guardian *self)
{
  int     connection = accept4 (self->listener, NULL, NULL, SOCK_CLOEXEC);
  char    letter = 0;
  ssize_t size;

  if (connection < 0)
    return false;
  let_go (self);
  (void) !write (connection, "r", 1);
  do
    size = read (connection, &letter, 1);
  while (size < 0 && errno == EINTR);
  close (connection);
  return size == 1 && letter == 'D';
}

/* Returns true when it did all it could; false when another road has to be tried. */
static bool
stop_boots (struct guardian *self, const char *handover_path)
{
  int64_t until_ms = read_now_ms () + GIVE_UP_MS;
  bool    is_asked = false;

  if (self->stop_descriptor < 0 || self->frame_size == 0)
    return false;
  while (write_frame (self))
    {
      /* Nothing comes before the first Stop. */
      if (self->listener < 0)
        self->listener = listen_at (handover_path);
      if (!wait_round (self, &is_asked))
        return false;
      if (is_asked)
        return hand_over (self);
      if (read_now_ms () >= until_ms)
        return true;
    }
  return false;
}

static int
become_stop_command (const char *ctl_path, const char *identity)
{
  static const int restored[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT };

  for (size_t i = 0; i < sizeof restored / sizeof restored[0]; i++)
    signal (restored[i], SIG_DFL);
  execl (ctl_path, ctl_path, "stop", identity, (char *) NULL);
  return 1;
}

int
main (int argc, char **argv)
{
  struct guardian self = { .stop_descriptor = -1, .listener = -1 };
  const char     *handover_path = argc == 4 ? argv[3] : NULL;
  enum message    message;
  bool            is_done;

  if (argc != 3 && argc != 4)
    return 2;
  detach_from_parent ();
  do
    message = read_message (&self);
  while (message == MESSAGE_HELD);
  if (message == MESSAGE_DISMISSED)
    return 0;
  close (PARENT_DESCRIPTOR);
  is_done = stop_boots (&self, handover_path);
  if (self.listener >= 0)
    unlink (handover_path);
  if (is_done)
    return 0;
  let_go (&self);
  return become_stop_command (argv[1], argv[2]);
}
