/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-people.h"

/**
 * ebb_people_choose_colour:
 *
 * Whoever has no name yet gives theirs up with the first name.
 *
 * Returns: the first colour that nobody with a name has; of more people than colours, the first
 */
EbbColour
ebb_people_choose_colour (EbbPeople *self)
{
  guint taken = 0;

  for (guint i = 0; i < ebb_people_get_n (self); i++)
    {
      const EbbMember *member = ebb_people_get_nth (self, i);

      taken |= member->name[0] != '\0' ? 1u << member->colour : 0;
    }
  for (int colour = 0; colour < EBB_N_COLOURS; colour++)
    {
      if ((taken & (1u << colour)) == 0)
        return (EbbColour) colour;
    }
  return EBB_COLOUR_BLUE;
}
