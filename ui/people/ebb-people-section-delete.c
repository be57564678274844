/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gi18n.h>

#include "ebb-people-section-private.h"
#include "ebb-person-avatar.h"

/* Deleting somebody: what goes is said, then they are gone from the pages, and a moment later for good. */

/* In so many seconds it can be undone. */
#define UNDO_S 10

/* Exactly what goes. */
static char *
describe_holding (const EbbMemberHolding *holding)
{
  g_autofree char *sessions = g_strdup_printf (
      ngettext ("%u session", "%u sessions", (gulong) holding->n_sessions), holding->n_sessions);
  g_autofree char *answers = g_strdup_printf (
      ngettext ("%u set of answers", "%u sets of answers", (gulong) holding->n_answers),
      holding->n_answers);
  g_autofree char *agreements = g_strdup_printf (ngettext ("%u note that a professional agreed",
                                                           "%u notes that a professional agreed",
                                                           (gulong) holding->n_agreements),
                                                 holding->n_agreements);

  g_autofree char *plans = g_strdup_printf (
      ngettext ("%u plan", "%u plans", (gulong) holding->n_plans), holding->n_plans);

  /* Translators: each argument is a count of something, as in "3 sessions". */
  return g_strdup_printf (_ ("These go too, from this computer and for good: %s, %s, %s, %s. The "
                             "boots stay."),
                          sessions, answers, agreements, plans);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPeopleSection) self = user_data;
  const EbbMember *member;
  g_autoptr (GError) error = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  EbbMemberHolding holding;

  if (!ebb_people_count_holding_finish (EBB_PEOPLE (object), result, &holding, &error))
    {
      g_warning ("%s", error->message);
      ebb_people_section_show_error (
          self, g_strdup (_ ("What is kept of this person could not be read.")));
      return;
    }
  member = self->core != NULL
               ? ebb_people_find_id (ebb_people_section_get_people (self), self->opened_id)
               : NULL;
  if (member == NULL)
    return;
  heading = g_strdup_printf (_ ("Delete %s?"), ebb_person_avatar_say_name (member));
  body = describe_holding (&holding);
  ebb_people_section_ask_delete (self, heading, body);
}

/*< private >
 * ebb_people_section_delete_cb:
 *
 * The action: what goes is counted first.
 */
void
ebb_people_section_delete_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPeopleSection *self = user_data;

  self->is_adding = FALSE;
  if (self->opened_id != NULL)
    ebb_people_count_holding_async (ebb_people_section_get_people (self), self->opened_id, NULL,
                                    counted_cb, g_object_ref (self));
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPeopleSection) self = user_data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (ebb_people_delete_finish (EBB_PEOPLE (object), result, &error))
    return;
  g_warning ("%s", error->message);
  if (self->core == NULL)
    return;
  ebb_people_section_refresh (self);
  toast = adw_toast_new (_ ("Nobody was deleted: a session is not over yet, or nothing can be "
                            "written"));
  ebb_people_section_show_toast (self, toast);
}

/* For good. */
static void
let_go (EbbPeopleSection *self)
{
  g_autofree char *id = g_steal_pointer (&self->leaving_id);

  self->toast = NULL;
  if (id != NULL && self->core != NULL)
    ebb_people_delete_async (ebb_people_section_get_people (self), id, NULL, deleted_cb,
                             g_object_ref (self));
}

static void
undo_cb (EbbPeopleSection *self)
{
  g_clear_pointer (&self->leaving_id, g_free);
  ebb_people_section_refresh (self);
}

/* Whoever else there is uses Ebb meanwhile; of one alone it stays who it is. */
static void
hand_over (EbbPeopleSection *self)
{
  const EbbMember *current = ebb_people_get_current (ebb_people_section_get_people (self));

  if (current == NULL || g_strcmp0 (current->id, self->leaving_id) != 0)
    return;
  for (guint i = 0; i < ebb_people_get_n (ebb_people_section_get_people (self)); i++)
    {
      const EbbMember *member = ebb_people_get_nth (ebb_people_section_get_people (self), i);

      if (member == current)
        continue;
      ebb_people_section_use (self, member->id);
      return;
    }
}

/**
 * ebb_people_section_delete:
 *
 * One at a time: who was about to go before goes now.
 */
void
ebb_people_section_delete (EbbPeopleSection *self)
{
  const EbbMember *member;
  g_autofree char *title = NULL;

  g_return_if_fail (EBB_IS_PEOPLE_SECTION (self));

  member = ebb_people_find_id (ebb_people_section_get_people (self), self->opened_id);
  if (member == NULL)
    return;
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  self->leaving_id = g_steal_pointer (&self->opened_id);
  /* Translators: a name, of a person who was deleted. */
  title = g_strdup_printf (_ ("%s deleted"), ebb_person_avatar_say_name (member));
  hand_over (self);
  self->toast = adw_toast_new (title);
  adw_toast_set_button_label (self->toast, _ ("Undo"));
  adw_toast_set_timeout (self->toast, UNDO_S);
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (undo_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (let_go), self, G_CONNECT_SWAPPED);
  ebb_people_section_pop (self);
  ebb_people_section_show_toast (self, self->toast);
  ebb_people_section_say (self, title);
  ebb_people_section_refresh (self);
}

/**
 * ebb_people_section_end:
 *
 * It is written before the program ends: whoever ends it waits for the store.
 */
void
ebb_people_section_end (EbbPeopleSection *self)
{
  g_return_if_fail (EBB_IS_PEOPLE_SECTION (self));

  let_go (self);
  self->people_page = NULL;
  self->person_page = NULL;
}
