/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-boots-page.h"
#include "ebb-core.h"
#include "ebb-device-page.h"
#include "ebb-pairing-page.h"

G_BEGIN_DECLS

/* The pages it fills; borrowed for as long as the section lives. */
typedef struct
{
  EbbBootsPage   *list;
  EbbDevicePage  *device;
  EbbPairingPage *pairing;
} EbbBootsPages;

/**
 * EbbBootsSection:
 *
 * Joins the boots pages to the core, and does what their buttons say: the action groups "boots",
 * "device" and "pairing".
 *
 * Signals: "push" (name of a page: "device" or "pairing"), "pop", "home" (boots were chosen: show
 * the session), "forget" (the boots of the device page: ask first).
 */
#define EBB_TYPE_BOOTS_SECTION (ebb_boots_section_get_type ())
G_DECLARE_FINAL_TYPE (EbbBootsSection, ebb_boots_section, EBB, BOOTS_SECTION, GObject)

EbbBootsSection *ebb_boots_section_new (EbbCore             *core,
                                        const EbbBootsPages *pages) G_GNUC_WARN_UNUSED_RESULT;

/* (nullable) (transfer none): whom the device page is about */
EbbBoots *ebb_boots_section_get_boots (EbbBootsSection *self);

void ebb_boots_section_add_actions (EbbBootsSection *self, GtkWidget *widget);
void ebb_boots_section_refresh (EbbBootsSection *self);
void ebb_boots_section_forget (EbbBootsSection *self);
/* The page of boots is opened or left: a scan belongs to it. */
void ebb_boots_section_enter (EbbBootsSection *self);
void ebb_boots_section_leave (EbbBootsSection *self);
/* The page of pairing was left. */
void ebb_boots_section_leave_pairing (EbbBootsSection *self);

G_END_DECLS
