/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-capabilities.h"
#include "ebb-definition.h"
#include "ebb-link.h"
#include "ebb-sides.h"

G_BEGIN_DECLS

typedef enum
{
  EBB_BOOTS_AWAY,   /* known, and not heard now */
  EBB_BOOTS_NEARBY, /* heard, not connected */
  EBB_BOOTS_CONNECTING,
  EBB_BOOTS_PAIRING,
  EBB_BOOTS_READY,     /* connected, handshake answered */
  EBB_BOOTS_UNTRUSTED, /* connected, but what answers is not what it says it is: see error */
} EbbBootsState;

/**
 * EbbBoots:
 *
 * One pair of boots as a front end sees it: who they are, what they can do, how the link stands.
 *
 * Signals: "changed" (anything a getter gives), "pairing-needed" (EbbPairingNeed need, guint
 * code). No property is settable from outside but through the functions below.
 */
#define EBB_TYPE_BOOTS (ebb_boots_get_type ())
G_DECLARE_FINAL_TYPE (EbbBoots, ebb_boots, EBB, BOOTS, GObject)

const char   *ebb_boots_get_identity (EbbBoots *self);
const char   *ebb_boots_get_name (EbbBoots *self);
EbbBootsState ebb_boots_get_state (EbbBoots *self);
guint         ebb_boots_get_retries (EbbBoots *self); /* of the connection under way */
EbbSupport    ebb_boots_get_support (EbbBoots *self);
EbbTier       ebb_boots_get_tier (EbbBoots *self);
guint         ebb_boots_get_own_timer_s (EbbBoots *self); /* 0: none, or not known */
EbbSignal     ebb_boots_get_signal (EbbBoots *self);
/* Seconds since they were heard last; -1: they are heard now, or never were. */
int ebb_boots_get_unheard_s (EbbBoots *self);
/* Nothing claims what it advertises: shown, never written to. */
gboolean ebb_boots_is_recognised (EbbBoots *self);
gboolean ebb_boots_is_known (EbbBoots *self); /* taken as one's own */
gboolean ebb_boots_is_paired (EbbBoots *self);
gboolean ebb_boots_is_simulated (EbbBoots *self);
/* TRUE for boots in this process; FALSE for simulated boots on the air, as ebb-boots offers. */
gboolean ebb_boots_is_in_process (EbbBoots *self);
/* (nullable): not read yet in this run */
const EbbCapabilities *ebb_boots_get_capabilities (EbbBoots *self);
int                    ebb_boots_get_battery_percent (EbbBoots *self); /* -1: unknown */
const char            *ebb_boots_get_manufacturer (EbbBoots *self);    /* (nullable) */
const char            *ebb_boots_get_model (EbbBoots *self);           /* (nullable) */
const char            *ebb_boots_get_serial (EbbBoots *self);          /* (nullable) */
const char            *ebb_boots_get_firmware (EbbBoots *self);        /* (nullable) */
/* Which leg each of them is on; %EBB_SIDES_UNKNOWN before their leg check. */
EbbSides ebb_boots_get_sides (EbbBoots *self);
/* (nullable): why the last thing tried with them failed; domain EBB_LINK_ERROR */
const GError *ebb_boots_get_error (EbbBoots *self);
/* They run for another owner, or by their own button: Stop is offered, nothing else. */
gboolean ebb_boots_is_running_elsewhere (EbbBoots *self);
int32_t  ebb_boots_get_elsewhere_pa (EbbBoots *self); /* highest zone */
/* Stop was asked for, and they have not said since that they are stopped. */
gboolean ebb_boots_is_stopping (EbbBoots *self);

/* A session has the link: the one that runs, or one that stops what was left open. */
gboolean ebb_boots_is_lent (EbbBoots *self);
/* A person said that they are open, and nobody has seen them empty since. */
gboolean ebb_boots_is_stop_owed (EbbBoots *self);

/* Takes them as one's own and connects, now and whenever they are switched on later. Pairs first
 * when they are not paired; answer "pairing-needed" with ebb_boots_answer_pairing(). */
void     ebb_boots_take_async (EbbBoots           *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean ebb_boots_take_finish (EbbBoots *self, GAsyncResult *result, GError **error);
/* Connects for this once, and neither pairs nor takes: boots without a bond tell what they can do,
 * and can be sent Stop. */
void     ebb_boots_look_async (EbbBoots           *self,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data);
gboolean ebb_boots_look_finish (EbbBoots *self, GAsyncResult *result, GError **error);
void     ebb_boots_answer_pairing (EbbBoots *self, gboolean is_accepted, guint code);
void     ebb_boots_connect (EbbBoots *self);
void     ebb_boots_disconnect (EbbBoots *self);
/* Their light blinks for so long, to tell them from others: long enough to look down, short enough
 * to ask again. Engineering choice. */
#define EBB_BLINK_S 5
void     ebb_boots_identify (EbbBoots *self);
void     ebb_boots_identify_async (EbbBoots           *self,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean ebb_boots_identify_finish (EbbBoots *self, GAsyncResult *result, GError **error);
/* TRUE from their answer until it ends. */
gboolean ebb_boots_is_blinking (EbbBoots *self);
void     ebb_boots_rename (EbbBoots *self, const char *name);
void     ebb_boots_forget_async (EbbBoots           *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean ebb_boots_forget_finish (EbbBoots *self, GAsyncResult *result, GError **error);
/* Stop for boots that run elsewhere; repeated until they are vented or the link is gone. */
void ebb_boots_stop (EbbBoots *self);

G_END_DECLS
