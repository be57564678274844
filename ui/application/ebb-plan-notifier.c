/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plan-notifier.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

struct _EbbPlanNotifier
{
  GObject parent_instance;

  /* owned */
  EbbHousehold *household;
  GHashTable   *told; /* ids of plans whose notification was sent, or waits for the lock */

  /* borrowed */
  GApplication *application;
};

G_DEFINE_FINAL_TYPE (EbbPlanNotifier, ebb_plan_notifier, G_TYPE_OBJECT)

static void
ebb_plan_notifier_dispose (GObject *object)
{
  EbbPlanNotifier *self = EBB_PLAN_NOTIFIER (object);

  g_clear_object (&self->household);
  G_OBJECT_CLASS (ebb_plan_notifier_parent_class)->dispose (object);
}

static void
ebb_plan_notifier_finalize (GObject *object)
{
  g_hash_table_unref (EBB_PLAN_NOTIFIER (object)->told);
  G_OBJECT_CLASS (ebb_plan_notifier_parent_class)->finalize (object);
}

static void
ebb_plan_notifier_class_init (EbbPlanNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_plan_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_plan_notifier_finalize;
}

static void
ebb_plan_notifier_init (EbbPlanNotifier *self)
{
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* (transfer full) */
static char *
make_id (const char *plan_id)
{
  return g_strconcat ("plan-", plan_id, NULL);
}

/* (transfer full) */
static char *
describe_title (EbbPlanNotifier *self, const EbbPlan *plan)
{
  EbbProgram *program =
      ebb_programs_find (ebb_household_get_programs (self->household), plan->program_id);

  if (program == NULL)
    return g_strdup (_ ("Time for what you planned?"));
  /* Translators: a program, as in "Time for Gentle wave?" */
  return g_strdup_printf (_ ("Time for %s?"), ebb_program_get_name (program));
}

/* (transfer full) */
static char *
describe_body (EbbPlanNotifier *self, const EbbPlan *plan, const EbbOffer *offer)
{
  const EbbMember *member =
      ebb_people_find_id (ebb_household_get_people (self->household), plan->person_id);
  g_autofree char *time = ebb_words_time_of_day (offer->start_s * G_USEC_PER_SEC);

  if (member == NULL || member->name[0] == '\0')
    /* Translators: a time of day, as in "20:30". */
    return g_strdup_printf (_ ("Planned for %s. Nothing moves until you press Start."), time);
  /* Translators: a name and a time of day: "Ada planned it for 20:30. …" */
  return g_strdup_printf (_ ("%s planned it for %s. Nothing moves until you press Start."),
                          member->name, time);
}

static void
add_buttons (GNotification *notification, const EbbOffer *offer)
{
  g_autofree char *slot = ebb_local_time_to_string (&offer->local);

  g_notification_set_default_action_and_target (notification, "app.plan-open", EBB_PLAN_ACTION_TYPE,
                                                offer->plan_id, slot);
  g_notification_add_button_with_target (notification, _ ("Open"), "app.plan-open",
                                         EBB_PLAN_ACTION_TYPE, offer->plan_id, slot);
  g_notification_add_button_with_target (notification, _ ("In 10 Minutes"), "app.plan-later",
                                         EBB_PLAN_ACTION_TYPE, offer->plan_id, slot);
  g_notification_add_button_with_target (notification, _ ("Skip"), "app.plan-skip",
                                         EBB_PLAN_ACTION_TYPE, offer->plan_id, slot);
}

/* Who walks by a locked screen reads no names and no plans. */
static GNotification *
make_notification (EbbPlanNotifier *self, const EbbPlan *plan, const EbbOffer *offer)
{
  EbbScreenLock   *lock = ebb_household_get_screen_lock (self->household);
  GNotification   *notification;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if (lock != NULL && ebb_screen_lock_is_locked (lock))
    return g_notification_new ("Ebb");
  title = describe_title (self, plan);
  body = describe_body (self, plan, offer);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  add_buttons (notification, offer);
  return notification;
}

static void
send (EbbPlanNotifier *self, const EbbOffer *offer)
{
  const EbbPlan *plan = ebb_plans_find (ebb_household_get_plans (self->household), offer->plan_id);
  g_autofree char *id = make_id (offer->plan_id);
  g_autoptr (GNotification) notification = NULL;

  if (plan == NULL || g_application_get_dbus_connection (self->application) == NULL)
    return;
  notification = make_notification (self, plan, offer);
  g_application_send_notification (self->application, id, notification);
}

/* Those that were told, and are offers still; in other words, where the lock has changed. */
static void
lock_changed_cb (EbbPlanNotifier *self)
{
  const GPtrArray *offers =
      ebb_reminders_get_offers (ebb_household_get_reminders (self->household));

  for (guint i = 0; i < offers->len; i++)
    {
      const EbbOffer *offer = g_ptr_array_index (offers, i);

      if (g_hash_table_contains (self->told, offer->plan_id))
        send (self, offer);
    }
}

static void
remind_cb (EbbPlanNotifier *self, const EbbOffer *offer)
{
  EbbScreenLock *lock = ebb_household_get_screen_lock (self->household);

  g_hash_table_add (self->told, g_strdup (offer->plan_id));
  if (lock == NULL || ebb_screen_lock_is_known (lock))
    send (self, offer);
  else
    ebb_screen_lock_watch (lock);
}

static void
over_cb (EbbPlanNotifier *self, const EbbOffer *offer)
{
  EbbScreenLock   *lock = ebb_household_get_screen_lock (self->household);
  g_autofree char *id = make_id (offer->plan_id);

  g_hash_table_remove (self->told, offer->plan_id);
  if (g_application_get_dbus_connection (self->application) != NULL)
    g_application_withdraw_notification (self->application, id);
  if (lock != NULL && g_hash_table_size (self->told) == 0)
    ebb_screen_lock_unwatch (lock);
}

EbbPlanNotifier *
ebb_plan_notifier_new (GApplication *application, EbbHousehold *household)
{
  EbbPlanNotifier *self = g_object_new (EBB_TYPE_PLAN_NOTIFIER, NULL);
  EbbReminders    *reminders = ebb_household_get_reminders (household);
  EbbScreenLock   *lock = ebb_household_get_screen_lock (household);

  self->application = application;
  self->household = g_object_ref (household);
  g_signal_connect_object (reminders, "remind", G_CALLBACK (remind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reminders, "over", G_CALLBACK (over_cb), self, G_CONNECT_SWAPPED);
  if (lock != NULL)
    g_signal_connect_object (lock, "changed", G_CALLBACK (lock_changed_cb), self,
                             G_CONNECT_SWAPPED);
  return self;
}
