/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-redactor.h"

#include <string.h>

#define ADDRESS_BYTES 6
/* A secret as short as that is part of many words; it is taken out where it stands alone. */
#define SHORT_MAX_CHARACTERS 3
/* Between the bytes of an address or of a text in hexadecimal. */
#define BETWEEN "[ :._-]?"

typedef struct
{
  GRegex *regex;
  char   *replacement;
} Rule;

struct _EbbRedactor
{
  GPtrArray *rules; /* (owned) (element-type Rule), in the order they were added */
};

static void
rule_free (gpointer data)
{
  Rule *rule = data;

  g_regex_unref (rule->regex);
  g_free (rule->replacement);
  g_free (rule);
}

/**
 * ebb_redactor_new:
 *
 * Returns: (transfer full): one that takes out whatever looks like an address, and nothing else yet
 */
EbbRedactor *
ebb_redactor_new (void)
{
  EbbRedactor *self = g_new0 (EbbRedactor, 1);

  self->rules = g_ptr_array_new_with_free_func (rule_free);
  return self;
}

void
ebb_redactor_free (EbbRedactor *self)
{
  g_ptr_array_unref (self->rules);
  g_free (self);
}

static void
add_rule (EbbRedactor *self, const char *pattern, const char *replacement)
{
  Rule *rule = g_new0 (Rule, 1);

  rule->regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  rule->replacement = g_strdup (replacement);
  /* Each pattern is made here, of escaped text and digits. */
  g_assert (rule->regex != NULL);
  g_ptr_array_add (self->rules, rule);
}

static char *
dup_hex_pattern (const guint8 *bytes, gsize size, gboolean is_reversed)
{
  GString *pattern = g_string_new (NULL);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (pattern, "%s%02x", i > 0 ? BETWEEN : "",
                            bytes[is_reversed ? size - 1 - i : i]);
  return g_string_free (pattern, FALSE);
}

/**
 * ebb_redactor_add_text:
 *
 * @secret goes in upper and lower case, and as the hexadecimal of its bytes, with or without
 * something between them.
 */
void
ebb_redactor_add_text (EbbRedactor *self, const char *secret, const char *replacement)
{
  g_autofree char *valid = secret != NULL ? g_utf8_make_valid (secret, -1) : g_strdup ("");
  g_autofree char *escaped = NULL;
  g_autofree char *alone = NULL;
  g_autofree char *hex = NULL;

  g_strstrip (valid);
  if (g_utf8_strlen (valid, -1) < 2)
    return;
  escaped = g_regex_escape_string (valid, -1);
  alone = g_strdup_printf ("(?<![[:alnum:]])%s(?![[:alnum:]])", escaped);
  hex = dup_hex_pattern ((const guint8 *) valid, strlen (valid), FALSE);
  if (g_utf8_strlen (valid, -1) <= SHORT_MAX_CHARACTERS)
    {
      add_rule (self, alone, replacement);
      return;
    }
  add_rule (self, escaped, replacement);
  add_rule (self, hex, replacement);
}

static gboolean
parse_address (const char *text, guint8 bytes[ADDRESS_BYTES])
{
  if (text == NULL || strlen (text) != ADDRESS_BYTES * 3 - 1)
    return FALSE;
  for (int i = 0; i < ADDRESS_BYTES; i++)
    {
      const char *pair = text + i * 3;

      if (!g_ascii_isxdigit (pair[0]) || !g_ascii_isxdigit (pair[1])
          || (i < ADDRESS_BYTES - 1 && pair[2] != ':'))
        return FALSE;
      bytes[i] = (guint8) (g_ascii_xdigit_value (pair[0]) << 4 | g_ascii_xdigit_value (pair[1]));
    }
  return TRUE;
}

/**
 * ebb_redactor_add_address:
 *
 * The address goes with anything or nothing between its bytes, also as they go over the air, the
 * last first, and as the text that it is.
 */
void
ebb_redactor_add_address (EbbRedactor *self, const char *secret, const char *replacement)
{
  guint8           bytes[ADDRESS_BYTES];
  g_autofree char *forward = NULL;
  g_autofree char *backward = NULL;

  ebb_redactor_add_text (self, secret, replacement);
  if (!parse_address (secret, bytes))
    return;
  forward = dup_hex_pattern (bytes, ADDRESS_BYTES, FALSE);
  backward = dup_hex_pattern (bytes, ADDRESS_BYTES, TRUE);
  add_rule (self, forward, replacement);
  add_rule (self, backward, replacement);
}

static char *
replace (const char *text, GRegex *regex, const char *replacement)
{
  char *replaced = g_regex_replace_literal (regex, text, -1, 0, replacement, 0, NULL);

  /* Nothing of a text that could not be searched may be shown. */
  return replaced != NULL ? replaced : g_strdup ("(left out: it could not be searched)\n");
}

/**
 * ebb_redactor_apply:
 *
 * Returns: (transfer full): @text without secrets, and without whatever else has the form of an
 *   address
 */
char *
ebb_redactor_apply (EbbRedactor *self, const char *text)
{
  g_autoptr (GRegex) address = g_regex_new ("(?<![[:xdigit:]])[[:xdigit:]]{2}([:_-])([[:xdigit:]]{"
                                            "2}\\1){4}[[:xdigit:]]{2}(?![[:xdigit:]])",
                                            0, 0, NULL);
  g_autofree char *now = g_utf8_make_valid (text, -1);

  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule      *rule = g_ptr_array_index (self->rules, i);
      g_autofree char *before = g_steal_pointer (&now);

      now = replace (before, rule->regex, rule->replacement);
    }
  return replace (now, address, "(address)");
}
