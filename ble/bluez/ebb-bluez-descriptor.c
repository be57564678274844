/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-bluez-descriptor-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib-unix.h>

#include "ebb-link-error.h"

/* A write command carries its ATT header of 3 bytes within the MTU. */
#define ATT_HEADER_BYTES 3
/* No attribute is longer; a larger packet is not a notification. */
#define ATTRIBUTE_MAX_BYTES 512

struct _EbbBluezDescriptor
{
  /* owned */
  EbbClock *clock;
  GSource  *source;
  int       fd;

  /* borrowed */
  EbbBluezDescriptorHandler handler;
  gpointer                  user_data;

  /* state */
  guint16  mtu;
  gboolean is_gone; /* the other side is, as sending found; the handler hears of it in its turn */
};

static gboolean
hang_up (EbbBluezDescriptor *self)
{
  self->handler (NULL, 0, ebb_clock_get_boottime_us (self->clock), self->user_data);
  return G_SOURCE_REMOVE;
}

static ssize_t
receive (int fd, uint8_t *bytes)
{
  ssize_t size;

  do
    size = recv (fd, bytes, ATTRIBUTE_MAX_BYTES, MSG_DONTWAIT);
  while (size < 0 && errno == EINTR);
  return size;
}

/* One packet a turn: a flood from the boots cannot keep the main loop from a key press, and to ask
 * once more, to hear that nothing waits, costs as much as all of the decoding. */
static gboolean
ready_cb (int fd, GIOCondition condition G_GNUC_UNUSED, gpointer user_data)
{
  EbbBluezDescriptor *self = user_data;
  uint8_t             bytes[ATTRIBUTE_MAX_BYTES];
  ssize_t             size = receive (fd, bytes);

  if (size < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;
  /* An empty notification does not exist in any profile Ebb speaks; 0 is the end. */
  if (size <= 0)
    return hang_up (self);
  /* May free the descriptor, and with it this source. */
  self->handler (bytes, (size_t) size, ebb_clock_get_boottime_us (self->clock), self->user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * ebb_bluez_descriptor_new:
 * @take_fd: (transfer full): becomes the descriptor's
 * @mtu: of the link, as BlueZ says
 * @handler: called from the main context that is the thread's default now
 *
 * Returns: (transfer full): the descriptor
 */
EbbBluezDescriptor *
ebb_bluez_descriptor_new (int                       take_fd,
                          guint16                   mtu,
                          EbbClock                 *clock,
                          EbbBluezDescriptorHandler handler,
                          gpointer                  user_data)
{
  EbbBluezDescriptor *self = g_new0 (EbbBluezDescriptor, 1);

  self->fd = take_fd;
  self->mtu = mtu;
  self->clock = g_object_ref (clock);
  self->handler = handler;
  self->user_data = user_data;
  self->source = g_unix_fd_source_new (take_fd, G_IO_IN | G_IO_HUP | G_IO_ERR);
  g_source_set_callback (self->source, G_SOURCE_FUNC (ready_cb), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

/**
 * ebb_bluez_descriptor_free:
 *
 * Closes the descriptor. Duplicates of it live on.
 */
void
ebb_bluez_descriptor_free (EbbBluezDescriptor *self)
{
  if (self == NULL)
    return;
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  close (self->fd);
  g_clear_object (&self->clock);
  g_free (self);
}

/**
 * ebb_bluez_descriptor_send:
 *
 * Writes one packet without waiting.
 *
 * Returns: %FALSE if nothing was taken: TIMED_OUT when the socket is full, NOT_CONNECTED when the
 *   other side is gone, FAILED when @size is more than the link carries
 */
gboolean
ebb_bluez_descriptor_send (EbbBluezDescriptor *self,
                           const uint8_t      *bytes,
                           size_t              size,
                           GError            **error)
{
  ssize_t sent;

  if (size + ATT_HEADER_BYTES > self->mtu)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_FAILED,
                   "a message of %zu bytes, the link carries %d", size,
                   self->mtu - ATT_HEADER_BYTES);
      return FALSE;
    }
  do
    sent = send (self->fd, bytes, size, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  if (sent >= 0)
    return TRUE;
  if (errno == EAGAIN)
    g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT,
                 "the Bluetooth service takes no more bytes for now");
  else
    {
      self->is_gone = TRUE;
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED,
                   "the Bluetooth service closed the descriptor: %s", g_strerror (errno));
    }
  return FALSE;
}

/**
 * ebb_bluez_descriptor_dup:
 *
 * Returns: a duplicate that is the caller's to close and is closed by exec; -1 if there are no
 *   more descriptors, or if a write to this one would reach nobody
 */
int
ebb_bluez_descriptor_dup (EbbBluezDescriptor *self)
{
  return self->is_gone ? -1 : fcntl (self->fd, F_DUPFD_CLOEXEC, 0);
}
