/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-print.h"

#include <stdio.h>

static const struct
{
  const char *sign;
  const char *plain;
} plain_signs[] = {
  { "█", "#" }, { "░", "." },   { "“", "\"" }, { "”", "\"" },
  { "’", "'" }, { "…", "..." }, { "·", "-" },  { "\302\240" /* nbsp */, " " },
};

/**
 * ctl_print_convert:
 * @text: UTF-8
 * @charset: as iconv names it
 *
 * Returns: (transfer full): @text for a terminal of @charset; what it has no sign for becomes "?"
 */
char *
ctl_print_convert (const char *text, const char *charset)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_autofree char *converted = g_convert (text, -1, charset, "UTF-8", NULL, NULL, NULL);

  if (converted != NULL)
    return g_steal_pointer (&converted);
  for (gsize i = 0; i < G_N_ELEMENTS (plain_signs); i++)
    g_string_replace (plain, plain_signs[i].sign, plain_signs[i].plain, 0);
  converted = g_convert_with_fallback (plain->str, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  return converted != NULL ? g_steal_pointer (&converted) : g_str_to_ascii (plain->str, "C");
}

static void
print (FILE *stream, const char *text)
{
  const char *charset;

  if (g_get_charset (&charset))
    fputs (text, stream);
  else
    {
      g_autofree char *converted = ctl_print_convert (text, charset);

      fputs (converted, stream);
    }
  fflush (stream);
}

static void
print_cb (const char *text)
{
  print (stdout, text);
}

static void
print_error_cb (const char *text)
{
  print (stderr, text);
}

static void
print_json_cb (const char *text)
{
  fputs (text, stdout);
  fflush (stdout);
}

void
ctl_print_init (void)
{
  g_set_print_handler (print_cb);
  g_set_printerr_handler (print_error_cb);
}

void
ctl_print_use_json (void)
{
  g_set_print_handler (print_json_cb);
}

/**
 * ctl_print_json_line:
 * @builder: with one value that is whole
 *
 * Prints the value as one line of JSON.
 */
void
ctl_print_json_line (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
}
