/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-server.h"

#include "ebb-boots-air.h"
#include "ebb-boots-memory.h"
#include "ebb-boots-peers.h"

#include <stdio.h>

#include "ebb-control.h"
#include "ebb-profile.h"

/* How often the boots' time follows the clock. */
#define TICK_MS 20
#define PRESSURE_EVERY_MS 1000

struct _EbbBootsServer
{
  const EbbBootsOptions *options; /* borrowed */

  EbbBootsAir         air;
  EbbBootsLog         log;
  EbbBootsMemory      memory;
  EbbBootsPeers       peers;
  EbbSimBoots        *boots;
  GDBusConnection    *connection;
  EbbBluezPeripheral *peripheral;
  GMainLoop          *loop;
  guint               tick_id;
  guint               pressure_id;
  gboolean            is_dropping; /* bluetoothd takes a while over a link it should drop */
  gboolean            is_away;     /* out of reach, as a fault has it */
  gboolean            is_quitting;
  int                 exit_status;
};

/* Where nothing is encrypted, nobody hears anything before somebody who is paired is there: whom
 * bluetoothd notifies it does not say. */
static void
say (EbbBootsServer *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  const EbbRole place = ebb_boots_air_find_place (&self->air, role);
  uint8_t       framed[1 + EBB_MESSAGE_MAX_BYTES];
  size_t framed_size = ebb_boots_air_frame (&self->air, role, bytes, size, framed, sizeof framed);

  if (place == role || ebb_bluez_peripheral_has_paired_link (self->peripheral))
    ebb_bluez_peripheral_send (self->peripheral, place, framed, framed_size);
}

static void
boots_said_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  EbbBootsServer *self = user_data;

  if (self->is_dropping || self->peripheral == NULL || self->options->is_decoy)
    return;
  say (self, role, bytes, size);
  if (role == EBB_ROLE_CONTROL)
    ebb_boots_log_answer (&self->log, bytes, size);
}

static void
status_changed_cb (EbbBootsServer *self)
{
  const EbbStatus *status = ebb_sim_boots_get_status (self->boots);
  g_autoptr (GError) error = NULL;

  /* A run is remembered as closed from its start on: this comes before its first air. */
  if (!ebb_boots_memory_keep (&self->memory, MAX (status->epoch, status->closed_epoch), &error))
    ebb_boots_log_note (&self->log, "memory", "the epoch could not be kept: %s", error->message);
  ebb_boots_log_status (&self->log, status);
}

static void
blink_changed_cb (EbbBootsServer *self)
{
  ebb_boots_log_blink (&self->log, ebb_sim_boots_get_blink_ms (self->boots));
}

static void
link_dropped_cb (EbbBootsServer *self)
{
  ebb_boots_log_note (&self->log, "fault", "dropping the link");
  self->is_dropping = TRUE;
  ebb_bluez_peripheral_drop_links (self->peripheral);
}

/* A decoy looks like boots, and cannot answer the one question that only a living implementation
 * answers right: it gives the nonce back as it came. */
static void
answer_as_decoy (EbbBootsServer *self, EbbRole role, const uint8_t *bytes, size_t size)
{
  EbbRequest  request;
  EbbResponse response = { .result = EBB_RESULT_SUCCESS, .has_state = true };
  uint8_t     answer[EBB_MESSAGE_MAX_BYTES];
  size_t      answer_size;

  if (role != EBB_ROLE_CONTROL || ebb_request_decode (&request, bytes, size) != EBB_DECODE_OK
      || request.op != EBB_OP_HELLO)
    return;
  response.op = request.op;
  response.sequence = request.sequence;
  response.major = EBB_PROFILE_MAJOR;
  response.nonce_echo = request.hello.nonce;
  response.status = *ebb_sim_boots_get_status (self->boots);
  answer_size = ebb_response_encode (&response, answer, sizeof answer);
  say (self, EBB_ROLE_CONTROL, answer, answer_size);
  ebb_boots_log_answer (&self->log, answer, answer_size);
}

/* That the link is encrypted where it must be is bluetoothd's to see to; not so where one
 * characteristic is for everything, and has to be open because Stop is. */
static gboolean
is_trusted (EbbBootsServer *self, EbbRole place, const char *address)
{
  return !ebb_boots_air_is_shared (&self->air, place)
         || ebb_bluez_peripheral_is_paired (self->peripheral, address);
}

static void
written_cb (EbbRole        place,
            const char    *address,
            const uint8_t *bytes,
            size_t         size,
            gint64         arrived_us,
            gpointer       user_data)
{
  EbbBootsServer *self = user_data;
  EbbRole         role = place;
  const gboolean  is_paired = is_trusted (self, place, address);
  EbbSimWrite     outcome;

  ebb_boots_air_unframe (&self->air, &role, &bytes, &size);
  if (self->options->is_decoy || self->is_dropping)
    {
      ebb_boots_log_write (&self->log, arrived_us, role, bytes, size,
                           self->is_dropping ? "link-dropped" : "decoy");
      if (!self->is_dropping)
        answer_as_decoy (self, role, bytes, size);
      return;
    }
  if (is_paired)
    ebb_boots_peers_note_write (&self->peers, role, address, bytes, size);
  ebb_sim_boots_advance_to (self->boots, arrived_us);
  outcome = ebb_sim_boots_write (self->boots, role, bytes, size, is_paired);
  ebb_boots_log_write (&self->log, arrived_us, role, bytes, size, ebb_boots_log_describe (outcome));
}

static GBytes *
read_cb (EbbRole role, gpointer user_data)
{
  EbbBootsServer *self = user_data;

  ebb_sim_boots_advance_to (self->boots, ebb_boots_log_now_us ());
  return ebb_sim_boots_read (self->boots, role);
}

static void
subscribed_cb (EbbRole place, gboolean is_subscribed, gpointer user_data)
{
  EbbBootsServer *self = user_data;

  for (EbbRole role = 0; role < EBB_N_ROLES; role++)
    {
      if (!ebb_boots_air_is_heard_at (&self->air, role, place))
        continue;
      ebb_boots_log_note (&self->log, is_subscribed ? "subscribed" : "unsubscribed", "%s",
                          ebb_role_to_string (role));
      if (is_subscribed)
        ebb_sim_boots_subscribed (self->boots, role);
    }
}

/* Who only watched, or said Stop, takes nothing with him of what others do. */
static void
forget_peer (EbbBootsServer *self, const char *address)
{
  static const EbbRole roles[] = { EBB_ROLE_CONTROL, EBB_ROLE_PROGRAM };

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (ebb_boots_peers_is_whose (&self->peers, roles[i], address))
      ebb_sim_boots_forget (self->boots, roles[i]);
}

static void
link_changed_cb (const char *address, gboolean is_up, gpointer user_data)
{
  EbbBootsServer *self = user_data;

  ebb_boots_log_note (&self->log, is_up ? "linked" : "unlinked", "%s", address);
  ebb_sim_boots_advance_to (self->boots, ebb_boots_log_now_us ());
  /* Whoever comes while they are out of reach has not reached them. */
  self->is_dropping = is_up && ebb_sim_boots_get_fault (self->boots, EBB_SIM_FAULT_DROP_LINK) > 0;
  if (self->is_dropping)
    ebb_bluez_peripheral_drop_links (self->peripheral);
  else if (is_up)
    ebb_sim_boots_link_changed (self->boots, TRUE);
  else
    forget_peer (self, address);
}

static void
paired_cb (const char *address, gboolean is_paired, gpointer user_data)
{
  EbbBootsServer *self = user_data;

  ebb_boots_log_note (&self->log, is_paired ? "paired" : "forgotten", "%s", address);
}

static void
confirm_code_cb (const char *address, guint code, gpointer user_data)
{
  EbbBootsServer *self = user_data;

  ebb_boots_log_note (&self->log, "code", "%06u", code);
  if (self->options->accepts_codes)
    ebb_bluez_peripheral_answer_pairing (self->peripheral, TRUE);
  else
    fprintf (stderr, "Does %s show the number %06u? Type yes or no: ", address, code);
}

static void
give_up (EbbBootsServer *self, const char *why)
{
  ebb_boots_log_note (&self->log, "error", "%s", why);
  fprintf (stderr, "ebb-boots: %s\n", why);
  self->exit_status = 1;
  g_main_loop_quit (self->loop);
}

static void
lost_cb (gpointer user_data)
{
  give_up (user_data, "the Bluetooth service has gone; start ebb-boots again when it is back");
}

static const EbbPeripheralEvents peripheral_events = {
  .read = read_cb,
  .write = written_cb,
  .subscribed = subscribed_cb,
  .link_changed = link_changed_cb,
  .paired = paired_cb,
  .confirm_code = confirm_code_cb,
  .lost = lost_cb,
};

/* Boots that are out of reach are not heard either. Whoever went on to find them would have link
 * after link that ends at once, of which bluetoothd 5.66 dies now and then. */
static void
follow_reach (EbbBootsServer *self)
{
  const gboolean is_away = ebb_sim_boots_get_fault (self->boots, EBB_SIM_FAULT_DROP_LINK) > 0;

  if (is_away == self->is_away)
    return;
  self->is_away = is_away;
  ebb_boots_log_note (&self->log, is_away ? "hidden" : "shown", "%s",
                      is_away ? "out of reach: not advertising" : "in reach: advertising again");
  if (is_away)
    ebb_bluez_peripheral_hide (self->peripheral);
  else
    ebb_bluez_peripheral_show (self->peripheral);
}

static gboolean
tick_cb (gpointer user_data)
{
  EbbBootsServer *self = user_data;

  ebb_sim_boots_advance_to (self->boots, ebb_boots_log_now_us ());
  follow_reach (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
pressure_cb (gpointer user_data)
{
  EbbBootsServer *self = user_data;

  ebb_boots_log_pressure (&self->log, self->boots);
  return G_SOURCE_CONTINUE;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EbbBootsServer *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_bluez_peripheral_start_finish (EBB_BLUEZ_PERIPHERAL (source), result, &error))
    give_up (self, error->message);
  else
    ebb_boots_log_note (&self->log, "ready", "%s \"%s\" (simulated, no air moves) on %s",
                        self->options->is_decoy ? "decoy" : "boots", self->options->name,
                        ebb_bluez_peripheral_get_adapter (self->peripheral));
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EbbBootsServer *self = user_data;

  /* It cannot fail in a way that matters now. */
  ebb_bluez_peripheral_stop_finish (EBB_BLUEZ_PERIPHERAL (source), result, NULL);
  ebb_boots_log_note (&self->log, "end", "ended as asked");
  g_main_loop_quit (self->loop);
}

/**
 * ebb_boots_server_new:
 * @options: borrowed for as long as the server lives
 *
 * Returns: (transfer full): a server that nobody sees yet
 */
EbbBootsServer *
ebb_boots_server_new (const EbbBootsOptions *options)
{
  EbbBootsServer *self = g_new0 (EbbBootsServer, 1);
  EbbSimOptions   sim;

  self->options = options;
  self->log.format = options->format;
  ebb_boots_air_init (&self->air, options->sim.tier);
  ebb_boots_memory_open (&self->memory, options->seed);
  sim = options->sim;
  sim.closed_epoch = self->memory.epoch;
  self->boots = ebb_sim_boots_new (options->seed, &sim);
  self->loop = g_main_loop_new (NULL, FALSE);
  ebb_sim_boots_advance_to (self->boots, ebb_boots_log_now_us ());
  ebb_sim_boots_set_output (self->boots, boots_said_cb, self);
  g_signal_connect_swapped (self->boots, "status-changed", G_CALLBACK (status_changed_cb), self);
  g_signal_connect_swapped (self->boots, "blink-changed", G_CALLBACK (blink_changed_cb), self);
  g_signal_connect_swapped (self->boots, "link-dropped", G_CALLBACK (link_dropped_cb), self);
  return self;
}

/**
 * ebb_boots_server_free:
 *
 * Frees @self; its links are dropped by bluetoothd.
 */
void
ebb_boots_server_free (EbbBootsServer *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->pressure_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->boots, self);
  ebb_sim_boots_set_output (self->boots, NULL, NULL);
  g_clear_object (&self->peripheral);
  g_clear_object (&self->connection);
  g_clear_object (&self->boots);
  ebb_boots_memory_clear (&self->memory);
  ebb_boots_peers_clear (&self->peers);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self);
}

/**
 * ebb_boots_server_run:
 *
 * Offers the boots until ebb_boots_server_quit() or until Bluetooth fails.
 *
 * Returns: exit status
 */
int
ebb_boots_server_run (EbbBootsServer *self)
{
  g_autoptr (GError) error = NULL;
  EbbPeripheralOptions options = {
    .adapter = self->options->adapter,
    .name = self->options->name,
    .advertised_uuid = ebb_sim_tier_get_service_uuid (self->options->sim.tier),
    .offers = self->air.offers,
    .n_offers = self->air.n_offers,
    .pairing = self->options->pairing,
  };

  /* Before the main loop runs there is nothing that waiting could hold up. */
  self->connection = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  if (self->connection == NULL)
    {
      g_autofree char *why = g_strdup_printf ("the system bus cannot be reached (%s): is D-Bus "
                                              "running on this computer?",
                                              error->message);

      give_up (self, why);
      return self->exit_status;
    }
  g_dbus_connection_set_exit_on_close (self->connection, FALSE);
  self->peripheral =
      ebb_bluez_peripheral_new (self->connection, &options, &peripheral_events, self);
  self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  self->pressure_id = g_timeout_add (PRESSURE_EVERY_MS, pressure_cb, self);
  ebb_bluez_peripheral_start_async (self->peripheral, NULL, started_cb, self);
  g_main_loop_run (self->loop);
  return self->exit_status;
}

/**
 * ebb_boots_server_quit:
 *
 * Vents, takes everything back, and lets ebb_boots_server_run() return. Asked again, it does not
 * wait for bluetoothd.
 */
void
ebb_boots_server_quit (EbbBootsServer *self)
{
  if (self->is_quitting || self->peripheral == NULL)
    {
      g_main_loop_quit (self->loop);
      return;
    }
  self->is_quitting = TRUE;
  ebb_sim_boots_press_button (self->boots);
  ebb_boots_log_note (&self->log, "quit", "vented, taking back what was offered");
  ebb_bluez_peripheral_stop_async (self->peripheral, NULL, stopped_cb, self);
}

static gboolean
set_fault (EbbBootsServer *self, const char *text, GError **error)
{
  EbbSimFault fault;
  int         value;

  if (!ebb_sim_fault_parse (text, &fault, &value, error))
    return FALSE;
  ebb_sim_boots_set_fault (self->boots, fault, value);
  return TRUE;
}

static gboolean
clear_fault (EbbBootsServer *self, const char *name, GError **error)
{
  EbbSimFault fault;

  if (!ebb_sim_fault_from_string (name, &fault))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "\"%s\" is no fault; --help lists them", name);
      return FALSE;
    }
  ebb_sim_boots_clear_fault (self->boots, fault);
  return TRUE;
}

static gboolean
perform (EbbBootsServer *self, const char *command, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (command, " \t", 2);
  g_autofree char *rest = g_strstrip (g_strdup (words[1] != NULL ? words[1] : ""));
  EbbSimFault      fault;

  if (g_str_equal (words[0], "fault"))
    return set_fault (self, rest, error);
  if (g_str_equal (words[0], "clear"))
    return clear_fault (self, rest, error);
  if (g_str_equal (words[0], "talk"))
    return clear_fault (self, "silent", error);
  if (ebb_sim_fault_from_string (words[0], &fault))
    return set_fault (self, command, error);
  if (g_str_equal (words[0], "yes") || g_str_equal (words[0], "no"))
    {
      ebb_bluez_peripheral_answer_pairing (self->peripheral, words[0][0] == 'y');
      return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" is no command; see --help",
               command);
  return FALSE;
}

/**
 * ebb_boots_server_take_command:
 * @command: one line, as --help lists them
 *
 * Does to the boots what a person or a test wants done.
 */
void
ebb_boots_server_take_command (EbbBootsServer *self, const char *command)
{
  g_autoptr (GError) error = NULL;

  if (command[0] == '\0')
    return;
  ebb_sim_boots_advance_to (self->boots, ebb_boots_log_now_us ());
  if (!perform (self, command, &error))
    {
      fprintf (stderr, "ebb-boots: %s\n", error->message);
      return;
    }
  ebb_boots_log_note (&self->log, "command", "%s", command);
}
