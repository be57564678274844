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
  EbbBoots         *boots[EBB_SESSION_MAX_LINKS]; /* the one that the journal names is the first */
  EbbSessionLock   *locks[EBB_SESSION_MAX_LINKS];
  guint             n_boots;
  EbbSessionRecord *record;

  /* state */
  guint32  epoch;
  guint    retry_id;
  guint    n_held; /* of the boots, once it has begun */
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
take_boots (EbbRecovery *self, guint index)
{
  EbbBoots      *boots = self->boots[index];
  EbbController *controller = boots->is_lent ? NULL : ebb_boots_ensure_controller (boots);

  if (controller == NULL
      || !ebb_session_lock_take_boots (self->locks[index], ebb_boots_get_identity (boots)))
    return NULL;
  return controller;
}

static void
begin (EbbRecovery *self, EbbController *const *controllers)
{
  for (guint i = 0; i < self->n_held; i++)
    ebb_boots_lend (self->boots[i], TRUE);
  if (self->session != NULL)
    ebb_session_set_controllers (self->session, controllers, self->n_held);
  if (self->session == NULL)
    return;
  if (self->n_held == self->n_boots)
    ebb_session_recover (self->session, self->record, self->epoch);
  else
    ebb_session_recover_part (self->session, self->record, self->epoch);
}

/* Of a set with both, or with the first alone: no Stop waits for boots that nobody can reach. Who
 * hears that the boots are lent may drop this recovery, to show the session itself. */
static void
try_to_begin (EbbRecovery *self)
{
  g_autoptr (EbbRecovery) kept = NULL;
  EbbController *controllers[EBB_SESSION_MAX_LINKS] = { NULL };

  if (self->n_held > 0)
    return;
  while (self->n_held < self->n_boots
         && (controllers[self->n_held] = take_boots (self, self->n_held)) != NULL)
    self->n_held++;
  if (self->n_held == 0)
    return;
  kept = g_object_ref (self);
  ebb_clock_clear (self->clock, &self->retry_id);
  begin (self, controllers);
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
  for (guint i = 0; i < self->n_held; i++)
    ebb_session_lock_release (self->locks[i]);
  for (guint i = 0; i < self->n_held; i++)
    ebb_boots_lend (self->boots[i], FALSE);
}

static void
session_changed_cb (EbbRecovery *self)
{
  /* Who hears that the boots are given back looks for what is over, and lets go of it. */
  g_autoptr (EbbRecovery) kept = g_object_ref (self);

  if (self->n_held == 0 || self->is_over)
    return;
  if (!ebb_session_owns_links (self->session)
      && ebb_session_get_snapshot (self->session)->has_result)
    {
      self->is_over = TRUE;
      for (guint i = 0; i < self->n_held; i++)
        ebb_recovery_settle_boots (self->boots[i], self->session);
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
  for (guint i = 0; i < self->n_boots; i++)
    g_signal_handlers_disconnect_by_data (self->boots[i], self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  if (!self->is_over)
    let_go (self);
  self->n_held = 0;
  for (guint i = 0; i < self->n_boots; i++)
    {
      g_clear_object (&self->locks[i]);
      g_clear_object (&self->boots[i]);
    }
  self->n_boots = 0;
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

static void
add_boots (EbbRecovery *self, EbbBoots *boots, const char *runtime_directory)
{
  self->boots[self->n_boots] = g_object_ref (boots);
  self->locks[self->n_boots] = ebb_session_lock_new (runtime_directory);
  self->n_boots++;
  /* Whoever connects them meanwhile says Stop before anything else. */
  boots->owed_stop_epoch = MAX (boots->owed_stop_epoch, self->epoch);
}

/* Those that are connected and in nobody's hands hear of it as well. */
static void
stop_others (EbbRecovery *self)
{
  for (guint i = self->n_held; i < self->n_boots; i++)
    {
      EbbBoots *boots = self->boots[i];
      g_autoptr (GError) error = NULL;

      if (boots->is_lent || boots->controller == NULL
          || ebb_controller_get_link_state (boots->controller) < EBB_LINK_STOPPABLE
          || ebb_session_lock_are_boots_held (self->locks[i], ebb_boots_get_identity (boots)))
        continue;
      if (!ebb_controller_stop (boots->controller, self->epoch, &error))
        g_warning ("stop: %s", error->message);
    }
}

/*< private >
 * ebb_recovery_new:
 * @session: one over no boots, for this alone
 * @open: (transfer none): what the journal holds
 *
 * Begins as soon as the boots can be reached and nobody else has them.
 *
 * Returns: (transfer full): a recovery
 */
EbbRecovery *
ebb_recovery_new (EbbClock             *clock,
                  EbbSession           *session,
                  EbbBoots             *boots,
                  const EbbOpenSession *open,
                  const char           *runtime_directory)
{
  EbbRecovery *self = g_object_new (EBB_TYPE_RECOVERY, NULL);

  self->clock = g_object_ref (clock);
  self->session = g_object_ref (session);
  self->record = g_object_ref (open->record);
  self->epoch = open->epoch;
  add_boots (self, boots, runtime_directory);
  if (boots->partner != NULL)
    add_boots (self, boots->partner, runtime_directory);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (session_changed_cb), self);
  g_signal_connect_swapped (boots, "changed", G_CALLBACK (try_to_begin), self);
  self->retry_id = ebb_clock_add_timeout (clock, RETRY_MS, retry_cb, self);
  try_to_begin (self);
  stop_others (self);
  return self;
}

/*< private >
 * ebb_recovery_get_boots:
 *
 * Returns: (transfer none): whose session was left open
 */
EbbBoots *
ebb_recovery_get_boots (EbbRecovery *self)
{
  return self->boots[0];
}

/*< private >
 * ebb_recovery_has_boots:
 *
 * Returns: whether it is about the session of @boots, or has them in its hands
 */
gboolean
ebb_recovery_has_boots (EbbRecovery *self, EbbBoots *boots)
{
  gboolean has_boots = self->boots[0] == boots;

  for (guint i = 0; i < self->n_held; i++)
    has_boots = has_boots || self->boots[i] == boots;
  return has_boots;
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

  return self->n_held > 0 && !self->is_over && state != EBB_SESSION_LINK_LOST;
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
