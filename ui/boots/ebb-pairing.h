/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-pairing-page.h"

G_BEGIN_DECLS

/**
 * EbbPairing:
 *
 * Takes one pair of boots as one's own: pairs, asks for the code when the boots want one, blinks
 * and asks whether it was these.
 *
 * Signals: "changed"; "done" (they are one's own, and it was these); "declined" (not mine).
 */
#define EBB_TYPE_PAIRING (ebb_pairing_get_type ())
G_DECLARE_FINAL_TYPE (EbbPairing, ebb_pairing, EBB, PAIRING, GObject)

EbbPairing *ebb_pairing_new (EbbBoots *boots) G_GNUC_WARN_UNUSED_RESULT;

EbbBoots *ebb_pairing_get_boots (EbbPairing *self);
void      ebb_pairing_get_scene (EbbPairing *self, EbbPairingScene *scene);

/* The verbs of the page: "start", "same", "different", "enter" (s), "mine", "not-mine", "blink";
 * and "cancel", when the page is left. */
void ebb_pairing_do (EbbPairing *self, const char *verb, const char *text);

G_END_DECLS
