/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-app.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "ebb-verdict.h"
#include "ebbctl-print.h"
#include "ebbctl-verdict-words.h"

#include "config.h"

/* verdict: what the rules say of a case that is in files. Nothing is connected or started. */

typedef struct
{
  EbbLimits       limits;
  EbbScreening    screening;
  EbbAnswers      answers;
  EbbCapabilities boots;
  EbbProgram     *program;
  GArray         *past;
  EbbProposal     proposal;
  gint64          now_s;
} Case;

static void
case_clear (Case *self)
{
  ebb_screening_clear (&self->screening);
  g_clear_object (&self->program);
  g_clear_pointer (&self->past, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static const char *const reask_names[] = { "expired", "revision", "symptom", "profile",
                                           "age",     "due",      NULL };
static const char *const said_names[] = { "awake", "nothing_new", "right_person", NULL };
static const char *const unlock_names[] = { "sessions", "acknowledgement",
                                            "answers",  "timer",
                                            "bond",     NULL };

static gboolean
read_files (CtlApp *app, Case *self)
{
  g_autofree char *limits_path = g_build_filename (EBB_PKGDATADIR, "limits.json", NULL);
  g_autofree char *screening_path = g_build_filename (EBB_PKGDATADIR, "screening.json", NULL);
  g_autoptr (GError) error = NULL;

  if (ebb_limits_load (&self->limits, limits_path, &error)
      && ebb_screening_load (&self->screening, screening_path, &error)
      && ebb_answers_load (&self->answers, app->answers_path, &error)
      && ebb_capabilities_load (&self->boots, app->boots_name, &error)
      && (self->past = ebb_past_load (app->history_path, &error)) != NULL
      && (self->program = ebb_program_new_from_file (app->program_path, &error)) != NULL)
    return TRUE;
  ctl_fail (app, CTL_EXIT_FAILED, "%s", error->message);
  return FALSE;
}

static gboolean
check_line (CtlApp *app)
{
  const struct
  {
    const char *name, *value;
  } needed[] = {
    { "--answers", app->answers_path },
    { "--program", app->program_path },
    { "--boots", app->boots_name },
    { "--history", app->history_path },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      if (needed[i].value != NULL)
        continue;
      ctl_fail (app, CTL_EXIT_USAGE, _ ("%s is missing; expected a file"), needed[i].name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_now (CtlApp *app, gint64 *now_s)
{
  g_autoptr (GDateTime) now = NULL;

  *now_s = g_get_real_time () / G_USEC_PER_SEC;
  if (app->now_text == NULL)
    return TRUE;
  if (g_utf8_validate (app->now_text, -1, NULL))
    now = g_date_time_new_from_iso8601 (app->now_text, NULL);
  if (now == NULL)
    {
      ctl_fail (app, CTL_EXIT_USAGE,
                _ ("--now is “%s”; expected a time with its zone, as in 2026-11-22T21:42:00Z"),
                app->now_text);
      return FALSE;
    }
  *now_s = g_date_time_to_unix (now);
  return TRUE;
}

static gboolean
read_legs (CtlApp *app, EbbLegs *legs)
{
  *legs = EBB_LEGS_BOTH;
  if (app->legs_name == NULL || ebb_legs_from_string (app->legs_name, legs))
    return TRUE;
  ctl_fail (app, CTL_EXIT_USAGE, _ ("--legs is “%s”; expected left, right or both"),
            app->legs_name);
  return FALSE;
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (value == (double) (gint64) value)
    json_builder_add_int_value (builder, (gint64) value);
  else
    json_builder_add_double_value (builder, value);
}

static void
add_truth (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* The names of the bits of @set, lowest first. */
static void
add_set (JsonBuilder *builder, const char *name, guint set, const char *const *names)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if ((set & (1u << i)) != 0)
        json_builder_add_string_value (builder, names[i]);
    }
  json_builder_end_array (builder);
}

static const char *
find_bit_name (gint32 bit, const char *const *names)
{
  guint i = 0;

  while (names[i + 1] != NULL && bit != 1 << i)
    i++;
  return names[i];
}

/* To a tenth of the unit: more than that no limit has. */
static double
round_tenth (double value)
{
  return (double) (gint64) (value * 10.0 + 0.5) / 10.0;
}

static void
add_subject (JsonBuilder *builder, const EbbViolation *violation)
{
  double      divisor;
  const char *unit = ebb_violation_get_unit (violation->code, &divisor);

  switch (violation->code)
    {
    case EBB_VIOLATION_URGENT:
    case EBB_VIOLATION_BLOCKED:
    case EBB_VIOLATION_CONSULT:
    case EBB_VIOLATION_UNANSWERED:
      add_text (builder, "question", ebb_question_to_string ((EbbQuestion) violation->value));
      return;
    case EBB_VIOLATION_REASK:
      add_text (builder, "because", find_bit_name (violation->value, reask_names));
      return;
    case EBB_VIOLATION_CHECK:
      add_text (builder, "check", find_bit_name (violation->value, said_names));
      return;
    case EBB_VIOLATION_ZONE_OFF:
      add_text (builder, "leg", ebb_side_to_string ((EbbSide) violation->value));
      return;
    default:
      break;
    }
  if (unit == NULL && violation->code != EBB_VIOLATION_COUNT)
    return;
  add_number (builder, "value", round_tenth (violation->value / divisor));
  add_number (builder, "bound", round_tenth (violation->bound / divisor));
  add_text (builder, "unit", unit != NULL ? unit : "sessions");
}

static void
add_reason (JsonBuilder *builder, const EbbViolation *violation)
{
  g_autofree char *words = ctl_dup_violation_words (violation);

  json_builder_begin_object (builder);
  add_text (builder, "code", ebb_violation_code_to_string (violation->code));
  if (violation->zone < EBB_N_ZONES)
    add_text (builder, "zone", ebb_zone_to_string (violation->zone));
  add_subject (builder, violation);
  add_text (builder, "text", words);
  json_builder_end_object (builder);
}

static void
add_zones (JsonBuilder *builder, const EbbCaps *caps)
{
  const char *names[EBB_N_ZONES + 1] = { NULL };

  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    names[zone] = ebb_zone_to_string ((EbbZone) zone);
  json_builder_set_member_name (builder, "zones");
  json_builder_begin_object (builder);
  for (int side = 0; side < EBB_N_SIDES; side++)
    add_set (builder, ebb_side_to_string ((EbbSide) side), caps->zones[side], names);
  json_builder_end_object (builder);
}

static void
add_caps (JsonBuilder *builder, const EbbCaps *caps)
{
  gboolean has_heat = caps->allows_heat && caps->heat_cap_ddeg > 0 && caps->cap_pa > 0;

  add_number (builder, "cap_mmhg", ebb_pa_to_whole_mmhg (caps->cap_pa));
  add_number (builder, "longest_s", caps->cap_pa > 0 ? caps->longest_s : 0);
  add_number (builder, "heat_cap_c", has_heat ? caps->heat_cap_ddeg / 10.0 : 0);
  add_number (builder, "heat_longest_s", has_heat ? caps->heat_longest_s : 0);
  add_zones (builder, caps);
  add_text (builder, "step", ebb_cap_step_to_string (caps->step));
  add_set (builder, "extended_needs", caps->wanting, unlock_names);
  add_number (builder, "uneventful_sessions", caps->tally.n_uneventful);
}

static void
print_json (const EbbVerdict *verdict)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_truth (builder, "allowed", ebb_verdict_allows (verdict));
  add_caps (builder, &verdict->caps);
  json_builder_set_member_name (builder, "reasons");
  json_builder_begin_array (builder);
  for (guint i = 0; i < verdict->violations->len; i++)
    add_reason (builder, &g_array_index (verdict->violations, EbbViolation, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  ctl_print_json_line (builder);
}

static void
print_words (const EbbVerdict *verdict)
{
  if (ebb_verdict_allows (verdict))
    g_print (_ ("Allowed by your answers: up to %d mmHg, up to %u min.\n"),
             ebb_pa_to_whole_mmhg (verdict->caps.cap_pa), verdict->caps.longest_s / 60);
  for (guint i = 0; i < verdict->violations->len; i++)
    {
      g_autofree char *words =
          ctl_dup_violation_words (&g_array_index (verdict->violations, EbbViolation, i));

      g_print ("%s\n", words);
    }
}

void
ctl_verdict (CtlApp *app, char **arguments G_GNUC_UNUSED)
{
  g_auto (Case) self = { 0 };
  g_auto (EbbVerdict) verdict = { .violations = NULL };
  EbbPerson person;

  if (!check_line (app) || !read_now (app, &self.now_s) || !read_legs (app, &self.proposal.legs)
      || !read_files (app, &self))
    return;
  self.proposal.program = self.program;
  self.proposal.length_s = app->minutes != CTL_MINUTES_OF_PROGRAM
                               ? (guint) app->minutes * 60
                               : ebb_program_get_length_s (self.program);
  person = (EbbPerson){ &self.screening, &self.answers, self.past, { self.now_s, -1 } };
  ebb_verdict_init (&verdict, &self.limits, &self.boots, &self.proposal, &person,
                    app->is_edit ? EBB_MOMENT_EDIT : EBB_MOMENT_START);
  if (app->is_json)
    print_json (&verdict);
  else
    print_words (&verdict);
  ctl_quit (app, ebb_verdict_allows (&verdict) ? CTL_EXIT_OK : CTL_EXIT_REFUSED);
}
