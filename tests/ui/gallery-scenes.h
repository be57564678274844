/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-page.h"
#include "ebb-pairing-page.h"
#include "ebb-scene.h"

/* Values that no boots sent: one of everything a page can be asked to show. */
typedef struct
{
  EbbSnapshot     snapshot;
  EbbSnapshot     elsewhere;
  EbbCapabilities capabilities;
  EbbRefusal      refusals[4];
  EbbTracePoint   trace[160];
  EbbProgram     *program;
  EbbScene        scene;
} GalleryScene;

void gallery_scene_init (GalleryScene *self, EbbProgram *program);
void gallery_scene_run (GalleryScene *self, guint at_ms);
void gallery_scene_refuse (GalleryScene *self, EbbRefusalCode code, gint64 value, gint64 bound);
/* Boots that have levels and no sensor, as somebody else runs them. */
void gallery_scene_level (GalleryScene *self);
/* Another program of the account runs the boots. */
void gallery_scene_run_elsewhere (GalleryScene *self, EbbSessionState state);
void gallery_scene_let_out (GalleryScene *self, guint stop_ms);

EbbBootsFacts gallery_facts_simulated (const EbbCapabilities *capabilities);
EbbBootsFacts gallery_facts_nearby (const char *identity, const char *name, gboolean is_recognised);
void          gallery_add_actions (GtkWidget *window);
