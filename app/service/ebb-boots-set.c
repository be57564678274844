/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-list-private.h"
#include "ebb-boots-connection-private.h"
#include "ebb-boots-set.h"

/* Two single boots, one for each leg, that a person uses as one set. */

#define PARTNER_KEY "partner:"

static EbbLegs
find_legs (EbbBoots *boots)
{
  const EbbCapabilities *capabilities = ebb_boots_get_capabilities (boots);
  int                    legs = EBB_LEGS_NONE;

  for (int side = 0; capabilities != NULL && side < EBB_N_SIDES; side++)
    {
      if (capabilities->zones[side] != 0)
        legs |= 1 << side;
    }
  return (EbbLegs) legs;
}

static void
save_partner (EbbBoots *boots, EbbBoots *partner)
{
  g_autofree char *key = g_strconcat (PARTNER_KEY, boots->identity, NULL);

  if (boots->store != NULL)
    ebb_store_save_setting (boots->store, key, partner != NULL ? partner->identity : "");
}

static void
set_partner (EbbBoots *boots, EbbBoots *partner)
{
  g_set_weak_pointer (&boots->partner, partner);
  ebb_boots_emit_changed (boots);
}

/**
 * ebb_boots_get_partner:
 *
 * Returns: (transfer none) (nullable): the boot for the other leg that these are used with
 */
EbbBoots *
ebb_boots_get_partner (EbbBoots *self)
{
  return self->partner;
}

/**
 * ebb_boots_can_join:
 *
 * Returns: whether they are two single boots of one's own, both known to be for one leg, and not
 *   for the same; and neither is in a set or a session
 */
gboolean
ebb_boots_can_join (EbbBoots *self, EbbBoots *other)
{
  EbbLegs legs = find_legs (self);
  EbbLegs others = find_legs (other);

  return self != other && self->known != NULL && other->known != NULL && self->partner == NULL
         && other->partner == NULL && !self->is_lent && !other->is_lent
         && self->is_in_process == other->is_in_process && legs != EBB_LEGS_NONE
         && others != EBB_LEGS_NONE && (legs & others) == 0;
}

/**
 * ebb_boots_join:
 *
 * Makes one set of them, for this run and later ones. Does nothing if they can not be one.
 */
void
ebb_boots_join (EbbBoots *self, EbbBoots *other)
{
  if (!ebb_boots_can_join (self, other))
    return;
  save_partner (self, other);
  save_partner (other, self);
  g_set_weak_pointer (&other->partner, self);
  set_partner (self, other);
}

/**
 * ebb_boots_part:
 *
 * Each is used alone again. Ignored while a session runs on them.
 */
void
ebb_boots_part (EbbBoots *self)
{
  EbbBoots *other = self->partner;

  if (other == NULL || self->is_lent || other->is_lent)
    return;
  save_partner (self, NULL);
  save_partner (other, NULL);
  set_partner (self, NULL);
  set_partner (other, NULL);
}

/**
 * ebb_boots_list_is_of_set:
 * @name: an identity, or what a person calls them
 *
 * A session on a set is known by one of its boots, and either of them means it.
 *
 * Returns: whether @name names the boots of @identity, or their partner; %FALSE for unknown boots
 */
gboolean
ebb_boots_list_is_of_set (EbbBootsList *self, const char *name, const char *identity)
{
  EbbBoots *boots = ebb_boots_list_find (self, name);

  return boots != NULL
         && (g_str_equal (boots->identity, identity)
             || (boots->partner != NULL && g_str_equal (boots->partner->identity, identity)));
}

/*< private >
 * ebb_boots_list_load_sets:
 *
 * Joins those that were a set in an earlier run, if both are still one's own.
 */
void
ebb_boots_list_load_sets (EbbBootsList *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->known)); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (G_LIST_MODEL (self->known), i);
      g_autofree char *key = g_strconcat (PARTNER_KEY, boots->identity, NULL);
      g_autofree char *identity = ebb_store_dup_setting (self->store, key);
      EbbBoots        *partner =
          identity != NULL ? g_hash_table_lookup (self->by_identity, identity) : NULL;

      if (partner != NULL && partner != boots && ebb_boots_is_known (partner))
        g_set_weak_pointer (&boots->partner, partner);
    }
}
