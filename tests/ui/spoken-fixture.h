/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-announcer.h"
#include "ebb-fake-clock.h"

G_BEGIN_DECLS

/* Somebody who hears what the window says. */
typedef struct
{
  EbbFakeClock *clock;
  GtkWidget    *status;
  GtkWidget    *alert;
  EbbAnnouncer *announcer;
  EbbSnapshot   snapshot;
  EbbScene      scene;
  GPtrArray    *said; /* what either label came to say, in order, without silence */
} SpokenFixture;

/* With boots that are connected, which was said. */
void spoken_set_up (SpokenFixture *fixture, gconstpointer data);
void spoken_tear_down (SpokenFixture *fixture, gconstpointer data);

/* The scene, in that state. */
void spoken_tell (SpokenFixture *fixture, EbbSessionState state);
/* Takes what was said, joined; an empty string for nothing. */
char *spoken_take_said (SpokenFixture *fixture) G_GNUC_WARN_UNUSED_RESULT;
/* And that it is this. */
void spoken_assert_said (SpokenFixture *fixture, const char *expected);

G_END_DECLS
