/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-announcer.h"

#include <glib/gi18n.h>

#include "ebb-battery-words.h"
#include "ebb-boots-facts.h"
#include "ebb-elsewhere-words.h"
#include "ebb-end-words.h"
#include "ebb-link-words.h"
#include "ebb-refusal-words.h"
#include "ebb-presence-words.h"
#include "ebb-screening-page.h"
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
  guint            timeout_id;
  gint64           said_us; /* 0: nothing yet */
  EbbSessionState  state;
  gboolean         has_result;
  char            *elsewhere; /* (nullable): the identity of the boots that run for another app */
  char            *elsewhere_words; /* (nullable): what was said of them */
  gboolean         is_of_account;   /* another program of the account runs them */
  gboolean         is_late;         /* letting the air out takes longer than it should */
  gboolean         is_closing;
  gboolean         is_battery_low;
  gboolean         is_fault_empty;
  char            *link;     /* (nullable): how the link stands, as it was said last */
  guint64          refusals; /* of ebb_refusal_words_get_bit(): what was said */
  guint            minutes_left;
  int16_t          heat_ddeg;
  EbbPresenceAsked asked;
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
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->elsewhere, g_free);
  g_clear_pointer (&self->elsewhere_words, g_free);
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

static void
wait_for_turn (EbbAnnouncer *self, const char *words, guint pause_ms)
{
  if (g_queue_find_custom (&self->waiting, words, (GCompareFunc) g_strcmp0) != NULL)
    return;
  g_queue_push_tail (&self->waiting, g_strdup (words));
  if (self->timeout_id == 0)
    self->timeout_id = ebb_clock_add_timeout (self->clock, pause_ms, pause_ended_cb, self);
}

/* Each in its turn: what came a moment after another sentence is no less true. */
static void
say (EbbAnnouncer *self, const char *words)
{
  gint64 since_ms = (ebb_clock_get_boottime_us (self->clock) - self->said_us) / 1000;

  if (g_queue_is_empty (&self->waiting) && (self->said_us == 0 || since_ms >= PAUSE_MS))
    write_status (self, words);
  else
    wait_for_turn (self, words, (guint) (PAUSE_MS - MIN (since_ms, PAUSE_MS)));
}

/* It is not true any more, and was not said yet. */
static void
take_back (EbbAnnouncer *self, const char *words)
{
  GList *link = g_queue_find_custom (&self->waiting, words, (GCompareFunc) g_strcmp0);

  if (link == NULL)
    return;
  g_free (link->data);
  g_queue_delete_link (&self->waiting, link);
  if (g_queue_is_empty (&self->waiting))
    ebb_clock_clear (self->clock, &self->timeout_id);
}

static void
alert (EbbAnnouncer *self, const char *words)
{
  write_region (self->alert, words);
}

static void
alert_two (EbbAnnouncer *self, const char *first, const char *second)
{
  g_autofree char *words = g_strdup_printf ("%s. %s", first, second);

  alert (self, words);
}

/* What happened, what it means for the body, and what to do. */
static void
alert_trouble (EbbAnnouncer *self, const EbbScene *scene)
{
  g_autofree char *fault = NULL;

  if (scene->snapshot->state == EBB_SESSION_LINK_LOST)
    {
      g_autofree char *tier = ebb_trouble_words_dup_tier (scene);

      alert_two (self,
                 ebb_trouble_words_is_left_open (scene->snapshot)
                     ? C_ ("safety", "Ebb ended before the boots were empty. Press the stop button "
                                     "on the boots")
                     : C_ ("safety", "The boots stopped answering. Press the stop button on the "
                                     "boots"),
                 tier);
      return;
    }
  fault = ebb_trouble_words_dup_fault (scene->snapshot);
  alert_two (self, fault, ebb_trouble_words_say_fault_meaning (scene->snapshot));
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
    case EBB_SESSION_FAULT:
      alert_trouble (self, scene);
      break;
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

/* "Every zone is below 10 mmHg", and why it ended early. */
static void
tell_end (EbbAnnouncer *self, const EbbSnapshot *snapshot)
{
  g_autofree char *reason = ebb_end_words_compose (snapshot);
  g_autofree char *words =
      g_strjoin (" ", ebb_end_words_say_vented (snapshot), reason[0] != '\0' ? reason : NULL, NULL);

  say (self, words);
}

static char *
compose_link (const EbbScene *scene)
{
  EbbScene         calm = *scene;
  g_autofree char *link = NULL;

  if (!scene->has_boots)
    return g_strdup (_ ("No boots yet"));
  /* It is not said each time that it is tried again; why it has to be, is. */
  if (scene->boots_state == EBB_BOOTS_CONNECTING && scene->boots_retries > 0
      && ebb_boots_facts_says_why (scene->boots_error))
    calm.boots_state = EBB_BOOTS_AWAY;
  calm.boots_retries = 0;
  link = ebb_link_words_dup (&calm);
  /* Translators: what the boots are called, and how the link to them stands. */
  return g_strdup_printf (
      _ ("%s: %s"), scene->awaited_name != NULL ? scene->awaited_name : scene->boots_name, link);
}

/* Whether boots can be reached while nothing runs. */
static void
tell_link (EbbAnnouncer *self, const EbbScene *scene)
{
  g_autofree char *link = compose_link (scene);
  gboolean         is_first = self->link == NULL;

  if (g_strcmp0 (link, self->link) == 0)
    return;
  if (!is_first)
    take_back (self, self->link);
  /* Known boots are read from the disk in the first moment. */
  if (is_first && !scene->has_boots)
    wait_for_turn (self, link, PAUSE_MS);
  else
    say (self, link);
  g_free (self->link);
  self->link = g_steal_pointer (&link);
}

/* What the link and the alert say already; and what is no matter yet: the page that asks for answers
 * shows nothing else. */
static gboolean
is_said_otherwise (const EbbScene *scene, EbbRefusalCode code)
{
  return code == EBB_REFUSAL_NO_BOOTS || code == EBB_REFUSAL_NOT_CONNECTED
         || code == EBB_REFUSAL_RUNNING_ELSEWHERE
         || (ebb_screening_page_is_due (scene) && !ebb_screening_page_shows (code));
}

/* Each reason why nothing can be started, when it comes; not each percent of a battery. */
static void
tell_refusals (EbbAnnouncer *self, const EbbScene *scene)
{
  g_autoptr (GArray) all = ebb_refusal_words_compose_all (scene);
  guint64 refusals = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const EbbRefusalWords *row = &g_array_index (all, EbbRefusalWords, i);
      guint64                bit = ebb_refusal_words_get_bit (row);
      g_autofree char       *words = g_strdup_printf ("%s. %s", row->title, row->subtitle);

      if (is_said_otherwise (scene, row->code))
        continue;
      if (((self->refusals | refusals) & bit) == 0)
        say (self, words);
      refusals |= bit;
    }
  self->refusals = refusals;
}

static void
tell_idle (EbbAnnouncer *self, const EbbScene *scene)
{
  gboolean is_set_up =
      scene->has_boots && !scene->snapshot->has_result && !ebb_scene_is_stoppable (scene);

  tell_link (self, scene);
  /* Each answer changes what is allowed, and the questions are what is listened to. */
  if (scene->is_asked)
    return;
  if (is_set_up)
    tell_refusals (self, scene);
  else
    self->refusals = 0;
}

/* Boots that are set up no longer may run on, and who ran others may have died: of the end of those
 * nothing is said. */
static gboolean
is_end_known (EbbAnnouncer *self, const EbbScene *scene)
{
  return (self->is_of_account && scene->is_elsewhere_empty)
         || (scene->boots_state == EBB_BOOTS_READY
             && g_strcmp0 (scene->boots_identity, self->elsewhere) == 0);
}

static void
tell_elsewhere (EbbAnnouncer *self, const EbbScene *scene)
{
  gboolean         is_idle = scene->snapshot->state == EBB_SESSION_IDLE;
  const char      *other = scene->elsewhere != NULL ? scene->elsewhere_identity : NULL;
  const char      *elsewhere = scene->is_running_elsewhere ? scene->boots_identity : other;
  g_autofree char *words = ebb_elsewhere_words_dup_alert (scene);

  if (g_strcmp0 (elsewhere, self->elsewhere) == 0 && g_strcmp0 (words, self->elsewhere_words) == 0)
    return;
  if (words != NULL && is_idle)
    alert (self, words);
  else
    gtk_label_set_label (self->alert, SILENCE);
  if (words == NULL && is_idle && is_end_known (self, scene))
    say (self, C_ ("safety", "The boots have stopped"));
  g_free (self->elsewhere);
  self->elsewhere = g_strdup (elsewhere);
  self->is_of_account = !scene->is_running_elsewhere && other != NULL;
  g_free (self->elsewhere_words);
  self->elsewhere_words = g_steal_pointer (&words);
}

/* Alerts interrupt: whoever is to answer has a minute. */
static void
tell_question (EbbAnnouncer *self, const EbbSnapshot *snapshot)
{
  g_autofree char *consequence = ebb_presence_words_dup_consequence (snapshot);
  g_autofree char *words = NULL;

  if (snapshot->asked == self->asked)
    return;
  self->asked = snapshot->asked;
  if (consequence == NULL)
    return;
  words = g_strdup_printf ("%s %s", ebb_presence_words_say_question (snapshot), consequence);
  alert (self, words);
}

static void
tell_heat_off (EbbAnnouncer *self, const EbbSnapshot *snapshot)
{
  g_autofree char *why = ebb_presence_words_dup_heat_end (snapshot);

  say (self, why != NULL ? why : _ ("Heat turned off"));
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
  tell_question (self, scene->snapshot);
  tell_elsewhere (self, scene);
  if (scene->is_closing && !self->is_closing)
    say (self, ebb_trouble_words_say_closing (scene->snapshot->state));
  if (ebb_scene_is_battery_low (scene) && !self->is_battery_low)
    tell_battery (self, scene);
  if (ebb_scene_is_fault_empty (scene) && !self->is_fault_empty)
    say (self, C_ ("safety", "Every zone is below 10\302\240mmHg."));
  self->is_fault_empty = ebb_scene_is_fault_empty (scene);
  self->is_battery_low = ebb_scene_is_battery_low (scene);
  self->is_late = is_late;
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
    tell_heat_off (self, snapshot);
  if (snapshot->has_result && !self->has_result)
    tell_end (self, snapshot);
  tell_rest (self, scene);
  if (snapshot->state == EBB_SESSION_IDLE)
    tell_idle (self, scene);
  self->heat_ddeg = snapshot->heat_ddeg;
  self->has_result = snapshot->has_result;
  self->state = snapshot->state;
}

/**
 * ebb_announcer_say:
 *
 * Says what a page came to show that is not of the session.
 */
void
ebb_announcer_say (EbbAnnouncer *self, const char *words)
{
  g_return_if_fail (EBB_IS_ANNOUNCER (self));

  say (self, words);
}
