/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <glib-object.h>

#include "ebb-quiet-hours.h"

G_BEGIN_DECLS

/* Of an avatar: those that libadwaita draws, in its order, by their names in its style sheet. */
typedef enum
{
  EBB_COLOUR_BLUE,
  EBB_COLOUR_CYAN,
  EBB_COLOUR_GREEN,
  EBB_COLOUR_LIME,
  EBB_COLOUR_YELLOW,
  EBB_COLOUR_GOLD,
  EBB_COLOUR_ORANGE,
  EBB_COLOUR_RASPBERRY,
  EBB_COLOUR_MAGENTA,
  EBB_COLOUR_PURPLE,
  EBB_COLOUR_VIOLET,
  EBB_COLOUR_BEIGE,
  EBB_COLOUR_BROWN,
  EBB_COLOUR_GREY,
  EBB_N_COLOURS,
} EbbColour;

const char *ebb_colour_to_string (EbbColour colour);
gboolean    ebb_colour_from_string (const char *name, EbbColour *colour);

/* Characters, not bytes. */
#define EBB_MEMBER_NAME_MAX 40

/**
 * EbbMember:
 *
 * One person of a household, as they are told apart. What they answered and what they had is kept
 * with them, and is not in here. Whoever used Ebb before anybody was given a name is one too.
 */
typedef struct
{
  char         *id;   /* a UUID: never another person's, also when this one is gone */
  char         *name; /* empty: nobody gave one yet */
  EbbColour     colour;
  EbbQuietHours quiet;
} EbbMember;

/* Without quiet hours. */
EbbMember *ebb_member_new (const char *id,
                           const char *name,
                           EbbColour   colour) G_GNUC_WARN_UNUSED_RESULT;
EbbMember *ebb_member_copy (const EbbMember *self) G_GNUC_WARN_UNUSED_RESULT;
/* The same person, called and shown otherwise. */
EbbMember *ebb_member_copy_as (const EbbMember *self,
                               const char      *name,
                               EbbColour        colour) G_GNUC_WARN_UNUSED_RESULT;
void       ebb_member_free (EbbMember *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EbbMember, ebb_member_free)

/* (transfer full): @text as a name, without blanks around it */
char *ebb_member_make_name (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether people would take one for the other. */
gboolean ebb_member_is_same_name (const char *one, const char *other);

/**
 * EbbMemberHolding:
 *
 * What goes with a person who is deleted.
 */
typedef struct
{
  guint    n_sessions;
  guint    n_answers; /* full sets, the newest and those before */
  guint    n_agreements;
  guint    n_plans;
  gboolean has_open_session; /* nothing may go: boots may be owed a Stop by it */
} EbbMemberHolding;

G_END_DECLS
