/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-program.h"

G_BEGIN_DECLS

/* A program that is right, and uses every key. */
#define PROGRAM_TEXT                                                                               \
  "{ \"format\": \"ebb-program/1\", \"id\": \"test-1\", \"name\": \"Test\","                       \
  " \"about\": \"For a test.\", \"pattern\": \"sequential\", \"legs\": \"same\","                  \
  " \"length_s\": 600, \"cycle\": { \"inflate_s\": 6, \"hold_s\": 10, \"deflate_s\": 10,"          \
  " \"rest_s\": 16 }, \"pressure_mmhg\": { \"foot\": 40, \"lower_calf\": 40, \"upper_calf\": 35,"  \
  " \"upper_thigh\": 30 }, \"heat\": { \"zones\": [\"lower_calf\"], \"temperature_c\": 39.5,"      \
  " \"duration_s\": 300 }, \"gentle_start_percent\": [50, 75], \"ending_percent\": [75] }"

#define FOUR_ZONES                                                                                 \
  (EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)                               \
   | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH))

/* The text above with the first @from replaced; fails when it is not there. */
static inline char *
edit_text (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strconcat (parts[0], to, parts[1], NULL);
}

static inline EbbProgram *
make_program (const char *from, const char *to)
{
  g_autofree char *text = edit_text (PROGRAM_TEXT, from, to);
  g_autoptr (GError) error = NULL;
  EbbProgram *program = ebb_program_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return program;
}

G_END_DECLS
