/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plans-section-private.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

/* What is offered now: on the card, and by the notification of the desktop. */

static gint64
get_left_s (EbbPlansSection *self, const EbbOffer *offer)
{
  return ebb_reminders_get_left_s (ebb_plans_section_get_reminders (self), offer);
}

/* (transfer full) */
static char *
describe (EbbPlansSection *self, const EbbOffer *offer)
{
  EbbPeople     *people = ebb_core_get_people (self->core);
  const EbbPlan *plan = ebb_plans_find (ebb_core_get_plans (self->core), offer->plan_id);
  EbbProgram    *program =
      plan != NULL ? ebb_programs_find (ebb_core_get_programs (self->core), plan->program_id)
                      : NULL;
  const EbbMember *member = plan != NULL ? ebb_people_find_id (people, plan->person_id) : NULL;
  g_autofree char *time = ebb_words_time_of_day (offer->start_s * G_USEC_PER_SEC);
  const char      *name = program != NULL ? ebb_program_get_name (program) : _ ("Session");

  if (ebb_people_get_n (people) < 2 || member == NULL || member->name[0] == '\0')
    /* Translators: a time of day and a program: "Planned for 21:00: Gentle wave". */
    return g_strdup_printf (_ ("Planned for %s: %s"), time, name);
  /* Translators: a name, a time of day, a program: "Ada planned for 21:00: Gentle wave". */
  return g_strdup_printf (_ ("%s planned for %s: %s"), member->name, time, name);
}

static GVariant *
make_target (const EbbOffer *offer)
{
  g_autofree char *slot = ebb_local_time_to_string (&offer->local);

  return g_variant_new ("(ss)", offer->plan_id, slot);
}

static gboolean
timer_cb (gpointer user_data)
{
  EbbPlansSection *self = user_data;

  self->timer_id = 0;
  ebb_plans_section_show_card (self);
  return G_SOURCE_REMOVE;
}

static void
show_offer (EbbPlansSection *self)
{
  g_autofree char *title = describe (self, self->shown);
  g_autofree char *left = ebb_words_clock ((guint) MAX (get_left_s (self, self->shown), 0));
  g_autofree char *line = NULL;

  if (self->is_missed)
    {
      ebb_plan_card_show (self->card, title, _ ("Missed. Ebb does not catch up."), NULL);
      return;
    }
  /* Translators: a time left, as in "4:12". */
  line = g_strdup_printf (_ ("The offer ends in %s. Nothing moves until you press Start."), left);
  ebb_plan_card_show (self->card, title, line, make_target (self->shown));
  self->timer_id = g_timeout_add_seconds (1, timer_cb, self);
}

/* The first that ends; what was missed stays until there is another, or somebody puts it away. */
static void
choose (EbbPlansSection *self)
{
  const GPtrArray *offers = ebb_reminders_get_offers (ebb_plans_section_get_reminders (self));
  const EbbOffer  *first = offers->len > 0 ? g_ptr_array_index (offers, 0) : NULL;

  if (first == NULL && self->is_missed)
    return;
  self->is_missed = FALSE;
  g_clear_pointer (&self->shown, ebb_offer_free);
  if (first != NULL)
    self->shown = ebb_offer_copy (first);
}

/*< private > */
void
ebb_plans_section_show_card (EbbPlansSection *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->card == NULL)
    return;
  choose (self);
  if (self->is_free && self->shown != NULL)
    show_offer (self);
  else
    ebb_plan_card_hide (self->card);
}

/*< private > */
void
ebb_plans_section_over_cb (EbbPlansSection *self, const EbbOffer *offer)
{
  if (self->shown != NULL && g_strcmp0 (self->shown->plan_id, offer->plan_id) == 0
      && ebb_local_time_compare (&self->shown->local, &offer->local) == 0
      && get_left_s (self, offer) <= 0)
    self->is_missed = TRUE;
}

/* ---- what is said to it ---- */

/* (transfer full) */
static char *
describe_late (const EbbPlan *plan)
{
  g_autofree char *time = ebb_plan_stop_by_to_string (plan->stop_by_min);

  /* Translators: a time of day, as in "22:30". */
  return g_strdup_printf (_ ("It was to be over by %s. Nothing was set up."), time);
}

static void
set_up (EbbPlansSection *self, const EbbOffer *offer)
{
  const EbbPlan   *plan = ebb_plans_find (ebb_core_get_plans (self->core), offer->plan_id);
  g_autofree char *late = plan != NULL ? describe_late (plan) : NULL;

  switch (ebb_core_set_up_plan (self->core, offer->plan_id))
    {
    case EBB_PLAN_IS_SET_UP:
      ebb_reminders_take (ebb_plans_section_get_reminders (self), offer->plan_id, &offer->local);
      g_signal_emit_by_name (self, "home");
      break;
    case EBB_PLAN_IS_LATE:
      ebb_plans_section_tell (self, late);
      break;
    case EBB_PLAN_IS_BUSY:
      ebb_plans_section_tell (self, _ ("A session is not over yet. Nothing was set up."));
      break;
    case EBB_PLAN_IS_GONE:
      ebb_plans_section_tell (self, _ ("That plan is not there any more."));
      break;
    default:
      break;
    }
}

static EbbOffer *
read_target (EbbPlansSection *self, GVariant *parameter)
{
  const char     *plan_id;
  const char     *slot;
  EbbLocalTime    local;
  const EbbOffer *offer;

  g_variant_get (parameter, "(&s&s)", &plan_id, &slot);
  if (!ebb_local_time_parse (slot, &local))
    return NULL;
  offer = ebb_reminders_find_offer (ebb_plans_section_get_reminders (self), plan_id, &local);
  return offer != NULL ? ebb_offer_copy (offer) : NULL;
}

/*< private > */
void
ebb_plans_section_set_up_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  g_autoptr (EbbOffer) offer = read_target (self, parameter);

  if (offer != NULL)
    set_up (self, offer);
}

/*< private > */
void
ebb_plans_section_not_now_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPlansSection *self = user_data;
  g_autoptr (EbbOffer) offer = g_steal_pointer (&self->shown);
  gboolean is_missed = self->is_missed;

  self->is_missed = FALSE;
  if (offer != NULL && !is_missed)
    ebb_reminders_take (ebb_plans_section_get_reminders (self), offer->plan_id, &offer->local);
  ebb_plans_section_show_card (self);
}

/*< private >
 * ebb_plans_section_try_wanted:
 *
 * A program that was started by the notification has to read first what is offered.
 */
void
ebb_plans_section_try_wanted (EbbPlansSection *self)
{
  EbbReminders *reminders = ebb_plans_section_get_reminders (self);
  g_autoptr (EbbOffer) wanted = NULL;

  if (self->wanted == NULL || !ebb_reminders_is_known (reminders))
    return;
  wanted = g_steal_pointer (&self->wanted);
  if (ebb_reminders_find_offer (reminders, wanted->plan_id, &wanted->local) != NULL)
    set_up (self, wanted);
  else
    ebb_plans_section_tell (self, _ ("Missed. Ebb does not catch up."));
}

void
ebb_plans_section_open (EbbPlansSection *self, const char *plan_id, const EbbLocalTime *local)
{
  const EbbOffer wanted = { .plan_id = (char *) plan_id, .local = *local };

  g_return_if_fail (EBB_IS_PLANS_SECTION (self));

  g_clear_pointer (&self->wanted, ebb_offer_free);
  self->wanted = ebb_offer_copy (&wanted);
  ebb_plans_section_try_wanted (self);
}
