/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-sample-chunk-private.h"

static gint32
draw_pressure (GRand *random)
{
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      return EBB_PRESSURE_UNKNOWN_PA;
    case 1:
      return G_MAXINT32;
    case 2:
      return (gint32) g_rand_int (random);
    default:
      return g_rand_int_range (random, 0, 8000);
    }
}

static void
draw_sample (GRand *random, EbbSample *sample)
{
  memset (sample, 0, sizeof *sample);
  sample->at_ms = g_rand_int (random);
  for (guint side = 0; side < EBB_N_SIDES; side++)
    {
      sample->zones[side] = (EbbZoneMask) g_rand_int_range (random, 0, 256);
      for (guint zone = 0; zone < EBB_N_ZONES; zone++)
        {
          sample->pressure_pa[side][zone] = draw_pressure (random);
          sample->setpoint_pa[side][zone] = draw_pressure (random);
          sample->temperature_ddeg[side][zone] =
              (gint16) g_rand_int_range (random, G_MININT16, G_MAXINT16 + 1);
        }
    }
}

static void
every_bit_comes_back (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);

  for (guint round = 0; round < 300; round++)
    {
      guint                 count = (guint) g_rand_int_range (random, 1, 101);
      g_autofree EbbSample *samples = g_new0 (EbbSample, count);
      g_autoptr (GArray) read = g_array_new (FALSE, TRUE, sizeof (EbbSample));
      g_autoptr (GBytes) packed = NULL;

      for (guint i = 0; i < count; i++)
        draw_sample (random, &samples[i]);
      packed = ebb_sample_chunk_pack (samples, count);
      g_assert_true (ebb_sample_chunk_unpack (packed, ebb_sample_chunk_sum (packed), read));
      g_assert_cmpmem (read->data, read->len * sizeof (EbbSample), samples,
                       count * sizeof (EbbSample));
    }
}

static GBytes *
pack_some (GArray *samples)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  g_array_set_size (samples, 20);
  for (guint i = 0; i < samples->len; i++)
    draw_sample (random, &g_array_index (samples, EbbSample, i));
  return ebb_sample_chunk_pack ((EbbSample *) (void *) samples->data, samples->len);
}

static void
any_flipped_bit_is_seen (void)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (EbbSample));
  g_autoptr (GBytes) packed = pack_some (samples);
  guint32            sum = ebb_sample_chunk_sum (packed);
  gsize              size = g_bytes_get_size (packed);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (packed, NULL), size);

  for (gsize bit = 0; bit < size * 8; bit++)
    {
      g_autoptr (GArray) read = g_array_new (FALSE, TRUE, sizeof (EbbSample));
      g_autoptr (GBytes) flipped = NULL;

      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
      flipped = g_bytes_new (bytes, size);
      g_assert_false (ebb_sample_chunk_unpack (flipped, sum, read));
      g_assert_cmpuint (read->len, ==, 0);
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
    }
}

/* With a sum that fits, as if somebody had meant it: no crash, and nothing half read. */
static void
rubbish_with_the_right_sum_is_harmless (void)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (EbbSample));
  g_autoptr (GBytes) packed = pack_some (samples);
  gsize size = g_bytes_get_size (packed);
  g_autoptr (GRand) random = g_rand_new_with_seed (6);

  for (guint round = 0; round < 2000; round++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (packed, NULL), size);
      g_autoptr (GArray) read = g_array_new (FALSE, TRUE, sizeof (EbbSample));
      g_autoptr (GBytes) changed = NULL;
      gsize kept = (gsize) g_rand_int_range (random, 0, (gint32) size + 1);

      bytes[g_rand_int_range (random, 0, 12)] = (guint8) g_rand_int (random);
      changed = g_bytes_new (bytes, kept);
      if (!ebb_sample_chunk_unpack (changed, ebb_sample_chunk_sum (changed), read))
        g_assert_cmpuint (read->len, ==, 0);
    }
}

static void
still_boots_take_little_room (void)
{
  EbbSample samples[20] = { 0 };
  g_autoptr (GBytes) packed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    samples[i].at_ms = i * 500;
  packed = ebb_sample_chunk_pack (samples, G_N_ELEMENTS (samples));
  g_assert_cmpuint (g_bytes_get_size (packed), <, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sample-chunk/every-bit-comes-back", every_bit_comes_back);
  g_test_add_func ("/sample-chunk/any-flipped-bit-is-seen", any_flipped_bit_is_seen);
  g_test_add_func ("/sample-chunk/rubbish-with-the-right-sum-is-harmless",
                   rubbish_with_the_right_sum_is_harmless);
  g_test_add_func ("/sample-chunk/still-boots-take-little-room", still_boots_take_little_room);

  return g_test_run ();
}
