/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-current-session-owed-private.h"

#include "ebb-boots-private.h"
#include "ebb-current-session-private.h"

/* Boots that become one's own, and are owed a Stop from when they were before. */

typedef struct
{
  EbbCurrentSession *self;
  EbbBoots          *boots;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_object_unref (question->boots);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static guint32
find_owed_epoch (GPtrArray *all, EbbBoots *boots)
{
  guint32 epoch = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const EbbOpenSession *open = g_ptr_array_index (all, i);
      const EbbDrivenBoots *driven =
          ebb_session_record_find_driven (open->record, ebb_boots_get_identity (boots));

      if (driven != NULL && open->record->ended_wall_us != 0)
        epoch = MAX (epoch, driven->owed_epoch);
    }
  return epoch;
}

/* They are connected already: to be paired they had to be. */
static void
stop_now (EbbBoots *boots)
{
  g_autoptr (GError) error = NULL;

  if (boots->controller != NULL
      && ebb_controller_get_link_state (boots->controller) >= EBB_LINK_STOPPABLE
      && !ebb_controller_stop (boots->controller, boots->owed_stop_epoch, &error))
    g_warning ("stop: %s", error->message);
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = ebb_store_list_open_finish (EBB_STORE (object), result, &error);
  EbbBoots *boots = question->boots;
  guint32   epoch = all != NULL ? find_owed_epoch (all, boots) : 0;

  if (all == NULL)
    g_warning ("the journal could not be read: %s", error->message);
  /* Whoever has them in hand knows what they are owed. */
  if (epoch <= boots->owed_stop_epoch || boots->is_lent)
    return;
  ebb_boots_owe_stop (boots, epoch);
  stop_now (boots);
  if (!ebb_session_owns_links (question->self->session))
    ebb_current_session_tell_epochs (question->self);
  ebb_current_session_emit_changed (question->self);
}

/*< private >
 * ebb_current_session_note_known:
 *
 * These boots are one's own again, or for the first time: what they are owed from when they were
 * before is known now.
 */
void
ebb_current_session_note_known (EbbCurrentSession *self, EbbBoots *boots)
{
  Question *question;

  if (self->store == NULL)
    return;
  question = g_new0 (Question, 1);
  question->self = g_object_ref (self);
  question->boots = g_object_ref (boots);
  ebb_store_list_open_async (self->store, NULL, asked_cb, question);
}
