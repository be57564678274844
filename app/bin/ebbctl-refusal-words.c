/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-refusal-words.h"

#include <glib/gi18n.h>

#include "ebbctl-verdict-words.h"

typedef struct
{
  const char *clause;     /* NULL: with a number or a name in it */
  gboolean    has_detail; /* the English clause of the refusal stands behind it, in brackets */
} RefusalWords;

static const RefusalWords refusals[] = {
  [EBB_REFUSAL_NO_BOOTS] = { N_ ("no boots are chosen; see ebbctl boots, and choose with --boots"),
                             FALSE },
  [EBB_REFUSAL_NOT_CONNECTED] = { N_ ("the boots are not connected; switch them on, stay within "
                                      "2 m, and try again"),
                                  FALSE },
  [EBB_REFUSAL_UNANSWERED] = { NULL, FALSE },
  [EBB_REFUSAL_NO_PROGRAM] = { N_ ("no program is chosen; see ebbctl programs"), FALSE },
  [EBB_REFUSAL_NO_ZONES] = { N_ ("the program uses no zone of these boots on these legs; choose "
                                 "another program or other legs"),
                             FALSE },
  [EBB_REFUSAL_ABOVE_CAP] = { NULL, FALSE },
  [EBB_REFUSAL_OUT_OF_LIMITS] = { N_ ("the program can not be used on these boots"), TRUE },
  [EBB_REFUSAL_LENGTH] = { NULL, FALSE },
  [EBB_REFUSAL_BATTERY] = { NULL, FALSE },
  [EBB_REFUSAL_RUNNING_ELSEWHERE] = { N_ ("the boots run already, and Ebb did not start them; stop "
                                          "them at their button, or with "
                                          "ebbctl stop"),
                                      FALSE },
  [EBB_REFUSAL_SESSION_ELSEWHERE] = { NULL, FALSE },
  [EBB_REFUSAL_OPEN_SESSION] = { N_ ("a session that an earlier run left open is still being "
                                     "stopped; open the boots if "
                                     "they feel tight, and try again in a moment"),
                                 FALSE },
  [EBB_REFUSAL_CHECKS] = { N_ ("nobody has said that all is well; type the whole word yes"),
                           FALSE },
  [EBB_REFUSAL_NOT_VENTED] = { NULL, FALSE },
  [EBB_REFUSAL_BOOTS_FAULT] = { N_ ("the boots report a fault; look at them, then press the button "
                                    "on them, and do not use "
                                    "them if it comes again"),
                                FALSE },
  [EBB_REFUSAL_NO_LOCK] = { N_ ("there is no folder to work in, and without it two programs could "
                                "start the same boots"),
                            TRUE },
  [EBB_REFUSAL_NO_STORE] = { N_ ("the history can not be written, and nothing is started that "
                                 "could not be stopped after a crash; see whether the disk is "
                                 "full"),
                             FALSE },
  [EBB_REFUSAL_UNREAD] = { N_ ("nobody can tell whether boots were left with air inside; open the "
                               "zips if they feel tight"),
                           TRUE },
  [EBB_REFUSAL_LEAVING] = { N_ ("the computer is about to sleep or to switch off; start when it is "
                                "awake again"),
                            FALSE },
  [EBB_REFUSAL_SIDES] = { N_ ("left and right are not set, and the wrong leg could be squeezed; "
                              "do the leg check: ebbctl legs"),
                          FALSE },
  [EBB_REFUSAL_ONE_LEG] = { N_ ("both boots of the set are set to one leg, and the other would get "
                                "nothing; do the leg check of each again: ebbctl legs"),
                            FALSE },
  [EBB_REFUSAL_BOOTS_ELSEWHERE] = { NULL, FALSE },
  [EBB_REFUSAL_NO_READING] = { N_ ("the boots have not said what pressure is in them, and nothing "
                                   "is started before they do; if they feel tight, open the "
                                   "zips, top first; then switch them off and on, and try again"),
                               FALSE },
  [EBB_REFUSAL_WEARER] = { N_ ("what you answered and the sessions before are not known, and "
                               "nothing is started without them; make room on the disk, or put "
                               "back a copy of the history, and try again"),
                           TRUE },
  [EBB_REFUSAL_REACH] = { N_ ("by your answers a part of the leg gets no pressure, and the program "
                              "squeezes it; choose a program without it, or the other leg"),
                          FALSE },
  [EBB_REFUSAL_HEAT_LOCKED] = { NULL, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (refusals) == EBB_N_REFUSALS);

/* Of these the rules have words already. */
static const EbbViolationCode rules[EBB_N_REFUSALS] = {
  [EBB_REFUSAL_URGENT] = EBB_VIOLATION_URGENT,
  [EBB_REFUSAL_BLOCKED] = EBB_VIOLATION_BLOCKED,
  [EBB_REFUSAL_CONSULT] = EBB_VIOLATION_CONSULT,
  [EBB_REFUSAL_REASK] = EBB_VIOLATION_REASK,
  [EBB_REFUSAL_GAP] = EBB_VIOLATION_GAP,
  [EBB_REFUSAL_HEAT_GAP] = EBB_VIOLATION_HEAT_GAP,
  [EBB_REFUSAL_COUNT] = EBB_VIOLATION_COUNT,
  [EBB_REFUSAL_DAY] = EBB_VIOLATION_DAY,
  [EBB_REFUSAL_HEAT_LOCKED] = EBB_VIOLATION_HEAT_LOCKED,
};

static void
append_length (GString *text, guint value, guint bound)
{
  g_string_append_printf (text, ngettext ("%u minute", "%u minutes", value), value);
  g_string_append (text, " ");
  if (value > bound)
    g_string_append_printf (text,
                            ngettext ("is too long: the longest session is %u minute (--minutes)",
                                      "is too long: the longest session is %u minutes (--minutes)",
                                      bound),
                            bound);
  else
    g_string_append_printf (
        text,
        ngettext ("is too short: the shortest session is %u minute (--minutes)",
                  "is too short: the shortest session is %u minutes (--minutes)", bound),
        bound);
}

/* Without a pressure it is not the air that is in the way. */
static void
append_not_vented (GString *text, const EbbRefusal *refusal)
{
  if (refusal->value > 0)
    g_string_append_printf (text,
                            _ ("%d mmHg are still in the boots; wait until every zone is below "
                               "%d mmHg, or open the zips"),
                            ebb_pa_to_whole_mmhg ((int32_t) refusal->value),
                            ebb_pa_to_whole_mmhg ((int32_t) refusal->bound));
  else
    g_string_append (text, _ ("a session runs already; wait until it is over, or stop it with "
                              "ebbctl stop"));
}

char *
ctl_dup_holder_words (const char *program, gint64 since_wall_us)
{
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *time = NULL;

  if (since_wall_us > 0)
    since = g_date_time_new_from_unix_local (since_wall_us / G_USEC_PER_SEC);
  /* Translators: a time of day for g_date_time_format(), as in "21:42" or "9:42 PM". */
  time = since != NULL ? g_date_time_format (since, C_ ("time of day", "%H:%M")) : NULL;
  if (time == NULL)
    return g_strdup (program);
  /* Translators: a program, then a time of day, as in "ebbctl, since 20:41". */
  return g_strdup_printf (_ ("%s, since %s"), program, time);
}

char *
ctl_dup_elsewhere_words (EbbCurrentSession *session)
{
  gint64      since_wall_us;
  const char *program = ebb_current_session_get_elsewhere (session, &since_wall_us);

  return program != NULL ? ctl_dup_holder_words (program, since_wall_us) : NULL;
}

static void
append_session_elsewhere (GString *text, const EbbRefusal *refusal)
{
  g_autofree char *holder = ctl_dup_holder_words (refusal->message, refusal->value);

  /* Translators: which program, as in "ebbctl, since 20:41". */
  g_string_append_printf (text,
                          _ ("another Ebb program runs a session (%s); stop it there, or with "
                             "ebbctl stop"),
                          holder);
}

/* Without the stop of the last sentence: another reason may follow. */
static void
append_rule (GString *text, const EbbRefusal *refusal)
{
  const EbbViolation violation = {
    .code = rules[refusal->code],
    .zone = EBB_N_ZONES,
    .value = (gint32) refusal->value,
    .bound = (gint32) refusal->bound,
  };
  g_autofree char *words = ctl_dup_violation_words (&violation);

  g_string_append (text, words);
  if (g_str_has_suffix (text->str, "."))
    g_string_truncate (text, text->len - 1);
}

static void
append_composed (GString *text, const EbbRefusal *refusal)
{
  switch (refusal->code)
    {
    case EBB_REFUSAL_LENGTH:
      append_length (text, (guint) (refusal->value / 60), (guint) (refusal->bound / 60));
      break;
    case EBB_REFUSAL_ABOVE_CAP:
      g_string_append_printf (
          text,
          _ ("the program goes up to %d mmHg, and the limit is %d mmHg; choose a gentler one"),
          ebb_pa_to_whole_mmhg ((int32_t) refusal->value),
          ebb_pa_to_whole_mmhg ((int32_t) refusal->bound));
      break;
    case EBB_REFUSAL_BATTERY:
      g_string_append_printf (text,
                              _ ("the boots' battery is at %d %%, and they might stop with air "
                                 "inside; charge it to %d %%"),
                              (int) refusal->value, (int) refusal->bound);
      break;
    case EBB_REFUSAL_NOT_VENTED:
      append_not_vented (text, refusal);
      break;
    case EBB_REFUSAL_UNANSWERED:
      g_string_append_printf (text,
                              _ ("%d of %d questions about you were not answered, and each counts "
                                 "as yes; see ebbctl answers, or --demo"),
                              (int) refusal->value, (int) refusal->bound);
      break;
    case EBB_REFUSAL_SESSION_ELSEWHERE:
      append_session_elsewhere (text, refusal);
      break;
    case EBB_REFUSAL_BOOTS_ELSEWHERE:
    default:
      g_string_append_printf (text,
                              _ ("another Ebb program has “%s” in its hands, and two could squeeze "
                                 "one leg at the same time; stop it there, or wait until it is "
                                 "done"),
                              refusal->message);
    }
}

gboolean
ctl_refusal_passes (const EbbRefusal *refusal)
{
  return (refusal->code == EBB_REFUSAL_NO_READING || refusal->code == EBB_REFUSAL_WEARER)
         && refusal->value == 0;
}

void
ctl_append_refusal (GString *text, const EbbRefusal *refusal)
{
  const RefusalWords *words = &refusals[refusal->code];

  if (rules[refusal->code] != EBB_VIOLATION_NONE)
    append_rule (text, refusal);
  else if (words->clause == NULL)
    append_composed (text, refusal);
  else
    g_string_append (text, _ (words->clause));
  if (words->has_detail)
    g_string_append_printf (text, " (%s)", refusal->message);
}
