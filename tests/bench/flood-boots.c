/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib-unix.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "ebb-boots-air.h"
#include "ebb-profile.h"
#include "ebb-sim-boots.h"

/* flood-boots ADAPTER NAME: the boots' end of the benches of notifications and commands.
 *
 * Offers the profile, answered by the same simulated firmware as that of ebb-boots, but the
 * firmware's own telemetry is held back. "flood COUNT PERIOD_US" on standard input sends so many
 * telemetry notifications instead, each with its number where the run's elapsed time stands; one
 * that bluetoothd does not take now is sent when it does. "report" prints what was sent and what
 * arrived as one line of JSON, boot times in microseconds, and forgets it. */

/* How often the boots' time follows the clock. */
#define TICK_MS 20
#define AGAIN_MS 1

typedef struct
{
  GDBusConnection    *bus;
  EbbBluezPeripheral *peripheral;
  EbbSimBoots        *boots;
  GArray             *sent_us;
  GArray             *arrived_us; /* writes to Stop */
  guint               n_left;
  guint               n_refused; /* by the socket, which was full */
  gint64              period_us;
  gint64              next_us;
} Flood;

static gint64
read_clock_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
boots_said_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  Flood *self = user_data;

  if (self->peripheral != NULL && role != EBB_ROLE_TELEMETRY)
    ebb_bluez_peripheral_send (self->peripheral, role, bytes, size);
}

static gboolean
tick_cb (gpointer user_data)
{
  ebb_sim_boots_advance_to (((Flood *) user_data)->boots, read_clock_us ());
  return G_SOURCE_CONTINUE;
}

static GBytes *
read_cb (EbbRole role, gpointer user_data)
{
  return ebb_sim_boots_read (((Flood *) user_data)->boots, role);
}

static void
written_cb (EbbRole        role,
            const char    *address,
            const uint8_t *bytes,
            size_t         size,
            gint64         arrived_us,
            gpointer       user_data)
{
  Flood *self = user_data;

  if (role == EBB_ROLE_STOP)
    {
      g_array_append_val (self->arrived_us, arrived_us);
      return;
    }
  ebb_sim_boots_advance_to (self->boots, arrived_us);
  ebb_sim_boots_write (self->boots, role, bytes, size, TRUE);
}

static void
subscribed_cb (EbbRole role, gboolean is_subscribed, gpointer user_data)
{
  if (is_subscribed)
    ebb_sim_boots_subscribed (((Flood *) user_data)->boots, role);
}

static void
link_changed_cb (const char *address, gboolean is_up, gpointer user_data)
{
  ebb_sim_boots_link_changed (((Flood *) user_data)->boots, is_up);
}

static void
paired_cb (const char *address, gboolean is_paired, gpointer user_data)
{
}

static void
confirm_code_cb (const char *address, guint code, gpointer user_data)
{
}

static void
lost_cb (gpointer user_data)
{
  g_error ("flood-boots: the Bluetooth service has gone");
}

static const EbbPeripheralEvents events = {
  .read = read_cb,
  .write = written_cb,
  .subscribed = subscribed_cb,
  .link_changed = link_changed_cb,
  .paired = paired_cb,
  .confirm_code = confirm_code_cb,
  .lost = lost_cb,
};

/* Whether bluetoothd took it; when it does not keep up, the boots have not sent. */
static gboolean
send_one (Flood *self)
{
  EbbTelemetry telemetry;
  uint8_t      bytes[EBB_MESSAGE_MAX_BYTES];
  size_t       size;
  gint64       now_us;

  ebb_sim_boots_get_telemetry (self->boots, &telemetry);
  telemetry.elapsed_ms = self->sent_us->len;
  telemetry.counter = (uint16_t) self->sent_us->len;
  size = ebb_telemetry_encode (&telemetry, bytes, sizeof bytes);
  now_us = read_clock_us ();
  if (!ebb_bluez_peripheral_send (self->peripheral, EBB_ROLE_TELEMETRY, bytes, size))
    {
      self->n_refused++;
      return FALSE;
    }
  g_array_append_val (self->sent_us, now_us);
  return TRUE;
}

static gboolean
send_cb (gpointer user_data)
{
  Flood *self = user_data;
  gint64 wait_us;

  if (!send_one (self))
    {
      g_timeout_add (AGAIN_MS, send_cb, self);
      return G_SOURCE_REMOVE;
    }
  if (--self->n_left == 0)
    {
      printf ("{\"event\": \"flooded\"}\n");
      return G_SOURCE_REMOVE;
    }
  self->next_us += self->period_us;
  /* Read once: MAX reads its arguments twice, and the second time may be too late. */
  wait_us = self->next_us - read_clock_us ();
  g_timeout_add ((guint) (MAX (0, wait_us) / 1000), send_cb, self);
  return G_SOURCE_REMOVE;
}

static void
print_times (const char *name, GArray *times)
{
  printf ("\"%s\": [", name);
  for (guint i = 0; i < times->len; i++)
    printf ("%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (times, gint64, i));
  printf ("]");
  g_array_set_size (times, 0);
}

static void
report (Flood *self)
{
  printf ("{\"event\": \"report\", \"refused\": %u, ", self->n_refused);
  print_times ("sent_us", self->sent_us);
  printf (", ");
  print_times ("arrived_us", self->arrived_us);
  printf ("}\n");
  self->n_refused = 0;
}

static gboolean
typed_cb (gint descriptor, GIOCondition condition, gpointer user_data)
{
  Flood  *self = user_data;
  char    line[128] = { 0 };
  guint   count, period_us;
  ssize_t size = read (descriptor, line, sizeof line - 1);

  if (size <= 0)
    return G_SOURCE_REMOVE;
  if (sscanf (line, "flood %u %u", &count, &period_us) == 2)
    {
      self->n_left = count;
      self->period_us = period_us;
      self->next_us = read_clock_us ();
      send_cb (self);
    }
  else if (g_str_has_prefix (line, "report"))
    report (self);
  return G_SOURCE_CONTINUE;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!ebb_bluez_peripheral_start_finish (EBB_BLUEZ_PERIPHERAL (source), result, &error))
    g_error ("flood-boots: %s", error->message);
  printf ("{\"event\": \"ready\"}\n");
}

int
main (int argc, char **argv)
{
  Flood         self = { 0 };
  EbbSimOptions sim;
  EbbBootsAir   air;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  EbbPeripheralOptions options = {
    .adapter = argc > 1 ? argv[1] : "hci1",
    .name = argc > 2 ? argv[2] : "Flood boots",
    .advertised_uuid = EBB_UUID_SERVICE,
    .pairing = EBB_PERIPHERAL_PAIRING_JUST_WORKS,
  };

  setvbuf (stdout, NULL, _IOLBF, 0);
  ebb_sim_options_init (&sim);
  ebb_boots_air_init (&air, sim.tier);
  options.offers = air.offers;
  options.n_offers = air.n_offers;
  self.boots = ebb_sim_boots_new (1, &sim);
  self.sent_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  self.arrived_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  ebb_sim_boots_set_output (self.boots, boots_said_cb, &self);
  ebb_sim_boots_advance_to (self.boots, read_clock_us ());
  self.bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  if (self.bus == NULL)
    g_error ("flood-boots: no system bus");
  self.peripheral = ebb_bluez_peripheral_new (self.bus, &options, &events, &self);
  g_timeout_add (TICK_MS, tick_cb, &self);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, typed_cb, &self);
  ebb_bluez_peripheral_start_async (self.peripheral, NULL, started_cb, NULL);
  g_main_loop_run (loop);
  return 0;
}
