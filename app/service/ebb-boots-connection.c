/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-bond-private.h"
#include "ebb-boots-connection-private.h"
#include "ebb-boots-reconnect.h"
#include "ebb-boots-sides-private.h"
#include "ebb-recording-private.h"

/* How connecting, pairing and forgetting go for boots that no session has in its hands. */

/* Short at first, for boots that are only being switched on; at most half a minute apart, for boots
 * that are away. */
static const guint           pauses_ms[] = { 200, 500, 1000, 2000, 5000, 10000, 30000 };
static const EbbBackOffSteps steps = { pauses_ms, G_N_ELEMENTS (pauses_ms) };

/* A connection that another program had, and let go of, may still be there and end while ours is
 * made over it (seen with BlueZ 5.66, which takes 2 s to end one). Who waits for the boots waits a
 * little longer, so often, before hearing of it. */
#define BROKEN_PAUSE_MS 1000
#define BROKEN_MAX 3

static void try_once_more (EbbBoots *self);

/*< private >
 * ebb_boots_claim:
 *
 * Tells @scanner what kind of boots these are, if they are one's own.
 */
void
ebb_boots_claim (EbbBoots *self, EbbScanner *scanner)
{
  if (self->known != NULL && self->known->definition_id[0] != '\0')
    ebb_scanner_claim (scanner, self->identity, self->known->definition_id);
}

/*< private >
 * ebb_boots_save:
 *
 * Writes down that these boots are one's own, with what they said of themselves.
 */
void
ebb_boots_save (EbbBoots *self)
{
  g_autoptr (EbbKnownBoots) known = g_new0 (EbbKnownBoots, 1);

  known->identity = g_strdup (self->identity);
  known->serial = g_strdup (ebb_boots_get_serial (self));
  known->name = g_strdup (ebb_boots_get_name (self));
  known->definition_id = g_strdup (ebb_boots_get_definition_id (self));
  known->epoch = self->known != NULL ? self->known->epoch : 0;
  if (self->store != NULL)
    ebb_store_save_boots (self->store, known);
  ebb_boots_set_known (self, known);
}

static void
keep_error (EbbBoots *self, const GError *error)
{
  g_clear_error (&self->error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->error = g_error_copy (error);
}

/* What answers is not what it says it is, or wants something of a person first: trying again by
 * itself would change nothing. */
static gboolean
is_worth_a_retry (const GError *error)
{
  return !g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_PROTOCOL)
         && !g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_VERSION)
         && !g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY)
         && !g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED)
         && !g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST)
         && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What they have is just being looked up anew, as after they were switched off and on. What a link
 * needs to come up it has waited for itself. */
static gboolean
is_looked_up_anew (EbbBoots *self, const GError *error)
{
  return g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_INCOMPLETE)
         && ebb_controller_get_link_state (self->controller) == EBB_LINK_READY;
}

/* Somebody waits, and the boots were there a moment ago: the link broke while it was made. */
static gboolean
is_worth_once_more (EbbBoots *self, const GError *error)
{
  return (self->take != NULL || self->look != NULL) && !self->is_lent
         && (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_CONNECTED)
             || is_looked_up_anew (self, error))
         && self->n_broken < BROKEN_MAX;
}

/* Without a bond, be it that one side alone has it, there is no handshake; what anyone may read was
 * read, and the link carries Stop. */
static gboolean
is_enough_to_look (EbbBoots *self, const GError *error)
{
  return self->look != NULL && self->take == NULL
         && (g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED)
             || g_error_matches (error, EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST))
         && ebb_controller_get_link_state (self->controller) == EBB_LINK_READY;
}

/* They were let go of, and wished for again before that was done. */
static void
take_up_new_wish (EbbBoots *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ebb_boots_schedule_retry (self);
}

static void
connected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBoots) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_connecting = FALSE;
  g_clear_object (&self->cancellable);
  if (ebb_controller_connect_finish (EBB_CONTROLLER (object), result, &error))
    {
      keep_error (self, NULL);
      if (self->take != NULL || self->known != NULL)
        ebb_boots_save (self);
      ebb_boots_finish_tasks (self, NULL);
    }
  else if (is_enough_to_look (self, error))
    {
      ebb_boots_learn_capabilities (self);
      keep_error (self, error);
      ebb_boots_finish_tasks (self, NULL);
    }
  else if (is_worth_once_more (self, error))
    {
      g_debug ("%s: once more: %s", self->identity, error->message);
      try_once_more (self);
    }
  else
    {
      g_debug ("%s: no connection: %s", self->identity, error->message);
      keep_error (self, error);
      ebb_back_off_note_failure (&self->back_off);
      /* A session may have taken the link meanwhile: then it is not ours to end. */
      if (!is_worth_a_retry (error) && !self->is_lent)
        ebb_controller_disconnect (self->controller);
      else if (self->take == NULL)
        ebb_boots_schedule_retry (self);
      ebb_boots_finish_tasks (self, error);
      take_up_new_wish (self, error);
      ebb_boots_follow_bond (self);
    }
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_fail_connection:
 *
 * Connecting or pairing has ended without a link, because of @error.
 */
void
ebb_boots_fail_connection (EbbBoots *self, const GError *error)
{
  self->is_pairing = FALSE;
  self->is_connecting = FALSE;
  g_clear_object (&self->cancellable);
  keep_error (self, error);
  ebb_boots_finish_tasks (self, error);
  take_up_new_wish (self, error);
  ebb_boots_follow_bond (self);
  ebb_boots_emit_changed (self);
}

/* A session took the link while this was under way: it is the one that connects. */
static gboolean
give_way (EbbBoots *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_lent)
    return FALSE;
  error = g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "a session took boots %s", self->identity);
  ebb_boots_fail_connection (self, error);
  return TRUE;
}

static void
connect_controller (EbbBoots *self)
{
  if (give_way (self))
    return;
  self->is_pairing = FALSE;
  self->is_connecting = TRUE;
  ebb_controller_connect_async (self->controller, self->owed_stop_epoch, self->cancellable,
                                connected_cb, g_object_ref (self));
  ebb_boots_emit_changed (self);
}

static gboolean
once_more_cb (gpointer user_data)
{
  EbbBoots *self = user_data;
  g_autoptr (GError) error = NULL;

  self->once_more_id = 0;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    ebb_boots_fail_connection (self, error);
  else
    connect_controller (self);
  return G_SOURCE_REMOVE;
}

/* After a pause in which what is about to end has ended. */
static void
try_once_more (EbbBoots *self)
{
  self->n_broken++;
  self->is_connecting = TRUE;
  self->cancellable = g_cancellable_new ();
  self->once_more_id = ebb_clock_add_timeout (self->clock, BROKEN_PAUSE_MS, once_more_cb, self);
}

static void
paired_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBoots) self = user_data;
  g_autoptr (GError) error = NULL;

  if (ebb_link_pair_finish (EBB_LINK (object), result, &error))
    {
      connect_controller (self);
      return;
    }
  /* Most boots talk to one at a time: nothing is left of this attempt, not even the link. Unless it
   * carries a Stop. */
  if (!self->is_lent && !self->is_stopping && self->controller != NULL)
    ebb_controller_disconnect (self->controller);
  ebb_boots_fail_connection (self, error);
  if (self->known != NULL)
    ebb_boots_miss_bond (self);
}

static void
scan_ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbBoots) self = user_data;
  g_autoptr (GError) error = NULL;
  EbbLink *link;

  /* A scan that could not be ended is no reason not to connect: the radio decides. */
  if (!ebb_scanner_stop_finish (EBB_SCANNER (object), result, &error))
    g_debug ("%s: ending the scan: %s", self->identity, error->message);
  g_clear_error (&error);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    {
      ebb_boots_fail_connection (self, error);
      return;
    }
  if (give_way (self))
    return;
  link = ebb_controller_get_link (self->controller);
  if (self->take == NULL || ebb_link_is_paired (link))
    {
      connect_controller (self);
      return;
    }
  self->is_connecting = FALSE;
  self->is_pairing = TRUE;
  ebb_link_pair_async (link, self->cancellable, paired_cb, g_object_ref (self));
  ebb_boots_emit_changed (self);
}

/* The system knows those it is paired with, near or not: (transfer full). */
static GError *
explain_absence (EbbBoots *self)
{
  if (self->known != NULL && self->peer == NULL && self->radio != NULL && !self->is_in_process
      && ebb_scanner_get_radio_state (self->radio) == EBB_RADIO_READY)
    return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_NOT_PAIRED,
                        "boots %s are not paired with this computer", self->identity);
  return g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_UNREACHABLE, "boots %s are not in range",
                      self->identity);
}

/*< private >
 * ebb_boots_begin_connection:
 *
 * Ends the scan, pairs where a person asked for these boots and there is no bond, and connects.
 * Does nothing while that is under way or a session has the link.
 */
void
ebb_boots_begin_connection (EbbBoots *self)
{
  if (self->is_connecting || self->is_pairing || self->is_lent)
    return;
  ebb_clock_clear (self->clock, &self->retry_id);
  /* A controller may be there still, of boots that no scanner knows any more. */
  if (self->peer == NULL || ebb_boots_ensure_controller (self) == NULL)
    {
      /* Stolen: what is kept meanwhile is another one. */
      g_autoptr (GError) error = g_steal_pointer (&self->error);

      if (error == NULL)
        error = explain_absence (self);
      ebb_boots_fail_connection (self, error);
      return;
    }
  if (ebb_boots_lacks_bond (self))
    {
      ebb_boots_miss_bond (self);
      return;
    }
  self->is_connecting = TRUE;
  self->n_broken = 0;
  self->cancellable = g_cancellable_new ();
  ebb_scanner_stop_async (self->scanner, NULL, scan_ended_cb, g_object_ref (self));
  ebb_boots_emit_changed (self);
}

static gboolean
retry_cb (gpointer user_data)
{
  EbbBoots *self = user_data;

  self->retry_id = 0;
  if (!ebb_boots_is_tried_for (self) || self->is_lent || self->is_held_back || self->peer == NULL)
    return G_SOURCE_REMOVE;
  ebb_boots_begin_connection (self);
  return G_SOURCE_REMOVE;
}

/*< private >
 * ebb_boots_schedule_retry:
 *
 * Tries again later, if these boots are tried for and there is a radio to try with: without one,
 * ebb_boots_start_over() is called when it is back.
 */
void
ebb_boots_schedule_retry (EbbBoots *self)
{
  guint pause_ms = ebb_back_off_get_pause_ms (&self->back_off, &steps, g_random_int ());

  if (!ebb_boots_is_tried_for (self) || self->is_lent || self->is_held_back || self->retry_id != 0
      || self->peer == NULL || ebb_scanner_get_radio_state (self->scanner) != EBB_RADIO_READY
      || ebb_boots_lacks_bond (self))
    return;
  self->retry_id = ebb_clock_add_timeout (self->clock, pause_ms, retry_cb, self);
}

/*< private >
 * ebb_boots_link_state_changed:
 *
 * The link or the peer changed: wanted boots that are not connected are tried for.
 */
void
ebb_boots_link_state_changed (EbbBoots *self)
{
  if (self->controller != NULL && ebb_controller_is_trusted (self->controller))
    {
      self->is_asked = FALSE;
      /* The answer that says so to who asked comes a turn later: they are not ready and others. */
      g_clear_error (&self->error);
      ebb_back_off_note_up (&self->back_off, ebb_clock_get_boottime_us (self->clock));
      ebb_boots_await_reading (self);
      return;
    }
  ebb_back_off_note_down (&self->back_off, ebb_clock_get_boottime_us (self->clock));
  if (self->controller == NULL
      || ebb_controller_get_link_state (self->controller) != EBB_LINK_READY)
    {
      self->has_status = FALSE;
      ebb_boots_forget_reading (self);
    }
  ebb_boots_follow_bond (self);
  if (self->is_connecting || self->is_pairing)
    return;
  if (self->error == NULL || is_worth_a_retry (self->error))
    ebb_boots_schedule_retry (self);
}

/*< private >
 * ebb_boots_hold_back:
 *
 * While a scan runs, wanted boots do not end it by connecting on their own.
 */
void
ebb_boots_hold_back (EbbBoots *self, gboolean is_held_back)
{
  self->is_held_back = is_held_back;
  if (is_held_back)
    ebb_clock_clear (self->clock, &self->retry_id);
  else
    ebb_boots_link_state_changed (self);
}

/*< private >
 * ebb_boots_lend:
 *
 * While a session has the link, nothing here touches it.
 */
void
ebb_boots_lend (EbbBoots *self, gboolean is_lent)
{
  if (self->is_lent == is_lent)
    return;
  self->is_lent = is_lent;
  ebb_boots_point_controller (self);
  if (is_lent)
    {
      ebb_clock_clear (self->clock, &self->retry_id);
      ebb_boots_begin_recording (self);
    }
  else
    {
      ebb_boots_end_recording (self, "the session is over");
      ebb_boots_link_state_changed (self);
    }
  ebb_boots_emit_changed (self);
}

/*< private >
 * ebb_boots_try_anew:
 *
 * The radio is back, or the computer. Wanted boots that are not connected are tried for at once and
 * as if for the first time.
 */
void
ebb_boots_try_anew (EbbBoots *self)
{
  ebb_boots_forgive_bond (self);
  ebb_back_off_start_over (&self->back_off);
  ebb_clock_clear (self->clock, &self->retry_id);
  ebb_boots_link_state_changed (self);
}

/*< private >
 * ebb_boots_start_over:
 *
 * The computer was away. A link that only seems to be there is let go, and then as
 * ebb_boots_try_anew().
 */
void
ebb_boots_start_over (EbbBoots *self)
{
  if (self->is_wanted && !self->is_lent && !self->is_connecting && !self->is_pairing
      && self->controller != NULL)
    ebb_controller_disconnect (self->controller);
  ebb_boots_try_anew (self);
}

/**
 * ebb_boots_answer_pairing:
 * @code: what was typed, for %EBB_PAIRING_ENTER_CODE; else ignored
 *
 * Answers "pairing-needed".
 */
void
ebb_boots_answer_pairing (EbbBoots *self, gboolean is_accepted, guint code)
{
  if (self->is_pairing && self->controller != NULL)
    ebb_link_answer_pairing (ebb_controller_get_link (self->controller), is_accepted, code);
}
