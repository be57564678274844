/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-list-private.h"

#include "ebb-boots-connection-private.h"
#include "ebb-recording-private.h"

G_DEFINE_FINAL_TYPE (EbbBootsList, ebb_boots_list, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_RADIO_BACK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Boots stand above what is none: whoever looks for theirs finds them at the top. */
static guint
find_place (GListStore *list, EbbBoots *boots)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n && ebb_boots_is_recognised (boots); i++)
    {
      g_autoptr (EbbBoots) other = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (!ebb_boots_is_known (other) && !ebb_boots_is_recognised (other))
        return i;
    }
  return n;
}

static void
place_in (GListStore *list, EbbBoots *boots, gboolean belongs)
{
  guint    position;
  gboolean is_there = g_list_store_find (list, boots, &position);

  if (belongs && !is_there)
    g_list_store_insert (list, find_place (list, boots), boots);
  else if (!belongs && is_there)
    g_list_store_remove (list, position);
}

/* Known boots stand under "Your boots", others under "Nearby" once they are heard: those that fell
 * silent stay, for the person who reads the list, until ebb_boots_list_drop_unheard(). */
static void
boots_changed_cb (EbbBootsList *self, EbbBoots *boots)
{
  gboolean is_near = ebb_boots_get_state (boots) != EBB_BOOTS_AWAY
                     || (boots->peer != NULL && g_list_store_find (self->nearby, boots, NULL));

  ebb_boots_claim (boots, self->scanner);
  place_in (self->known, boots, ebb_boots_is_known (boots));
  place_in (self->nearby, boots, !ebb_boots_is_known (boots) && is_near);
  ebb_boots_list_schedule_countdown (self);
}

static EbbBoots *
find_or_make (EbbBootsList *self, const char *identity, gboolean is_in_process)
{
  EbbBoots *boots = g_hash_table_lookup (self->by_identity, identity);

  if (boots != NULL)
    return boots;
  boots =
      ebb_boots_new (identity, self->clock, self->store,
                     self->store != NULL ? ebb_store_get_owner (self->store) : 1, is_in_process);
  ebb_boots_set_traces (boots, self->traces);
  /* In a demonstration nothing can be told of real boots. */
  if (is_in_process || self->scanner != self->simulated)
    ebb_boots_set_radio (boots, is_in_process ? self->simulated : self->scanner);
  g_hash_table_insert (self->by_identity, g_strdup (identity), boots);
  g_signal_connect_object (boots, "changed", G_CALLBACK (boots_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return boots;
}

static void
take_peer (EbbBootsList *self, EbbScanner *scanner, EbbPeer *peer)
{
  const char *identity = ebb_peer_get_identity (peer);

  if (!g_hash_table_contains (self->by_identity, identity)
      && !ebb_boots_list_make_room (self, peer))
    return;
  ebb_boots_set_peer (find_or_make (self, identity, scanner == self->simulated), scanner, peer);
}

static void
match_peers (EbbBootsList *self, EbbScanner *scanner)
{
  GListModel *peers = ebb_scanner_get_peers (scanner);

  ebb_boots_list_drop_gone (self, scanner);
  for (guint i = 0; i < g_list_model_get_n_items (peers); i++)
    {
      g_autoptr (EbbPeer) peer = g_list_model_get_item (peers, i);

      take_peer (self, scanner, peer);
    }
}

static EbbBoots *
take_simulated (EbbBootsList *self)
{
  g_autoptr (EbbPeer) peer = NULL;
  EbbBoots *boots;

  peer = g_list_model_get_item (ebb_scanner_get_peers (self->simulated), 0);
  if (peer == NULL)
    return NULL;
  self->awaits_simulated = FALSE;
  boots = find_or_make (self, ebb_peer_get_identity (peer), TRUE);
  if (!ebb_boots_is_known (boots))
    ebb_boots_save (boots);
  ebb_boots_connect (boots);
  return boots;
}

static void
simulated_changed_cb (EbbBootsList *self)
{
  if (self->shows_simulated)
    match_peers (self, self->simulated);
  if (self->awaits_simulated)
    take_simulated (self);
}

/* (transfer full): what was heard at these places, and is not any more */
static GPtrArray *
steal_heard (EbbBootsList *self, guint position, guint n)
{
  GPtrArray *stolen = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + n; i++)
    g_ptr_array_add (stolen, g_object_ref (self->heard->pdata[i]));
  if (n > 0)
    g_ptr_array_remove_range (self->heard, position, n);
  return stolen;
}

/* (transfer full): what is heard at these places now */
static GPtrArray *
note_heard (EbbBootsList *self, guint position, guint n)
{
  GPtrArray *added = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + n; i++)
    {
      g_ptr_array_add (added, g_list_model_get_item (ebb_scanner_get_peers (self->scanner), i));
      g_ptr_array_insert (self->heard, (int) i, g_object_ref (added->pdata[i - position]));
    }
  return added;
}

/* In a crowd it is called for each of them. */
static void
peers_changed_cb (EbbBootsList *self, guint position, guint n_removed, guint n_added)
{
  g_autoptr (GPtrArray) removed = steal_heard (self, position, n_removed);
  g_autoptr (GPtrArray) added = note_heard (self, position, n_added);

  for (guint i = 0; i < removed->len; i++)
    ebb_boots_list_drop_peer (self, removed->pdata[i]);
  for (guint i = 0; i < added->len; i++)
    take_peer (self, self->scanner, added->pdata[i]);
  if (self->scanner == self->simulated)
    simulated_changed_cb (self);
}

static void
load_known (EbbBootsList *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (self->store == NULL)
    return;
  all = ebb_store_load_boots (self->store, &error);
  if (all == NULL)
    {
      g_warning ("known boots could not be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < all->len; i++)
    {
      const EbbKnownBoots *known = g_ptr_array_index (all, i);
      gboolean             is_in_process = g_str_has_prefix (known->identity, "sim:");
      EbbBoots            *boots = find_or_make (self, known->identity, is_in_process);

      self->shows_simulated |= is_in_process;
      ebb_boots_set_known (boots, known);
    }
  ebb_boots_list_load_sets (self);
}

static void
ebb_boots_list_dispose (GObject *object)
{
  EbbBootsList *self = EBB_BOOTS_LIST (object);

  if (self->clock != NULL)
    ebb_clock_clear (self->clock, &self->countdown_id);
  if (self->by_identity != NULL)
    g_hash_table_remove_all (self->by_identity);
  g_ptr_array_set_size (self->heard, 0);
  g_clear_object (&self->known);
  g_clear_object (&self->nearby);
  g_clear_object (&self->scanner);
  g_clear_object (&self->simulated);
  g_clear_object (&self->store);
  g_clear_object (&self->traces);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_boots_list_parent_class)->dispose (object);
}

static void
ebb_boots_list_finalize (GObject *object)
{
  EbbBootsList *self = EBB_BOOTS_LIST (object);

  g_hash_table_unref (self->by_identity);
  g_ptr_array_unref (self->heard);
  G_OBJECT_CLASS (ebb_boots_list_parent_class)->finalize (object);
}

static void
ebb_boots_list_class_init (EbbBootsListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_boots_list_dispose;
  object_class->finalize = ebb_boots_list_finalize;
  signals[SIGNAL_RADIO_BACK] = g_signal_new ("radio-back", EBB_TYPE_BOOTS_LIST, G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_BOOTS_LIST, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_boots_list_init (EbbBootsList *self)
{
  self->known = g_list_store_new (EBB_TYPE_BOOTS);
  self->nearby = g_list_store_new (EBB_TYPE_BOOTS);
  self->by_identity = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->heard = g_ptr_array_new_with_free_func (g_object_unref);
}

/*< private >
 * ebb_boots_list_emit_changed:
 *
 * The radio, the scan or a number on the list is another now.
 */
void
ebb_boots_list_emit_changed (EbbBootsList *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/*< private >
 * ebb_boots_list_emit_radio_back:
 *
 * There is a radio again, after there was none that could be used.
 */
void
ebb_boots_list_emit_radio_back (EbbBootsList *self)
{
  g_signal_emit (self, signals[SIGNAL_RADIO_BACK], 0);
}

/*< private >
 * ebb_boots_list_new:
 *
 * Returns: (transfer full): the list, with the boots that @store knows already in it
 */
EbbBootsList *
ebb_boots_list_new (EbbScanner *scanner, EbbScanner *simulated, EbbClock *clock, EbbStore *store)
{
  EbbBootsList *self = g_object_new (EBB_TYPE_BOOTS_LIST, NULL);

  self->scanner = g_object_ref (scanner);
  self->simulated = g_object_ref (simulated);
  self->clock = g_object_ref (clock);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->radio_state = ebb_scanner_get_radio_state (scanner);
  load_known (self);
  ebb_boots_list_restore_adapter (self);
  g_signal_connect_object (scanner, "changed", G_CALLBACK (ebb_boots_list_scanner_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ebb_scanner_get_peers (scanner), "items-changed",
                           G_CALLBACK (peers_changed_cb), self, G_CONNECT_SWAPPED);
  if (simulated != scanner)
    g_signal_connect_object (ebb_scanner_get_peers (simulated), "items-changed",
                             G_CALLBACK (simulated_changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_unref (
      note_heard (self, 0, g_list_model_get_n_items (ebb_scanner_get_peers (scanner))));
  match_peers (self, self->scanner);
  simulated_changed_cb (self);
  return self;
}

/*< private >
 * ebb_boots_list_match:
 *
 * Takes whom there was no room for when they were heard first.
 */
void
ebb_boots_list_match (EbbBootsList *self)
{
  match_peers (self, self->scanner);
}

/*< private >
 * ebb_boots_list_set_traces:
 *
 * Sessions with any of these boots can be recorded from now on.
 */
void
ebb_boots_list_set_traces (EbbBootsList *self, EbbTraces *traces)
{
  GHashTableIter iter;
  gpointer       value;

  self->traces = g_object_ref (traces);
  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ebb_boots_set_traces (value, traces);
}

/**
 * ebb_boots_list_get_known:
 *
 * Returns: (transfer none) (element-type EbbBoots): one's own boots
 */
GListModel *
ebb_boots_list_get_known (EbbBootsList *self)
{
  return G_LIST_MODEL (self->known);
}

/**
 * ebb_boots_list_get_nearby:
 *
 * Returns: (transfer none) (element-type EbbBoots): boots that are heard and not one's own
 */
GListModel *
ebb_boots_list_get_nearby (EbbBootsList *self)
{
  return G_LIST_MODEL (self->nearby);
}

/**
 * ebb_boots_list_add_simulated:
 *
 * Makes the boots of this process one's own and connects them.
 *
 * Returns: (transfer none) (nullable): those boots; %NULL if they are not heard yet: they are being
 *   looked for and connect as soon as they are
 */
EbbBoots *
ebb_boots_list_add_simulated (EbbBootsList *self)
{
  EbbBoots *boots;

  self->shows_simulated = TRUE;
  match_peers (self, self->simulated);
  boots = take_simulated (self);
  if (boots != NULL)
    return boots;
  if (!self->awaits_simulated || !ebb_scanner_is_scanning (self->simulated))
    ebb_scanner_start (self->simulated);
  self->awaits_simulated = TRUE;
  return NULL;
}

/**
 * ebb_boots_list_find:
 *
 * Returns: (transfer none) (nullable): the boots of that identity, or else those of that name if
 *   no others bear it: same-named boots are never guessed at
 */
EbbBoots *
ebb_boots_list_find (EbbBootsList *self, const char *identity_or_name)
{
  EbbBoots      *found = g_hash_table_lookup (self->by_identity, identity_or_name);
  GHashTableIter iter;
  gpointer       value;

  if (found != NULL)
    return found;
  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (g_ascii_strcasecmp (ebb_boots_get_name (value), identity_or_name) != 0)
        continue;
      if (found != NULL)
        return NULL;
      found = value;
    }
  return found;
}
