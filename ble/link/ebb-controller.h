/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-control.h"
#include "ebb-features.h"
#include "ebb-link.h"
#include "ebb-sides.h"
#include "ebb-status.h"
#include "ebb-wire-program.h"

G_BEGIN_DECLS

/**
 * EbbController:
 *
 * Our side of the Ebb profile over one link: encodes and decodes, asks one question at a time,
 * gives each a deadline, and lets the newest intensity replace the one still waiting. Stop waits
 * for nothing: it is handed to the link in the same call.
 *
 * Signals: "telemetry" (EbbTelemetry *telemetry, gint64 received_us), "status" (EbbStatus *),
 * "state-changed" (the link's state, is-trusted or the battery changed).
 */
#define EBB_TYPE_CONTROLLER (ebb_controller_get_type ())
G_DECLARE_FINAL_TYPE (EbbController, ebb_controller, EBB, CONTROLLER, GObject)

EbbController *ebb_controller_new (EbbLink  *link,
                                   EbbClock *clock,
                                   guint32   owner) G_GNUC_WARN_UNUSED_RESULT;

EbbLink *ebb_controller_get_link (EbbController *self);
/* The owner token that every request of ours carries. */
guint32      ebb_controller_get_owner (EbbController *self);
EbbLinkState ebb_controller_get_link_state (EbbController *self);
/* TRUE after an answered handshake of our major version since the link came up; nothing but Stop
 * and the handshake is ever sent before. */
gboolean ebb_controller_is_trusted (EbbController *self);
/* How the boots are worn: from here on everything on this side of the controller is about the legs
 * of the wearer, whatever the boots call their sides. Not while a session runs. */
void     ebb_controller_set_sides (EbbController *self, EbbSides sides);
EbbSides ebb_controller_get_sides (EbbController *self);
/* @serial: (nullable): that of the boots which are meant. Others at the same address fail to connect
 * with %EBB_LINK_ERROR_WRONG_IDENTITY, and nothing but an owed Stop is written to them. */
void ebb_controller_expect_serial (EbbController *self, const char *serial);
/* (nullable): not read yet */
const EbbFeatures *ebb_controller_get_features (EbbController *self);
/* (nullable) */
const char *ebb_controller_get_serial (EbbController *self);
const char *ebb_controller_get_model (EbbController *self);
const char *ebb_controller_get_manufacturer (EbbController *self);
const char *ebb_controller_get_firmware (EbbController *self);
int         ebb_controller_get_battery_percent (EbbController *self);

/* Connects, reads features and identity, subscribes, shakes hands. With @first_stop_epoch > 0
 * Stop for that epoch is the first thing written, before anything is read (safety.md I4). */
void     ebb_controller_connect_async (EbbController      *self,
                                       guint32             first_stop_epoch,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean ebb_controller_connect_finish (EbbController *self, GAsyncResult *result, GError **error);
void     ebb_controller_disconnect (EbbController *self);

/* One answered request; its answer has result EBB_RESULT_SUCCESS, a refusal is
 * EBB_LINK_ERROR_REFUSED. Sequence and owner are filled in here. Deadline 3 s. */
void     ebb_controller_request_async (EbbController      *self,
                                       const EbbRequest   *request,
                                       GCancellable       *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer            user_data);
gboolean ebb_controller_request_finish (EbbController *self,
                                        GAsyncResult  *result,
                                        EbbResponse   *response,
                                        GError       **error);
void     ebb_controller_upload_async (EbbController        *self,
                                      const EbbWireProgram *program,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* @program_crc: (out): what START names it by */
gboolean ebb_controller_upload_finish (EbbController *self,
                                       GAsyncResult  *result,
                                       guint32       *program_crc,
                                       GError       **error);

/* Hands Stop to the link now. FALSE if the link took nothing; the caller repeats in any case. */
gboolean ebb_controller_stop (EbbController *self, guint32 epoch, GError **error);

int ebb_controller_dup_stop_descriptor (EbbController *self) G_GNUC_WARN_UNUSED_RESULT;
/* What to write to that descriptor. */
size_t ebb_controller_frame_stop (EbbController *self,
                                  guint32        epoch,
                                  uint8_t       *framed,
                                  size_t         capacity);

/* Drops every request that waits; one in flight is answered EBB_LINK_ERROR_NOT_CONNECTED. */
void ebb_controller_flush (EbbController *self);
/* How many requests were sent and not yet answered nor given up: the machine asks before it
 * believes in "vented" (safety.md section 6: no START outstanding). */
guint ebb_controller_count_outstanding (EbbController *self, EbbOp op);

G_END_DECLS
