/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-scanner.h"

/* How long after a scan began the sets are heard. */
#define HEARD_AFTER_MS 500

/* One set and the only link to it. */
typedef struct
{
  char       *name;
  EbbPeer    *peer;
  EbbSimLink *link;
  EbbTier     tier;
  gboolean    is_listed;
} Set;

struct _EbbSimScanner
{
  GObject parent_instance;

  /* owned */
  EbbClock         *clock;
  EbbDefinitionSet *definitions;
  GListStore       *peers;
  GPtrArray        *sets; /* of Set */

  /* state */
  gboolean is_scanning;
  guint    heard_id;
  guint    end_id;
};

static void scanner_iface_init (EbbScannerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EbbSimScanner,
                               ebb_sim_scanner,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EBB_TYPE_SCANNER, scanner_iface_init))

static void
free_set (gpointer data)
{
  Set *set = data;

  g_signal_handlers_disconnect_by_data (set->link, set);
  g_clear_pointer (&set->name, g_free);
  g_clear_object (&set->peer);
  g_clear_object (&set->link);
  g_free (set);
}

static EbbAdvertisement *
advertise (const Set *set)
{
  const char *const uuids[] = { ebb_sim_tier_get_service_uuid (set->tier), NULL };
  EbbAdvertisement *advertisement =
      ebb_advertisement_new (ebb_peer_get_identity (set->peer), set->name, uuids);

  advertisement->signal = EBB_SIGNAL_STRONG;
  advertisement->is_connectable = TRUE;
  return advertisement;
}

static void
list_set (EbbSimScanner *self, Set *set)
{
  if (set->is_listed)
    return;
  set->is_listed = TRUE;
  g_list_store_append (self->peers, set->peer);
}

static void
link_changed_cb (EbbLink *link, Set *set)
{
  ebb_peer_set_is_paired (set->peer, ebb_link_is_paired (link));
  ebb_peer_set_is_connected (set->peer, ebb_link_get_state (link) == EBB_LINK_READY);
}

static void
end_scan (EbbSimScanner *self)
{
  ebb_clock_clear (self->clock, &self->heard_id);
  ebb_clock_clear (self->clock, &self->end_id);
  if (!self->is_scanning)
    return;
  self->is_scanning = FALSE;
  ebb_scanner_emit_changed (EBB_SCANNER (self));
}

static gboolean
heard_cb (gpointer user_data)
{
  EbbSimScanner *self = EBB_SIM_SCANNER (user_data);

  self->heard_id = 0;
  for (guint i = 0; i < self->sets->len; i++)
    {
      Set *set = self->sets->pdata[i];

      if (ebb_sim_boots_get_fault (ebb_sim_link_get_boots (set->link), EBB_SIM_FAULT_DROP_LINK) > 0)
        continue;
      ebb_peer_take_advertisement (set->peer, advertise (set));
      ebb_peer_set_is_present (set->peer, TRUE);
      list_set (self, set);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
scan_over_cb (gpointer user_data)
{
  EbbSimScanner *self = EBB_SIM_SCANNER (user_data);

  self->end_id = 0;
  end_scan (self);
  return G_SOURCE_REMOVE;
}

static EbbRadioState
ebb_sim_scanner_get_radio_state (EbbScanner *scanner G_GNUC_UNUSED)
{
  return EBB_RADIO_READY;
}

static gboolean
ebb_sim_scanner_is_scanning (EbbScanner *scanner)
{
  return EBB_SIM_SCANNER (scanner)->is_scanning;
}

static GListModel *
ebb_sim_scanner_get_peers (EbbScanner *scanner)
{
  return G_LIST_MODEL (EBB_SIM_SCANNER (scanner)->peers);
}

static void
ebb_sim_scanner_start (EbbScanner *scanner)
{
  EbbSimScanner *self = EBB_SIM_SCANNER (scanner);

  ebb_clock_clear (self->clock, &self->heard_id);
  ebb_clock_clear (self->clock, &self->end_id);
  self->heard_id = ebb_clock_add_timeout (self->clock, HEARD_AFTER_MS, heard_cb, self);
  self->end_id = ebb_clock_add_timeout (self->clock, EBB_SCAN_MAX_S * 1000, scan_over_cb, self);
  if (self->is_scanning)
    return;
  self->is_scanning = TRUE;
  ebb_scanner_emit_changed (scanner);
}

static void
ebb_sim_scanner_stop_async (EbbScanner         *scanner,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (scanner, cancellable, callback, user_data);

  g_task_set_source_tag (task, ebb_sim_scanner_stop_async);
  end_scan (EBB_SIM_SCANNER (scanner));
  g_task_return_boolean (task, TRUE);
}

static gboolean
ebb_sim_scanner_stop_finish (EbbScanner *scanner G_GNUC_UNUSED,
                             GAsyncResult       *result,
                             GError            **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ebb_sim_scanner_power_on (EbbScanner *scanner G_GNUC_UNUSED)
{
}

static Set *
find_set (EbbSimScanner *self, const char *identity)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      Set *set = self->sets->pdata[i];

      if (g_str_equal (ebb_peer_get_identity (set->peer), identity))
        return set;
    }
  return NULL;
}

static EbbLink *
ebb_sim_scanner_open_link (EbbScanner *scanner, EbbPeer *peer, GError **error)
{
  Set *set = find_set (EBB_SIM_SCANNER (scanner), ebb_peer_get_identity (peer));

  if (set == NULL)
    {
      g_set_error (error, EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE,
                   "no simulated boots are called %s", ebb_peer_get_identity (peer));
      return NULL;
    }
  return EBB_LINK (g_object_ref (set->link));
}

static void
scanner_iface_init (EbbScannerInterface *iface)
{
  iface->get_radio_state = ebb_sim_scanner_get_radio_state;
  iface->is_scanning = ebb_sim_scanner_is_scanning;
  iface->get_peers = ebb_sim_scanner_get_peers;
  iface->start = ebb_sim_scanner_start;
  iface->stop_async = ebb_sim_scanner_stop_async;
  iface->stop_finish = ebb_sim_scanner_stop_finish;
  iface->power_on = ebb_sim_scanner_power_on;
  iface->open_link = ebb_sim_scanner_open_link;
}

static void
ebb_sim_scanner_dispose (GObject *object)
{
  EbbSimScanner *self = EBB_SIM_SCANNER (object);

  ebb_clock_clear (self->clock, &self->heard_id);
  ebb_clock_clear (self->clock, &self->end_id);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
  g_clear_object (&self->peers);
  G_OBJECT_CLASS (ebb_sim_scanner_parent_class)->dispose (object);
}

static void
ebb_sim_scanner_finalize (GObject *object)
{
  EbbSimScanner *self = EBB_SIM_SCANNER (object);

  g_clear_object (&self->definitions);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_sim_scanner_parent_class)->finalize (object);
}

static void
ebb_sim_scanner_class_init (EbbSimScannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_sim_scanner_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_sim_scanner_finalize;
}

static void
ebb_sim_scanner_init (EbbSimScanner *self)
{
  self->peers = g_list_store_new (EBB_TYPE_PEER);
  self->sets = g_ptr_array_new_with_free_func (free_set);
}

/**
 * ebb_sim_scanner_new:
 * @definitions: what Ebb ships; must hold those of ebb_sim_tier_get_definition_id() for the sets to be recognised
 *
 * Returns: (transfer full): a scanner that hears nothing until a set is added
 */
EbbSimScanner *
ebb_sim_scanner_new (EbbClock *clock, EbbDefinitionSet *definitions)
{
  EbbSimScanner *self = g_object_new (EBB_TYPE_SIM_SCANNER, NULL);

  self->clock = g_object_ref (clock);
  g_set_object (&self->definitions, definitions);
  return self;
}

/**
 * ebb_sim_set_init:
 *
 * "Simulated boots", identity "sim:1", paired, sound, not known before a scan.
 */
void
ebb_sim_set_init (EbbSimSet *set)
{
  *set = (EbbSimSet){
    .identity = "sim:1",
    .name = "Simulated boots",
    .seed = 1,
    .pairing = EBB_SIM_PAIRING_DONE,
  };
  ebb_sim_options_init (&set->options);
}

/**
 * ebb_sim_scanner_add_set:
 * @set: copied; its identity is not that of a set added before
 *
 * Puts one more set of boots within reach.
 *
 * Returns: (transfer none): the boots, for what a person does to them by hand
 */
EbbSimBoots *
ebb_sim_scanner_add_set (EbbSimScanner *self, const EbbSimSet *set)
{
  g_autoptr (EbbSimBoots) boots = ebb_sim_boots_new (set->seed, &set->options);
  EbbDefinition *definition = NULL;
  Set           *added;

  g_return_val_if_fail (EBB_IS_SIM_SCANNER (self), NULL);
  g_return_val_if_fail (find_set (self, set->identity) == NULL, NULL);

  if (self->definitions != NULL)
    definition = ebb_definition_set_find (self->definitions,
                                          ebb_sim_tier_get_definition_id (set->options.tier));
  added = g_new0 (Set, 1);
  added->name = g_strdup (set->name);
  added->tier = set->options.tier;
  added->peer = ebb_peer_new (set->identity);
  added->link = ebb_sim_link_new (boots, self->clock, definition, set->identity, set->pairing);
  g_ptr_array_add (self->sets, added);

  ebb_peer_set_definition (added->peer, definition);
  ebb_peer_set_is_paired (added->peer, set->pairing == EBB_SIM_PAIRING_DONE);
  ebb_peer_set_battery_percent (added->peer, (int) set->options.battery_percent);
  g_signal_connect (added->link, "state-changed", G_CALLBACK (link_changed_cb), added);
  if (set->is_known)
    {
      ebb_peer_take_advertisement (added->peer, advertise (added));
      list_set (self, added);
    }
  return boots;
}

/**
 * ebb_sim_scanner_find_boots:
 *
 * Returns: (transfer none) (nullable): the boots of that identity
 */
EbbSimBoots *
ebb_sim_scanner_find_boots (EbbSimScanner *self, const char *identity)
{
  Set *set;

  g_return_val_if_fail (EBB_IS_SIM_SCANNER (self), NULL);

  set = find_set (self, identity);
  return set != NULL ? ebb_sim_link_get_boots (set->link) : NULL;
}
