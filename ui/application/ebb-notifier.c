/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-notifier.h"

#include <glib/gi18n.h>

#include "ebb-presence-words.h"
#include "ebb-trouble-words.h"
#include "ebb-words.h"

#define KIND_RUNNING "running"
#define KIND_TROUBLE "trouble"
#define KIND_AIR "air"
#define KIND_PRESENCE "presence"
#define KIND_FINISHED "finished"
/* The running one is replaced this often, not at each reading. */
#define REPLACE_S 30
#define LATE_MS 2000

struct _EbbNotifier
{
  GObject parent_instance;

  /* borrowed */
  GApplication *application;

  /* state */
  EbbAir           told_air; /* in the trouble that was told of last */
  EbbSessionState  state;
  EbbPresenceAsked asked;
  gboolean         has_result;
  gboolean         has_running;
  gboolean         has_air;
  guint            told_s; /* remaining time when the running one was sent */
};

G_DEFINE_FINAL_TYPE (EbbNotifier, ebb_notifier, G_TYPE_OBJECT)

static void
ebb_notifier_class_init (EbbNotifierClass *klass)
{
}

static void
ebb_notifier_init (EbbNotifier *self)
{
}

/**
 * ebb_notifier_new:
 * @application: borrowed; outlives what is returned
 *
 * Returns: (transfer full): one that has sent nothing
 */
EbbNotifier *
ebb_notifier_new (GApplication *application)
{
  EbbNotifier *self = g_object_new (EBB_TYPE_NOTIFIER, NULL);

  self->application = application;
  return self;
}

/* Without a session bus there is nobody who would show them. */
static gboolean
has_desktop (EbbNotifier *self)
{
  return g_application_get_dbus_connection (self->application) != NULL;
}

static void
send (EbbNotifier          *self,
      const char           *kind,
      const char           *title,
      const char           *body,
      GNotificationPriority priority)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, priority);
  g_notification_set_default_action (notification, "app.open");
  if (g_str_equal (kind, KIND_RUNNING))
    g_notification_add_button (notification, C_ ("safety", "Stop"), "app.stop");
  else if (g_str_equal (kind, KIND_PRESENCE))
    {
      g_notification_add_button (notification, C_ ("safety", "I’m Here"), "app.say-present");
      g_notification_add_button (notification, C_ ("safety", "Stop"), "app.stop");
    }
  else if (!g_str_equal (kind, KIND_FINISHED))
    g_notification_add_button (notification, _ ("Open"), "app.open");
  if (has_desktop (self))
    g_application_send_notification (self->application, kind, notification);
}

static void
withdraw (EbbNotifier *self, const char *kind)
{
  if (has_desktop (self))
    g_application_withdraw_notification (self->application, kind);
}

static void
withdraw_running (EbbNotifier *self)
{
  if (self->has_running)
    withdraw (self, KIND_RUNNING);
  self->has_running = FALSE;
}

static void
tell_running (EbbNotifier *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  g_autofree char   *left = ebb_words_clock (snapshot->remaining_s);
  g_autofree char   *highest = ebb_words_pressure (snapshot->highest_pa);
  const char *name = scene->program != NULL ? ebb_program_get_name (scene->program) : _ ("Session");
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  if (self->has_running && snapshot->remaining_s + REPLACE_S > self->told_s)
    return;
  /* Translators: a program and the time left: "Gentle wave, 11:42 left". */
  title = g_strdup_printf (_ ("%s, %s left"), name, left);
  /* Translators: a pressure, as in "Highest zone 39 mmHg". */
  body = g_strdup_printf (_ ("Highest zone %s"), highest);
  self->told_s = snapshot->remaining_s;
  self->has_running = TRUE;
  send (self, KIND_RUNNING, title, body, G_NOTIFICATION_PRIORITY_LOW);
}

static void
tell_trouble (EbbNotifier *self, const EbbSnapshot *snapshot)
{
  g_autofree char *time = ebb_words_time_of_day (
      snapshot->link_lost_wall_us > 0 ? snapshot->link_lost_wall_us : g_get_real_time ());
  g_autofree char *body = NULL;

  if (ebb_trouble_words_is_left_open (snapshot))
    body = g_strdup (C_ ("safety", "Ebb ended before they were empty."));
  else if (snapshot->state == EBB_SESSION_LINK_LOST)
    /* Translators: a time of day, as in "21:33". */
    body = g_strdup_printf (C_ ("safety", "They stopped answering at %s."), time);
  else
    body = g_strdup_printf (C_ ("safety", "Ebb stopped at %s."), time);
  self->told_air = ebb_trouble_words_judge_air (snapshot);
  send (self, KIND_TROUBLE,
        self->told_air == EBB_AIR_POSSIBLE ? C_ ("safety", "Open the boots now")
                                           : C_ ("safety", "Look at the boots"),
        body, G_NOTIFICATION_PRIORITY_URGENT);
}

static void
tell_air (EbbNotifier *self, const EbbSnapshot *snapshot)
{
  gboolean is_late = snapshot->state == EBB_SESSION_STOPPING && snapshot->stop_ms >= LATE_MS;

  if (is_late && !self->has_air)
    send (self, KIND_AIR, C_ ("safety", "Press the boots’ own stop button"),
          C_ ("safety", "Air is still in them."), G_NOTIFICATION_PRIORITY_URGENT);
  else if (!is_late && self->has_air)
    withdraw (self, KIND_AIR);
  self->has_air = is_late;
}

/* Somebody who looks at the window may be asleep before it. */
static void
tell_question (EbbNotifier *self, const EbbSnapshot *snapshot)
{
  g_autofree char *consequence = ebb_presence_words_dup_consequence (snapshot);

  if (snapshot->asked == self->asked)
    return;
  if (consequence != NULL)
    send (self, KIND_PRESENCE, ebb_presence_words_say_question (snapshot), consequence,
          G_NOTIFICATION_PRIORITY_URGENT);
  else
    withdraw (self, KIND_PRESENCE);
  self->asked = snapshot->asked;
}

static gboolean
is_trouble (EbbSessionState state)
{
  return state == EBB_SESSION_LINK_LOST || state == EBB_SESSION_FAULT;
}

/**
 * ebb_notifier_tell:
 * @presence: a window that is looked at needs no notification of what it shows, but for trouble and
 *   for what is asked
 *
 * Sends what is new since it was called last.
 */
void
ebb_notifier_tell (EbbNotifier *self, const EbbScene *scene, EbbWindowPresence presence)
{
  const EbbSnapshot *snapshot = scene->snapshot;

  g_return_if_fail (EBB_IS_NOTIFIER (self));

  if (snapshot->state == EBB_SESSION_RUNNING && presence == EBB_WINDOW_COVERED)
    tell_running (self, scene);
  else
    withdraw_running (self);
  if (is_trouble (snapshot->state) && !is_trouble (self->state))
    tell_trouble (self, snapshot);
  else if (!is_trouble (snapshot->state) && is_trouble (self->state))
    withdraw (self, KIND_TROUBLE);
  else if (is_trouble (snapshot->state) && ebb_scene_is_fault_empty (scene)
           && self->told_air == EBB_AIR_POSSIBLE)
    tell_trouble (self, snapshot);
  tell_air (self, snapshot);
  tell_question (self, snapshot);
  if (snapshot->has_result && !self->has_result && snapshot->is_result_vented
      && presence == EBB_WINDOW_COVERED)
    send (self, KIND_FINISHED, _ ("Finished"), C_ ("safety", "Every zone is below 10\302\240mmHg."),
          G_NOTIFICATION_PRIORITY_NORMAL);
  else if (!snapshot->has_result && self->has_result)
    withdraw (self, KIND_FINISHED);
  self->has_result = snapshot->has_result;
  self->state = snapshot->state;
}
