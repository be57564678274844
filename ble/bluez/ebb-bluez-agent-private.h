/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-link.h"

G_BEGIN_DECLS

typedef void (*EbbBluezAgentNeed) (EbbPairingNeed need, guint code, gpointer user_data);

/**
 * EbbBluezAgent:
 *
 * Answers BlueZ's questions while this process pairs one device. BlueZ asks the agent of the
 * program that called Pair(); this one is never made the system's default, and refuses to speak
 * for any other device.
 */
#define EBB_TYPE_BLUEZ_AGENT (ebb_bluez_agent_get_type ())
G_DECLARE_FINAL_TYPE (EbbBluezAgent, ebb_bluez_agent, EBB, BLUEZ_AGENT, GObject)

EbbBluezAgent *ebb_bluez_agent_new (GDBusConnection  *connection,
                                    const char       *owner,
                                    const char       *device_path,
                                    EbbBluezAgentNeed need,
                                    gpointer          user_data) G_GNUC_WARN_UNUSED_RESULT;

const char      *ebb_bluez_agent_get_path (EbbBluezAgent *self);
EbbLinkErrorCode ebb_bluez_agent_judge (EbbBluezAgent *self, EbbLinkErrorCode code);

gboolean ebb_bluez_agent_export (EbbBluezAgent *self, GError **error);
void     ebb_bluez_agent_unexport (EbbBluezAgent *self);
void     ebb_bluez_agent_answer (EbbBluezAgent *self, gboolean is_accepted, guint code);

G_END_DECLS
