/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-link-words.h"

#include <glib/gi18n.h>

#include "ebb-boots-facts.h"
#include "ebb-link-error-words.h"
#include "ebb-radio-status.h"

static char *
describe_connected (const EbbCapabilities *capabilities)
{
  unsigned n_zones = capabilities != NULL ? ebb_zone_mask_count (
                         capabilities->zones[EBB_SIDE_LEFT] | capabilities->zones[EBB_SIDE_RIGHT])
                                          : 0;

  if (n_zones == 0)
    return g_strdup (_ ("Connected"));
  if (capabilities->has_heat)
    return g_strdup_printf (
        ngettext ("Connected · %u zone, heat", "Connected · %u zones, heat", n_zones), n_zones);
  return g_strdup_printf (ngettext ("Connected · %u zone", "Connected · %u zones", n_zones),
                          n_zones);
}

static char *
describe_error (const GError *error)
{
  /* Translators: what went wrong, and what to do: "The boots forgot this computer. Pair again." */
  return g_strdup_printf (_ ("%s. %s"), ebb_link_error_words_say_cause (error),
                          ebb_link_error_words_say_help (error));
}

/* Boots that are only away say nothing by it; these want something of a person. */
static char *
describe_unconnected (const EbbScene *scene)
{
  const char *no_radio = ebb_radio_status_say (scene->radio_state);

  if (no_radio != NULL)
    return g_strdup (no_radio);
  if (ebb_boots_facts_says_why (scene->boots_error))
    return describe_error (scene->boots_error);
  return g_strdup (scene->needs_connect ? _ ("Not connected. Press Connect.")
                                        : _ ("Not connected"));
}

/**
 * ebb_link_words_dup:
 *
 * Returns: (transfer full): how the link to the boots of @scene stands, and where it can not stand,
 *   why and what to do
 */
char *
ebb_link_words_dup (const EbbScene *scene)
{
  switch (scene->boots_state)
    {
    case EBB_BOOTS_READY:
      return describe_connected (scene->capabilities);
    case EBB_BOOTS_CONNECTING:
      if (scene->boots_retries > 0)
        return ebb_boots_facts_dup_retry (scene->boots_error, scene->boots_retries);
      return g_strdup (_ ("Connecting… this can take 10\302\240s"));
    case EBB_BOOTS_PAIRING:
      return g_strdup (_ ("Pairing…"));
    case EBB_BOOTS_UNTRUSTED:
      if (scene->boots_error != NULL)
        return describe_error (scene->boots_error);
      return g_strdup (_ ("Not what they say they are. Ebb sends them nothing."));
    case EBB_BOOTS_AWAY:
    case EBB_BOOTS_NEARBY:
    default:
      return describe_unconnected (scene);
    }
}
