/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-section-private.h"
#include "ebb-boots-set.h"

/* Two single boots as one set, from the page of either. */

static EbbBoots *
find_joinable (EbbBootsSection *self)
{
  GListModel *known = ebb_boots_list_get_known (ebb_core_get_boots_list (self->core));

  for (guint i = 0; i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr (EbbBoots) other = g_list_model_get_item (known, i);

      /* The list keeps it. */
      if (ebb_boots_can_join (self->boots, other))
        return other;
    }
  return NULL;
}

/*< private >
 * ebb_boots_section_read_set:
 *
 * With which other boot those of the device page are a set, or can be one.
 */
void
ebb_boots_section_read_set (EbbBootsSection *self, EbbBootsFacts *facts)
{
  EbbBoots *partner = ebb_boots_get_partner (self->boots);
  EbbBoots *joinable = partner == NULL ? find_joinable (self) : NULL;

  facts->partner_name = partner != NULL ? ebb_boots_get_name (partner) : NULL;
  facts->joinable_name = joinable != NULL ? ebb_boots_get_name (joinable) : NULL;
}

/*< private >
 * ebb_boots_section_join:
 *
 * Makes them a set with the first boot that fits.
 */
void
ebb_boots_section_join (EbbBootsSection *self)
{
  EbbBoots *joinable = self->boots != NULL ? find_joinable (self) : NULL;

  if (joinable != NULL)
    ebb_boots_join (self->boots, joinable);
}
