/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-member.h"

#include <string.h>

#include "ebb-model-error.h"

static const char *const colour_names[EBB_N_COLOURS] = {
  "blue",      "cyan",    "green",  "lime",   "yellow", "gold",  "orange",
  "raspberry", "magenta", "purple", "violet", "beige",  "brown", "grey",
};

/**
 * ebb_colour_to_string:
 *
 * Returns: its name in files, a static string
 */
const char *
ebb_colour_to_string (EbbColour colour)
{
  return (unsigned) colour < EBB_N_COLOURS ? colour_names[colour] : "unknown";
}

/**
 * ebb_colour_from_string:
 * @colour: (out): as it was if there is none of that name
 */
gboolean
ebb_colour_from_string (const char *name, EbbColour *colour)
{
  for (int i = 0; i < EBB_N_COLOURS; i++)
    {
      if (g_strcmp0 (name, colour_names[i]) != 0)
        continue;
      *colour = (EbbColour) i;
      return TRUE;
    }
  return FALSE;
}

EbbMember *
ebb_member_new (const char *id, const char *name, EbbColour colour)
{
  EbbMember *self = g_new (EbbMember, 1);

  *self = (EbbMember){
    .id = g_strdup (id), .name = g_strdup (name), .colour = colour, .quiet = EBB_QUIET_NEVER
  };
  return self;
}

EbbMember *
ebb_member_copy (const EbbMember *self)
{
  return ebb_member_copy_as (self, self->name, self->colour);
}

EbbMember *
ebb_member_copy_as (const EbbMember *self, const char *name, EbbColour colour)
{
  EbbMember *copy = ebb_member_new (self->id, name, colour);

  copy->quiet = self->quiet;
  return copy;
}

void
ebb_member_free (EbbMember *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static gboolean
is_name_character (gunichar character)
{
  return g_unichar_isprint (character) && character != 0xfffd;
}

/**
 * ebb_member_make_name:
 * @text: as somebody typed it, perhaps no UTF-8
 *
 * A name is one line that can be read: 1 to %EBB_MEMBER_NAME_MAX printable characters, composed
 * (Unicode NFC), so that what looks the same is the same.
 *
 * Returns: (transfer full): %NULL with %EBB_MODEL_ERROR that says what was expected
 */
char *
ebb_member_make_name (const char *text, GError **error)
{
  g_autofree char *composed =
      g_utf8_validate (text, -1, NULL) ? g_utf8_normalize (text, -1, G_NORMALIZE_NFC) : NULL;
  glong length;

  if (composed == NULL)
    {
      g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
                   "the name is no UTF-8, expected 1 to %d characters", EBB_MEMBER_NAME_MAX);
      return NULL;
    }
  g_strstrip (composed);
  length = g_utf8_strlen (composed, -1);
  for (const char *at = composed; *at != '\0'; at = g_utf8_next_char (at))
    if (!is_name_character (g_utf8_get_char (at)))
      length = 0;
  if (length >= 1 && length <= EBB_MEMBER_NAME_MAX)
    return g_steal_pointer (&composed);
  g_set_error (error, EBB_MODEL_ERROR, EBB_MODEL_ERROR_INVALID,
               "the name is \"%s\", expected 1 to %d printable characters", composed,
               EBB_MEMBER_NAME_MAX);
  return NULL;
}

/**
 * ebb_member_is_same_name:
 *
 * Returns: whether they differ by upper and lower case at most
 */
gboolean
ebb_member_is_same_name (const char *one, const char *other)
{
  g_autofree char *folded = g_utf8_casefold (one, -1);
  g_autofree char *other_folded = g_utf8_casefold (other, -1);

  return g_utf8_collate (folded, other_folded) == 0 || strcmp (folded, other_folded) == 0;
}
