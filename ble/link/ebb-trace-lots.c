/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trace-lots-private.h"

#include <string.h>

#include "ebb-control.h"

/* Sequence numbers begin anywhere and the nonce is any; a replay draws others than the recording. */

/* Where an answer has them: 80 op result sequence, and after HELLO major minor nonce. */
#define ANSWER_OP_AT 1
#define ANSWER_SEQUENCE_AT 3
#define ANSWER_NONCE_AT 7

void
ebb_trace_lots_init (EbbTraceLots *self)
{
  *self = (EbbTraceLots){ g_hash_table_new (NULL, NULL), 0, 0 };
}

void
ebb_trace_lots_clear (EbbTraceLots *self)
{
  g_clear_pointer (&self->sequences, g_hash_table_unref);
}

static gboolean
decode (EbbRequest *request, GBytes *bytes)
{
  gsize          size;
  const uint8_t *data = g_bytes_get_data (bytes, &size);

  return ebb_request_decode (request, data, size) == EBB_DECODE_OK;
}

/* @now as it would be had the lots of @then been drawn. */
static GBytes *
redraw (const EbbRequest *then, EbbRequest now)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
  size_t  size;

  now.sequence = then->sequence;
  if (now.op == EBB_OP_HELLO && then->op == EBB_OP_HELLO)
    now.hello.nonce = then->hello.nonce;
  size = ebb_request_encode (&now, bytes, sizeof bytes);
  return g_bytes_new (bytes, size);
}

gboolean
ebb_trace_lots_match (EbbTraceLots *self, EbbRole role, GBytes *then, GBytes *now)
{
  EbbRequest asked_then;
  EbbRequest asked_now;
  g_autoptr (GBytes) redrawn = NULL;

  if (role != EBB_ROLE_CONTROL || !decode (&asked_then, then) || !decode (&asked_now, now))
    return g_bytes_equal (then, now);
  redrawn = redraw (&asked_then, asked_now);
  if (!g_bytes_equal (then, redrawn))
    return FALSE;
  g_hash_table_insert (self->sequences, GUINT_TO_POINTER (asked_then.sequence),
                       GUINT_TO_POINTER (asked_now.sequence + 1u));
  if (asked_then.op == EBB_OP_HELLO)
    {
      self->nonce_then = asked_then.hello.nonce;
      self->nonce_now = asked_now.hello.nonce;
    }
  return TRUE;
}

static uint32_t
get_little (const uint8_t *bytes, guint size)
{
  uint32_t number = 0;

  for (guint i = size; i-- > 0;)
    number = number << 8 | bytes[i];
  return number;
}

static void
put_little (uint8_t *bytes, guint size, uint32_t number)
{
  for (guint i = 0; i < size; i++, number >>= 8)
    bytes[i] = (uint8_t) number;
}

GByteArray *
ebb_trace_lots_translate (EbbTraceLots *self, EbbRole role, GBytes *then)
{
  GByteArray *now = g_byte_array_new ();
  gsize       size;
  gpointer    sequence;

  g_byte_array_append (now, g_bytes_get_data (then, &size), (guint) g_bytes_get_size (then));
  if (role != EBB_ROLE_CONTROL || size < ANSWER_SEQUENCE_AT + 2 || now->data[0] != EBB_OP_RESPONSE)
    return now;
  sequence = g_hash_table_lookup (
      self->sequences, GUINT_TO_POINTER (get_little (now->data + ANSWER_SEQUENCE_AT, 2)));
  if (sequence != NULL)
    put_little (now->data + ANSWER_SEQUENCE_AT, 2, GPOINTER_TO_UINT (sequence) - 1);
  /* Boots that echoed another nonce then echo another one now. */
  if (now->data[ANSWER_OP_AT] == EBB_OP_HELLO && size >= ANSWER_NONCE_AT + 4
      && get_little (now->data + ANSWER_NONCE_AT, 4) == ~self->nonce_then)
    put_little (now->data + ANSWER_NONCE_AT, 4, ~self->nonce_now);
  return now;
}
