/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-person-avatar.h"

#include <glib/gi18n.h>

static const struct
{
  const char *class_name;
  const char *words;
} colours[EBB_N_COLOURS] = {
  [EBB_COLOUR_BLUE] = { "person-blue", N_ ("Blue") },
  [EBB_COLOUR_CYAN] = { "person-cyan", N_ ("Cyan") },
  [EBB_COLOUR_GREEN] = { "person-green", N_ ("Green") },
  [EBB_COLOUR_LIME] = { "person-lime", N_ ("Lime") },
  [EBB_COLOUR_YELLOW] = { "person-yellow", N_ ("Yellow") },
  [EBB_COLOUR_GOLD] = { "person-gold", N_ ("Gold") },
  [EBB_COLOUR_ORANGE] = { "person-orange", N_ ("Orange") },
  [EBB_COLOUR_RASPBERRY] = { "person-raspberry", N_ ("Raspberry") },
  [EBB_COLOUR_MAGENTA] = { "person-magenta", N_ ("Magenta") },
  [EBB_COLOUR_PURPLE] = { "person-purple", N_ ("Purple") },
  [EBB_COLOUR_VIOLET] = { "person-violet", N_ ("Violet") },
  [EBB_COLOUR_BEIGE] = { "person-beige", N_ ("Beige") },
  [EBB_COLOUR_BROWN] = { "person-brown", N_ ("Brown") },
  [EBB_COLOUR_GREY] = { "person-grey", N_ ("Grey") },
};

const char *
ebb_person_avatar_get_class (EbbColour colour)
{
  g_return_val_if_fail ((guint) colour < EBB_N_COLOURS, "");

  return colours[colour].class_name;
}

const char *
ebb_person_avatar_say_colour (EbbColour colour)
{
  g_return_val_if_fail ((guint) colour < EBB_N_COLOURS, "");

  return _ (colours[colour].words);
}

const char *
ebb_person_avatar_say_name (const EbbMember *member)
{
  return member->name[0] != '\0' ? member->name : _ ("No name yet");
}

/**
 * ebb_person_avatar_show:
 *
 * Whose picture it is from now on.
 */
void
ebb_person_avatar_show (AdwAvatar *avatar, const EbbMember *member)
{
  g_return_if_fail (ADW_IS_AVATAR (avatar));

  for (int i = 0; i < EBB_N_COLOURS; i++)
    {
      if (i != (int) member->colour)
        gtk_widget_remove_css_class (GTK_WIDGET (avatar), colours[i].class_name);
    }
  gtk_widget_add_css_class (GTK_WIDGET (avatar), colours[member->colour].class_name);
  if (g_strcmp0 (adw_avatar_get_text (avatar), member->name) != 0)
    adw_avatar_set_text (avatar, member->name);
  adw_avatar_set_show_initials (avatar, member->name[0] != '\0');
}
