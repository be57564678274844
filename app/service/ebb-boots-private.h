/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-back-off.h"
#include "ebb-boots.h"
#include "ebb-clock.h"
#include "ebb-controller.h"
#include "ebb-scanner.h"
#include "ebb-store.h"

G_BEGIN_DECLS

typedef struct _EbbRecording EbbRecording;

struct _EbbBoots
{
  GObject parent_instance;

  /* owned */
  EbbClock      *clock;
  EbbStore      *store;    /* (nullable): could not be opened */
  EbbScanner    *radio;    /* (nullable): what they are looked for with */
  EbbScanner    *scanner;  /* (nullable): not heard in this run */
  EbbPeer       *peer;     /* (nullable): as scanner */
  EbbPeer       *unbonded; /* (nullable): whose bond with this computer was ended, to pair anew */
  EbbController *controller;
  GCancellable  *cancellable; /* of the connection or pairing under way */
  GTask         *take;        /* ebb_boots_take_async() under way */
  GTask         *look;        /* ebb_boots_look_async() under way */
  EbbKnownBoots *known;       /* (nullable): not one's own */
  GError        *error;
  EbbRecording  *recording; /* (nullable): nobody keeps recordings */
  char          *identity;
  EbbBoots      *partner; /* (nullable): weak; of the same list */

  /* state */
  guint32         owner;
  EbbCapabilities capabilities;
  gboolean        has_capabilities;
  gboolean        is_in_process;
  gboolean        is_wanted;    /* nobody let go of them: see ebb_boots_is_tried_for() */
  gboolean        is_by_hand;   /* a person said that they do not reconnect by themselves */
  gboolean        is_asked;     /* somebody wants them connected, this once */
  gboolean        is_held_back; /* a scan runs: only a person's own wish connects */
  gboolean        is_lent;      /* a session owns the link */
  gboolean   accepts_others;    /* a person pairs others in the place of the ones that are known */
  gboolean   is_connecting;
  gboolean   is_pairing;
  gboolean   is_sought;   /* looked for, to be paired anew */
  gboolean   is_stopping; /* they run elsewhere, and somebody here pressed Stop */
  EbbStatus  status;      /* as reported last */
  gboolean   has_status;
  int32_t    highest_pa;
  gboolean   is_reading_asked; /* on this link they were trusted, and are to say highest_pa */
  guint      overdue_id;       /* while that may still come by itself */
  guint32    owed_stop_epoch;  /* > 0: nobody saw them empty since; Stop goes out first */
  EbbBackOff back_off;
  guint      retry_id;
  guint      stop_id;
  guint      blink_id; /* they blink until it ends */
  guint      n_broken; /* links that broke while somebody waits for one */
  guint      once_more_id;
  guint      search_id;
  guint      doubt_id; /* the system does not know them: is it the radio? */
  gint64     heard_us; /* CLOCK_BOOTTIME of the last time they were; 0: never */
  gboolean   is_heard; /* the radio hears them now */
};

EbbBoots *ebb_boots_new (const char *identity,
                         EbbClock   *clock,
                         EbbStore   *store,
                         guint32     owner,
                         gboolean    is_in_process) G_GNUC_WARN_UNUSED_RESULT;

/* The list tells what it knows; boots tell nobody but by "changed". */
/* @radio: hears them, if they are there. */
void ebb_boots_set_radio (EbbBoots *self, EbbScanner *radio);
void ebb_boots_set_peer (EbbBoots *self, EbbScanner *scanner, EbbPeer *peer);
void ebb_boots_set_known (EbbBoots *self, const EbbKnownBoots *known);
void ebb_boots_hold_back (EbbBoots *self, gboolean is_held_back);

/* (nullable): for the session; made when there is a peer to open a link to */
EbbController *ebb_boots_ensure_controller (EbbBoots *self);
void           ebb_boots_drop_controller (EbbBoots *self);
void           ebb_boots_learn_capabilities (EbbBoots *self);
/* Nobody saw them empty since @epoch: they are tried for, and Stop goes out first. */
void ebb_boots_owe_stop (EbbBoots *self, guint32 epoch);
/* A session takes the link, or gives it back. */
void ebb_boots_lend (EbbBoots *self, gboolean is_lent);
/* The name a record keeps, with what tells same-named boots apart. */
const char *ebb_boots_get_definition_id (EbbBoots *self);
/* Nobody waits for them: what is known of them may be kept after they fell silent. */
gboolean ebb_boots_is_left_alone (EbbBoots *self);

G_END_DECLS
