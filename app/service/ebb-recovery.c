/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-recovery.h"

#include "ebb-session-lock.h"

/* How often boots that another program has in its hands are asked for. */
#define RETRY_MS 1000

struct _EbbRecovery
{
  GObject parent_instance;

  /* owned */
  EbbClock         *clock;
  EbbSession       *session;
  EbbBoots         *boots;
  EbbSessionLock   *lock;
  EbbSessionRecord *record;

  /* state */
  guint32  epoch;
  guint    retry_id;
  gboolean is_held; /* the boots are: it has begun */
  gboolean is_over;
};

G_DEFINE_FINAL_TYPE (EbbRecovery, ebb_recovery, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Nobody else has them, and from here on nobody else has. */
static EbbController *
take_boots (EbbRecovery *self)
{
  EbbController *controller =
      self->boots->is_lent ? NULL : ebb_boots_ensure_controller (self->boots);

  if (controller == NULL
      || !ebb_session_lock_take_boots (self->lock, ebb_boots_get_identity (self->boots)))
    return NULL;
  return controller;
}

/* Who hears that the boots are lent may drop this recovery, to show the session itself. */
static void
try_to_begin (EbbRecovery *self)
{
  g_autoptr (EbbRecovery) kept = NULL;
  EbbController *controller;

  if (self->is_held || self->is_over)
    return;
  controller = take_boots (self);
  if (controller == NULL)
    return;
  kept = g_object_ref (self);
  self->is_held = TRUE;
  ebb_clock_clear (self->clock, &self->retry_id);
  ebb_boots_lend (self->boots, TRUE);
  if (self->session != NULL)
    ebb_session_set_controllers (self->session, &controller, 1);
  if (self->session != NULL)
    ebb_session_recover (self->session, self->record, self->epoch);
}

static gboolean
retry_cb (gpointer user_data)
{
  g_autoptr (EbbRecovery) self = g_object_ref (user_data);

  try_to_begin (self);
  return self->retry_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
let_go (EbbRecovery *self)
{
  if (!self->is_held)
    return;
  ebb_session_lock_release (self->lock);
  ebb_boots_lend (self->boots, FALSE);
}

static void
session_changed_cb (EbbRecovery *self)
{
  /* Who hears that the boots are given back looks for what is over, and lets go of it. */
  g_autoptr (EbbRecovery) kept = g_object_ref (self);

  if (!self->is_held || self->is_over)
    return;
  if (!ebb_session_owns_links (self->session)
      && ebb_session_get_snapshot (self->session)->has_result)
    {
      self->is_over = TRUE;
      ebb_recovery_settle_boots (self->boots, self->session);
      let_go (self);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ebb_recovery_dispose (GObject *object)
{
  EbbRecovery *self = EBB_RECOVERY (object);

  if (self->clock != NULL)
    ebb_clock_clear (self->clock, &self->retry_id);
  if (self->boots != NULL)
    g_signal_handlers_disconnect_by_data (self->boots, self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (!self->is_over)
    let_go (self);
  self->is_held = FALSE;
  g_clear_object (&self->lock);
  g_clear_object (&self->boots);
  g_clear_object (&self->record);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (ebb_recovery_parent_class)->dispose (object);
}

static void
ebb_recovery_class_init (EbbRecoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_recovery_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_RECOVERY, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_recovery_init (EbbRecovery *self G_GNUC_UNUSED)
{
}

/*< private >
 * ebb_recovery_new:
 * @session: one over no boots, for this alone
 * @boots: which @record drove
 * @record: (transfer none): what the journal holds
 *
 * Begins as soon as the boots can be reached and nobody else has them.
 *
 * Returns: (transfer full): a recovery
 */
EbbRecovery *
ebb_recovery_new (EbbClock         *clock,
                  EbbSession       *session,
                  EbbBoots         *boots,
                  EbbSessionRecord *record,
                  const char       *runtime_directory)
{
  EbbRecovery          *self = g_object_new (EBB_TYPE_RECOVERY, NULL);
  const EbbDrivenBoots *driven =
      ebb_session_record_find_driven (record, ebb_boots_get_identity (boots));

  g_assert (driven != NULL);
  self->clock = g_object_ref (clock);
  self->session = g_object_ref (session);
  self->boots = g_object_ref (boots);
  self->lock = ebb_session_lock_new (runtime_directory);
  self->record = g_object_ref (record);
  self->epoch = driven->owed_epoch;
  /* Whoever connects them meanwhile says Stop before anything else. */
  ebb_boots_owe_stop (boots, self->epoch);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (session_changed_cb), self);
  g_signal_connect_swapped (boots, "changed", G_CALLBACK (try_to_begin), self);
  self->retry_id = ebb_clock_add_timeout (clock, RETRY_MS, retry_cb, self);
  try_to_begin (self);
  return self;
}

/*< private >
 * ebb_recovery_get_boots:
 *
 * Returns: (transfer none): what it stops
 */
EbbBoots *
ebb_recovery_get_boots (EbbRecovery *self)
{
  return self->boots;
}

/*< private >
 * ebb_recovery_get_record_id:
 *
 * Returns: which session it is
 */
const char *
ebb_recovery_get_record_id (EbbRecovery *self)
{
  return self->record->id;
}

/*< private >
 * ebb_recovery_get_epoch:
 *
 * Returns: the epoch that the boots are to close
 */
guint32
ebb_recovery_get_epoch (EbbRecovery *self)
{
  return self->epoch;
}

/*< private >
 * ebb_recovery_is_stopping:
 *
 * Returns: whether the boots are here and not seen vented yet
 */
gboolean
ebb_recovery_is_stopping (EbbRecovery *self)
{
  EbbSessionState state = ebb_session_get_snapshot (self->session)->state;

  return self->is_held && !self->is_over && state != EBB_SESSION_LINK_LOST;
}

/*< private >
 * ebb_recovery_is_over:
 *
 * Returns: whether the boots were seen vented, and the session is closed
 */
gboolean
ebb_recovery_is_over (EbbRecovery *self)
{
  return self->is_over;
}

/*< private >
 * ebb_recovery_start_over:
 *
 * The computer was away, or its radio: boots that are waited for are tried for at once.
 */
void
ebb_recovery_start_over (EbbRecovery *self)
{
  ebb_session_start_over (self->session);
}

/*< private >
 * ebb_recovery_settle_boots:
 * @session: over @boots, and not live any more; over others: nothing is changed
 *
 * What @session has seen to is not owed any more, and what it could not see to is. What @boots are
 * owed for an epoch after its last one it knows nothing of.
 */
void
ebb_recovery_settle_boots (EbbBoots *boots, EbbSession *session)
{
  guint32 epoch;

  if (!ebb_session_read_owed_stop_epoch (session, boots->controller, &epoch))
    return;
  if (boots->owed_stop_epoch <= ebb_session_get_last_epoch (session))
    boots->owed_stop_epoch = 0;
  boots->owed_stop_epoch = MAX (boots->owed_stop_epoch, epoch);
}
