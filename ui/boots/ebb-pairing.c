/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-pairing.h"

#include "ebb-boots-anew.h"
#include "ebb-boots-facts.h"

struct _EbbPairing
{
  GObject parent_instance;

  /* owned */
  EbbBoots     *boots;
  GCancellable *cancellable;
  GError       *error;

  /* state */
  EbbPairingStage stage;
  guint           code;
  gboolean        is_anew; /* a bond that one side lost is made again */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  SIGNAL_DECLINED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbPairing, ebb_pairing, G_TYPE_OBJECT)

static void
set_stage (EbbPairing *self, EbbPairingStage stage)
{
  self->stage = stage;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
pairing_needed_cb (EbbPairing *self, EbbPairingNeed need, guint code)
{
  self->code = code;
  switch (need)
    {
    case EBB_PAIRING_CONFIRM_CODE:
      set_stage (self, EBB_PAIRING_STAGE_CONFIRM);
      break;
    case EBB_PAIRING_ENTER_CODE:
      set_stage (self, EBB_PAIRING_STAGE_ENTER);
      break;
    case EBB_PAIRING_NOTHING:
    default:
      ebb_boots_answer_pairing (self->boots, TRUE, 0);
      break;
    }
}

static gboolean
can_blink (EbbPairing *self)
{
  const EbbCapabilities *capabilities = ebb_boots_get_capabilities (self->boots);

  return capabilities != NULL && capabilities->can_identify;
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPairing) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_boots_take_finish (self->boots, result, &error))
    {
      g_clear_error (&self->error);
      self->error = g_steal_pointer (&error);
      set_stage (self, EBB_PAIRING_STAGE_FAILED);
      return;
    }
  if (!can_blink (self))
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0);
      return;
    }
  ebb_boots_identify (self->boots);
  set_stage (self, EBB_PAIRING_STAGE_BLINK);
}

/* With boots that forgot this computer, its own half of the bond is in the way; once that is ended,
 * they may have to be looked for at each attempt. */
static gboolean
has_to_begin_anew (EbbPairing *self)
{
  return ebb_boots_facts_wants_pairing (self->error)
         || ebb_boots_facts_wants_pairing (ebb_boots_get_error (self->boots))
         || (self->is_anew && !ebb_boots_is_paired (self->boots));
}

static void
start (EbbPairing *self)
{
  if (self->stage != EBB_PAIRING_STAGE_HOLD && self->stage != EBB_PAIRING_STAGE_FAILED)
    return;
  self->is_anew = has_to_begin_anew (self);
  set_stage (self, EBB_PAIRING_STAGE_WAIT);
  if (self->is_anew)
    ebb_boots_take_anew_async (self->boots, self->cancellable, taken_cb, g_object_ref (self));
  else
    ebb_boots_take_async (self->boots, self->cancellable, taken_cb, g_object_ref (self));
}

static void
answer (EbbPairing *self, gboolean is_accepted, guint code)
{
  if (self->stage != EBB_PAIRING_STAGE_CONFIRM && self->stage != EBB_PAIRING_STAGE_ENTER)
    return;
  set_stage (self, EBB_PAIRING_STAGE_WAIT);
  ebb_boots_answer_pairing (self->boots, is_accepted, code);
}

/* Whoever leaves the page in the middle has not said yes. */
static void
ebb_pairing_dispose (GObject *object)
{
  EbbPairing *self = EBB_PAIRING (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->boots);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (ebb_pairing_parent_class)->dispose (object);
}

static void
ebb_pairing_class_init (EbbPairingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_pairing_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_PAIRING, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", EBB_TYPE_PAIRING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DECLINED] = g_signal_new ("declined", EBB_TYPE_PAIRING, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_pairing_init (EbbPairing *self)
{
  self->cancellable = g_cancellable_new ();
  self->stage = EBB_PAIRING_STAGE_HOLD;
}

/**
 * ebb_pairing_new:
 *
 * Returns: (transfer full): one that has sent nothing yet
 */
EbbPairing *
ebb_pairing_new (EbbBoots *boots)
{
  EbbPairing *self = g_object_new (EBB_TYPE_PAIRING, NULL);

  self->boots = g_object_ref (boots);
  g_signal_connect_object (boots, "pairing-needed", G_CALLBACK (pairing_needed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * ebb_pairing_get_boots:
 *
 * Returns: (transfer none): the boots it is about
 */
EbbBoots *
ebb_pairing_get_boots (EbbPairing *self)
{
  g_return_val_if_fail (EBB_IS_PAIRING (self), NULL);

  return self->boots;
}

/**
 * ebb_pairing_get_scene:
 * @scene: (out caller-allocates): for the page; valid until the next change
 *
 * How far it is.
 */
void
ebb_pairing_get_scene (EbbPairing *self, EbbPairingScene *scene)
{
  g_return_if_fail (EBB_IS_PAIRING (self));

  *scene = (EbbPairingScene){
    .name = ebb_boots_get_name (self->boots),
    .stage = self->stage,
    .code = self->code,
    .error = self->error,
    .is_anew = self->is_anew,
  };
}

/**
 * ebb_pairing_do:
 * @verb: the name of the page's action, without its group
 * @text: (nullable): for "enter", the digits
 *
 * What does not fit the stage does nothing.
 */
void
ebb_pairing_do (EbbPairing *self, const char *verb, const char *text)
{
  g_return_if_fail (EBB_IS_PAIRING (self));

  if (g_str_equal (verb, "start"))
    start (self);
  else if (g_str_equal (verb, "same"))
    answer (self, TRUE, self->code);
  else if (g_str_equal (verb, "different"))
    answer (self, FALSE, 0);
  else if (g_str_equal (verb, "enter"))
    answer (self, TRUE, (guint) g_ascii_strtoull (text, NULL, 10));
  else if (g_str_equal (verb, "cancel"))
    {
      g_cancellable_cancel (self->cancellable);
      answer (self, FALSE, 0);
    }
  else if (self->stage != EBB_PAIRING_STAGE_BLINK)
    return;
  else if (g_str_equal (verb, "blink"))
    ebb_boots_identify (self->boots);
  else if (g_str_equal (verb, "mine"))
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
  else if (g_str_equal (verb, "not-mine"))
    g_signal_emit (self, signals[SIGNAL_DECLINED], 0);
}
