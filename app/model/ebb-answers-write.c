/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-answers.h"

#include <json-glib/json-glib.h>

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_truth (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

/* What never was is left out. */
static void
add_time (JsonBuilder *builder, const char *name, gint64 wall_s)
{
  g_autoptr (GDateTime) time = wall_s > 0 ? g_date_time_new_from_unix_utc (wall_s) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  if (text != NULL)
    add_text (builder, name, text);
}

static void
add_questions (JsonBuilder *builder, const EbbAnswers *answers)
{
  json_builder_set_member_name (builder, "answers");
  json_builder_begin_object (builder);
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    {
      const char *word = ebb_answer_to_string (answers->answer[i]);

      if (word != NULL)
        add_text (builder, ebb_question_to_string ((EbbQuestion) i), word);
    }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "agreed");
  json_builder_begin_object (builder);
  for (int i = 0; i < EBB_N_QUESTIONS; i++)
    add_time (builder, ebb_question_to_string ((EbbQuestion) i), answers->agreed_s[i]);
  json_builder_end_object (builder);
}

static void
add_person (JsonBuilder *builder, const EbbAnswers *answers)
{
  g_autofree char *born = ebb_born_to_string (answers->born_month);

  if (born != NULL)
    add_text (builder, "born", born);
  if (answers->age_years != EBB_AGE_UNKNOWN)
    add_number (builder, "age_years", answers->age_years);
  if (answers->answered_age_years != EBB_AGE_UNKNOWN)
    add_number (builder, "answered_age_years", answers->answered_age_years);
  if (answers->skin_legs != EBB_LEGS_NONE)
    add_text (builder, "skin_legs", ebb_legs_to_string (answers->skin_legs));
  add_truth (builder, "skin_fever", !answers->has_no_fever);
  add_truth (builder, "helper_present", answers->is_helper_present);
  if (answers->due_s == EBB_DUE_UNKNOWN)
    add_text (builder, "due", "unknown");
  add_time (builder, "due", answers->due_s);
  add_time (builder, "profile_edited", answers->profile_edited_s);
  add_time (builder, "extended_acknowledged", answers->extended_acknowledged_s);
  if (answers->own_cap_pa > 0)
    add_number (builder, "own_cap_mmhg", ebb_pa_to_whole_mmhg (answers->own_cap_pa));
  if (answers->own_longest_s > 0)
    add_number (builder, "own_longest_s", answers->own_longest_s);
}

/**
 * ebb_answers_to_json:
 *
 * As ebb_answers_parse() reads it, but for what was said for one session alone.
 *
 * Returns: (transfer full): one line
 */
char *
ebb_answers_to_json (const EbbAnswers *answers)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "format", EBB_ANSWERS_FORMAT);
  add_number (builder, "revision", answers->revision);
  add_time (builder, "answered", answers->answered_s);
  add_questions (builder, answers);
  add_person (builder, answers);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
