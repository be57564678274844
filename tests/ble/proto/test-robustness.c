/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "proto-vectors.h"

/* What must hold of every message whatever it says; the good vectors are where it starts from. */

#define POISON 0xa5

static GPtrArray *vectors;

typedef void (*CheckGood) (const ProtoVector *vector, const guint8 *bytes, gsize size);

/* Calls @check for each good vector of @kind, without the bytes of a newer minor version. */
static void
for_each_good (ProtoKind kind, CheckGood check)
{
  guint n_seen = 0;

  for (guint i = 0; i < vectors->len; i++)
    {
      const ProtoVector *vector = g_ptr_array_index (vectors, i);
      gsize              size;
      const guint8      *bytes = g_bytes_get_data (vector->bytes, &size);

      if (vector->kind != kind || vector->result != EBB_DECODE_OK)
        continue;
      check (vector, bytes, size - vector->n_trailing);
      n_seen++;
    }
  g_assert_cmpuint (n_seen, >, 0);
}

static EbbDecodeResult
decode_exact (ProtoKind kind, ProtoMessage *message, const guint8 *bytes, gsize size)
{
  g_autofree guint8 *exact = g_malloc (MAX (size, 1));
  EbbDecodeResult    result;

  memcpy (exact, bytes, size);
  memset (message, POISON, sizeof *message);
  /* An empty message is given no byte to read. */
  result = proto_decode (kind, message, exact + (size == 0 ? 1 : 0), size);
  if (kind == PROTO_CHUNK && result == EBB_DECODE_OK)
    message->chunk.bytes = NULL; /* it borrowed from @exact */
  return result;
}

static void
assert_untouched (const ProtoMessage *message)
{
  ProtoMessage poison;

  memset (&poison, POISON, sizeof poison);
  g_assert_cmpmem (message, sizeof *message, &poison, sizeof poison);
}

/* A chunk has no length of its own: it ends where the write ends. */
static gsize
count_needed (ProtoKind kind, gsize size)
{
  return kind == PROTO_CHUNK ? EBB_CHUNK_HEADER_BYTES + 1 : size;
}

static void
check_truncations (const ProtoVector *vector, const guint8 *bytes, gsize size)
{
  for (gsize shorter = 0; shorter < count_needed (vector->kind, size); shorter++)
    {
      ProtoMessage    message;
      EbbDecodeResult result = decode_exact (vector->kind, &message, bytes, shorter);

      if (result != EBB_DECODE_TRUNCATED)
        g_error ("%s cut to %zu bytes: %s", vector->name, shorter,
                 ebb_decode_result_to_string (result));
      assert_untouched (&message);
    }
}

static void
truncated_at_every_length (gconstpointer data)
{
  for_each_good ((ProtoKind) GPOINTER_TO_INT (data), check_truncations);
}

/* A flipped bit is either refused or read as what it says: never overlooked. */
static void
check_flips (const ProtoVector *vector, const guint8 *bytes, gsize size)
{
  g_autofree guint8 *flipped = g_memdup2 (bytes, size);

  for (gsize bit = 0; bit < size * 8; bit++)
    {
      const char *disagreement;

      flipped[bit / 8] ^= (guint8) (1u << bit % 8);
      disagreement = proto_find_disagreement (vector->kind, flipped, size);
      if (disagreement != NULL)
        g_error ("%s, bit %zu flipped: %s", vector->name, bit, disagreement);
      flipped[bit / 8] ^= (guint8) (1u << bit % 8);
    }
}

static void
every_bit_flipped (gconstpointer data)
{
  for_each_good ((ProtoKind) GPOINTER_TO_INT (data), check_flips);
}

static void
check_capacities (const ProtoVector *vector, const guint8 *bytes, gsize size)
{
  ProtoMessage message;

  g_assert_cmpint (proto_decode (vector->kind, &message, bytes, size), ==, EBB_DECODE_OK);
  for (gsize capacity = 0; capacity <= size; capacity++)
    {
      g_autofree guint8 *room = g_malloc (MAX (capacity, 1));
      gsize              written = proto_encode (vector->kind, &message, room, capacity);

      g_assert_cmpuint (written, ==, capacity == size ? size : 0);
    }
}

static void
writes_all_or_says_nothing (gconstpointer data)
{
  for_each_good ((ProtoKind) GPOINTER_TO_INT (data), check_capacities);
}

/* Bytes that a newer minor version appends change nothing that this version reads. */
static void
check_appended (const ProtoVector *vector, const guint8 *bytes, gsize size)
{
  g_autofree guint8 *longer = g_malloc (size + 20);
  ProtoMessage       message;
  uint8_t            again[EBB_MESSAGE_MAX_BYTES];
  g_autoptr (GBytes) short_bytes = g_bytes_new (bytes, size);
  g_autoptr (JsonNode) fields = NULL;
  g_autoptr (JsonNode) short_fields = NULL;

  memcpy (longer, bytes, size);
  memset (longer + size, 0xff, 20);
  g_assert_cmpint (proto_decode (vector->kind, &message, bytes, size), ==, EBB_DECODE_OK);
  short_fields = proto_message_to_json (vector->kind, &message, short_bytes);
  g_assert_cmpint (proto_decode (vector->kind, &message, longer, size + 20), ==, EBB_DECODE_OK);
  fields = proto_message_to_json (vector->kind, &message, short_bytes);
  g_assert_true (json_node_equal (fields, short_fields));
  g_assert_cmpmem (again, proto_encode (vector->kind, &message, again, sizeof again), bytes, size);
}

static void
ignores_what_is_appended (gconstpointer data)
{
  for_each_good ((ProtoKind) GPOINTER_TO_INT (data), check_appended);
}

static void
add (const char *what, ProtoKind kind, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/codec/%s/%s", proto_kind_to_string (kind), what);

  g_test_add_data_func (path, GINT_TO_POINTER (kind), function);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) read = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  read = proto_vectors_read (argv[1]);
  vectors = read;
  for (int i = 0; i < N_PROTO_KINDS; i++)
    {
      ProtoKind kind = (ProtoKind) i;

      add ("truncated-at-every-length", kind, truncated_at_every_length);
      add ("every-bit-flipped", kind, every_bit_flipped);
      add ("writes-all-or-says-nothing", kind, writes_all_or_says_nothing);
      if (kind != PROTO_CHUNK)
        add ("ignores-what-is-appended", kind, ignores_what_is_appended);
    }
  return g_test_run ();
}
