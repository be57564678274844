/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-controller.h"
#include "ebb-fake-clock.h"
#include "ebb-sim-link.h"
#include "ebb-units.h"

/* The controller and the simulated boots, written from the same page by different hands. */

#define ADD(path, test) g_test_add ("/controller/sim/" path, Fixture, NULL, set_up, test, tear_down)

typedef struct
{
  EbbFakeClock  *clock;
  EbbSimBoots   *boots;
  EbbSimLink    *link;
  EbbController *controller;

  guint        n_telemetry;
  EbbTelemetry telemetry;
  EbbStatus    status;

  gboolean    is_done;
  GError     *error; /* of the last call */
  EbbResponse response;
  guint32     program_crc;
} Fixture;

static EbbDefinition *definition;

static void
telemetry_cb (EbbController *controller, EbbTelemetry *telemetry, gint64 received_us, Fixture *self)
{
  self->n_telemetry++;
  self->telemetry = *telemetry;
}

static void
status_cb (EbbController *controller, EbbStatus *status, Fixture *self)
{
  self->status = *status;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  options.closed_epoch = 30;
  self->clock = ebb_fake_clock_new ();
  self->boots = ebb_sim_boots_new (1, &options);
  self->link = ebb_sim_link_new (self->boots, EBB_CLOCK (self->clock), definition, "sim",
                                 EBB_SIM_PAIRING_JUST_WORKS);
  self->controller = ebb_controller_new (EBB_LINK (self->link), EBB_CLOCK (self->clock), 7);
  g_signal_connect (self->controller, "telemetry", G_CALLBACK (telemetry_cb), self);
  g_signal_connect (self->controller, "status", G_CALLBACK (status_cb), self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ebb_controller_disconnect (self->controller);
  ebb_fake_clock_advance_ms (self->clock, 10000);
  g_assert_finalize_object (self->controller);
  g_assert_finalize_object (self->link);
  g_assert_finalize_object (self->boots);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_assert_finalize_object (self->clock);
  g_clear_error (&self->error);
}

static void
begin (Fixture *self)
{
  g_clear_error (&self->error);
  self->is_done = FALSE;
}

/* Turns the clock until the call has ended, 20 s at most. */
static void
end (Fixture *self)
{
  for (guint i = 0; i < 2000 && !self->is_done; i++)
    ebb_fake_clock_advance_ms (self->clock, 10);
  g_assert_true (self->is_done);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->is_done = TRUE;
  ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &self->error);
}

static void
connect_boots (Fixture *self, guint32 first_stop_epoch)
{
  begin (self);
  ebb_controller_connect_async (self->controller, first_stop_epoch, NULL, connected_cb, self);
  end (self);
}

static void
paired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->is_done = TRUE;
  ebb_link_pair_finish (EBB_LINK (source), result, &self->error);
}

static void
pair_and_connect (Fixture *self)
{
  connect_boots (self, 0);
  g_assert_error (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
  begin (self);
  ebb_link_pair_async (EBB_LINK (self->link), NULL, paired_cb, self);
  end (self);
  g_assert_no_error (self->error);
  connect_boots (self, 0);
  g_assert_no_error (self->error);
}

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->is_done = TRUE;
  ebb_controller_request_finish (EBB_CONTROLLER (source), result, &self->response, &self->error);
}

static void
ask (Fixture *self, const EbbRequest *request)
{
  begin (self);
  ebb_controller_request_async (self->controller, request, NULL, requested_cb, self);
  end (self);
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->is_done = TRUE;
  ebb_controller_upload_finish (EBB_CONTROLLER (source), result, &self->program_crc, &self->error);
}

static void
upload (Fixture *self)
{
  EbbWireProgram program = {
    .pattern = EBB_PATTERN_SEQUENTIAL,
    .inflate_ds = 50,
    .hold_ds = 50,
    .deflate_ds = 50,
    .rest_ds = 50,
    .zones = { EBB_ZONE_BIT (EBB_ZONE_FOOT), EBB_ZONE_BIT (EBB_ZONE_FOOT) },
  };

  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      program.setpoint_pa[side][EBB_ZONE_FOOT] = 5333;
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        program.heat_ddeg[side][zone] = EBB_WIRE_HEAT_OFF;
    }
  begin (self);
  ebb_controller_upload_async (self->controller, &program, NULL, uploaded_cb, self);
  end (self);
  g_assert_no_error (self->error);
}

static void
start (Fixture *self, guint32 epoch)
{
  const EbbRequest request = {
    .op = EBB_OP_START,
    .epoch = epoch,
    .start = { .program_crc = self->program_crc,
               .duration_s = 600,
               .legs = EBB_LEGS_BOTH,
               .pressure_cap_pa = 5333,
               .heat_cap_ddeg = EBB_WIRE_HEAT_OFF },
  };

  ask (self, &request);
}

static void
run_session (Fixture *self, guint32 epoch)
{
  pair_and_connect (self);
  upload (self);
  start (self, epoch);
  g_assert_no_error (self->error);
  ebb_fake_clock_advance_ms (self->clock, 4000);
  g_assert_cmpint (self->telemetry.run_state, ==, EBB_RUN_RUNNING);
  g_assert_cmpuint (self->telemetry.epoch, ==, epoch);
  g_assert_cmpint (self->telemetry.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa, >, 1333);
}

static void
assert_vents (Fixture *self, guint32 epoch)
{
  ebb_fake_clock_advance_ms (self->clock, 8000);
  g_assert_cmpint (self->telemetry.run_state, ==, EBB_RUN_STOPPED);
  g_assert_cmpuint (self->telemetry.closed_epoch, >=, epoch);
}

static void
test_session_from_pairing_to_stop (Fixture *self, gconstpointer data)
{
  run_session (self, 31);
  g_assert_true (ebb_controller_stop (self->controller, 31, NULL));
  assert_vents (self, 31);
  g_assert_cmpint (self->status.end_reason, ==, EBB_END_STOP);
  start (self, 31);
  g_assert_error (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_REFUSED);
  g_assert_cmpint (self->response.result, ==, EBB_RESULT_EPOCH_CLOSED);
}

static void
test_silent_boots_time_out_and_vent (Fixture *self, gconstpointer data)
{
  const EbbRequest renew = { .op = EBB_OP_RENEW, .epoch = 31 };

  run_session (self, 31);
  ebb_sim_boots_set_fault (self->boots, EBB_SIM_FAULT_SILENT, 1);
  ask (self, &renew);
  g_assert_error (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_TIMED_OUT);
  ebb_fake_clock_advance_ms (self->clock, 12000);
  ebb_sim_boots_set_fault (self->boots, EBB_SIM_FAULT_SILENT, 0);
  ask (self, &renew);
  g_assert_cmpint (self->response.result, ==, EBB_RESULT_NOT_RUNNING);
}

static void
test_lost_link_comes_back_with_stop_first (Fixture *self, gconstpointer data)
{
  run_session (self, 31);
  ebb_sim_boots_set_fault (self->boots, EBB_SIM_FAULT_DROP_LINK, 1000);
  ebb_fake_clock_advance_ms (self->clock, 1500);
  g_assert_false (ebb_controller_is_trusted (self->controller));
  connect_boots (self, 31);
  g_assert_no_error (self->error);
  /* The handshake saw what the Stop before it did. */
  g_assert_cmpint (self->status.run_state, !=, EBB_RUN_RUNNING);
  assert_vents (self, 31);
}

static void
test_identity_and_features (Fixture *self, gconstpointer data)
{
  pair_and_connect (self);
  g_assert_true (ebb_controller_get_features (self->controller)->bits & EBB_FEATURE_SIMULATED);
  g_assert_nonnull (ebb_controller_get_model (self->controller));
  g_assert_nonnull (ebb_controller_get_serial (self->controller));
  g_assert_cmpint (ebb_controller_get_battery_percent (self->controller), >, 0);
  g_assert_cmpuint (self->status.closed_epoch, ==, 30);
}

static void
read_definition (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  json = g_bytes_new_take (text, size);
  definition = ebb_definition_new_from_json (json, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  read_definition (argv[1]);

  ADD ("session-from-pairing-to-stop", test_session_from_pairing_to_stop);
  ADD ("silent-boots-time-out-and-vent", test_silent_boots_time_out_and_vent);
  ADD ("stop-first-when-it-comes-back", test_lost_link_comes_back_with_stop_first);
  ADD ("identity-and-features", test_identity_and_features);
  return g_test_run ();
}
