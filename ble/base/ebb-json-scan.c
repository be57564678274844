/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-json-scan.h"

#include <string.h>

/* Longer numbers than this mean nothing here, and json-glib would let them overflow. */
#define MAX_DIGITS 15

/**
 * Scan:
 *
 * A walk over the text by the grammar of RFC 8259, and nothing beside it.
 */
typedef struct
{
  const char *at;
  const char *end;
  guint       line;
  guint       depth;
  char      **problem;
} Scan;

static gboolean scan_value (Scan *scan);

static gboolean
refuse (Scan *scan, const char *what)
{
  *scan->problem = g_strdup_printf ("line %u: %s", scan->line, what);
  return FALSE;
}

static void
skip_space (Scan *scan)
{
  for (; scan->at < scan->end; scan->at++)
    {
      if (*scan->at == '\n')
        scan->line++;
      else if (*scan->at != ' ' && *scan->at != '\t' && *scan->at != '\r')
        return;
    }
}

static char
peek (const Scan *scan)
{
  return scan->at < scan->end ? *scan->at : '\0';
}

static gboolean
take (Scan *scan, char wanted)
{
  if (peek (scan) != wanted || scan->at >= scan->end)
    return FALSE;
  scan->at++;
  return TRUE;
}

static guint
take_digits (Scan *scan)
{
  guint count = 0;

  for (; g_ascii_isdigit (peek (scan)); scan->at++)
    count++;
  return count;
}

/* The four digits after \u; -1 if they are not. */
static int
take_code_unit (Scan *scan)
{
  int unit = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (peek (scan));

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
      scan->at++;
    }
  return unit;
}

static gboolean
scan_unicode_escape (Scan *scan)
{
  int unit = take_code_unit (scan);

  if (unit < 0)
    return refuse (scan, "\\u without four hexadecimal digits");
  if (unit == 0)
    return refuse (scan, "\\u0000 in a string");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return refuse (scan, "half a surrogate pair in a string");
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;
  if (take (scan, '\\') && take (scan, 'u'))
    {
      unit = take_code_unit (scan);
      if (unit >= 0xdc00 && unit <= 0xdfff)
        return TRUE;
    }
  return refuse (scan, "half a surrogate pair in a string");
}

static gboolean
scan_string (Scan *scan)
{
  if (!take (scan, '"'))
    return refuse (scan, "expected a string in double quotes");
  while (scan->at < scan->end)
    {
      char c = *scan->at++;

      if (c == '"')
        return TRUE;
      if ((guchar) c < 0x20)
        return refuse (scan, "a control character in a string");
      if (c != '\\')
        continue;
      if (take (scan, 'u'))
        {
          if (!scan_unicode_escape (scan))
            return FALSE;
          continue;
        }
      c = peek (scan);
      if (c == '\0' || strchr ("\"\\/bfnrt", c) == NULL)
        return refuse (scan, "an unknown escape in a string");
      scan->at++;
    }
  return refuse (scan, "a string that does not end");
}

static gboolean
scan_number (Scan *scan)
{
  const char *start;
  guint       digits;

  take (scan, '-');
  start = scan->at;
  digits = take_digits (scan);
  if (digits == 0)
    return refuse (scan, "expected a value");
  if (digits > 1 && *start == '0')
    return refuse (scan, "a number that begins with 0");
  if (take (scan, '.'))
    {
      guint decimals = take_digits (scan);

      if (decimals == 0)
        return refuse (scan, "a number without digits after the point");
      digits += decimals;
    }
  if (digits > MAX_DIGITS)
    return refuse (scan, "a number of more than 15 digits");
  if (peek (scan) == 'e' || peek (scan) == 'E')
    return refuse (scan, "a number with an exponent");
  return TRUE;
}

static gboolean
scan_key (Scan *scan, GHashTable *seen)
{
  const char      *start = scan->at;
  g_autofree char *key = NULL;
  g_autofree char *what = NULL;

  if (!scan_string (scan))
    return FALSE;
  key = g_strndup (start + 1, (gsize) (scan->at - start - 2));
  /* No key needs one, and two spellings of one key would not look alike. */
  if (strchr (key, '\\') != NULL)
    return refuse (scan, "an escape in a key");
  if (!g_hash_table_contains (seen, key))
    return g_hash_table_add (seen, g_steal_pointer (&key));
  what = g_strdup_printf ("key \"%s\" is there twice", key);
  return refuse (scan, what);
}

static gboolean
scan_object (Scan *scan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  skip_space (scan);
  if (take (scan, '}'))
    return TRUE;
  do
    {
      skip_space (scan);
      if (!scan_key (scan, seen))
        return FALSE;
      skip_space (scan);
      if (!take (scan, ':'))
        return refuse (scan, "expected \":\" after a key");
      if (!scan_value (scan))
        return FALSE;
      skip_space (scan);
    }
  while (take (scan, ','));
  return take (scan, '}') ? TRUE : refuse (scan, "expected \",\" or \"}\"");
}

static gboolean
scan_array (Scan *scan)
{
  skip_space (scan);
  if (take (scan, ']'))
    return TRUE;
  do
    {
      if (!scan_value (scan))
        return FALSE;
      skip_space (scan);
    }
  while (take (scan, ','));
  return take (scan, ']') ? TRUE : refuse (scan, "expected \",\" or \"]\"");
}

static gboolean
scan_word (Scan *scan)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (scan->end - scan->at) >= length && strncmp (scan->at, words[i], length) == 0)
        {
          scan->at += length;
          return TRUE;
        }
    }
  return refuse (scan, "expected a value");
}

static gboolean
scan_nested (Scan *scan, gboolean (*scan_inside) (Scan *))
{
  if (scan->depth == EBB_JSON_MAX_DEPTH)
    return refuse (scan, "more than " G_STRINGIFY (EBB_JSON_MAX_DEPTH) " levels deep");
  scan->at++;
  scan->depth++;
  if (!scan_inside (scan))
    return FALSE;
  scan->depth--;
  return TRUE;
}

static gboolean
scan_value (Scan *scan)
{
  skip_space (scan);
  switch (peek (scan))
    {
    case '{':
      return scan_nested (scan, scan_object);
    case '[':
      return scan_nested (scan, scan_array);
    case '"':
      return scan_string (scan);
    case 't':
    case 'f':
    case 'n':
      return scan_word (scan);
    default:
      return scan_number (scan);
    }
}

/**
 * ebb_json_scan:
 * @problem: (out) (transfer full): where it returns %FALSE, what is wrong: "line 3: ..."
 *
 * Looks at @json by the grammar of RFC 8259 and refuses besides: keys that are there twice, more
 * than %EBB_JSON_MAX_DEPTH levels, numbers of more than 15 digits or with an exponent, NUL, half
 * surrogates, and anything after the first value.
 *
 * Returns: whether all is well
 */
gboolean
ebb_json_scan (const char *json, gsize size, char **problem)
{
  Scan        scan = { .at = json, .end = json + size, .line = 1, .problem = problem };
  const char *bad = NULL;

  if (!g_utf8_validate_len (json, size, &bad))
    {
      for (const char *at = json; at < bad; at++)
        scan.line += *at == '\n';
      return refuse (&scan, "a byte that is not UTF-8, or NUL");
    }
  if (!scan_value (&scan))
    return FALSE;
  skip_space (&scan);
  return scan.at == scan.end ? TRUE : refuse (&scan, "something after the end of the value");
}
