/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-page.h"
#include "ebb-boots-section.h"
#include "ebb-device-page.h"
#include "ebb-pairing-page.h"
#include "ebb-pairing.h"
#include "ebb-report-page.h"

G_BEGIN_DECLS

struct _EbbBootsSection
{
  GObject parent_instance;

  /* owned */
  EbbCore    *core;
  EbbBoots   *boots;    /* (nullable): of the device page */
  EbbPairing *pairing;  /* (nullable): of the page of pairing */
  EbbBoots   *reported; /* (nullable): of the page of the report */
  GActionMap *search;   /* (nullable): the actions of the list */
  char       *notice;   /* (nullable): on the list, until it is left */
  GActionMap *device;   /* (nullable): the actions of the device page */
  GActionMap *report;   /* (nullable): the actions of the page of the report */

  /* borrowed: of a widget that goes before the section does */
  EbbBootsPage   *list_page;    /* (nullable): was not made yet, as the others */
  EbbDevicePage  *device_page;  /* (nullable) */
  EbbPairingPage *pairing_page; /* (nullable) */
  EbbReportPage  *report_page;  /* (nullable) */

  /* state */
  gboolean awaits_simulated;
  guint    n_reports;  /* that are being put together */
  gboolean is_entered; /* the list is what the person sees */
  char    *said;       /* (nullable): of the search, since the list was entered */
};

void ebb_boots_section_choose (EbbBootsSection *self, EbbBoots *boots);
void ebb_boots_section_pair (EbbBootsSection *self, EbbBoots *boots);
void ebb_boots_section_pair_again (EbbBootsSection *self, EbbBoots *boots);
void ebb_boots_section_open (EbbBootsSection *self, EbbBoots *boots);
void ebb_boots_section_check_legs (EbbBootsSection *self, EbbBoots *boots);
/* ebb-boots-section-set.c */
void       ebb_boots_section_read_set (EbbBootsSection *self, EbbBootsFacts *facts);
void       ebb_boots_section_join (EbbBootsSection *self);
void       ebb_boots_section_ask_forget (EbbBootsSection *self);
void       ebb_boots_section_show_switches (EbbBootsSection *self, const EbbBootsFacts *facts);
void       ebb_boots_section_open_report (EbbBootsSection *self, EbbBoots *boots);
GtkWidget *ebb_boots_section_make_report_page (EbbBootsSection *self);
void       ebb_boots_section_show_report (EbbBootsSection *self, gboolean is_live);
void       ebb_boots_section_add_report_actions (EbbBootsSection *self, GtkWidget *widget);
void       ebb_boots_section_enable_search (EbbBootsSection *self, gboolean is_enabled);
gboolean   ebb_boots_section_may_choose_adapter (EbbBootsSection *self);
void       ebb_boots_section_tell_adapter (EbbBootsSection *self, GPtrArray *adapters);

G_END_DECLS
