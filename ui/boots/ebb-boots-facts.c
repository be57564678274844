/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-facts.h"

#include <glib/gi18n.h>

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
      if (g_error_matches (facts->error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY))
        return _ ("These are not the boots you paired");
      return _ ("Not what they say they are");
    case EBB_BOOTS_NEARBY:
      return _ ("Nearby, not connected");
    case EBB_BOOTS_AWAY:
    default:
      return _ ("Not connected");
    }
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
  gboolean         is_idle = facts->state == EBB_BOOTS_AWAY || facts->state == EBB_BOOTS_NEARBY;

  if (is_idle && ebb_boots_facts_wants_pairing (facts->error))
    return g_strdup (ebb_boots_facts_say_error (facts->error));
  if (facts->state == EBB_BOOTS_CONNECTING && facts->retries > 0)
    return g_strdup_printf (_ ("Trying again (%u)"), facts->retries);
  if (facts->capabilities == NULL || facts->state == EBB_BOOTS_UNTRUSTED)
    return g_strdup (say_state (facts));
  capabilities = describe_capabilities (facts->capabilities);
  /* Translators: how the link stands, then what the boots can do. */
  return g_strdup_printf (_ ("%s · %s"), say_state (facts), capabilities);
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
 * ebb_boots_facts_say_error:
 *
 * Returns: what went wrong, as a heading
 */
const char *
ebb_boots_facts_say_error (const GError *error)
{
  if (!g_error_matches (error, EBB_LINK_ERROR, error->code))
    return _ ("That did not work");
  switch ((EbbLinkErrorCode) error->code)
    {
    case EBB_LINK_ERROR_PAIRING_REFUSED:
      return _ ("The boots refused to pair");
    case EBB_LINK_ERROR_PAIRING_WRONG_CODE:
      return _ ("The codes were not the same");
    case EBB_LINK_ERROR_PAIRING_TIMED_OUT:
      return _ ("Pairing took too long");
    case EBB_LINK_ERROR_NOT_PAIRED:
      return _ ("Not paired with this computer");
    case EBB_LINK_ERROR_BOND_LOST:
      return _ ("The boots forgot this computer");
    case EBB_LINK_ERROR_PAIRING_CANCELLED:
      return _ ("Pairing was stopped");
    case EBB_LINK_ERROR_BUSY:
      return _ ("Another program holds these boots");
    case EBB_LINK_ERROR_INCOMPLETE:
      return _ ("These boots lack a part that Ebb needs");
    case EBB_LINK_ERROR_PROTOCOL:
      return _ ("These are not the boots they say they are");
    case EBB_LINK_ERROR_WRONG_IDENTITY:
      return _ ("These are not the boots you paired");
    case EBB_LINK_ERROR_WRONG_VERSION:
      return _ ("These boots speak another version");
    case EBB_LINK_ERROR_UNAVAILABLE:
      return _ ("Bluetooth can not be used now");
    case EBB_LINK_ERROR_NOT_CONNECTED:
    case EBB_LINK_ERROR_UNREACHABLE:
    case EBB_LINK_ERROR_TIMED_OUT:
      return _ ("The boots do not answer");
    case EBB_LINK_ERROR_REFUSED:
    case EBB_LINK_ERROR_FAILED:
    default:
      return _ ("That did not work");
    }
}

/**
 * ebb_boots_facts_dup_error:
 *
 * Returns: (transfer full): what it means, and what to do
 */
char *
ebb_boots_facts_dup_error (const GError *error)
{
  if (!g_error_matches (error, EBB_LINK_ERROR, error->code))
    return g_strdup (error->message);
  switch ((EbbLinkErrorCode) error->code)
    {
    case EBB_LINK_ERROR_PAIRING_REFUSED:
      return g_strdup (
          _ ("They may belong to another computer or phone. Hold the pair button until "
             "its light blinks, then pair again."));
    case EBB_LINK_ERROR_PAIRING_WRONG_CODE:
      return g_strdup (
          _ ("Nothing was kept: other boots may have answered. Pair again, and compare "
             "every digit."));
    case EBB_LINK_ERROR_PAIRING_TIMED_OUT:
      return g_strdup (_ ("Hold the pair button, stay within 2\302\240m, close other apps."));
    case EBB_LINK_ERROR_NOT_PAIRED:
      return g_strdup (_ ("Ebb can only stop them so. Pair them to use them."));
    case EBB_LINK_ERROR_BOND_LOST:
      return g_strdup (_ ("They were reset, or paired with another. Hold their pair button until "
                          "its light blinks, then pair again. Their name and history stay."));
    case EBB_LINK_ERROR_PAIRING_CANCELLED:
      return g_strdup (_ ("Nothing was kept. Pair again when you are ready."));
    case EBB_LINK_ERROR_BUSY:
      return g_strdup (_ ("Close the other program, then try again."));
    case EBB_LINK_ERROR_INCOMPLETE:
      return g_strdup (_ ("Ebb sent nothing that moves air. Switch them off and on, then try "
                          "again."));
    case EBB_LINK_ERROR_PROTOCOL:
      return g_strdup (_ ("Ebb sent nothing that moves air. Pair again if you replaced them."));
    case EBB_LINK_ERROR_WRONG_IDENTITY:
      return g_strdup (_ ("Ebb sent nothing. Pair again if you replaced them."));
    case EBB_LINK_ERROR_WRONG_VERSION:
      return g_strdup (_ ("Ebb does not understand them. A newer Ebb may."));
    case EBB_LINK_ERROR_UNAVAILABLE:
      return g_strdup (_ ("Switch Bluetooth on, then try again."));
    case EBB_LINK_ERROR_NOT_CONNECTED:
    case EBB_LINK_ERROR_UNREACHABLE:
    case EBB_LINK_ERROR_TIMED_OUT:
      return g_strdup (_ ("Switch them on, stay within 2\302\240m, close other apps."));
    case EBB_LINK_ERROR_REFUSED:
    case EBB_LINK_ERROR_FAILED:
    default:
      return g_strdup (error->message);
    }
}
