/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* One mistake in a text that is right without it, and what is said of it. */
typedef struct
{
  const char *name;
  const char *from;
  const char *to;
  const char *says;
} Wrong;

/* Also sees that what was there before is left as it was. */
typedef gboolean (*Parse) (const char *text, GError **error);

static inline void
assert_refused (Parse parse, const char *text, const Wrong *wrongs, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_auto (GStrv) parts = g_strsplit (text, wrongs[i].from, 2);
      g_autofree char *wrong = NULL;
      g_autoptr (GError) error = NULL;

      if (g_strv_length (parts) != 2)
        g_error ("%s: \"%s\" is not in the text", wrongs[i].name, wrongs[i].from);
      wrong = g_strconcat (parts[0], wrongs[i].to, parts[1], NULL);
      if (parse (wrong, &error))
        g_error ("%s was taken", wrongs[i].name);
      if (strstr (error->message, wrongs[i].says) == NULL)
        g_error ("%s: \"%s\" does not say \"%s\"", wrongs[i].name, error->message, wrongs[i].says);
    }
}

G_END_DECLS
