/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-link.h"

G_BEGIN_DECLS

/* The format of this file; a reader refuses any other. */
#define EBB_TRACE_VERSION 1
#define EBB_TRACE_LINE_MAX_BYTES 2048
#define EBB_TRACE_MAX_BYTES (64 * 1024 * 1024)
/* What came may be longer than the profile allows: that is what a trace is for. */
#define EBB_TRACE_MESSAGE_MAX_BYTES 512
#define EBB_TRACE_NOTE_MAX_BYTES 200
#define EBB_TRACE_MAX_MS (7 * 24 * 3600 * 1000)

/* What is asked of a link, and answered later. */
typedef enum
{
  EBB_TRACE_CONNECT,
  EBB_TRACE_PAIR,
  EBB_TRACE_FORGET,
  EBB_TRACE_SUBSCRIBE,
  EBB_TRACE_READ,
  EBB_TRACE_DISCONNECT,     /* not answered */
  EBB_TRACE_ANSWER_PAIRING, /* not answered; the code is not written down */
} EbbTraceCall;

typedef enum
{
  EBB_TRACE_IS_CALL,
  EBB_TRACE_IS_ANSWER,
  EBB_TRACE_IS_WRITE,
  EBB_TRACE_IS_RECEIVED,
  EBB_TRACE_IS_STATE,
  EBB_TRACE_IS_PAIRING, /* "pairing-needed" */
  EBB_TRACE_IS_NOTE,    /* what a person asked of Ebb */
  EBB_TRACE_IS_END,
} EbbTraceKind;

/* Beside the codes of EbbLinkErrorCode. */
#define EBB_TRACE_SUCCEEDED (-1)
#define EBB_TRACE_CANCELLED (-2)

/**
 * EbbTraceEntry:
 *
 * One line of a trace behind the first.
 */
typedef struct
{
  EbbTraceKind   kind;
  guint          line;  /* in the file, from 1; 0: not from a file */
  gint64         at_ms; /* since the trace began */
  EbbTraceCall   call;  /* CALL, ANSWER */
  guint          id;    /* CALL that is answered, ANSWER: from 1 */
  EbbRole        role;  /* WRITE, RECEIVED, and SUBSCRIBE and READ */
  int            error; /* ANSWER, WRITE */
  EbbLinkState   state; /* STATE */
  gboolean       flag;  /* STATE: is paired; ANSWER_PAIRING: is accepted */
  EbbPairingNeed need;  /* PAIRING */
  GBytes        *bytes; /* (nullable): WRITE, RECEIVED, ANSWER of READ */
  char          *text;  /* (nullable): NOTE, END */
} EbbTraceEntry;

/**
 * EbbTraceHeader:
 *
 * The first line. It names no boots: who they are is not written down.
 */
typedef struct
{
  const char  *program;    /* "Ebb 0.1.0" */
  const char  *definition; /* of the boots; "" when they have none */
  const char  *started;    /* wall time, RFC 3339 */
  EbbLinkState state;      /* of the link before the second line */
  gboolean     is_paired;
} EbbTraceHeader;

/**
 * EbbTrace:
 *
 * What was said over one link, read from a file: one JSON object a line, described in
 * ble/TRACES.md. Immutable.
 */
typedef struct _EbbTrace EbbTrace;

EbbTrace *ebb_trace_new_from_bytes (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
EbbTrace *ebb_trace_new_from_file (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
EbbTrace *ebb_trace_ref (EbbTrace *self) G_GNUC_WARN_UNUSED_RESULT;
void      ebb_trace_unref (EbbTrace *self);

const EbbTraceHeader *ebb_trace_get_header (EbbTrace *self);
guint                 ebb_trace_count_entries (EbbTrace *self);
const EbbTraceEntry  *ebb_trace_get_entry (EbbTrace *self, guint index);
/* TRUE: its last line says that nothing is missing. */
gboolean ebb_trace_is_complete (EbbTrace *self);
/* The owner token in the first request; 0: there is none. */
guint32 ebb_trace_get_owner (EbbTrace *self);
/* The epoch of the first START; 0: there is none. */
guint32 ebb_trace_get_epoch (EbbTrace *self);

/* (transfer full), without the newline */
char *ebb_trace_header_to_line (const EbbTraceHeader *header) G_GNUC_WARN_UNUSED_RESULT;
char *ebb_trace_entry_to_line (const EbbTraceEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
/* The lines of @self without what says who the boots and their owner are. */
char *ebb_trace_dup_redacted (EbbTrace *self) G_GNUC_WARN_UNUSED_RESULT;

int      ebb_trace_error_from_gerror (const GError *error);
gboolean ebb_trace_set_gerror (int code, const char *what, GError **error);

#define EBB_TRACE_ERROR (ebb_trace_error_quark ())
GQuark ebb_trace_error_quark (void);
typedef enum
{
  EBB_TRACE_ERROR_MALFORMED, /* a line is not what the format has there */
  EBB_TRACE_ERROR_DIFFERS,   /* what was done is not what was recorded */
  EBB_TRACE_ERROR_FULL,      /* the file would be longer than it may be, or nobody takes it */
} EbbTraceErrorCode;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbTrace, ebb_trace_unref)

G_END_DECLS
