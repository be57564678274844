/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-list-private.h"

#include "ebb-boots-connection-private.h"

/* The radio, and looking for boots with it. */

/* The adapter that was chosen, by its address: what the system calls it may change. */
#define ADAPTER_KEY "adapter"

/* Until a number on the list is another: seconds of a scan, seconds and then minutes since boots
 * were heard. 0: no number there. */
static guint
find_countdown_ms (EbbBootsList *self)
{
  guint next_ms = ebb_scanner_is_scanning (self->scanner) ? 1000 : 0;

  for (guint i = 0; next_ms == 0 && i < g_list_model_get_n_items (G_LIST_MODEL (self->nearby)); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (G_LIST_MODEL (self->nearby), i);
      int unheard_s = ebb_boots_get_unheard_s (boots);

      if (unheard_s >= 0)
        next_ms = unheard_s < 60 ? 1000 : 60000;
    }
  return next_ms;
}

static gboolean
countdown_cb (gpointer user_data)
{
  EbbBootsList *self = user_data;

  self->countdown_id = 0;
  ebb_boots_list_schedule_countdown (self);
  ebb_boots_list_emit_changed (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * ebb_boots_list_schedule_countdown:
 *
 * Has "changed" emitted when a number on the list will be another.
 */
void
ebb_boots_list_schedule_countdown (EbbBootsList *self)
{
  guint next_ms = find_countdown_ms (self);

  if (self->countdown_id == 0 && next_ms > 0)
    self->countdown_id = ebb_clock_add_timeout (self->clock, next_ms, countdown_cb, self);
}

static void
note_radio_back (EbbBootsList *self)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ebb_boots_try_anew (value);
  ebb_boots_list_emit_radio_back (self);
}

/*< private >
 * ebb_boots_list_scanner_changed:
 *
 * The scan begins or ends, or the radio is another. With one that is back, boots are tried for as if
 * for the first time.
 */
void
ebb_boots_list_scanner_changed (EbbBootsList *self)
{
  gboolean       is_scanning = ebb_scanner_is_scanning (self->scanner);
  EbbRadioState  before = self->radio_state;
  GHashTableIter iter;
  gpointer       value;

  self->radio_state = ebb_scanner_get_radio_state (self->scanner);
  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ebb_boots_hold_back (value, is_scanning);
  if (before != EBB_RADIO_READY && self->radio_state == EBB_RADIO_READY)
    note_radio_back (self);
  ebb_clock_clear (self->clock, &self->countdown_id);
  ebb_boots_list_schedule_countdown (self);
  ebb_boots_list_emit_changed (self);
}

/*< private >
 * ebb_boots_list_start_over:
 *
 * The computer was away: every link of one's own boots is made anew, but for those in a session's
 * hands.
 */
void
ebb_boots_list_start_over (EbbBootsList *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->known)); i++)
    {
      g_autoptr (EbbBoots) boots = g_list_model_get_item (G_LIST_MODEL (self->known), i);

      ebb_boots_start_over (boots);
    }
}

/**
 * ebb_boots_list_get_radio_state:
 *
 * Returns: whether there is a radio to look with, and if not, why
 */
EbbRadioState
ebb_boots_list_get_radio_state (EbbBootsList *self)
{
  return ebb_scanner_get_radio_state (self->scanner);
}

/**
 * ebb_boots_list_is_scanning:
 *
 * Returns: whether boots are being looked for now
 */
gboolean
ebb_boots_list_is_scanning (EbbBootsList *self)
{
  return ebb_scanner_is_scanning (self->scanner);
}

/**
 * ebb_boots_list_get_scan_left_s:
 *
 * Returns: seconds until the scan ends by itself, 0 when none runs
 */
guint
ebb_boots_list_get_scan_left_s (EbbBootsList *self)
{
  gint64 left_us = self->scan_until_us - ebb_clock_get_boottime_us (self->clock);

  if (!ebb_scanner_is_scanning (self->scanner) || left_us <= 0)
    return 0;
  return (guint) ((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/**
 * ebb_boots_list_set_shows_all:
 * @shows_all: whether to list, beside boots, whatever else is heard: somebody whose boots Ebb does not
 *   know can make a report of them
 *
 * What is listed changes at once; a scan listens for the others from its start on.
 */
void
ebb_boots_list_set_shows_all (EbbBootsList *self, gboolean shows_all)
{
  g_return_if_fail (EBB_IS_BOOTS_LIST (self));

  if (self->shows_all == shows_all)
    return;
  self->shows_all = shows_all;
  ebb_scanner_set_scope (self->scanner, shows_all ? EBB_SCAN_ALL : EBB_SCAN_BOOTS);
  ebb_boots_list_drop_unheard (self);
  ebb_boots_list_emit_changed (self);
}

/**
 * ebb_boots_list_scan:
 *
 * Looks for boots for at most %EBB_SCAN_MAX_S.
 */
void
ebb_boots_list_scan (EbbBootsList *self)
{
  self->scan_until_us = ebb_clock_get_boottime_us (self->clock) + EBB_SCAN_MAX_S * G_USEC_PER_SEC;
  self->is_crowded = FALSE;
  ebb_scanner_start (self->scanner);
  ebb_boots_list_drop_unheard (self);
  ebb_boots_list_match (self);
}

/**
 * ebb_boots_list_stop_scan:
 *
 * Looks no more. A scan that the radio would not end ends by its own time.
 */
void
ebb_boots_list_stop_scan (EbbBootsList *self)
{
  ebb_scanner_stop_async (self->scanner, NULL, NULL, NULL);
}

/**
 * ebb_boots_list_power_on:
 *
 * Asks the system to switch the adapter on; the radio state tells whether it did.
 */
void
ebb_boots_list_power_on (EbbBootsList *self)
{
  ebb_scanner_power_on (self->scanner);
}

/*< private >
 * ebb_boots_list_restore_adapter:
 *
 * Uses the adapter that was chosen in an earlier run, where there are several.
 */
void
ebb_boots_list_restore_adapter (EbbBootsList *self)
{
  g_autofree char *address =
      self->store != NULL ? ebb_store_dup_setting (self->store, ADAPTER_KEY) : NULL;

  if (address != NULL)
    ebb_scanner_choose_adapter (self->scanner, address);
}

/* A session has a link, or it is the one that Stop goes by for boots that others started. */
static gboolean
needs_link (EbbBootsList *self)
{
  GHashTableIter iter;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (ebb_boots_is_lent (value) || ebb_boots_is_stopping (value)
        || ebb_boots_is_running_elsewhere (value))
      return TRUE;
  return FALSE;
}

/**
 * ebb_boots_list_list_adapters:
 *
 * Returns: (transfer full) (element-type EbbAdapter): the radios of this computer, none while boots
 *   run that are connected; "changed" tells that there are others now
 */
GPtrArray *
ebb_boots_list_list_adapters (EbbBootsList *self)
{
  g_return_val_if_fail (EBB_IS_BOOTS_LIST (self), NULL);

  if (needs_link (self))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_adapter_free);
  return ebb_scanner_list_adapters (self->scanner);
}

/* Another radio makes links of its own; a bond is of one radio and its boots. */
static void
let_all_go (EbbBootsList *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer       value;

  /* Whoever hears that boots were let go may change who is on the list. */
  g_hash_table_iter_init (&iter, self->by_identity);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (all, g_object_ref (value));
  for (guint i = 0; i < all->len; i++)
    {
      EbbBoots *boots = all->pdata[i];

      if (boots->scanner == self->scanner && !boots->is_lent)
        ebb_boots_let_go (boots);
    }
}

static gboolean
is_used (EbbBootsList *self, const char *address)
{
  g_autoptr (GPtrArray) adapters = ebb_scanner_list_adapters (self->scanner);

  for (guint i = 0; i < adapters->len; i++)
    {
      const EbbAdapter *adapter = adapters->pdata[i];

      if (adapter->is_used && g_strcmp0 (adapter->address, address) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * ebb_boots_list_choose_adapter:
 * @address: of one of ebb_boots_list_list_adapters()
 *
 * Uses that radio, now and in later runs. Ignored while boots run that are connected: Stop goes by
 * that link. Boots that are connected are let go; those that were paired by another radio are to be
 * paired again. Ask ebb_current_session_get_elsewhere() before: to let go cuts the link of any program.
 */
void
ebb_boots_list_choose_adapter (EbbBootsList *self, const char *address)
{
  g_return_if_fail (EBB_IS_BOOTS_LIST (self));
  g_return_if_fail (address != NULL);

  if (needs_link (self))
    return;
  if (self->store != NULL)
    ebb_store_save_setting (self->store, ADAPTER_KEY, address);
  if (!is_used (self, address))
    let_all_go (self);
  ebb_scanner_choose_adapter (self->scanner, address);
}
