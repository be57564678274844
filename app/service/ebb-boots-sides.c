/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-connection-private.h"
#include "ebb-boots-sides-private.h"

/* Which boots are meant, and which leg each of them is on: what the controller is told of it. */

/* Boots that say no serial number are told apart by their identity alone. */
static const char *
get_key (EbbBoots *self)
{
  const char *serial = ebb_boots_get_serial (self);

  return serial != NULL && *serial != '\0' ? serial : self->identity;
}

/*< private >
 * ebb_boots_point_controller:
 *
 * Known boots are those of their serial number and no others, unless a person pairs others in their
 * place; and what they call left and right lies as was found in their leg check. A session keeps
 * the sides with which it began.
 */
void
ebb_boots_point_controller (EbbBoots *self)
{
  const char *serial = self->known != NULL ? self->known->serial : NULL;

  if (self->controller == NULL)
    return;
  if (serial != NULL && (*serial == '\0' || self->accepts_others))
    serial = NULL;
  ebb_controller_expect_serial (self->controller, serial);
  if (self->is_lent)
    return;
  ebb_controller_set_sides (self->controller, ebb_boots_get_sides (self));
  ebb_boots_learn_capabilities (self);
}

/**
 * ebb_boots_get_sides:
 *
 * Returns: what was found in the leg check of boots with this serial number
 */
EbbSides
ebb_boots_get_sides (EbbBoots *self)
{
  return self->store != NULL ? ebb_store_get_sides (self->store, get_key (self))
                             : EBB_SIDES_UNKNOWN;
}

/*< private >
 * ebb_boots_set_sides:
 * @sides: not %EBB_SIDES_UNKNOWN
 *
 * What was found in a leg check, kept for this serial number. All that these boots say and are told
 * from now on is about legs; in a session, from its end on.
 */
void
ebb_boots_set_sides (EbbBoots *self, EbbSides sides)
{
  if (self->store == NULL)
    return;
  ebb_store_save_sides (self->store, get_key (self), sides);
  ebb_boots_point_controller (self);
  ebb_boots_emit_changed (self);
}
