/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-adaptive.h"
#include "ebb-announcer.h"
#include "ebb-boots-section.h"
#include "ebb-legs-section.h"
#include "ebb-navigation.h"
#include "ebb-notifier.h"
#include "ebb-stay-awake.h"
#include "ebb-people-section.h"
#include "ebb-person-button.h"
#include "ebb-plans-section.h"
#include "ebb-presence-band.h"
#include "ebb-programs-page.h"
#include "ebb-questions-section.h"
#include "ebb-session-view.h"
#include "ebb-stop-bar.h"
#include "ebb-window.h"

G_BEGIN_DECLS

struct _EbbWindow
{
  AdwApplicationWindow parent_instance;

  /* owned by the template */
  AdwLeaflet      *nav;
  EbbAdaptive     *adaptive;
  EbbSessionView  *session_view;
  EbbPresenceBand *presence_band;
  EbbPlanCard     *plan_card;
  EbbStopBar      *stop_bar;
  GtkWidget       *menu_button;
  EbbPersonButton *person_button;
  AdwToastOverlay *toasts;
  GtkWidget       *boots_button;
  GtkWidget       *boots_icon;
  GtkWidget       *boots_label;
  GtkLabel        *status_region;
  GtkLabel        *alert_region;

  /* owned by the leaflet */
  EbbProgramsPage *programs_page; /* (nullable): was not opened yet */

  /* owned */
  EbbCore             *core;
  EbbStopKeys         *stop_keys;
  EbbNavigation       *navigation;
  EbbBootsSection     *boots_section;
  EbbLegsSection      *legs_section;
  EbbQuestionsSection *questions_section;
  EbbPeopleSection    *people_section;
  EbbPlansSection     *plans_section;
  EbbAnnouncer        *announcer;
  EbbNotifier         *notifier;
  EbbStayAwake        *stay_awake;
  GSimpleActionGroup  *session_actions;
  guint                timer_id;
  guint                soon_id; /* something changed that is not shown yet */

  /* state */
  EbbSessionState state;
  gboolean        has_result;
  gboolean        is_stoppable;
  gboolean        is_refreshing;
  gboolean        has_list_changed; /* since it was shown */
  gint64          closing_us;       /* monotonic time of the close that waits; 0: none does */
};

void ebb_window_add_actions (EbbWindow *self);
void ebb_window_add_sections (EbbWindow *self);
void ebb_window_refresh (EbbWindow *self);
void ebb_window_refresh_soon (EbbWindow *self);
void ebb_window_show_boots_button (EbbWindow *self, const EbbScene *scene);
void ebb_window_show_presence (EbbWindow *self, const EbbScene *scene);
void ebb_window_ask_forget (EbbWindow *self);
void ebb_window_ask_delete (EbbWindow *self, const char *heading, const char *body);
void ebb_window_close_others (EbbWindow *self);
void ebb_window_watch_others (EbbWindow *self);
void ebb_window_watch_input (EbbWindow *self);

GtkWidget *ebb_window_make_page (EbbWindow *self, const char *name);
void       ebb_window_fill_programs (EbbWindow *self);

G_END_DECLS
