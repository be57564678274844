/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "radio.h"

/* The boots that the double has, of each kind that a command names. */

#define ADDRESS "00:AA:01:00:00:%02X"

DoubleBoots *
radio_add_boots (Radio               *self,
                 const char          *definition,
                 const char          *name,
                 const EbbSimOptions *options)
{
  guint            number = self->bluez->boots->len;
  g_autofree char *address = g_strdup_printf (ADDRESS, 0x42 + number);

  return ebb_bluez_double_add_boots_of (
      self->bluez,
      definition != NULL ? ebb_definition_set_find (self->definitions, definition) : NULL, name,
      address, 1 + number, options);
}

/* Others than those that are there, which stay. */
void
radio_add_kind (Radio *self, const char *kind)
{
  EbbSimOptions    options;
  g_autofree char *name = NULL;

  ebb_sim_options_init (&options);
  if (ebb_tier_from_string (kind, &options.tier))
    name = g_strdup_printf ("Boots of tier %s", kind);
  else if (g_str_equal (kind, "levels"))
    {
      options.level_count = 5;
      name = g_strdup ("Boots with levels");
    }
  else if (g_str_equal (kind, "left") || g_str_equal (kind, "right"))
    {
      options.legs = g_str_equal (kind, "left") ? EBB_LEGS_LEFT : EBB_LEGS_RIGHT;
      name = g_strdup_printf ("The %s boot", kind);
    }
  else if (g_str_equal (kind, "turned"))
    {
      options.is_swapped = true;
      name = g_strdup ("Boots on the other legs");
    }
  else if (g_str_equal (kind, "real"))
    {
      options.poses_as_real = true;
      name = g_strdup ("Boots that move air");
    }
  else
    g_error ("\"%s\" is no kind of boots", kind);
  self->boots =
      radio_add_boots (self, ebb_sim_tier_get_definition_id (options.tier), name, &options);
}

/* Something else in range, which no command is about. */
void
radio_add_stranger (Radio *self, const char *name)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  radio_add_boots (self, NULL, name, &options);
}

/* Others of the same kind and name, which no command is about. */
void
radio_add_twin (Radio *self, const char *argument G_GNUC_UNUSED)
{
  EbbSimOptions options;

  ebb_sim_options_init (&options);
  radio_add_boots (self, "ebb-profile-1", self->boots->name, &options);
}
