/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "bluez-waiting.h"
#include "ebb-bluez-double-boots.h"
#include "ebb-bluez-scanner.h"
#include "ebb-fake-clock.h"

G_BEGIN_DECLS

#define FIXTURE_LEFT "AA:00:00:00:00:01"
#define FIXTURE_RIGHT "AA:00:00:00:00:02"

/* A bus of its own, the double of BlueZ with two pairs of boots in range, and our scanner. */
typedef struct
{
  GTestDBus        *bus;
  EbbFakeClock     *clock;
  EbbDefinitionSet *definitions;
  EbbBluezDouble   *bluez;
  DoubleBoots      *boots[2];
  GDBusConnection  *connection;
  EbbScanner       *scanner;
  guint             n_received[EBB_N_ROLES];
} Fixture;

void fixture_init (const char *devices_path);
void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_set_up_without_service (Fixture *self, gconstpointer data);
/* Fails if a timeout is left, or if anything keeps the scanner alive. */
void fixture_tear_down (Fixture *self, gconstpointer data);

void     wait_for_radio (Fixture *self, EbbRadioState state);
EbbPeer *fixture_find (Fixture *self, const char *identity);
/* Everything that D-Bus has under way is done when it returns. */
void fixture_round_trip (Fixture *self);

/* Something in range that is no boots. */
DoubleBoots *fixture_add_other (Fixture *self, const char *address);

/* (transfer full): scanned for, not connected */
EbbLink *fixture_open (Fixture *self, guint index);
/* (transfer full): paired since before, and ready */
EbbLink *fixture_open_ready (Fixture *self, guint index);

void fixture_connect (EbbLink *link, Outcome *outcome);
void fixture_pair (EbbLink *link, Outcome *outcome);
void fixture_subscribe (Fixture *self, EbbLink *link, EbbRole role, Outcome *outcome);
void fixture_read (EbbLink *link, EbbRole role, Outcome *outcome);

void fixture_send_stop (EbbLink *link);

G_END_DECLS
