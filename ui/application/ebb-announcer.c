/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-announcer.h"

#include <glib/gi18n.h>

#include "ebb-battery-words.h"
#include "ebb-end-words.h"
#include "ebb-trouble-words.h"

/* Between two sentences of the status, so that the first is heard out. */
#define PAUSE_MS 2000
/* A region without words would be called by the name of its class: a zero width space. */
#define SILENCE "\342\200\213"

struct _EbbAnnouncer
{
  GObject parent_instance;

  /* owned */
  GtkLabel *status;
  GtkLabel *alert;
  EbbClock *clock;
  GQueue    waiting; /* of char *: what is said when the words before have had their time */

  /* state */
  guint           timeout_id;
  gint64          said_us; /* 0: nothing yet */
  EbbSessionState state;
  gboolean        has_result;
  gboolean        is_elsewhere;
  gboolean        is_late; /* letting the air out takes longer than it should */
  gboolean        is_closing;
  gboolean        is_battery_low;
  guint           minutes_left;
  int16_t         heat_ddeg;
};

G_DEFINE_FINAL_TYPE (EbbAnnouncer, ebb_announcer, G_TYPE_OBJECT)

static void
ebb_announcer_dispose (GObject *object)
{
  EbbAnnouncer *self = EBB_ANNOUNCER (object);

  g_clear_object (&self->status);
  g_clear_object (&self->alert);
  if (self->clock != NULL)
    ebb_clock_clear (self->clock, &self->timeout_id);
  g_clear_object (&self->clock);
  g_queue_clear_full (&self->waiting, g_free);
  G_OBJECT_CLASS (ebb_announcer_parent_class)->dispose (object);
}

static void
ebb_announcer_class_init (EbbAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_announcer_dispose;
}

static void
ebb_announcer_init (EbbAnnouncer *self)
{
  self->heat_ddeg = EBB_HEAT_OFF_DDEG;
  g_queue_init (&self->waiting);
}

/**
 * ebb_announcer_new:
 * @status: role status
 * @alert: role alert
 * @clock: for the pause between two sentences
 *
 * Returns: (transfer full): one that has nothing to say yet
 */
EbbAnnouncer *
ebb_announcer_new (GtkLabel *status, GtkLabel *alert, EbbClock *clock)
{
  EbbAnnouncer *self = g_object_new (EBB_TYPE_ANNOUNCER, NULL);

  self->status = g_object_ref (status);
  self->alert = g_object_ref (alert);
  self->clock = g_object_ref (clock);
  gtk_label_set_label (status, SILENCE);
  gtk_label_set_label (alert, SILENCE);
  return self;
}

/* A sentence that is said twice is heard twice: what did not change would not be said. */
static void
write_region (GtkLabel *region, const char *words)
{
  if (g_strcmp0 (gtk_label_get_label (region), words) == 0)
    gtk_label_set_label (region, SILENCE);
  gtk_label_set_label (region, words);
}

static void
drop_waiting (EbbAnnouncer *self)
{
  ebb_clock_clear (self->clock, &self->timeout_id);
  g_queue_clear_full (&self->waiting, g_free);
}

static void
write_status (EbbAnnouncer *self, const char *words)
{
  self->said_us = ebb_clock_get_boottime_us (self->clock);
  write_region (self->status, words);
}

static gboolean
pause_ended_cb (gpointer user_data)
{
  EbbAnnouncer    *self = user_data;
  g_autofree char *words = g_queue_pop_head (&self->waiting);

  write_status (self, words);
  self->timeout_id = 0;
  if (!g_queue_is_empty (&self->waiting))
    self->timeout_id = ebb_clock_add_timeout (self->clock, PAUSE_MS, pause_ended_cb, self);
  return G_SOURCE_REMOVE;
}

/* Each in its turn: what came a moment after another sentence is no less true. */
static void
say (EbbAnnouncer *self, const char *words)
{
  gint64 since_ms = (ebb_clock_get_boottime_us (self->clock) - self->said_us) / 1000;

  if (g_queue_is_empty (&self->waiting) && (self->said_us == 0 || since_ms >= PAUSE_MS))
    {
      write_status (self, words);
      return;
    }
  g_queue_push_tail (&self->waiting, g_strdup (words));
  if (self->timeout_id == 0)
    self->timeout_id =
        ebb_clock_add_timeout (self->clock, (guint) (PAUSE_MS - since_ms), pause_ended_cb, self);
}

static void
alert (EbbAnnouncer *self, const char *words)
{
  write_region (self->alert, words);
}

/* Stop is answered at once, and so is what is wrong. */
static void
tell_state (EbbAnnouncer *self, const EbbScene *scene)
{
  /* What waits was said of the state before. */
  drop_waiting (self);
  /* What was wrong is not any more, and is said again when it is again. */
  gtk_label_set_label (self->alert, SILENCE);
  switch (scene->snapshot->state)
    {
    case EBB_SESSION_STARTING:
      say (self, C_ ("safety", "Starting"));
      break;
    case EBB_SESSION_RUNNING:
      say (self, C_ ("safety", "Running"));
      break;
    case EBB_SESSION_PAUSED:
      say (self, C_ ("safety", "Paused. Air is out."));
      break;
    case EBB_SESSION_STOPPING:
      write_status (self, C_ ("safety", "Stopping"));
      break;
    case EBB_SESSION_LINK_LOST:
      alert (self, C_ ("safety", "The boots stopped answering. Press the stop "
                                 "button on the boots."));
      break;
    case EBB_SESSION_FAULT:
      {
        g_autofree char *fault = ebb_trouble_words_dup_fault (scene->snapshot);

        alert (self, fault);
        break;
      }
    case EBB_SESSION_IDLE:
    case EBB_SESSION_ARMED:
    default:
      break;
    }
}

/* Every five minutes, and the last one. */
static void
tell_time (EbbAnnouncer *self, const EbbSnapshot *snapshot)
{
  guint            minutes = (snapshot->remaining_s + 59) / 60;
  g_autofree char *words = NULL;

  if (minutes == self->minutes_left)
    return;
  if (self->minutes_left != 0 && minutes > 0 && (minutes == 1 || minutes % 5 == 0))
    {
      words = g_strdup_printf (ngettext ("%u minute left", "%u minutes left", minutes), minutes);
      say (self, words);
    }
  self->minutes_left = minutes;
}

static void
tell_battery (EbbAnnouncer *self, const EbbScene *scene)
{
  g_autofree char *percent = ebb_battery_words_dup_percent (scene);
  g_autofree char *end = ebb_battery_words_dup_end (scene);
  g_autofree char *words = g_strdup_printf ("%s. %s", percent, end);

  say (self, words);
}

/* What comes while the state stays what it is. */
static void
tell_rest (EbbAnnouncer *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  gboolean           is_late =
      snapshot->state == EBB_SESSION_STOPPING && snapshot->stop_ms >= EBB_STOP_IS_LATE_MS;

  if (is_late && !self->is_late)
    alert (self, C_ ("safety", "Air may still be in the boots. Press the stop button on the "
                               "boots, or open the zips."));
  if (scene->is_running_elsewhere && !self->is_elsewhere && snapshot->state == EBB_SESSION_IDLE)
    alert (self, C_ ("safety", "Another app controls these boots. STOP lets the air out."));
  if (scene->is_closing && !self->is_closing)
    say (self, C_ ("safety", "Letting the air out, then closing"));
  if (ebb_scene_is_battery_low (scene) && !self->is_battery_low)
    tell_battery (self, scene);
  self->is_battery_low = ebb_scene_is_battery_low (scene);
  self->is_late = is_late;
  self->is_elsewhere = scene->is_running_elsewhere;
  self->is_closing = scene->is_closing;
}

/**
 * ebb_announcer_tell:
 *
 * Says what is new since it was called last, if it is worth saying.
 */
void
ebb_announcer_tell (EbbAnnouncer *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;

  g_return_if_fail (EBB_IS_ANNOUNCER (self));

  if (snapshot->state != self->state)
    tell_state (self, scene);
  else if (snapshot->state == EBB_SESSION_RUNNING)
    tell_time (self, snapshot);
  if (snapshot->state == EBB_SESSION_RUNNING && self->heat_ddeg != EBB_HEAT_OFF_DDEG
      && snapshot->heat_ddeg == EBB_HEAT_OFF_DDEG)
    say (self, _ ("Heat turned off"));
  if (snapshot->has_result && !self->has_result)
    say (self, ebb_end_words_say_vented (snapshot));
  tell_rest (self, scene);
  self->heat_ddeg = snapshot->heat_ddeg;
  self->has_result = snapshot->has_result;
  self->state = snapshot->state;
}
