/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "fuzz-text.h"

#include "fuzz-draw.h"

#define PART_MAX 30
#define TRIES_MAX 40

/* A digit in the place of another, if there is one near what was drawn. */
static void
change_digit (GString *text, guint64 *random)
{
  for (guint i = 0; i < TRIES_MAX; i++)
    {
      guint at = fuzz_draw (random, (guint) text->len);

      if (g_ascii_isdigit (text->str[at]))
        {
          text->str[at] = (char) ('0' + fuzz_draw (random, 10));
          return;
        }
    }
}

void
fuzz_change_text (GString *text, guint64 *random, const char *const *words, guint n_words)
{
  const guint  at = fuzz_draw (random, (guint) text->len);
  const gssize left = (gssize) (text->len - at);
  const gssize length = 1 + (gssize) fuzz_draw (random, PART_MAX);

  switch (fuzz_draw (random, 6))
    {
    case 0:
      g_string_truncate (text, MAX (at, 1));
      break;
    case 1:
      text->str[at] = (char) fuzz_draw (random, 256);
      break;
    case 2:
      g_string_erase (text, at, MIN (length, left));
      break;
    case 3:
      g_string_insert (text, at, words[fuzz_draw (random, n_words)]);
      break;
    case 4:
      change_digit (text, random);
      break;
    default: /* a part of it once more */
      {
        g_autofree char *part = g_strndup (text->str + at, (gsize) MIN (8 * length, left));

        g_string_insert (text, fuzz_draw (random, (guint) text->len), part);
      }
    }
  if (text->len == 0)
    g_string_append_c (text, '\n');
}
