/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-facts.h"

#include <glib/gi18n.h>

#include "ebb-link-error-words.h"

static char *
describe_capabilities (const EbbCapabilities *capabilities)
{
  unsigned         n_zones = MAX (ebb_zone_mask_count (capabilities->zones[EBB_SIDE_LEFT]),
                                  ebb_zone_mask_count (capabilities->zones[EBB_SIDE_RIGHT]));
  g_autofree char *zones =
      g_strdup_printf (ngettext ("%u zone each leg", "%u zones each leg", n_zones), n_zones);
  GString *text = g_string_new (zones);

  if (capabilities->has_heat)
    g_string_append (text, _ (", heat"));
  if (capabilities->measures_pressure)
    g_string_append (text, _ (", reports pressure"));
  return g_string_free (text, FALSE);
}

static const char *
say_state (const EbbBootsFacts *facts)
{
  switch (facts->state)
    {
    case EBB_BOOTS_READY:
      return _ ("Connected");
    case EBB_BOOTS_CONNECTING:
      return _ ("Connecting…");
    case EBB_BOOTS_PAIRING:
      return _ ("Pairing…");
    case EBB_BOOTS_UNTRUSTED:
      if (ebb_boots_facts_says_why (facts->error))
        return ebb_link_error_words_say_cause (facts->error);
      return _ ("Not what they say they are");
    case EBB_BOOTS_NEARBY:
      return _ ("Nearby, not connected");
    case EBB_BOOTS_AWAY:
    default:
      return _ ("Not connected");
    }
}

static gboolean
is_idle (const EbbBootsFacts *facts)
{
  return facts->state == EBB_BOOTS_AWAY || facts->state == EBB_BOOTS_NEARBY;
}

/* They stay so until somebody presses, and there is nothing else to be said of it. */
static gboolean
wants_connect (const EbbBootsFacts *facts)
{
  return facts->needs_connect && is_idle (facts) && !ebb_boots_facts_says_why (facts->error);
}

/**
 * ebb_boots_facts_dup_line:
 *
 * Returns: (transfer full): "Connected · 4 zones each leg, heat, reports pressure"
 */
char *
ebb_boots_facts_dup_line (const EbbBootsFacts *facts)
{
  g_autofree char *capabilities = NULL;

  if (is_idle (facts) && ebb_boots_facts_says_why (facts->error))
    return g_strdup (ebb_link_error_words_say_cause (facts->error));
  if (wants_connect (facts))
    /* Translators: how the link stands, then what to press: "Not connected. Press Connect." */
    return g_strdup_printf (_ ("%s. Press Connect."), say_state (facts));
  if (facts->state == EBB_BOOTS_CONNECTING && facts->retries > 0)
    return ebb_boots_facts_dup_retry (facts->error, facts->retries);
  if (facts->capabilities == NULL || facts->state == EBB_BOOTS_UNTRUSTED)
    return g_strdup (say_state (facts));
  capabilities = describe_capabilities (facts->capabilities);
  /* Translators: how the link stands, then what the boots can do. */
  return g_strdup_printf (_ ("%s · %s"), say_state (facts), capabilities);
}

/**
 * ebb_boots_facts_dup_row_line:
 *
 * Returns: (transfer full): as ebb_boots_facts_dup_line(), for a row that has no button of its own
 */
char *
ebb_boots_facts_dup_row_line (const EbbBootsFacts *facts)
{
  if (wants_connect (facts))
    /* Translators: how the link stands, then what to do: the row leads to a page with a button. */
    return g_strdup_printf (_ ("%s. Select this row, then press Connect."), say_state (facts));
  return ebb_boots_facts_dup_line (facts);
}

static char *
describe_silence (const EbbBootsFacts *facts)
{
  guint            minutes = (guint) facts->unheard_s / 60;
  g_autofree char *heard =
      minutes == 0
          /* Translators: seconds since boots were heard by radio. */
          ? g_strdup_printf (_ ("last heard %d\302\240s ago"), facts->unheard_s)
          /* Translators: minutes since boots were heard by radio. */
          : g_strdup_printf (_ ("last heard %u\302\240min ago"), minutes);

  if (facts->state == EBB_BOOTS_AWAY)
    /* Translators: the argument is "last heard 2 min ago". */
    return g_strdup_printf (_ ("Compression boots · %s. Look again to pair them."), heard);
  /* Translators: the argument is "last heard 2 min ago". */
  return g_strdup_printf (_ ("Compression boots · %s"), heard);
}

/**
 * ebb_boots_facts_dup_nearby_line:
 *
 * Returns: (transfer full): "Strong signal", in words because numbers of radio mean little; or how
 *   long ago they were heard
 */
char *
ebb_boots_facts_dup_nearby_line (const EbbBootsFacts *facts)
{
  if (!facts->is_recognised)
    return g_strdup (_ ("Nothing in its advert says it is a massage device"));
  if (facts->unheard_s >= 0)
    return describe_silence (facts);
  switch (facts->signal)
    {
    case EBB_SIGNAL_STRONG:
      return g_strdup (_ ("Compression boots · strong signal"));
    case EBB_SIGNAL_FAIR:
      return g_strdup (_ ("Compression boots · fair signal"));
    case EBB_SIGNAL_WEAK:
      return g_strdup (_ ("Compression boots · weak signal"));
    case EBB_SIGNAL_UNKNOWN:
    default:
      return g_strdup (_ ("Compression boots"));
    }
}

/**
 * ebb_boots_facts_wants_pairing:
 * @error: (nullable): what came of the last attempt
 *
 * Returns: whether they stay away until somebody pairs them, however often Ebb tries
 */
gboolean
ebb_boots_facts_wants_pairing (const GError *error)
{
  return g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED)
         || g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST);
}

/**
 * ebb_boots_facts_says_why:
 * @error: (nullable): what came of the last attempt
 *
 * Returns: whether it is more than that they do not answer: something that a person has to know, and
 *   can mend
 */
gboolean
ebb_boots_facts_says_why (const GError *error)
{
  static const int codes[] = {
    EBB_LINK_ERROR_INCOMPLETE, EBB_LINK_ERROR_NOT_PAIRED,     EBB_LINK_ERROR_BOND_LOST,
    EBB_LINK_ERROR_BUSY,       EBB_LINK_ERROR_PROTOCOL,       EBB_LINK_ERROR_WRONG_VERSION,
    EBB_LINK_ERROR_REFUSED,    EBB_LINK_ERROR_WRONG_IDENTITY,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, EBB_LINK_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}

/**
 * ebb_boots_facts_dup_retry:
 * @error: (nullable): what came of the last attempt
 * @retries: 1 or more
 *
 * Returns: (transfer full): that Ebb tries again, and why it has to where that is known
 */
char *
ebb_boots_facts_dup_retry (const GError *error, guint retries)
{
  if (!ebb_boots_facts_says_why (error))
    return g_strdup_printf (_ ("Trying again (%u)"), retries);
  /* Translators: why the last attempt failed: "Another program holds these boots". */
  return g_strdup_printf (_ ("%s. Trying again (%u)"), ebb_link_error_words_say_cause (error),
                          retries);
}
