/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-session-machine.h"

#define BOTH_LINKS 3u
#define SECOND_US G_USEC_PER_SEC

/* A machine, and the time it is told. Each function tells it something. */
typedef struct
{
  EbbMachine machine;
  gint64     now_us;
} Walk;

void  walk_begin (Walk *walk, guint n_links);
guint walk_step (Walk *walk, EbbMachineEvent event);
guint walk_tell (Walk *walk, EbbMachineEventKind kind, guint link);
guint walk_confirm (Walk *walk);
guint walk_read_empty (Walk *walk, guint link, guint32 boots_epoch);
guint walk_see_running (Walk               *walk,
                        EbbMachineEventKind kind,
                        EbbMachineOwner     owner,
                        guint32             boots_epoch);
guint walk_tell_all (Walk *walk, EbbMachineEventKind kind);
void  walk_come_up (Walk *walk, guint n_links);
void  walk_arm (Walk *walk);
void  walk_start (Walk *walk);
void  walk_inflate (Walk *walk);
void  walk_run (Walk *walk, guint n_links);
void  walk_take_break (Walk *walk);
void  walk_reach (Walk *walk, EbbSessionState state);
