/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-clock.h"
#include "ebb-control.h"
#include "ebb-link.h"

G_BEGIN_DECLS

#define EBB_REQUEST_DEADLINE_MS 3000

/* What a request's GTask carries: the question, and the answer once it came. */
typedef struct
{
  EbbRequest  request;
  EbbResponse response; /* result is 0 until an answer came */
} EbbTicket;

/**
 * EbbRequestQueue:
 *
 * Questions to one pair of boots: one in flight, each with a deadline. A renewal, an intensity or
 * a heat setting that waits is replaced by a newer one. Knows nothing of Stop, which does not wait
 * in it.
 */
typedef struct _EbbRequestQueue EbbRequestQueue;

/* @link and @clock are borrowed, and so is @holder, which is kept alive while callers are told. */
EbbRequestQueue *ebb_request_queue_new (EbbLink  *link,
                                        EbbClock *clock,
                                        GObject  *holder) G_GNUC_WARN_UNUSED_RESULT;
void             ebb_request_queue_free (EbbRequestQueue *self);

/* @task: its task data are an EbbTicket, whose sequence is filled in; returns a boolean */
void ebb_request_queue_push (EbbRequestQueue *self, GTask *task);
/* An answer came. One that nobody waits for any more is ignored. */
void ebb_request_queue_answer (EbbRequestQueue *self, const EbbResponse *response);
/* Bytes came that are no answer. */
void ebb_request_queue_garbled (EbbRequestQueue *self, EbbDecodeResult problem);
/* Fails everything, in flight or waiting. */
void ebb_request_queue_flush (EbbRequestQueue *self, const char *why);
/* Drops what waits and would move air or heat for @epoch or one before it. */
void  ebb_request_queue_drop_epoch (EbbRequestQueue *self, uint32_t epoch);
guint ebb_request_queue_count (EbbRequestQueue *self, EbbOp op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbRequestQueue, ebb_request_queue_free)

G_END_DECLS
