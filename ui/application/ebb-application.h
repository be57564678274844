/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"

G_BEGIN_DECLS

/**
 * EbbCoreMaker:
 *
 * Makes the core; called once, in the first instance only, when it starts.
 *
 * Returns: (transfer none) (nullable): %NULL with @error set if Ebb can not work at all
 */
typedef EbbCore *(*EbbCoreMaker) (gpointer user_data, GError **error);

/**
 * EbbApplication:
 *
 * One instance for an account, activatable over D-Bus; owns the window.
 */
#define EBB_TYPE_APPLICATION (ebb_application_get_type ())
G_DECLARE_FINAL_TYPE (EbbApplication, ebb_application, EBB, APPLICATION, AdwApplication)

EbbApplication *ebb_application_new (const char  *id,
                                     const char  *version,
                                     EbbCoreMaker make_core,
                                     gpointer     user_data) G_GNUC_WARN_UNUSED_RESULT;

/* A signal came, or the desktop goes down: Stop, and close when the boots are empty. */
void ebb_application_stop_and_quit (EbbApplication *self);

G_END_DECLS
