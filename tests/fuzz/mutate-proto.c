/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "fuzz-proto.h"
#include "fuzz-draw.h"
#include "proto-vectors.h"

/* The fuzzer's entry without a fuzzer: 10^6 mutations of the vectors, the same ones each time, so
 * that the suite needs no clang. Arguments: tests/data/protocol, and perhaps how many. */

#define N_MUTATIONS 1000000
#define INPUT_MAX_BYTES 256
#define SEED G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

typedef struct
{
  ProtoKind  kind;
  GPtrArray *vectors;
  guint      n_mutations;
} Campaign;

typedef struct
{
  guint8  bytes[INPUT_MAX_BYTES];
  gsize   size;
  guint64 random;
} Mutant;

static void
begin_as (Mutant *self, const ProtoVector *vector)
{
  gsize         size;
  const guint8 *bytes = g_bytes_get_data (vector->bytes, &size);

  g_assert_cmpuint (size, <, INPUT_MAX_BYTES);
  self->bytes[0] = (guint8) vector->kind;
  if (size > 0)
    memcpy (self->bytes + 1, bytes, size);
  self->size = size + 1;
}

static void
mutate_once (Mutant *self)
{
  static const guint8 edges[] = { 0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff };
  gsize at = self->size > 1 ? 1 + fuzz_draw (&self->random, (guint) self->size - 1) : 0;

  switch (fuzz_draw (&self->random, 6))
    {
    case 0: /* cut */
      self->size = MAX (at, 1);
      break;
    case 1: /* append */
      if (self->size < INPUT_MAX_BYTES)
        self->bytes[self->size++] = (guint8) fuzz_draw (&self->random, 256);
      break;
    case 2:
      if (at > 0)
        self->bytes[at] ^= (guint8) (1u << fuzz_draw (&self->random, 8));
      break;
    case 3:
      if (at > 0)
        self->bytes[at] = edges[fuzz_draw (&self->random, G_N_ELEMENTS (edges))];
      break;
    case 4: /* one more, one less */
      if (at > 0)
        self->bytes[at] =
            (guint8) (self->bytes[at] + (fuzz_draw (&self->random, 2) == 0 ? 1 : 255));
      break;
    default:
      if (at > 0)
        self->bytes[at] = (guint8) fuzz_draw (&self->random, 256);
    }
}

/* In memory of exactly that size, so that a read past the end is seen. */
static void
try_it (const Mutant *self)
{
  g_autofree guint8 *exact = g_memdup2 (self->bytes, self->size);

  LLVMFuzzerTestOneInput (exact, self->size);
}

static void
agrees_on_mutations (gconstpointer data)
{
  const Campaign *campaign = data;
  g_autoptr (GPtrArray) seeds = g_ptr_array_new ();
  Mutant mutant = { .random = SEED + campaign->kind };

  for (guint i = 0; i < campaign->vectors->len; i++)
    {
      ProtoVector *vector = g_ptr_array_index (campaign->vectors, i);

      if (vector->kind == campaign->kind)
        g_ptr_array_add (seeds, vector);
    }
  g_assert_cmpuint (seeds->len, >, 0);
  for (guint i = 0; i < campaign->n_mutations; i++)
    {
      guint n_steps = 1 + fuzz_draw (&mutant.random, 6);

      begin_as (&mutant, g_ptr_array_index (seeds, fuzz_draw (&mutant.random, seeds->len)));
      for (guint step = 0; step < n_steps; step++)
        mutate_once (&mutant);
      try_it (&mutant);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) vectors = NULL;
  Campaign campaigns[N_PROTO_KINDS];
  guint64  n_mutations = N_MUTATIONS;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2);
  vectors = proto_vectors_read (argv[1]);
  if (argc > 2)
    g_assert_true (g_ascii_string_to_unsigned (argv[2], 10, 1, G_MAXUINT, &n_mutations, NULL));
  for (int kind = 0; kind < N_PROTO_KINDS; kind++)
    {
      g_autofree char *path =
          g_strdup_printf ("/fuzz/%s/agrees-on-mutations", proto_kind_to_string ((ProtoKind) kind));

      campaigns[kind] =
          (Campaign){ (ProtoKind) kind, vectors, (guint) (n_mutations / N_PROTO_KINDS) };
      g_test_add_data_func (path, &campaigns[kind], agrees_on_mutations);
    }
  return g_test_run ();
}
