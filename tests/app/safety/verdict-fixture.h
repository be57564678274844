/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#pragma once

#include "ebb-verdict.h"
#include "person-fixture.h"
#include "safety-fixture.h"

G_BEGIN_DECLS

#define HOUR_S (60 * 60)

/* One person, boots and proposal; each test changes what it is about. */
typedef struct
{
  EbbLimits       limits;
  EbbScreening    screening;
  EbbAnswers      answers;
  GArray         *past;
  EbbCapabilities boots;
  EbbProposal     proposal;
  EbbMoment       moment;
} Case;

static inline EbbProgram *
make_program (int foot_mmhg, int thigh_mmhg, int heat_c, int heat_s)
{
  g_autofree char *thigh = g_strdup_printf (", \"upper_thigh\": %d", thigh_mmhg);
  g_autofree char *heat = g_strdup_printf (
      "\"heat\": {\"zones\": [\"upper_calf\"], \"temperature_c\": %d, \"duration_s\": %d},", heat_c,
      heat_s);
  g_autofree char *text = g_strdup_printf (
      "{\"format\": \"ebb-program/1\", \"id\": \"test\", \"name\": \"Test\", \"about\": \"Test.\","
      " \"pattern\": \"sequential\", \"legs\": \"same\", \"length_s\": 1800,"
      " \"cycle\": {\"inflate_s\": 4, \"hold_s\": 5, \"deflate_s\": 20, \"rest_s\": 0}, %s"
      " \"pressure_mmhg\": {\"foot\": %d, \"upper_calf\": 20%s},"
      " \"gentle_start_percent\": [50, 75]}",
      heat_s > 0 ? heat : "", foot_mmhg, thigh_mmhg > 0 ? thigh : "");
  g_autoptr (GError) error = NULL;
  EbbProgram *program = ebb_program_new_from_json (text, -1, &error);

  g_assert_no_error (error);
  return program;
}

/* Somebody well, on boots of tier A that move air, for the first time. */
static inline void
case_init (Case *self)
{
  *self = (Case){
    .limits = load_limits (),
    .past = g_array_new (FALSE, FALSE, sizeof (EbbPastSession)),
    .boots = make_boots (),
    .moment = EBB_MOMENT_START,
    .proposal = { make_program (40, 15, 0, 0), EBB_LEGS_BOTH, 1200 },
  };
  load_screening (&self->screening);
  self->answers = make_answers (&self->screening);
  self->boots.is_simulated = false;
  self->boots.has_short_timer = true;
  self->boots.obeys_bonded_only = true;
  self->boots.pressure_max_pa = ebb_mmhg_to_pa (110);
}

static inline void
case_clear (Case *self)
{
  ebb_screening_clear (&self->screening);
  g_array_unref (self->past);
  g_object_unref (self->proposal.program);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static inline void
set_program (Case *self, int foot_mmhg, int thigh_mmhg, int heat_c, int heat_s)
{
  g_object_unref (self->proposal.program);
  self->proposal.program = make_program (foot_mmhg, thigh_mmhg, heat_c, heat_s);
}

static inline void
add_past (Case *self, gint64 age_s, guint squeezed_s)
{
  EbbPastSession session = {
    .started_s = NOW_S - age_s - squeezed_s,
    .ended_s = NOW_S - age_s,
    .ended_boot_s = -1,
    .squeezed_s = squeezed_s,
    .end = EBB_END_BY_COMPLETE,
  };

  g_array_append_val (self->past, session);
}

static inline void
judge (Case *self, EbbVerdict *verdict)
{
  const EbbPerson person = { &self->screening, &self->answers, self->past, { NOW_S, -1 } };

  ebb_verdict_init (verdict, &self->limits, &self->boots, &self->proposal, &person, self->moment);
}

static inline gboolean
is_allowed (Case *self)
{
  g_auto (EbbVerdict) verdict;

  judge (self, &verdict);
  return ebb_verdict_allows (&verdict);
}

/* Exactly one thing is against it. */
static inline void
assert_only (Case *self, EbbViolationCode code, int value, int bound)
{
  g_auto (EbbVerdict) verdict;
  const EbbViolation *violation;

  judge (self, &verdict);
  g_assert_cmpuint (verdict.violations->len, ==, 1);
  violation = &g_array_index (verdict.violations, EbbViolation, 0);
  g_assert_cmpstr (ebb_violation_code_to_string (violation->code), ==,
                   ebb_violation_code_to_string (code));
  g_assert_cmpint (violation->value, ==, value);
  g_assert_cmpint (violation->bound, ==, bound);
}

static inline void
assert_caps (Case *self, EbbCapStep step, int cap_mmhg, guint longest_s)
{
  g_auto (EbbVerdict) verdict;

  judge (self, &verdict);
  g_assert_cmpstr (ebb_cap_step_to_string (verdict.caps.step), ==, ebb_cap_step_to_string (step));
  g_assert_cmpint (verdict.caps.cap_pa, ==, ebb_mmhg_to_pa (cap_mmhg));
  g_assert_cmpuint (verdict.caps.longest_s, ==, longest_s);
}

G_END_DECLS
