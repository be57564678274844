/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <sys/socket.h>
#include <unistd.h>

#include "ebb-bluez-descriptor-private.h"
#include "ebb-real-clock.h"

/* What comes through a descriptor: in order, whole, and nothing after the end. */

#define MTU 185
#define N_BURST 40

typedef struct
{
  EbbClock           *clock;
  EbbBluezDescriptor *descriptor;
  int                 other_end;
  GByteArray         *first_bytes; /* of each packet */
  guint               n_hang_ups;
  guint               free_after; /* so many packets the listener has enough; 0: never */
} Fixture;

static void
handler (const uint8_t *bytes, size_t size, gint64 received_us, gpointer user_data)
{
  Fixture *self = user_data;

  if (bytes == NULL)
    {
      self->n_hang_ups++;
      return;
    }
  g_assert_cmpint (received_us, >, 0);
  g_assert_cmpuint (size, ==, 1 + bytes[0] % 3);
  if (self->first_bytes->len + 1 == self->free_after)
    g_clear_pointer (&self->descriptor, ebb_bluez_descriptor_free);
  g_byte_array_append (self->first_bytes, bytes, 1);
}

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  int pair[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
  self->clock = EBB_CLOCK (ebb_real_clock_new (1.0));
  self->first_bytes = g_byte_array_new ();
  self->other_end = pair[1];
  self->descriptor = ebb_bluez_descriptor_new (pair[0], MTU, self->clock, handler, self);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_pointer (&self->descriptor, ebb_bluez_descriptor_free);
  g_byte_array_unref (self->first_bytes);
  g_clear_object (&self->clock);
  if (self->other_end >= 0)
    close (self->other_end);
}

static void
send_burst (Fixture *self)
{
  for (uint8_t i = 0; i < N_BURST; i++)
    {
      const uint8_t bytes[] = { i, i, i };

      g_assert_cmpint (send (self->other_end, bytes, 1 + i % 3, 0), ==, 1 + i % 3);
    }
}

static void
run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
assert_in_order (Fixture *self, guint count)
{
  g_assert_cmpuint (self->first_bytes->len, ==, count);
  for (guint i = 0; i < count; i++)
    g_assert_cmpuint (self->first_bytes->data[i], ==, i);
}

static void
test_burst_arrives_whole_and_in_order (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  send_burst (self);
  run_dry ();
  assert_in_order (self, N_BURST);
  g_assert_cmpuint (self->n_hang_ups, ==, 0);
}

static void
test_one_turn_leaves_room_for_a_key (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  send_burst (self);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (self->first_bytes->len, ==, 1);
}

static void
test_end_comes_after_what_was_sent (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  send_burst (self);
  close (self->other_end);
  self->other_end = -1;
  run_dry ();
  assert_in_order (self, N_BURST);
  g_assert_cmpuint (self->n_hang_ups, ==, 1);
}

static void
test_listener_may_free_it (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->free_after = 3;
  send_burst (self);
  run_dry ();
  assert_in_order (self, 3);
  g_assert_null (self->descriptor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/bluez/descriptor/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("burst-arrives-whole-and-in-order", test_burst_arrives_whole_and_in_order);
  ADD ("one-turn-leaves-room-for-a-key", test_one_turn_leaves_room_for_a_key);
  ADD ("end-comes-after-what-was-sent", test_end_comes_after_what_was_sent);
  ADD ("listener-may-free-it", test_listener_may_free_it);
#undef ADD
  return g_test_run ();
}
