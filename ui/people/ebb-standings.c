/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-standings.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

struct _EbbStandings
{
  /* owned */
  EbbCore   *core;
  GPtrArray *wearers; /* of EbbWearer: of each person, by number */

  /* borrowed */
  void (*changed) (gpointer user_data);
  gpointer user_data;
};

static char *
dup_valid_until (EbbWearer *wearer)
{
  gint64 until_s =
      ebb_wearer_get_answers (wearer)->answered_s + ebb_wearer_get_screening (wearer)->valid_s;
  g_autofree char *day = ebb_words_day (until_s * G_USEC_PER_SEC);

  /* Translators: a day, as in "Answers valid until 21 February 2027". */
  return g_strdup_printf (C_ ("safety", "Answers valid until %s"), day);
}

/* (transfer full) (nullable) */
static char *
dup_line (EbbCore *core, EbbWearer *wearer)
{
  EbbAllowance allowance;

  if (ebb_wearer_get_state (wearer) == EBB_WEARER_READING)
    return NULL;
  if (!ebb_core_describe_wearer (core, wearer, &allowance))
    return g_strdup (C_ ("safety", "What was answered cannot be read"));
  if (ebb_wearer_get_answers (wearer) == NULL || allowance.unanswered != 0 || allowance.reask != 0)
    return g_strdup (C_ ("safety", "Questions needed"));
  if (!allowance.is_allowed)
    return g_strdup (C_ ("safety", "Not with these answers"));
  return dup_valid_until (wearer);
}

static void
forget_all (EbbStandings *self)
{
  for (guint i = 0; i < self->wearers->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->wearers, i), self);
  g_ptr_array_set_size (self->wearers, 0);
}

static void
wearer_changed_cb (EbbStandings *self)
{
  self->changed (self->user_data);
}

/* Who uses Ebb now is known already. */
static EbbWearer *
look_at (EbbStandings *self, const EbbMember *member)
{
  EbbWearer *current = ebb_core_get_wearer (self->core);

  if (g_strcmp0 (ebb_wearer_get_person_id (current), member->id) == 0)
    return g_object_ref (current);
  return ebb_core_look_at_person (self->core, member->id);
}

/* All of those that there are now, and no others. */
static gboolean
are_looked_at (EbbStandings *self)
{
  EbbPeople *people = ebb_core_get_people (self->core);
  gboolean   are_same = self->wearers->len == ebb_people_get_n (people);

  for (guint i = 0; are_same && i < self->wearers->len; i++)
    are_same = g_strcmp0 (ebb_wearer_get_person_id (g_ptr_array_index (self->wearers, i)),
                          ebb_people_get_nth (people, i)->id)
               == 0;
  return are_same;
}

/**
 * ebb_standings_look:
 *
 * Another program of the account may have written something, or a session may have ended.
 */
void
ebb_standings_look (EbbStandings *self)
{
  EbbPeople *people = ebb_core_get_people (self->core);

  forget_all (self);
  for (guint i = 0; i < ebb_people_get_n (people); i++)
    {
      EbbWearer *wearer = look_at (self, ebb_people_get_nth (people, i));

      g_signal_connect_swapped (wearer, "changed", G_CALLBACK (wearer_changed_cb), self);
      g_ptr_array_add (self->wearers, wearer);
    }
}

/**
 * ebb_standings_dup_lines:
 *
 * Returns: (transfer full) (element-type utf8): a line for each person
 */
GPtrArray *
ebb_standings_dup_lines (EbbStandings *self)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  if (!are_looked_at (self))
    ebb_standings_look (self);
  for (guint i = 0; i < self->wearers->len; i++)
    g_ptr_array_add (lines, dup_line (self->core, g_ptr_array_index (self->wearers, i)));
  return lines;
}

/**
 * ebb_standings_new:
 *
 * Returns: (transfer full): nobody is looked at before somebody asks
 */
EbbStandings *
ebb_standings_new (EbbCore *core, void (*changed) (gpointer user_data), gpointer user_data)
{
  EbbStandings *self = g_new (EbbStandings, 1);

  *self = (EbbStandings){
    .core = g_object_ref (core),
    .wearers = g_ptr_array_new_with_free_func (g_object_unref),
    .changed = changed,
    .user_data = user_data,
  };
  return self;
}

void
ebb_standings_free (EbbStandings *self)
{
  forget_all (self);
  g_ptr_array_unref (self->wearers);
  g_object_unref (self->core);
  g_free (self);
}
