/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-bond.h"

#include "ebb-boots-bond-private.h"
#include "ebb-boots-connection-private.h"

/* Boots that were forgotten in the desktop's panel are one's own still, and have no bond. BlueZ says
 * so in no word of its own; with 5.66 it looks like this:
 *
 *   RemoveDevice, no link      the device goes
 *   RemoveDevice, a link       the link ends within 2 s, and the device goes with it
 *   unpaired by the kernel     Paired is false, the link ends, the device goes
 *   a scan that hears them     the device is back at once, and Paired is false
 *
 * A link without a bond would end as soon as anything is asked of the boots, and BlueZ would begin
 * to pair without a person who wants it. So they are not tried for until somebody pairs them. */

/* For the system to say that it was the radio that went; engineering choice. */
#define DOUBT_MS 1000

/**
 * ebb_bond_judge:
 *
 * The system always lists whom it is paired with, near or not.
 */
EbbBond
ebb_bond_judge (const EbbBondSigns *signs)
{
  if (!signs->is_own)
    return EBB_BOND_KEPT;
  if (!signs->is_listed)
    return signs->has_radio ? EBB_BOND_DOUBTED : EBB_BOND_KEPT;
  return signs->is_paired ? EBB_BOND_KEPT : EBB_BOND_ENDED;
}

/* A radio that is only said to be there has told of nobody yet. */
static gboolean
has_radio (EbbBoots *self)
{
  g_autoptr (GPtrArray) adapters = NULL;

  if (self->radio == NULL || ebb_scanner_get_radio_state (self->radio) != EBB_RADIO_READY)
    return FALSE;
  adapters = ebb_scanner_list_adapters (self->radio);
  for (guint i = 0; i < adapters->len; i++)
    if (((const EbbAdapter *) adapters->pdata[i])->is_used)
      return TRUE;
  return FALSE;
}

static EbbBond
judge (EbbBoots *self)
{
  const EbbBondSigns signs = {
    .is_own = self->known != NULL && !self->is_in_process,
    .has_radio = self->peer == NULL && has_radio (self),
    .is_listed = self->peer != NULL,
    .is_paired = self->peer != NULL && ebb_peer_is_paired (self->peer),
  };

  return ebb_bond_judge (&signs);
}

static gboolean
is_missed (EbbBoots *self)
{
  return g_error_matches (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED);
}

/* A link is worth making without a bond: to pair, to look, or for a Stop. */
static gboolean
needs_no_bond (EbbBoots *self)
{
  return self->take != NULL || self->look != NULL || self->is_stopping || self->owed_stop_epoch > 0;
}

/*< private >
 * ebb_boots_lacks_bond:
 *
 * Returns: whether they can be reached, and nothing would come of a link for want of the bond
 */
gboolean
ebb_boots_lacks_bond (EbbBoots *self)
{
  return judge (self) == EBB_BOND_ENDED && !needs_no_bond (self);
}

/*< private >
 * ebb_boots_miss_bond:
 *
 * What stands against one's own boots from now on, whatever ended the attempt to pair them: they are
 * not tried for, and are waiting for a person who pairs them.
 */
void
ebb_boots_miss_bond (EbbBoots *self)
{
  ebb_clock_clear (self->clock, &self->retry_id);
  g_clear_error (&self->error);
  self->error =
      g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED, "boots %s: no bond", self->identity);
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_forgive_bond:
 *
 * That the bond was missing may be no longer so: it is found out anew.
 */
void
ebb_boots_forgive_bond (EbbBoots *self)
{
  if (is_missed (self) || g_error_matches (self->error, EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST))
    g_clear_error (&self->error);
}

static gboolean
doubt_over_cb (gpointer user_data)
{
  EbbBoots *self = user_data;

  self->doubt_id = 0;
  if (judge (self) == EBB_BOND_DOUBTED && !self->is_lent && !self->is_connecting
      && !self->is_pairing && !is_missed (self))
    ebb_boots_miss_bond (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * ebb_boots_follow_bond:
 *
 * What the system shows of boots that no session has may be something else now. An attempt under way
 * of which nothing would come ends.
 */
void
ebb_boots_follow_bond (EbbBoots *self)
{
  EbbBond bond = judge (self);

  if (bond != EBB_BOND_DOUBTED)
    ebb_clock_clear (self->clock, &self->doubt_id);
  else if (self->doubt_id == 0 && !is_missed (self))
    self->doubt_id = ebb_clock_add_timeout (self->clock, DOUBT_MS, doubt_over_cb, self);
  if (self->is_lent || self->is_pairing || !ebb_boots_lacks_bond (self))
    return;
  if (self->is_connecting)
    g_cancellable_cancel (self->cancellable);
  else if (!is_missed (self))
    ebb_boots_miss_bond (self);
}
