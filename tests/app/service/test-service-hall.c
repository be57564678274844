/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-list-private.h"
#include "ebb-boots.h"
#include "ebb-fake-clock.h"
#include "ebb-scanner.h"

/* A crowd that comes and goes one by one costs the list what it does for each of them, and nothing
 * for all the others: counted, not timed. */

#define N_PEERS 1000

/* ---- a scanner whose list counts how often it is asked ---- */

#define HALL_TYPE (hall_get_type ())
G_DECLARE_FINAL_TYPE (Hall, hall, TEST, HALL, GObject)

struct _Hall
{
  GObject    parent_instance;
  GPtrArray *peers;
  guint      n_asked;
};

static GType
get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return EBB_TYPE_PEER;
}

static guint
get_n_items (GListModel *model)
{
  return TEST_HALL (model)->peers->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  Hall *self = TEST_HALL (model);

  self->n_asked++;
  return position < self->peers->len ? g_object_ref (self->peers->pdata[position]) : NULL;
}

static void
model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static EbbRadioState
get_radio_state (EbbScanner *scanner G_GNUC_UNUSED)
{
  return EBB_RADIO_READY;
}

static gboolean
is_scanning (EbbScanner *scanner G_GNUC_UNUSED)
{
  return FALSE;
}

static GListModel *
get_peers (EbbScanner *scanner)
{
  return G_LIST_MODEL (scanner);
}

static void
scanner_init (EbbScannerInterface *iface)
{
  iface->get_radio_state = get_radio_state;
  iface->is_scanning = is_scanning;
  iface->get_peers = get_peers;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Hall,
                               hall,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_init)
                                   G_IMPLEMENT_INTERFACE (EBB_TYPE_SCANNER, scanner_init))

static void
hall_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_HALL (object)->peers);
  G_OBJECT_CLASS (hall_parent_class)->finalize (object);
}

static void
hall_class_init (HallClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_finalize;
}

static void
hall_init (Hall *self)
{
  self->peers = g_ptr_array_new_with_free_func (g_object_unref);
}

static EbbPeer *
hall_add (Hall *self, guint number)
{
  g_autofree char *identity = g_strdup_printf ("4A:00:5E:00:%02X:%02X", number >> 8, number & 0xff);
  EbbPeer         *peer = ebb_peer_new (identity);

  ebb_peer_set_is_present (peer, TRUE);
  g_ptr_array_add (self->peers, peer);
  g_list_model_items_changed (G_LIST_MODEL (self), self->peers->len - 1, 0, 1);
  return peer;
}

static void
hall_remove (Hall *self, guint position)
{
  g_ptr_array_remove_index (self->peers, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* ---- the list over it ---- */

typedef struct
{
  EbbFakeClock *clock;
  Hall         *hall;
  Hall         *simulated; /* nobody is there */
  EbbBootsList *list;
  guint         n_near_changes;
} Fixture;

static void
count_cb (guint *count)
{
  (*count)++;
}

static GListModel *
get_nearby (Fixture *self)
{
  return ebb_boots_list_get_nearby (self->list);
}

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->clock = ebb_fake_clock_new ();
  self->hall = g_object_new (HALL_TYPE, NULL);
  self->simulated = g_object_new (HALL_TYPE, NULL);
  self->list = ebb_boots_list_new (EBB_SCANNER (self->hall), EBB_SCANNER (self->simulated),
                                   EBB_CLOCK (self->clock), NULL);
  g_signal_connect_swapped (get_nearby (self), "items-changed", G_CALLBACK (count_cb),
                            &self->n_near_changes);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object (self->list);
  g_assert_finalize_object (self->hall);
  g_assert_finalize_object (self->simulated);
  g_assert_finalize_object (self->clock);
}

static guint
count_away (Fixture *self)
{
  guint n_away = 0;

  for (guint i = 0; i < g_list_model_get_n_items (get_nearby (self)); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (get_nearby (self), i);

      n_away += ebb_boots_get_state (boots) == EBB_BOOTS_AWAY;
    }
  return n_away;
}

static void
test_each_costs_itself (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < N_PEERS; i++)
    hall_add (self->hall, i);
  g_assert_cmpuint (self->hall->n_asked, <=, N_PEERS);
  g_assert_cmpuint (g_list_model_get_n_items (get_nearby (self)), ==, EBB_STRANGERS_MAX);
  g_assert_cmpuint (self->n_near_changes, ==, EBB_STRANGERS_MAX);
  g_assert_cmpuint (count_away (self), ==, 0);
  self->hall->n_asked = 0;
  while (self->hall->peers->len > 0)
    hall_remove (self->hall, self->hall->peers->len / 2);
  /* Nobody else is asked about, and who reads the list sees it stay. */
  g_assert_cmpuint (self->hall->n_asked, ==, 0);
  g_assert_cmpuint (self->n_near_changes, ==, EBB_STRANGERS_MAX);
  g_assert_cmpuint (count_away (self), ==, EBB_STRANGERS_MAX);
}

/* It is the one that went, wherever it stood. */
static void
test_right_one_goes (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbPeer) second = NULL;

  hall_add (self->hall, 0);
  second = g_object_ref (hall_add (self->hall, 1));
  hall_add (self->hall, 2);
  hall_remove (self->hall, 1);
  g_assert_cmpuint (count_away (self), ==, 1);
  g_assert_false (ebb_peer_is_present (second));
  g_assert_cmpint (
      ebb_boots_get_state (ebb_boots_list_find (self->list, ebb_peer_get_identity (second))), ==,
      EBB_BOOTS_AWAY);
  /* Back at another place. */
  hall_add (self->hall, 1);
  g_assert_cmpuint (count_away (self), ==, 0);
  hall_remove (self->hall, 0);
  hall_remove (self->hall, 0);
  g_assert_cmpuint (count_away (self), ==, 2);
  g_assert_cmpint (
      ebb_boots_get_state (ebb_boots_list_find (self->list, ebb_peer_get_identity (second))), !=,
      EBB_BOOTS_AWAY);
}

/* Those that were there before the list was are no others. */
static void
test_there_before (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  for (guint i = 0; i < 3; i++)
    hall_add (self->hall, i);
  g_assert_finalize_object (self->list);
  self->list = ebb_boots_list_new (EBB_SCANNER (self->hall), EBB_SCANNER (self->simulated),
                                   EBB_CLOCK (self->clock), NULL);
  g_assert_cmpuint (g_list_model_get_n_items (get_nearby (self)), ==, 3);
  hall_remove (self->hall, 2);
  hall_remove (self->hall, 0);
  g_assert_cmpuint (count_away (self), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/service/hall/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("each-costs-itself", test_each_costs_itself);
  ADD ("right-one-goes", test_right_one_goes);
  ADD ("there-before", test_there_before);

  return g_test_run ();
}
