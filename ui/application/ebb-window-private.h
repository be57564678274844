/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-adaptive.h"
#include "ebb-announcer.h"
#include "ebb-boots-section.h"
#include "ebb-navigation.h"
#include "ebb-notifier.h"
#include "ebb-programs-page.h"
#include "ebb-session-view.h"
#include "ebb-stop-bar.h"
#include "ebb-wear-page.h"
#include "ebb-window.h"

G_BEGIN_DECLS

struct _EbbWindow
{
  AdwApplicationWindow parent_instance;

  /* owned by the template */
  AdwLeaflet      *nav;
  EbbAdaptive     *adaptive;
  EbbSessionView  *session_view;
  EbbBootsPage    *boots_page;
  EbbDevicePage   *device_page;
  EbbPairingPage  *pairing_page;
  EbbProgramsPage *programs_page;
  EbbWearPage     *wear_page;
  EbbStopBar      *stop_bar;
  GtkWidget       *menu_button;
  GtkWidget       *boots_button;
  GtkWidget       *boots_icon;
  GtkWidget       *boots_label;
  GtkLabel        *status_region;
  GtkLabel        *alert_region;

  /* owned */
  EbbCore            *core;
  EbbStopKeys        *stop_keys;
  EbbNavigation      *navigation;
  EbbBootsSection    *boots_section;
  EbbAnnouncer       *announcer;
  EbbNotifier        *notifier;
  GSimpleActionGroup *session_actions;
  guint               timer_id;

  /* state */
  EbbSessionState state;
  gboolean        has_result;
  gboolean        is_stoppable;
  gboolean        is_refreshing;
  gint64          closing_us; /* monotonic time of the close that waits; 0: none does */
};

void ebb_window_add_actions (EbbWindow *self);
void ebb_window_refresh (EbbWindow *self);
void ebb_window_ask_forget (EbbWindow *self);
void ebb_window_watch_input (EbbWindow *self);

G_END_DECLS
