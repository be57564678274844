/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-core.h"
#include "ebb-household.h"

G_BEGIN_DECLS

/* What app/bin makes for it; called in the first instance only. All borrowed. */
typedef struct
{
  /* Once, when it starts. NULL with an error: Ebb can not work at all. */
  EbbHousehold *(*open_household) (gpointer user_data, GError **error);
  /* When there is something to show, and until there is not. */
  EbbCore *(*open_core) (gpointer user_data);
  void (*close_core) (gpointer user_data);
} EbbApplicationMaker;

/**
 * EbbApplication:
 *
 * One instance for an account, activatable over D-Bus; owns the window. Boots and radio are there for as long
 * as the window is.
 */
#define EBB_TYPE_APPLICATION (ebb_application_get_type ())
G_DECLARE_FINAL_TYPE (EbbApplication, ebb_application, EBB, APPLICATION, AdwApplication)

/* @maker: lives as long as the application */
EbbApplication *ebb_application_new (const char                *id,
                                     const char                *version,
                                     const EbbApplicationMaker *maker,
                                     gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/* A signal came, or the desktop goes down: Stop, and close when the boots are empty. */
void ebb_application_stop_and_quit (EbbApplication *self);

G_END_DECLS
