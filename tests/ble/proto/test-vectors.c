/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "proto-vectors.h"

/* Each vector is a case of its own: what it says is what our decoder says, and our encoder gives
 * its bytes back. The argument is tests/data/protocol. */

#define POISON 0xa5

static void
assert_untouched (const ProtoMessage *message)
{
  ProtoMessage poison;

  memset (&poison, POISON, sizeof poison);
  g_assert_cmpmem (message, sizeof *message, &poison, sizeof poison);
}

static void
assert_same_fields (const ProtoVector *vector, const ProtoMessage *message)
{
  g_autoptr (JsonNode) found = proto_message_to_json (vector->kind, message, vector->bytes);
  g_autofree char *found_text = json_to_string (found, FALSE);
  g_autofree char *expected_text = json_to_string (vector->decoded, FALSE);

  if (!json_node_equal (found, vector->decoded))
    g_error ("%s: decoded %s, expected %s", vector->name, found_text, expected_text);
}

static void
assert_encodes_back (const ProtoVector *vector, const ProtoMessage *message)
{
  uint8_t       bytes[EBB_MESSAGE_MAX_BYTES];
  size_t        size = proto_encode (vector->kind, message, bytes, sizeof bytes);
  gsize         whole_size;
  const guint8 *whole = g_bytes_get_data (vector->bytes, &whole_size);

  g_assert_cmpmem (bytes, size, whole, whole_size - vector->n_trailing);
}

static void
agrees (gconstpointer data)
{
  const ProtoVector *vector = data;
  gsize              size;
  const guint8      *bytes = g_bytes_get_data (vector->bytes, &size);
  g_autofree guint8 *exact = g_memdup2 (bytes, size); /* so that reading past the end is seen */
  ProtoMessage       message;

  memset (&message, POISON, sizeof message);
  g_assert_cmpstr (ebb_decode_result_to_string (proto_decode (vector->kind, &message, exact, size)),
                   ==, ebb_decode_result_to_string (vector->result));
  if (vector->result != EBB_DECODE_OK)
    {
      assert_untouched (&message);
      return;
    }
  assert_same_fields (vector, &message);
  assert_encodes_back (vector, &message);
}

/* The contract asks for at least 40, and for good and bad ones of every message. */
static void
covers_every_message (gconstpointer data)
{
  const GPtrArray *vectors = data;
  guint            n_good[N_PROTO_KINDS] = { 0 };
  guint            n_bad[N_PROTO_KINDS] = { 0 };

  for (guint i = 0; i < vectors->len; i++)
    {
      const ProtoVector *vector = g_ptr_array_index (vectors, i);

      if (vector->result == EBB_DECODE_OK)
        n_good[vector->kind]++;
      else
        n_bad[vector->kind]++;
    }
  g_assert_cmpuint (vectors->len, >=, 40);
  for (int kind = 0; kind < N_PROTO_KINDS; kind++)
    {
      g_assert_cmpuint (n_good[kind], >=, 3);
      g_assert_cmpuint (n_bad[kind], >=, 2);
    }
}

/* Fields that a telemetry sample, or a message of 182 bytes, must have room for. */
static void
fits_into_the_longest_message (gconstpointer data)
{
  const GPtrArray *vectors = data;

  for (guint i = 0; i < vectors->len; i++)
    {
      const ProtoVector *vector = g_ptr_array_index (vectors, i);

      if (vector->result == EBB_DECODE_OK)
        g_assert_cmpuint (g_bytes_get_size (vector->bytes), <=, EBB_MESSAGE_MAX_BYTES);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) vectors = NULL;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  vectors = proto_vectors_read (argv[1]);
  g_test_add_data_func ("/vectors/covers-every-message", vectors, covers_every_message);
  g_test_add_data_func ("/vectors/fits-into-the-longest-message", vectors,
                        fits_into_the_longest_message);
  for (guint i = 0; i < vectors->len; i++)
    {
      const ProtoVector *vector = g_ptr_array_index (vectors, i);
      g_autofree char   *path =
          g_strdup_printf ("/vectors/%s/%s", proto_kind_to_string (vector->kind), vector->name);

      g_test_add_data_func (path, vector, agrees);
    }
  return g_test_run ();
}
