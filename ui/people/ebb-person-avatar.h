/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include <adwaita.h>

#include "ebb-member.h"

G_BEGIN_DECLS

/* The picture of a person: initials on their colour, and the same on nobody's without a name. */
void ebb_person_avatar_show (AdwAvatar *avatar, const EbbMember *member);

/* Of the style sheet: what has that class is of that colour. A static string. */
const char *ebb_person_avatar_get_class (EbbColour colour);
/* What people call it. */
const char *ebb_person_avatar_say_colour (EbbColour colour);

/* What stands for somebody who has no name yet; else the name. */
const char *ebb_person_avatar_say_name (const EbbMember *member);

G_END_DECLS
