/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trouble-words.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/**
 * ebb_trouble_words_say_tier:
 *
 * Returns: what these boots do while nobody speaks to them
 */
const char *
ebb_trouble_words_say_tier (const EbbScene *scene)
{
  switch (scene->boots_tier)
    {
    case EBB_TIER_A:
      return C_ ("safety",
                 "Air may still be in them. These boots let it out by themselves within 20 "
                 "seconds of losing the link. Do not wait for that.");
    case EBB_TIER_B:
    case EBB_TIER_C:
      return C_ ("safety", "These boots can keep running for up to 10\302\240min without a link.");
    case EBB_TIER_D:
    default:
      return C_ ("safety", "Ebb does not know when these boots stop.");
    }
}

/**
 * ebb_trouble_words_dup_fault:
 *
 * Returns: (transfer full): "Ebb stopped: pressure went above the plan (58 mmHg)"
 */
char *
ebb_trouble_words_dup_fault (const EbbSnapshot *snapshot)
{
  g_autofree char *pressure = ebb_words_pressure (snapshot->fault_pa);

  switch (snapshot->fault)
    {
    case EBB_FAULT_OVERSHOOT:
      if (snapshot->fault_pa == EBB_PRESSURE_UNKNOWN_PA)
        return g_strdup (C_ ("safety", "Ebb stopped: pressure went above the plan"));
      /* Translators: a pressure, as in "58 mmHg". */
      return g_strdup_printf (C_ ("safety", "Ebb stopped: pressure went above the plan (%s)"),
                              pressure);
    case EBB_FAULT_STUCK_SQUEEZE:
      return g_strdup (C_ ("safety", "Ebb stopped: a zone stayed tight for 60\302\240s"));
    case EBB_FAULT_NO_READING:
      return g_strdup (C_ ("safety", "Ebb stopped: no pressure reading for 3\302\240s"));
    case EBB_FAULT_NOT_VENTED:
      return g_strdup (C_ ("safety", "Ebb sent Stop, and air is still in the boots"));
    case EBB_FAULT_BOOTS:
      return g_strdup (C_ ("safety", "Ebb stopped: the boots report a fault"));
    case EBB_FAULT_GATE:
      return g_strdup (C_ ("safety", "Ebb stopped: a value was outside the limits"));
    case EBB_FAULT_NONE:
    default:
      return g_strdup (C_ ("safety", "Ebb stopped"));
    }
}

/**
 * ebb_trouble_words_say_fault_meaning:
 *
 * Returns: what it means for the body, and what to do
 */
const char *
ebb_trouble_words_say_fault_meaning (const EbbSnapshot *snapshot)
{
  switch (snapshot->fault)
    {
    case EBB_FAULT_OVERSHOOT:
      return C_ ("safety", "It may have felt too tight. Do not use these boots until someone has "
                           "looked at them.");
    case EBB_FAULT_STUCK_SQUEEZE:
      return C_ ("safety", "Long squeezing is bad for nerves. Open the boots now.");
    case EBB_FAULT_NO_READING:
      return C_ ("safety",
                 "Ebb does not know how tight they are. Open the boots if they feel tight.");
    case EBB_FAULT_NOT_VENTED:
      return C_ ("safety", "Ebb keeps sending Stop. Open the boots now.");
    case EBB_FAULT_BOOTS:
      return C_ ("safety",
                 "Something in them is not as it should be. Do not use them until someone "
                 "has looked at them.");
    case EBB_FAULT_GATE:
    case EBB_FAULT_NONE:
    default:
      return C_ ("safety", "Nothing outside the limits was sent to the boots.");
    }
}
