/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-controller.h"
#include "ebb-fake-clock.h"
#include "ebb-scripted-boots.h"

G_BEGIN_DECLS

#define FIXTURE_OWNER 0x00c0ffeeu

/* A controller, the boots it speaks to, and the clock both live by. */
typedef struct
{
  EbbFakeClock     *clock;
  EbbScriptedBoots *boots;
  EbbScriptedLink  *link; /* (borrowed) from the boots */
  EbbController    *controller;

  GPtrArray *outcomes; /* (element-type Outcome) (owned) */

  /* what the controller said */
  guint        n_state_changes;
  guint        n_telemetry;
  gint64       telemetry_us;
  EbbTelemetry telemetry;
  guint        n_status;
  EbbStatus    status;
} Fixture;

/* How one call ended. */
typedef struct
{
  gboolean    is_done;
  gboolean    is_success;
  GError     *error;
  EbbResponse response;
  guint32     program_crc;
} Outcome;

void fixture_init (const char *definition_path);
void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_set_up_trusted (Fixture *self, gconstpointer data);
/* Fails if a timeout is left, or if anything keeps the controller alive. */
void fixture_tear_down (Fixture *self, gconstpointer data);

/* (transfer none): one for a call that begins; it lives as long as the fixture */
Outcome *fixture_add_outcome (Fixture *self);
/* Each begins and returns; @outcome is filled in when the call ends. */
void fixture_connect (Fixture *self, guint32 first_stop_epoch, Outcome *outcome);
void fixture_request (Fixture          *self,
                      const EbbRequest *request,
                      GCancellable     *cancellable,
                      Outcome          *outcome);
void fixture_upload (Fixture *self, const EbbWireProgram *program, Outcome *outcome);

void outcome_assert_success (Outcome *outcome);
void outcome_assert_error (Outcome *outcome, GQuark domain, int code);
G_END_DECLS
