/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-window.h"
#include "service-fixture.h"

/* The window over a whole core, with simulated boots and a clock turned by hand. */
typedef struct
{
  ServiceFixture *service;
  GtkApplication *application;
  EbbStopKeys    *keys;
  GtkWidget      *window;
} WindowFixture;

/* Opens the window, drawn once. */
void window_fixture_open (WindowFixture *self, ServiceFixture *service);
void window_fixture_close (WindowFixture *self);

/* The page that is seen: "root", "device", ... */
gboolean window_fixture_is_on (WindowFixture *self, const char *page);
/* (nullable): the first of that type that is mapped */
GtkWidget *window_fixture_find (WindowFixture *self, GType type);
/* What the heading of the page says; "" without one. */
const char *window_fixture_read_heading (WindowFixture *self);
/* TRUE: a label that is seen begins so. */
gboolean window_fixture_says (WindowFixture *self, const char *words);
/* Presses the one button that is seen, sensitive and called @label; fails without one. */
void window_fixture_click (WindowFixture *self, const char *label);
/* The same of a button whose label is within it. */
void window_fixture_click_mnemonic (WindowFixture *self, const char *label);
/* (nullable): the one of a few that was chosen */
GtkWidget *window_fixture_find_chosen (WindowFixture *self);
