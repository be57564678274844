/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-boots.h"

G_BEGIN_DECLS

/* How far pairing is. */
typedef enum
{
  EBB_PAIRING_STAGE_HOLD,    /* the person holds the pair button, then presses Pair */
  EBB_PAIRING_STAGE_WAIT,    /* the boots are being spoken to */
  EBB_PAIRING_STAGE_CONFIRM, /* do the boots show this code? */
  EBB_PAIRING_STAGE_ENTER,   /* which code do the boots show? */
  EBB_PAIRING_STAGE_BLINK,   /* was it these boots whose light blinked? */
  EBB_PAIRING_STAGE_FAILED,
} EbbPairingStage;

typedef struct
{
  const char     *name;
  EbbPairingStage stage;
  guint           code;
  const GError   *error;   /* (nullable) */
  gboolean        is_anew; /* they may have to be looked for first */
} EbbPairingScene;

/**
 * EbbPairingPage:
 *
 * Pairing as a list of steps, the current one with what it asks. Actions: "pairing.start",
 * "pairing.same", "pairing.different", "pairing.enter" (s), "pairing.mine", "pairing.not-mine",
 * "pairing.blink".
 */
#define EBB_TYPE_PAIRING_PAGE (ebb_pairing_page_get_type ())
G_DECLARE_FINAL_TYPE (EbbPairingPage, ebb_pairing_page, EBB, PAIRING_PAGE, AdwBin)

void ebb_pairing_page_show (EbbPairingPage *self, const EbbPairingScene *scene);

G_END_DECLS
