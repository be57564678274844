/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <gio/gio.h>

#include "ebb-link.h"
#include "ebb-peer.h"

G_BEGIN_DECLS

/* Why a scan can or cannot be; each has its own sentence in ui.md section 5. */
typedef enum
{
  EBB_RADIO_READY,
  EBB_RADIO_NO_ADAPTER,
  EBB_RADIO_OFF,
  EBB_RADIO_BLOCKED, /* rfkill */
  EBB_RADIO_NO_SERVICE,
  EBB_RADIO_NO_PERMISSION,
} EbbRadioState;

#define EBB_SCAN_MAX_S 30

/* Whom a scan lists. */
typedef enum
{
  EBB_SCAN_BOOTS, /* what a definition claims */
  EBB_SCAN_ALL,   /* and whatever else is heard, so that somebody can be told of it */
} EbbScanScope;

/* One of the computer's radios. */
typedef struct
{
  char    *address; /* which stays the same when it is plugged in elsewhere */
  char    *name;    /* as the system counts it, "hci0" */
  gboolean is_on;
  gboolean is_used; /* what is scanned with, and connected by */
} EbbAdapter;

void ebb_adapter_free (EbbAdapter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbAdapter, ebb_adapter_free)

/**
 * EbbScanner:
 *
 * Finds boots and opens links to them. Signals: "changed" (radio state or is-scanning changed).
 */
#define EBB_TYPE_SCANNER (ebb_scanner_get_type ())
G_DECLARE_INTERFACE (EbbScanner, ebb_scanner, EBB, SCANNER, GObject)

struct _EbbScannerInterface
{
  GTypeInterface parent;

  EbbRadioState (*get_radio_state) (EbbScanner *self);
  gboolean (*is_scanning) (EbbScanner *self);
  void (*set_scope) (EbbScanner *self, EbbScanScope scope); /* may be NULL: there are boots alone */
  GListModel *(*get_peers) (EbbScanner *self);
  void (*start) (EbbScanner *self);
  void (*stop_async) (EbbScanner         *self,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data);
  gboolean (*stop_finish) (EbbScanner *self, GAsyncResult *result, GError **error);
  void (*power_on) (EbbScanner *self);
  EbbLink *(*open_link) (EbbScanner *self, EbbPeer *peer, GError **error);
  void (*claim) (EbbScanner *self,
                 const char *identity,
                 const char *definition_id); /* may be NULL */
  /* Both may be NULL: there is nothing to tell. */
  void (*describe_async) (EbbScanner         *self,
                          const char         *identity,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);
  char *(*describe_finish) (EbbScanner *self, GAsyncResult *result, GError **error);
  GPtrArray *(*list_adapters) (EbbScanner *self); /* may be NULL: there is no choice */
  void (*choose_adapter) (EbbScanner *self, const char *address); /* may be NULL, as the other */
};

EbbRadioState ebb_scanner_get_radio_state (EbbScanner *self);
gboolean      ebb_scanner_is_scanning (EbbScanner *self);
/* (transfer none): a list of EbbPeer, those the system knows always, others while they are heard */
GListModel *ebb_scanner_get_peers (EbbScanner *self);

/* For what is listed, and from the next ebb_scanner_start() on for what is heard. */
void ebb_scanner_set_scope (EbbScanner *self, EbbScanScope scope);
/* Looks for at most EBB_SCAN_MAX_S; a scan that runs starts its time anew. */
void ebb_scanner_start (EbbScanner *self);
/* Done when the radio scans no more: connecting begins only then. */
void     ebb_scanner_stop_async (EbbScanner         *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean ebb_scanner_stop_finish (EbbScanner *self, GAsyncResult *result, GError **error);
void     ebb_scanner_power_on (EbbScanner *self);
/* (transfer full): a link to @peer, disconnected or, when the system holds one, as it is */
EbbLink *ebb_scanner_open_link (EbbScanner *self,
                                EbbPeer    *peer,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
/* What kind of boots these are: the system may remember them and not what they advertised. */
void ebb_scanner_claim (EbbScanner *self, const char *identity, const char *definition_id);

/* For a report: versions, the adapter, and of the peer called @identity (nullable) what it
 * advertises and which characteristics it has; "name: value" lines. Not redacted. */
void  ebb_scanner_describe_async (EbbScanner         *self,
                                  const char         *identity,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
char *ebb_scanner_describe_finish (EbbScanner   *self,
                                   GAsyncResult *result,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* (transfer full) (element-type EbbAdapter): by name; empty where there is nothing to choose */
GPtrArray *ebb_scanner_list_adapters (EbbScanner *self) G_GNUC_WARN_UNUSED_RESULT;
/* From now on, and whenever there are several; another is used while this one is not there. */
void ebb_scanner_choose_adapter (EbbScanner *self, const char *address);

void ebb_scanner_emit_changed (EbbScanner *self);

const char *ebb_radio_state_to_string (EbbRadioState state);

G_END_DECLS
