/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-reconnect.h"

#include "ebb-boots-connection-private.h"

/* Whether boots are tried for: by themselves, as a person asked, or because a Stop has to reach
 * them. How they are tried for is in ebb-boots-connection.c. */

#define OFF "off"

static char *
dup_key (EbbBoots *self)
{
  return g_strdup_printf ("reconnect/%s", self->identity);
}

static void
save (EbbBoots *self)
{
  g_autofree char *key = dup_key (self);

  if (self->store != NULL)
    ebb_store_save_setting (self->store, key, self->is_by_hand ? OFF : "");
}

/*< private >
 * ebb_boots_load_reconnects:
 *
 * Takes over what was said of these boots in an earlier run.
 */
void
ebb_boots_load_reconnects (EbbBoots *self)
{
  g_autofree char *key = dup_key (self);
  g_autofree char *value = NULL;

  if (self->store != NULL)
    value = ebb_store_dup_setting (self->store, key);
  self->is_by_hand = g_strcmp0 (value, OFF) == 0;
}

/*< private >
 * ebb_boots_drop_reconnects:
 *
 * They are forgotten: who pairs them anew has said nothing yet.
 */
void
ebb_boots_drop_reconnects (EbbBoots *self)
{
  self->is_asked = FALSE;
  if (!self->is_by_hand)
    return;
  self->is_by_hand = FALSE;
  save (self);
}

/**
 * ebb_boots_reconnects:
 *
 * Returns: whether they are connected whenever they can be reached, without anybody asking
 */
gboolean
ebb_boots_reconnects (EbbBoots *self)
{
  return !self->is_by_hand;
}

/**
 * ebb_boots_is_tried_for:
 *
 * Returns: whether a link is made as soon as it can be: what was let go of is not tried for, and what
 *   does not reconnect by itself only for a person, or for a Stop that it is owed
 */
gboolean
ebb_boots_is_tried_for (EbbBoots *self)
{
  return self->is_wanted
         && (!self->is_by_hand || self->is_asked || self->is_stopping || self->owed_stop_epoch > 0);
}

/*< private >
 * ebb_boots_let_go:
 *
 * Ends the link and what is under way to make one. Whether they are tried for afterwards is not
 * changed; it is not begun here.
 */
void
ebb_boots_let_go (EbbBoots *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->controller != NULL)
    ebb_controller_disconnect (self->controller);
  ebb_clock_clear (self->clock, &self->retry_id);
  ebb_boots_emit_changed (self);
}

/* What is under way was nobody's wish but our own. */
static void
end_attempt (EbbBoots *self)
{
  ebb_clock_clear (self->clock, &self->retry_id);
  if (self->is_connecting && !self->is_lent && self->take == NULL && self->look == NULL)
    ebb_boots_let_go (self);
}

/**
 * ebb_boots_set_reconnects:
 *
 * Of known boots. Obeyed at once: an attempt under way ends, or the first begins; a link that is
 * there stays. Kept for later runs.
 */
void
ebb_boots_set_reconnects (EbbBoots *self, gboolean reconnects)
{
  if (self->known == NULL || ebb_boots_reconnects (self) == !!reconnects)
    return;
  self->is_by_hand = !reconnects;
  self->is_asked = FALSE;
  save (self);
  if (reconnects)
    ebb_boots_connect (self);
  else if (!ebb_boots_is_tried_for (self))
    end_attempt (self);
  ebb_boots_emit_changed (self);
}

/**
 * ebb_boots_await:
 *
 * Somebody waits for them. Those that reconnect by themselves, or are tried for, need no more.
 */
void
ebb_boots_await (EbbBoots *self)
{
  if (!self->is_by_hand || ebb_boots_is_tried_for (self))
    return;
  self->is_wanted = TRUE;
  self->is_asked = TRUE;
  ebb_boots_link_state_changed (self);
}

/*< private >
 * ebb_boots_owe_stop:
 * @epoch: of the Stop; 0: none
 *
 * Nobody saw them empty since: whoever connects them says Stop first, and they are tried for until
 * then, whatever was said of reconnecting.
 */
void
ebb_boots_owe_stop (EbbBoots *self, guint32 epoch)
{
  self->owed_stop_epoch = MAX (self->owed_stop_epoch, epoch);
  ebb_boots_link_state_changed (self);
}

/**
 * ebb_boots_connect:
 *
 * Connects now, and whenever they can be reached from now on; those that do not reconnect by
 * themselves until they are connected once.
 */
void
ebb_boots_connect (EbbBoots *self)
{
  self->is_wanted = TRUE;
  ebb_back_off_start_over (&self->back_off);
  if (self->controller != NULL && ebb_controller_is_trusted (self->controller))
    return;
  self->is_asked = TRUE;
  ebb_boots_begin_connection (self);
}

/**
 * ebb_boots_disconnect:
 *
 * Lets go of them and does not connect again by itself in this run. Ignored while a session runs.
 */
void
ebb_boots_disconnect (EbbBoots *self)
{
  if (self->is_lent)
    return;
  self->is_wanted = FALSE;
  self->is_asked = FALSE;
  ebb_boots_let_go (self);
}
