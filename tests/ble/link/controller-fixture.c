/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "controller-fixture.h"

static EbbDefinition *definition; /* the one that ships; the same for all tests */

static void
state_changed_cb (EbbController *controller, gpointer user_data)
{
  ((Fixture *) user_data)->n_state_changes++;
}

static void
telemetry_cb (EbbController *controller,
              EbbTelemetry  *telemetry,
              gint64         received_us,
              gpointer       user_data)
{
  Fixture *self = user_data;

  self->n_telemetry++;
  self->telemetry = *telemetry;
  self->telemetry_us = received_us;
}

static void
status_cb (EbbController *controller, EbbStatus *status, gpointer user_data)
{
  Fixture *self = user_data;

  self->n_status++;
  self->status = *status;
}

static void
free_outcome (gpointer outcome)
{
  g_clear_error (&((Outcome *) outcome)->error);
  g_free (outcome);
}

void
fixture_init (const char *definition_path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;
  char *text;
  gsize size;

  g_file_get_contents (definition_path, &text, &size, &error);
  g_assert_no_error (error);
  json = g_bytes_new_take (text, size);
  definition = ebb_definition_new_from_json (json, &error);
  g_assert_no_error (error);
}

Outcome *
fixture_add_outcome (Fixture *self)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  g_ptr_array_add (self->outcomes, outcome);
  return outcome;
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->outcomes = g_ptr_array_new_with_free_func (free_outcome);
  self->clock = ebb_fake_clock_new ();
  self->boots = ebb_scripted_boots_new (definition, EBB_CLOCK (self->clock));
  self->link = self->boots->link;
  self->controller =
      ebb_controller_new (EBB_LINK (self->link), EBB_CLOCK (self->clock), FIXTURE_OWNER);
  g_signal_connect (self->controller, "state-changed", G_CALLBACK (state_changed_cb), self);
  g_signal_connect (self->controller, "telemetry", G_CALLBACK (telemetry_cb), self);
  g_signal_connect (self->controller, "status", G_CALLBACK (status_cb), self);
}

void
fixture_set_up_trusted (Fixture *self, gconstpointer data)
{
  Outcome *outcome;

  fixture_set_up (self, data);
  outcome = fixture_add_outcome (self);
  fixture_connect (self, 0, outcome);
  ebb_settle ();
  outcome_assert_success (outcome);
  g_assert_true (ebb_controller_is_trusted (self->controller));
  ebb_scripted_link_clear_log (self->link);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  ebb_settle ();
  if (self->controller != NULL)
    {
      ebb_controller_disconnect (self->controller);
      ebb_settle ();
      g_assert_finalize_object (self->controller);
    }
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  for (guint i = 0; i < self->outcomes->len; i++)
    g_assert_true (((Outcome *) g_ptr_array_index (self->outcomes, i))->is_done);
  g_ptr_array_unref (self->outcomes);
  ebb_scripted_boots_free (self->boots);
  g_assert_finalize_object (self->clock);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_assert_false (outcome->is_done);
  outcome->is_done = TRUE;
  outcome->is_success =
      ebb_controller_connect_finish (EBB_CONTROLLER (source), result, &outcome->error);
}

void
fixture_connect (Fixture *self, guint32 first_stop_epoch, Outcome *outcome)
{
  ebb_controller_connect_async (self->controller, first_stop_epoch, NULL, connected_cb, outcome);
}

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_assert_false (outcome->is_done);
  outcome->is_done = TRUE;
  outcome->is_success = ebb_controller_request_finish (EBB_CONTROLLER (source), result,
                                                       &outcome->response, &outcome->error);
}

void
fixture_request (Fixture          *self,
                 const EbbRequest *request,
                 GCancellable     *cancellable,
                 Outcome          *outcome)
{
  ebb_controller_request_async (self->controller, request, cancellable, requested_cb, outcome);
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  g_assert_false (outcome->is_done);
  outcome->is_done = TRUE;
  outcome->is_success = ebb_controller_upload_finish (EBB_CONTROLLER (source), result,
                                                      &outcome->program_crc, &outcome->error);
}

void
fixture_upload (Fixture *self, const EbbWireProgram *program, Outcome *outcome)
{
  ebb_controller_upload_async (self->controller, program, NULL, uploaded_cb, outcome);
}

void
outcome_assert_success (Outcome *outcome)
{
  g_assert_true (outcome->is_done);
  g_assert_no_error (outcome->error);
  g_assert_true (outcome->is_success);
}

void
outcome_assert_error (Outcome *outcome, GQuark domain, int code)
{
  g_assert_true (outcome->is_done);
  g_assert_false (outcome->is_success);
  g_assert_error (outcome->error, domain, code);
}
