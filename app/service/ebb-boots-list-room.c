/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-list-private.h"

#include "ebb-boots-private.h"

/* Whom the list lets go of. Anybody near can advertise what boots do, a thousand times and under
 * another address each minute: neither the list nor what is kept behind it may grow with that. */

/* Of bonds there are as many as somebody made. */
static gboolean
is_stranger (EbbBoots *boots)
{
  return !ebb_boots_is_known (boots) && !boots->is_in_process && boots->peer != NULL
         && !ebb_peer_is_paired (boots->peer);
}

/* (transfer container): borrowed boots, which are none any more once the list lets go of them */
static GPtrArray *
list_boots (EbbBootsList *self, gboolean (*is_meant) (EbbBoots *boots))
{
  GPtrArray     *found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (is_meant (value))
      g_ptr_array_add (found, value);
  return found;
}

static gboolean
is_nobody (EbbBoots *boots)
{
  return boots->peer == NULL && ebb_boots_is_left_alone (boots);
}

/* Whoever holds them still, as an open page does, finds them on the list when they are heard. */
static void
let_go (EbbBootsList *self, EbbBoots *boots)
{
  g_autofree char *identity = g_strdup (ebb_boots_get_identity (boots));
  GWeakRef         held;
  EbbBoots        *still;

  g_weak_ref_init (&held, boots);
  g_hash_table_remove (self->by_identity, identity);
  still = g_weak_ref_get (&held);
  g_weak_ref_clear (&held);
  if (still != NULL)
    g_hash_table_insert (self->by_identity, g_steal_pointer (&identity), still);
}

static gboolean
is_gone (EbbBoots *boots)
{
  return ebb_boots_get_state (boots) == EBB_BOOTS_AWAY;
}

/* Boots come before what is none, and then who is heard best. */
static int
rank (EbbPeer *peer)
{
  return (ebb_peer_get_definition (peer) != NULL ? EBB_SIGNAL_STRONG + 1 : 0)
         + (int) ebb_peer_get_signal (peer);
}

/* (nullable): of those nobody has to do with, one that is heard no more, or else the last by rank */
static EbbBoots *
find_weakest (GPtrArray *strangers)
{
  EbbBoots *weakest = NULL;

  for (guint i = 0; i < strangers->len; i++)
    {
      EbbBoots *boots = strangers->pdata[i];

      if (!ebb_boots_is_left_alone (boots))
        continue;
      if (is_gone (boots))
        return boots;
      if (weakest == NULL || rank (boots->peer) < rank (weakest->peer))
        weakest = boots;
    }
  return weakest;
}

/*< private >
 * ebb_boots_list_make_room:
 * @peer: is not on the list
 *
 * A list that is full lets go of boots that are heard no more, or heard less well than @peer: one's
 * own are brought near to be found. What is no boots gives way to any that are.
 *
 * Returns: whether there is room for @peer
 */
gboolean
ebb_boots_list_make_room (EbbBootsList *self, EbbPeer *peer)
{
  g_autoptr (GPtrArray) strangers = list_boots (self, is_stranger);
  EbbBoots *weakest;

  if (strangers->len < EBB_STRANGERS_MAX || ebb_peer_is_paired (peer))
    return TRUE;
  weakest = find_weakest (strangers);
  self->is_crowded = self->is_crowded || weakest == NULL || !is_gone (weakest);
  if (weakest == NULL || (!is_gone (weakest) && rank (weakest->peer) >= rank (peer)))
    return FALSE;
  ebb_boots_set_peer (weakest, NULL, NULL);
  let_go (self, weakest);
  return TRUE;
}

/**
 * ebb_boots_list_is_crowded:
 *
 * Returns: whether others were heard since the last scan began that are not on the list, as
 *   %EBB_STRANGERS_MAX are that were heard better
 */
gboolean
ebb_boots_list_is_crowded (EbbBootsList *self)
{
  g_return_val_if_fail (EBB_IS_BOOTS_LIST (self), FALSE);

  return self->is_crowded;
}

/* They cannot be reached. Of those that somebody may be reading about, what was heard is kept. */
static void
note_gone (EbbBootsList *self, EbbBoots *boots)
{
  if (ebb_boots_is_left_alone (boots) && g_list_store_find (self->nearby, boots, NULL))
    ebb_peer_set_is_present (boots->peer, FALSE);
  else
    ebb_boots_set_peer (boots, NULL, NULL);
}

/*< private >
 * ebb_boots_list_drop_peer:
 *
 * The scanner knows @peer no more. Of a crowd that goes most were never on the list, and nobody else
 * is asked about each of them.
 */
void
ebb_boots_list_drop_peer (EbbBootsList *self, EbbPeer *peer)
{
  GHashTableIter iter;
  gpointer       value;
  EbbBoots      *boots = NULL;

  g_hash_table_iter_init (&iter, self->by_identity);
  while (boots == NULL && g_hash_table_iter_next (&iter, NULL, &value))
    if (EBB_BOOTS (value)->peer == peer)
      boots = value;
  if (boots != NULL)
    note_gone (self, boots);
}

static GHashTable *
collect_peers (EbbScanner *scanner)
{
  GListModel *peers = ebb_scanner_get_peers (scanner);
  GHashTable *found = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (peers); i++)
    g_hash_table_add (found, g_list_model_get_item (peers, i));
  return found;
}

/*< private >
 * ebb_boots_list_drop_gone:
 *
 * Lets go of all peers that @scanner does not know.
 */
void
ebb_boots_list_drop_gone (EbbBootsList *self, EbbScanner *scanner)
{
  g_autoptr (GHashTable) peers = collect_peers (scanner);
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      EbbBoots *boots = value;

      if (boots->scanner == scanner && !g_hash_table_contains (peers, boots->peer))
        note_gone (self, boots);
    }
}

static gboolean
has_peer (EbbScanner *scanner, EbbPeer *peer)
{
  GListModel *peers = ebb_scanner_get_peers (scanner);

  for (guint i = 0; i < g_list_model_get_n_items (peers); i++)
    {
      g_autoptr (EbbPeer) other = g_list_model_get_item (peers, i);

      if (other == peer)
        return TRUE;
    }
  return FALSE;
}

/**
 * ebb_boots_list_drop_unheard:
 *
 * Takes boots that are nobody's own and gone off the list of those nearby; a scan finds them again.
 */
void
ebb_boots_list_drop_unheard (EbbBootsList *self)
{
  GListModel *nearby = G_LIST_MODEL (self->nearby);
  g_autoptr (GPtrArray) nobody = NULL;

  g_return_if_fail (EBB_IS_BOOTS_LIST (self));
  for (guint i = g_list_model_get_n_items (nearby); i > 0; i--)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (nearby, i - 1);

      if (!is_gone (boots))
        continue;
      g_list_store_remove (self->nearby, i - 1);
      if (!has_peer (boots->scanner, boots->peer))
        ebb_boots_set_peer (boots, NULL, NULL);
    }
  nobody = list_boots (self, is_nobody);
  for (guint i = 0; i < nobody->len; i++)
    let_go (self, nobody->pdata[i]);
}
