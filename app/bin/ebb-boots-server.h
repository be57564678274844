/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-options.h"

G_BEGIN_DECLS

/**
 * EbbBootsServer:
 *
 * Joins simulated boots and a Bluetooth peripheral, and writes down what passes between them.
 */
typedef struct _EbbBootsServer EbbBootsServer;

EbbBootsServer *ebb_boots_server_new (const EbbBootsOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void            ebb_boots_server_free (EbbBootsServer *self);

int  ebb_boots_server_run (EbbBootsServer *self);
void ebb_boots_server_quit (EbbBootsServer *self);
void ebb_boots_server_take_command (EbbBootsServer *self, const char *command);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbBootsServer, ebb_boots_server_free)

G_END_DECLS
