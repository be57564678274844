/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "world.h"

G_BEGIN_DECLS

#define IN(state) (1u << EBB_SESSION_##state)
#define RUNS (IN (STARTING) | IN (RUNNING))
#define STOPS (IN (STOPPING) | IN (LINK_LOST) | IN (FAULT))

/* A program lives, and its session is in one of @states. */
gboolean world_is_in (const World *self, guint states);
gboolean world_has_waiting (const WorldLink *link, WorldRequestKind kind);
void     world_drop_waiting (WorldLink *link, guint at);
void     world_tell (World *self, EbbMachineEvent event);
void     world_tell_link (World *self, EbbMachineEventKind kind, guint link);
void     world_begin_process (World *self);
void     world_take_up (World *self); /* the record that was left */
void     world_crash (World *self);

/* Boots. */
void            world_begin_run (WorldLink *link, guint epoch, gboolean is_foreign);
void            world_end_run (const World *self, WorldLink *link);
void            world_pass_time (World *self, WorldLink *link);
gboolean        world_hear_start (const World *self, WorldLink *link, guint epoch);
void            world_hear_renew (const World *self, WorldLink *link, guint epoch);
void            world_hear_stop (const World *self, WorldLink *link);
EbbMachineEvent world_read_boots (const WorldLink *link, guint index, EbbMachineEventKind kind);

/* What arrives. */
void world_deliver (World *self, guint index);
void world_lose_request (World *self, guint index);
void world_see_sample (World *self, guint index);
void world_see_status (World *self, guint index);

G_END_DECLS
