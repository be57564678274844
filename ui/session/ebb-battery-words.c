/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-battery-words.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/**
 * ebb_battery_words_dup_percent:
 *
 * Returns: (transfer full): "Boots at 18 %"
 */
char *
ebb_battery_words_dup_percent (const EbbScene *scene)
{
  g_autofree char *percent = ebb_words_percent (scene->battery_percent);

  /* Translators: how full the battery of the boots is, as in "Boots at 18 %". */
  return g_strdup_printf (_ ("Boots at %s"), percent);
}

/**
 * ebb_battery_words_dup_end:
 *
 * Returns: (transfer full): "The session ends by itself at 10 %."
 */
char *
ebb_battery_words_dup_end (const EbbScene *scene)
{
  g_autofree char *percent = ebb_words_percent ((int) scene->battery_end_percent);

  /* Translators: how full the battery is then, as in "The session ends by itself at 10 %." */
  return g_strdup_printf (C_ ("safety", "The session ends by itself at %s."), percent);
}
