/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-announcer.h"

#include <glib/gi18n.h>

#include "ebb-end-words.h"
#include "ebb-trouble-words.h"

struct _EbbAnnouncer
{
  GObject parent_instance;

  /* owned */
  GtkLabel *status;
  GtkLabel *alert;

  /* state */
  EbbSessionState state;
  gboolean        has_result;
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
}

/**
 * ebb_announcer_new:
 * @status: role status
 * @alert: role alert
 *
 * Returns: (transfer full): one that has nothing to say yet
 */
EbbAnnouncer *
ebb_announcer_new (GtkLabel *status, GtkLabel *alert)
{
  EbbAnnouncer *self = g_object_new (EBB_TYPE_ANNOUNCER, NULL);

  self->status = g_object_ref (status);
  self->alert = g_object_ref (alert);
  return self;
}

static void
tell_state (EbbAnnouncer *self, const EbbScene *scene)
{
  switch (scene->snapshot->state)
    {
    case EBB_SESSION_STARTING:
      gtk_label_set_label (self->status, C_ ("safety", "Starting"));
      break;
    case EBB_SESSION_RUNNING:
      gtk_label_set_label (self->status, C_ ("safety", "Running"));
      break;
    case EBB_SESSION_PAUSED:
      gtk_label_set_label (self->status, C_ ("safety", "Paused. Air is out."));
      break;
    case EBB_SESSION_STOPPING:
      gtk_label_set_label (self->status, C_ ("safety", "Stopping"));
      break;
    case EBB_SESSION_LINK_LOST:
      gtk_label_set_label (self->alert, C_ ("safety", "The boots stopped answering. Press the stop "
                                                      "button on the boots."));
      break;
    case EBB_SESSION_FAULT:
      {
        g_autofree char *fault = ebb_trouble_words_dup_fault (scene->snapshot);

        gtk_label_set_label (self->alert, fault);
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
      gtk_label_set_label (self->status, words);
    }
  self->minutes_left = minutes;
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
    gtk_label_set_label (self->status, _ ("Heat turned off"));
  if (snapshot->has_result && !self->has_result)
    gtk_label_set_label (self->status, ebb_end_words_say_vented (snapshot));
  self->heat_ddeg = snapshot->heat_ddeg;
  self->has_result = snapshot->has_result;
  self->state = snapshot->state;
}
