/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-reminders-private.h"

#include "ebb-reminder.h"
#include "ebb-schedule.h"
#include "ebb-store-reminders.h"

G_DEFINE_FINAL_TYPE (EbbReminders, ebb_reminders, G_TYPE_OBJECT)

G_STATIC_ASSERT (EBB_OFFER_S == EBB_REMINDER_VALID_S);

/* So far back a slot may have been put off to now, and the day of one begins (engineering choice). */
#define BACK_S (48 * 60 * 60)
#define DAY_S (24 * 60 * 60)

enum
{
  SIGNAL_REMIND,
  SIGNAL_OVER,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ebb_reminders_dispose (GObject *object)
{
  EbbReminders *self = EBB_REMINDERS (object);

  if (self->clock != NULL)
    ebb_clock_clear (self->clock, &self->alarm_id);
  g_clear_object (&self->store);
  g_clear_object (&self->plans);
  g_clear_object (&self->people);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_reminders_parent_class)->dispose (object);
}

static void
ebb_reminders_finalize (GObject *object)
{
  EbbReminders *self = EBB_REMINDERS (object);

  g_ptr_array_unref (self->offers);
  g_ptr_array_unref (self->begun);
  g_hash_table_unref (self->reminded);
  g_hash_table_unref (self->said);
  g_hash_table_unref (self->asked);
  G_OBJECT_CLASS (ebb_reminders_parent_class)->finalize (object);
}

static void
ebb_reminders_class_init (EbbRemindersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ebb_reminders_dispose;
  object_class->finalize = ebb_reminders_finalize;
  signals[SIGNAL_REMIND] = g_signal_new ("remind", EBB_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_OVER] = g_signal_new ("over", EBB_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_REMINDERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static GHashTable *
make_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) ebb_reminded_free);
}

static void
ebb_reminders_init (EbbReminders *self)
{
  self->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_offer_free);
  self->begun = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_begun_free);
  self->reminded = make_table ();
  self->said = make_table ();
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->next_s = G_MAXINT64;
}

/*< private >
 * ebb_reminders_new:
 *
 * Returns: (transfer full): reminders that are being read
 */
EbbReminders *
ebb_reminders_new (EbbClock *clock, EbbStore *store, EbbPlans *plans, EbbPeople *people)
{
  EbbReminders *self = g_object_new (EBB_TYPE_REMINDERS, NULL);

  self->clock = g_object_ref (clock);
  self->store = store != NULL ? g_object_ref (store) : NULL;
  self->plans = g_object_ref (plans);
  self->people = g_object_ref (people);
  g_signal_connect_object (plans, "changed", G_CALLBACK (ebb_reminders_look), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "changed", G_CALLBACK (ebb_reminders_look), self,
                           G_CONNECT_SWAPPED);
  ebb_reminders_look (self);
  return self;
}

/*< private > */
char *
ebb_reminders_make_key (const char *plan_id, const EbbLocalTime *local)
{
  g_autofree char *time = ebb_local_time_to_string (local);

  return g_strdup_printf ("%s %s", plan_id, time);
}

gint64
ebb_reminders_get_now_s (EbbReminders *self)
{
  return ebb_clock_get_wall_us (self->clock) / G_USEC_PER_SEC;
}

/* ---- what is out ---- */

gboolean
ebb_reminders_is_known (EbbReminders *self)
{
  return self->store == NULL || (self->is_read && ebb_plans_is_known (self->plans));
}

const GPtrArray *
ebb_reminders_get_offers (EbbReminders *self)
{
  return self->offers;
}

static const EbbOffer *
find_offer (const GPtrArray *offers, const char *plan_id, const EbbLocalTime *local)
{
  for (guint i = 0; i < offers->len; i++)
    {
      const EbbOffer *offer = g_ptr_array_index (offers, i);

      if (g_strcmp0 (offer->plan_id, plan_id) == 0
          && ebb_local_time_compare (&offer->local, local) == 0)
        return offer;
    }
  return NULL;
}

const EbbOffer *
ebb_reminders_find_offer (EbbReminders *self, const char *plan_id, const EbbLocalTime *local)
{
  return find_offer (self->offers, plan_id, local);
}

gint64
ebb_reminders_get_next_s (EbbReminders *self)
{
  return self->next_s;
}

/* ---- looking at the clock ---- */

static gboolean
alarm_cb (gpointer user_data)
{
  EbbReminders *self = user_data;

  self->alarm_id = 0;
  ebb_reminders_look (self);
  return G_SOURCE_REMOVE;
}

static void
set_alarm (EbbReminders *self, gint64 next_s)
{
  ebb_clock_clear (self->clock, &self->alarm_id);
  self->next_s = next_s;
  if (self->is_telling && next_s != G_MAXINT64)
    self->alarm_id = ebb_clock_add_alarm (self->clock, next_s * G_USEC_PER_SEC, alarm_cb, self);
}

static const EbbReminded *
find_reminded (EbbReminders *self, const char *key)
{
  const EbbReminded *said = g_hash_table_lookup (self->said, key);

  return said != NULL ? said : g_hash_table_lookup (self->reminded, key);
}

static EbbQuietHours
find_quiet (EbbReminders *self, const EbbPlan *plan)
{
  const EbbMember *member = ebb_people_find_id (self->people, plan->person_id);

  return member != NULL ? member->quiet : EBB_QUIET_NEVER;
}

static int
get_minute (gint64 now_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  EbbLocalTime now = ebb_local_time_from_unix_s (now_s, zone);

  return now.hour * 60 + now.minute;
}

typedef struct
{
  EbbReminders *self; /* a reference */
  EbbOffer     *offer;
  char         *key;
} Claim;

static void
claim_free (Claim *claim)
{
  g_object_unref (claim->self);
  ebb_offer_free (claim->offer);
  g_free (claim->key);
  g_free (claim);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Claim, claim_free)

/* A disk that is full is no reason to say nothing: then it is known in this process alone. */
static void
give (EbbReminders *self, const EbbOffer *offer)
{
  g_hash_table_insert (
      self->said, ebb_reminders_make_key (offer->plan_id, &offer->local),
      ebb_reminded_new (offer->plan_id, &offer->local, offer->due_s, EBB_REMINDED_GIVEN));
  ebb_reminders_judge (self);
  if (ebb_reminders_find_offer (self, offer->plan_id, &offer->local) != NULL)
    g_signal_emit (self, signals[SIGNAL_REMIND], 0, offer);
}

static void
claimed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Claim) claim = user_data;
  EbbReminders *self = claim->self;
  g_autoptr (GError) error = NULL;
  EbbClaim answer = ebb_store_claim_reminder_finish (EBB_STORE (object), result, &error);

  g_hash_table_remove (self->asked, claim->key);
  if (self->clock == NULL)
    return;
  if (error != NULL)
    g_warning ("a reminder is not kept: %s", error->message);
  if (answer == EBB_CLAIM_ANOTHERS)
    g_hash_table_insert (self->said, g_strdup (claim->key),
                         ebb_reminded_new (claim->offer->plan_id, &claim->offer->local,
                                           claim->offer->due_s, EBB_REMINDED_ANSWERED));
  else
    give (self, claim->offer);
}

static gboolean
is_given (EbbReminders *self, const char *key)
{
  const EbbReminded *reminded = find_reminded (self, key);

  return reminded != NULL && reminded->state != EBB_REMINDED_LATER;
}

/* What is due is claimed first: another program of the account may be about to tell it too. */
static void
ask (EbbReminders *self, const EbbOffer *offer, const char *key)
{
  Claim *claim;

  /* One that is told makes it look again, and what is due beside it may be told by that. */
  if (!self->is_telling || is_given (self, key))
    return;
  if (self->store == NULL)
    {
      give (self, offer);
      return;
    }
  if (!g_hash_table_add (self->asked, g_strdup (key)))
    return;
  claim = g_new (Claim, 1);
  *claim = (Claim){ .self = g_object_ref (self),
                    .offer = ebb_offer_copy (offer),
                    .key = g_strdup (key) };
  {
    g_autoptr (EbbReminded) wanted =
        ebb_reminded_new (offer->plan_id, &offer->local, offer->due_s, EBB_REMINDED_GIVEN);

    ebb_store_claim_reminder_async (self->store, wanted, NULL, claimed_cb, claim);
  }
}

/* What was found in one look. */
typedef struct
{
  GPtrArray *out;
  GPtrArray *due;
  gint64     next_s;
  gint64     now_s;
  int        minute;
} Look;

static EbbOffer *
make_offer (const EbbPlan *plan, const EbbSlot *slot, const EbbReminderJudgement *judgement)
{
  const EbbOffer offer = { .plan_id = plan->id,
                           .local = slot->local,
                           .start_s = slot->start_s,
                           .due_s = judgement->until_s - EBB_REMINDER_VALID_S,
                           .until_s = judgement->until_s };

  return ebb_offer_copy (&offer);
}

static void
judge_slot (EbbReminders *self, const EbbPlan *plan, const EbbSlot *slot, Look *look)
{
  g_autofree char     *key = ebb_reminders_make_key (plan->id, &slot->local);
  EbbQuietHours        quiet = find_quiet (self, plan);
  EbbReminderJudgement judgement =
      ebb_reminder_judge (slot, find_reminded (self, key), &quiet, look->minute, look->now_s);

  look->next_s = MIN (look->next_s, judgement.next_s);
  if (judgement.state == EBB_REMINDER_OUT)
    g_ptr_array_add (look->out, make_offer (plan, slot, &judgement));
  else if (judgement.state == EBB_REMINDER_DUE)
    g_ptr_array_add (look->due, make_offer (plan, slot, &judgement));
}

static void
judge_plan (EbbReminders *self, const EbbPlan *plan, Look *look)
{
  g_autoptr (GArray) slots =
      ebb_schedule_list_slots_between (plan, look->now_s - BACK_S, look->now_s + 1);
  g_autoptr (GArray) unkept = ebb_reminder_list_unkept (plan, slots, self->begun);
  g_autoptr (GArray) next = ebb_schedule_list_slots (plan, look->now_s + 1, 1);

  for (guint i = 0; i < unkept->len; i++)
    judge_slot (self, plan, &g_array_index (unkept, EbbSlot, i), look);
  if (next->len > 0)
    look->next_s = MIN (look->next_s, g_array_index (next, EbbSlot, 0).start_s);
}

static int
compare_offers (gconstpointer a, gconstpointer b)
{
  gint64 one_s = (*(EbbOffer *const *) a)->until_s;
  gint64 other_s = (*(EbbOffer *const *) b)->until_s;

  return (one_s > other_s) - (one_s < other_s);
}

static void
replace_offers (EbbReminders *self, GPtrArray *offers)
{
  GPtrArray *before = g_steal_pointer (&self->offers);
  gboolean   is_same = before->len == offers->len;

  self->offers = offers;
  for (guint i = 0; i < before->len; i++)
    {
      EbbOffer *offer = g_ptr_array_index (before, i);

      if (find_offer (offers, offer->plan_id, &offer->local) != NULL)
        continue;
      is_same = FALSE;
      g_signal_emit (self, signals[SIGNAL_OVER], 0, offer);
    }
  g_ptr_array_unref (before);
  if (!is_same)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/*< private >
 * ebb_reminders_judge:
 *
 * By what is known now.
 */
void
ebb_reminders_judge (EbbReminders *self)
{
  Look look = { .next_s = G_MAXINT64, .now_s = ebb_reminders_get_now_s (self) };

  look.out = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_offer_free);
  look.due = g_ptr_array_new_with_free_func ((GDestroyNotify) ebb_offer_free);
  look.minute = get_minute (look.now_s);
  for (guint i = 0; i < ebb_plans_get_n (self->plans); i++)
    judge_plan (self, ebb_plans_get_nth (self->plans, i), &look);
  g_ptr_array_sort (look.out, compare_offers);
  set_alarm (self, look.next_s);
  g_object_ref (self);
  replace_offers (self, look.out);
  for (guint i = 0; self->clock != NULL && i < look.due->len; i++)
    {
      const EbbOffer  *offer = g_ptr_array_index (look.due, i);
      g_autofree char *key = ebb_reminders_make_key (offer->plan_id, &offer->local);

      ask (self, offer, key);
    }
  g_ptr_array_unref (look.due);
  g_object_unref (self);
}

/**
 * ebb_reminders_begin:
 *
 * For a program that tells people what it is told here: what is claimed by one that does not is lost.
 */
void
ebb_reminders_begin (EbbReminders *self)
{
  g_return_if_fail (EBB_IS_REMINDERS (self));

  if (self->is_telling)
    return;
  self->is_telling = TRUE;
  if (self->is_read || self->store == NULL)
    ebb_reminders_look (self);
}

/* ---- reading what was given and begun ---- */

static void
take_book (EbbReminders *self, EbbReminderBook *book)
{
  g_hash_table_remove_all (self->reminded);
  for (guint i = 0; i < book->reminded->len; i++)
    {
      const EbbReminded *reminded = g_ptr_array_index (book->reminded, i);

      g_hash_table_insert (self->reminded,
                           ebb_reminders_make_key (reminded->plan_id, &reminded->local),
                           ebb_reminded_copy (reminded));
    }
  g_ptr_array_unref (self->begun);
  self->begun = g_steal_pointer (&book->begun);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbReminders) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbReminderBook) book =
      ebb_store_read_reminders_finish (EBB_STORE (object), result, &error);

  self->is_looking = FALSE;
  if (self->clock == NULL)
    return;
  if (book != NULL)
    take_book (self, book);
  else
    g_warning ("reminders cannot be read: %s", error->message);
  self->is_read = TRUE;
  if (self->is_asked_again)
    ebb_reminders_look (self);
  else
    ebb_reminders_judge (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * ebb_reminders_look:
 *
 * Nobody is reminded by what may be old. Asked for while it looks, it looks once more.
 */
void
ebb_reminders_look (EbbReminders *self)
{
  g_return_if_fail (EBB_IS_REMINDERS (self));

  if (self->store == NULL)
    {
      ebb_reminders_judge (self);
      return;
    }
  self->is_asked_again = self->is_looking;
  if (self->is_looking)
    return;
  self->is_looking = TRUE;
  ebb_store_read_reminders_async (self->store,
                                  ebb_reminders_get_now_s (self) - EBB_MISSED_S - DAY_S, NULL,
                                  read_cb, g_object_ref (self));
}
