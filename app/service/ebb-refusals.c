/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-private.h"
#include "ebb-boots-reading.h"
#include "ebb-current-session-private.h"
#include "ebb-current-session-rules-private.h"
#include "ebb-current-session-set.h"

/* Why Start cannot be pressed: one row for each reason, none hidden behind another, so that a
 * person sees all there is to do. */

static EbbRefusal *
add (GArray *refusals, EbbRefusalCode code, gint64 value, gint64 bound)
{
  EbbRefusal refusal = { .code = code, .value = value, .bound = bound };

  g_array_append_val (refusals, refusal);
  return &g_array_index (refusals, EbbRefusal, refusals->len - 1);
}

static void
explain (EbbRefusal *refusal, const char *message)
{
  g_strlcpy (refusal->message, message, sizeof refusal->message);
}

static void
check_link (EbbCurrentSession *self, GArray *refusals)
{
  if (self->boots == NULL)
    explain (add (refusals, EBB_REFUSAL_NO_BOOTS, 0, 0), "no boots are chosen");
  else if (ebb_current_session_get_boots_state (self) != EBB_BOOTS_READY)
    explain (add (refusals, EBB_REFUSAL_NOT_CONNECTED, 0, 0), "the boots are not connected");
  else if (ebb_current_session_is_running_elsewhere (self))
    explain (add (refusals, EBB_REFUSAL_RUNNING_ELSEWHERE, 0, 0),
             "the boots run already, and Ebb did not start them");
}

static void
check_battery (EbbCurrentSession *self, GArray *refusals)
{
  int percent = ebb_current_session_get_battery_percent (self);
  int bound = (int) self->limits.refuse_start_below_percent;

  if (percent >= 0 && percent < bound)
    explain (add (refusals, EBB_REFUSAL_BATTERY, percent, bound), "the boots' battery is low");
}

static gboolean
is_known_to_rest (EbbBoots *boots)
{
  return ebb_boots_get_state (boots) == EBB_BOOTS_READY && boots->has_status
         && boots->status.run_state == EBB_RUN_STOPPED;
}

/* Boots that run say what they run; boots at rest refuse a START then, and nobody would know why. Of
 * a set the other boot would fill already. */
static void
check_rest (EbbCurrentSession *self, GArray *refusals)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);
  gboolean  has_fault = FALSE;
  gboolean  is_one_unread = FALSE;
  gboolean  is_one_overdue = FALSE;
  int32_t   highest_pa = EBB_PRESSURE_UNKNOWN_PA;

  for (guint i = 0; i < n; i++)
    {
      if (!is_known_to_rest (boots[i]))
        continue;
      has_fault = has_fault || boots[i]->status.fault != EBB_BOOTS_FAULT_NONE;
      is_one_unread = is_one_unread || ebb_boots_is_unread (boots[i]);
      is_one_overdue =
          is_one_overdue
          || (ebb_boots_is_unread (boots[i]) && !ebb_boots_is_reading_awaited (boots[i]));
      highest_pa = MAX (highest_pa, ebb_boots_get_elsewhere_pa (boots[i]));
    }
  if (is_one_unread)
    explain (add (refusals, EBB_REFUSAL_NO_READING, is_one_overdue, 0),
             "the boots have not said yet what pressure is in them");
  if (has_fault)
    explain (add (refusals, EBB_REFUSAL_BOOTS_FAULT, 0, 0),
             "the boots report a fault; look at them, then press the button on them");
  if (highest_pa != EBB_PRESSURE_UNKNOWN_PA && highest_pa >= self->limits.vented_below_pa)
    explain (add (refusals, EBB_REFUSAL_NOT_VENTED, highest_pa, self->limits.vented_below_pa),
             "air is still in the boots; wait until they are empty, or open the zips");
}

static EbbRefusalCode
translate_program (EbbViolationCode code)
{
  switch (code)
    {
    case EBB_VIOLATION_LEG:
    case EBB_VIOLATION_NO_ZONE:
      return EBB_REFUSAL_NO_ZONES;
    case EBB_VIOLATION_PRESSURE_HIGH:
      return EBB_REFUSAL_ABOVE_CAP;
    case EBB_VIOLATION_LENGTH_SHORT:
    case EBB_VIOLATION_LENGTH_LONG:
      return EBB_REFUSAL_LENGTH;
    default:
      return EBB_REFUSAL_OUT_OF_LIMITS;
    }
}

/* Of who wears them, and of what that person had before. */
static EbbRefusalCode
translate (EbbViolationCode code)
{
  switch (code)
    {
    case EBB_VIOLATION_REAL_BOOTS:
    case EBB_VIOLATION_UNANSWERED:
      return EBB_REFUSAL_UNANSWERED;
    case EBB_VIOLATION_URGENT:
      return EBB_REFUSAL_URGENT;
    case EBB_VIOLATION_BLOCKED:
      return EBB_REFUSAL_BLOCKED;
    case EBB_VIOLATION_CONSULT:
      return EBB_REFUSAL_CONSULT;
    case EBB_VIOLATION_REASK:
      return EBB_REFUSAL_REASK;
    case EBB_VIOLATION_CHECK:
      return EBB_REFUSAL_CHECKS;
    case EBB_VIOLATION_GAP:
      return EBB_REFUSAL_GAP;
    case EBB_VIOLATION_HEAT_GAP:
      return EBB_REFUSAL_HEAT_GAP;
    case EBB_VIOLATION_COUNT:
      return EBB_REFUSAL_COUNT;
    case EBB_VIOLATION_DAY:
      return EBB_REFUSAL_DAY;
    case EBB_VIOLATION_ZONE_OFF:
      return EBB_REFUSAL_REACH;
    case EBB_VIOLATION_HEAT_LOCKED:
      return EBB_REFUSAL_HEAT_LOCKED;
    default:
      return translate_program (code);
    }
}

/* Real boots squeeze a leg: which one is known before, but for finding out. */
static gboolean
are_sides_known (EbbBoots *const *boots, guint n)
{
  gboolean are_known = TRUE;

  for (guint i = 0; i < n; i++)
    are_known = are_known
                && (ebb_boots_is_simulated (boots[i])
                    || ebb_boots_get_sides (boots[i]) != EBB_SIDES_UNKNOWN);
  return are_known;
}

/* Two boots on one leg are none that anybody could start. */
static gboolean
are_on_one_leg (EbbBoots *const *boots, guint n)
{
  const EbbCapabilities *first = n == 2 ? ebb_boots_get_capabilities (boots[0]) : NULL;
  const EbbCapabilities *second = n == 2 ? ebb_boots_get_capabilities (boots[1]) : NULL;

  for (int side = 0; first != NULL && second != NULL && side < EBB_N_SIDES; side++)
    {
      if (first->zones[side] != 0 && second->zones[side] != 0)
        return TRUE;
    }
  return FALSE;
}

static void
check_sides (EbbCurrentSession *self, GArray *refusals)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);

  if (ebb_current_session_get_purpose (self) == EBB_PURPOSE_LEG_CHECK
      || ebb_current_session_get_boots_state (self) != EBB_BOOTS_READY)
    return;
  if (are_on_one_leg (boots, n))
    explain (add (refusals, EBB_REFUSAL_ONE_LEG, 0, 0), "both boots of the set are on one leg");
  else if (!are_sides_known (boots, n))
    explain (add (refusals, EBB_REFUSAL_SIDES, 0, 0), "nobody has said which leg each boot is on");
}

static EbbRefusal *
find (GArray *refusals, EbbRefusalCode code)
{
  for (guint i = 0; i < refusals->len; i++)
    {
      EbbRefusal *refusal = &g_array_index (refusals, EbbRefusal, i);

      if (refusal->code == code)
        return refusal;
    }
  return NULL;
}

/* What questions that nobody answered would leave is no news: they count as yes, and are to be
 * answered. */
static gboolean
is_worth_saying (const EbbCaps *caps, EbbViolationCode code)
{
  /* Nothing at all is allowed, and another violation says why. */
  if (code == EBB_VIOLATION_PRESSURE_HIGH && caps->cap_pa == 0)
    return FALSE;
  /* The ticks say it. */
  if (code == EBB_VIOLATION_CHECK)
    return FALSE;
  return caps->restriction.unanswered == 0
         || (code != EBB_VIOLATION_ZONE_OFF && code != EBB_VIOLATION_HEAT_LOCKED
             && code != EBB_VIOLATION_HEAT_HIGH && code != EBB_VIOLATION_HEAT_LENGTH
             && code != EBB_VIOLATION_LENGTH_LONG);
}

/* Of some one row says it for all. */
static void
add_violation (GArray *refusals, const EbbViolation *violation)
{
  EbbRefusalCode   code = translate (violation->code);
  EbbRefusal      *there = find (refusals, code);
  g_autofree char *message = ebb_violation_to_string (violation);

  if (code == EBB_REFUSAL_UNANSWERED && there != NULL)
    there->value++;
  else if (code == EBB_REFUSAL_UNANSWERED)
    explain (add (refusals, code, 1, EBB_N_QUESTIONS), message);
  else if (there == NULL || (code != EBB_REFUSAL_REACH && code != EBB_REFUSAL_URGENT))
    explain (add (refusals, code, violation->value, violation->bound), message);
}

/* What was answered and run before has to be known first. Without a store another row says why it is
 * not. */
static void
refuse_unknown (EbbCurrentSession *self, GArray *refusals)
{
  const char *error = ebb_wearer_get_error (self->wearer);
  gboolean    is_unsaved = ebb_wearer_is_unsaved (self->wearer);

  if (is_unsaved)
    error = "what was answered last could not be kept";
  if (self->store != NULL)
    explain (add (refusals, EBB_REFUSAL_WEARER,
                  is_unsaved || ebb_wearer_get_state (self->wearer) == EBB_WEARER_UNREAD, 0),
             error != NULL ? error : "what was answered and run before is being read");
}

/* The same function answers here and at the last gate. */
static void
check_rules (EbbCurrentSession *self, GArray *refusals)
{
  const EbbCapabilities *capabilities = ebb_current_session_get_capabilities (self);
  g_auto (EbbVerdict) verdict = { .violations = NULL };

  if (capabilities == NULL)
    return;
  if (ebb_current_session_judge (self, capabilities, &verdict) == EBB_ASKED_UNKNOWN)
    {
      refuse_unknown (self, refusals);
      return;
    }
  for (guint i = 0; i < verdict.violations->len; i++)
    {
      const EbbViolation *violation = &g_array_index (verdict.violations, EbbViolation, i);

      if (is_worth_saying (&verdict.caps, violation->code))
        add_violation (refusals, violation);
    }
}

/* Which of the boots that are set up another program runs, or stops. That a session runs elsewhere
 * says it already where they are one pair. */
static void
check_masters (EbbCurrentSession *self, GArray *refusals, const char *holder)
{
  EbbBoots *boots[EBB_SESSION_MAX_LINKS];
  guint     n = ebb_current_session_list_boots (self, boots);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < n && (holder == NULL || n > 1); i++)
    {
      if (boots[i]->is_lent
          || !ebb_session_lock_are_boots_held (self->lock, ebb_boots_get_identity (boots[i])))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? " + " : "",
                              ebb_boots_get_name (boots[i]));
    }
  if (names->len > 0)
    explain (add (refusals, EBB_REFUSAL_BOOTS_ELSEWHERE, 0, 0), names->str);
}

static void
check_others (EbbCurrentSession *self, GArray *refusals)
{
  gint64           since_wall_us;
  g_autofree char *holder = ebb_session_lock_dup_holder (self->lock, &since_wall_us);
  g_autoptr (GError) error = NULL;

  if (!ebb_session_lock_check (self->lock, &error))
    explain (add (refusals, EBB_REFUSAL_NO_LOCK, 0, 0), error->message);
  if (self->store == NULL)
    explain (add (refusals, EBB_REFUSAL_NO_STORE, 0, 0),
             "what happens could not be written down, so nothing is started");
  if (self->unread != NULL)
    explain (add (refusals, EBB_REFUSAL_UNREAD, 0, 0), self->unread);
  if (ebb_current_session_is_recovering (self))
    explain (add (refusals, EBB_REFUSAL_OPEN_SESSION, 0, 0),
             "a session that an earlier run left open is being stopped");
  check_masters (self, refusals, holder);
  if (holder != NULL)
    explain (add (refusals, EBB_REFUSAL_SESSION_ELSEWHERE, since_wall_us, 0), holder);
}

static void
check_ticks (EbbCurrentSession *self, GArray *refusals)
{
  int n_missing = 0;

  for (int i = 0; i < EBB_N_CHECKS; i++)
    n_missing += !self->is_ticked[i];
  if (n_missing > 0)
    explain (add (refusals, EBB_REFUSAL_CHECKS, EBB_N_CHECKS - n_missing, EBB_N_CHECKS),
             "not all of the three checks are ticked");
}

/* Signs that need help now: whatever else stands against a start does not matter then. */
static void
leave_urgent (GArray *refusals)
{
  const EbbRefusal *urgent = find (refusals, EBB_REFUSAL_URGENT);
  EbbRefusal        alone;

  if (urgent == NULL)
    return;
  alone = *urgent;
  g_array_set_size (refusals, 0);
  g_array_append_val (refusals, alone);
}

/*< private >
 * ebb_current_session_find_refusals:
 * @refusals: (inout): of EbbRefusal; appended to
 *
 * All that stands against pressing Start, or Continue, now.
 */
void
ebb_current_session_find_refusals (EbbCurrentSession *self, GArray *refusals)
{
  const EbbSnapshot *snapshot = ebb_session_get_snapshot (self->session);

  if (snapshot->state != EBB_SESSION_IDLE && snapshot->state != EBB_SESSION_PAUSED)
    explain (add (refusals, EBB_REFUSAL_NOT_VENTED, 0, 0), "a session runs already");
  if (self->sleep_watch != NULL && ebb_sleep_watch_is_leaving (self->sleep_watch))
    explain (add (refusals, EBB_REFUSAL_LEAVING, 0, 0),
             "the computer is about to sleep or to go down");
  check_link (self, refusals);
  if (snapshot->state == EBB_SESSION_IDLE)
    check_others (self, refusals);
  if (ebb_current_session_get_program (self) == NULL)
    explain (add (refusals, EBB_REFUSAL_NO_PROGRAM, 0, 0), "no program is chosen");
  if (self->boots != NULL)
    {
      check_battery (self, refusals);
      check_sides (self, refusals);
    }
  if (self->boots != NULL && snapshot->state == EBB_SESSION_IDLE)
    check_rest (self, refusals);
  if (self->boots != NULL && ebb_current_session_get_program (self) != NULL)
    check_rules (self, refusals);
  check_ticks (self, refusals);
  leave_urgent (refusals);
}
