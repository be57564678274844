/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-trouble-words.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/**
 * ebb_trouble_words_dup_tier:
 *
 * Returns: (transfer full): what these boots do while nobody speaks to them
 */
char *
ebb_trouble_words_dup_tier (const EbbScene *scene)
{
  switch (scene->boots_tier)
    {
    case EBB_TIER_A:
      return g_strdup_printf (
          C_ ("safety", "Air may still be in them. These boots let it out by themselves within %u "
                        "seconds of losing the link. Do not wait for that."),
          scene->boots_timer_s + EBB_VENTS_WITHIN_S);
    case EBB_TIER_B:
    case EBB_TIER_C:
      return g_strdup_printf (
          C_ ("safety", "These boots can keep running for up to %u\302\240min without a link."),
          (scene->boots_timer_s + 59) / 60);
    case EBB_TIER_D:
    default:
      return g_strdup (C_ ("safety", "Ebb does not know when these boots stop."));
    }
}

/**
 * ebb_trouble_words_is_left_open:
 *
 * Returns: whether these boots were last in the hands of a program that has ended, and nobody here
 *   has heard them since
 */
gboolean
ebb_trouble_words_is_left_open (const EbbSnapshot *snapshot)
{
  return snapshot->state == EBB_SESSION_LINK_LOST && snapshot->end == EBB_END_BY_CRASH
         && snapshot->link_lost_wall_us == 0;
}

/**
 * ebb_trouble_words_say_lost:
 *
 * Returns: why nothing is heard of the boots
 */
const char *
ebb_trouble_words_say_lost (const EbbSnapshot *snapshot)
{
  if (ebb_trouble_words_is_left_open (snapshot))
    return C_ ("safety", "Ebb ended before the boots were empty");
  return C_ ("safety", "The boots stopped answering");
}

/**
 * ebb_trouble_words_say_closing:
 *
 * Returns: what the window waits for that was asked to close
 */
const char *
ebb_trouble_words_say_closing (EbbSessionState state)
{
  switch (state)
    {
    case EBB_SESSION_LINK_LOST:
      return C_ ("safety", "Ebb closes when the boots have answered and are empty");
    case EBB_SESSION_FAULT:
      return C_ ("safety", "Ebb closes when the boots are empty and you have looked at them");
    default:
      return C_ ("safety", "Letting the air out, then closing");
    }
}

/* A zone that reports nothing may hold air. */
static gboolean
is_every_zone_empty (const EbbSnapshot *snapshot)
{
  gboolean has_zones = FALSE;

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      {
        int32_t pressure_pa = snapshot->zone[side][zone].pressure_pa;

        if ((snapshot->zones[side] & EBB_ZONE_BIT (zone)) == 0)
          continue;
        has_zones = TRUE;
        if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA || ebb_pa_to_mmhg (pressure_pa) >= 10)
          return FALSE;
      }
  return has_zones;
}

/**
 * ebb_trouble_words_judge_air:
 *
 * From fresh readings alone; a low reading of boots that may still run proves nothing.
 *
 * Returns: what may be said of the air in the boots
 */
EbbAir
ebb_trouble_words_judge_air (const EbbSnapshot *snapshot)
{
  if (!snapshot->is_reading_known || snapshot->can_declare_open
      || snapshot->highest_pa == EBB_PRESSURE_UNKNOWN_PA
      || ebb_pa_to_mmhg (snapshot->highest_pa) >= 10)
    return EBB_AIR_POSSIBLE;
  if (snapshot->is_vented)
    return EBB_AIR_OUT;
  return is_every_zone_empty (snapshot) ? EBB_AIR_UNREAD : EBB_AIR_POSSIBLE;
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
      if (ebb_trouble_words_judge_air (snapshot) != EBB_AIR_POSSIBLE)
        return g_strdup (C_ ("safety", "Letting the air out took too long"));
      return g_strdup (C_ ("safety", "Ebb sent Stop, and air is still in the boots"));
    case EBB_FAULT_BOOTS:
      return g_strdup (C_ ("safety", "Ebb stopped: the boots report a fault"));
    case EBB_FAULT_HEAT:
      return g_strdup (C_ ("safety", "Ebb stopped: heat was too high, or did not go off"));
    case EBB_FAULT_OTHER_PROGRAM:
      return g_strdup (C_ ("safety", "Ebb stopped: the boots run another program"));
    case EBB_FAULT_GATE:
      return g_strdup (C_ ("safety", "Ebb stopped: a value was outside the limits"));
    case EBB_FAULT_NONE:
    default:
      return g_strdup (C_ ("safety", "Ebb stopped"));
    }
}

/* Boots that say they are stopped and empty need not be opened. */
static const char *
say_meaning_of_empty (EbbFault fault)
{
  switch (fault)
    {
    case EBB_FAULT_STUCK_SQUEEZE:
      return C_ ("safety", "Long squeezing is bad for nerves. Every zone is below 10\302\240mmHg "
                           "now. Check that both legs feel normal.");
    case EBB_FAULT_NO_READING:
      return C_ ("safety", "Ebb did not know how tight they were. Every zone is below "
                           "10\302\240mmHg now.");
    case EBB_FAULT_NOT_VENTED:
    default:
      return C_ ("safety", "Every zone is below 10\302\240mmHg now. Do not use these boots until "
                           "someone has looked at them.");
    }
}

/* Boots that report no air now, and have not said that they are stopped. */
static const char *
say_meaning_of_unread (EbbFault fault)
{
  if (fault == EBB_FAULT_STUCK_SQUEEZE)
    return C_ ("safety",
               "Long squeezing is bad for nerves. Ebb keeps sending Stop. Open the boots if they "
               "feel tight.");
  return C_ ("safety", "Ebb keeps sending Stop. Open the boots if they feel tight.");
}

static gboolean
is_about_air (EbbFault fault)
{
  return fault == EBB_FAULT_STUCK_SQUEEZE || fault == EBB_FAULT_NO_READING
         || fault == EBB_FAULT_NOT_VENTED;
}

/**
 * ebb_trouble_words_say_fault_meaning:
 *
 * Returns: what it means for the body, and what to do
 */
const char *
ebb_trouble_words_say_fault_meaning (const EbbSnapshot *snapshot)
{
  EbbAir air = ebb_trouble_words_judge_air (snapshot);

  if (is_about_air (snapshot->fault) && air == EBB_AIR_OUT)
    return say_meaning_of_empty (snapshot->fault);
  if (is_about_air (snapshot->fault) && air == EBB_AIR_UNREAD)
    return say_meaning_of_unread (snapshot->fault);
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
    case EBB_FAULT_HEAT:
      return C_ ("safety",
                 "Skin can be hurt before it feels hot. Take the boots off and look at your skin. "
                 "Do not use them until someone has looked at them.");
    case EBB_FAULT_OTHER_PROGRAM:
      return C_ ("safety", "They did not do what Ebb showed. Do not use these boots until someone "
                           "has looked at them.");
    case EBB_FAULT_GATE:
    case EBB_FAULT_NONE:
    default:
      return C_ ("safety", "Nothing outside the limits was sent to the boots.");
    }
}
