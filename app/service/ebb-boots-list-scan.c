/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-list-private.h"

#include "ebb-boots-connection-private.h"

/* The radio, and looking for boots with it. */

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
 * ebb_boots_list_scan:
 *
 * Looks for boots for at most %EBB_SCAN_MAX_S.
 */
void
ebb_boots_list_scan (EbbBootsList *self)
{
  self->scan_until_us = ebb_clock_get_boottime_us (self->clock) + EBB_SCAN_MAX_S * G_USEC_PER_SEC;
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
