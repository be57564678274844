/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-reminded.h"

static const char *const state_names[EBB_N_REMINDED] = { "given", "later", "answered" };

/**
 * ebb_reminded_state_to_string:
 *
 * Returns: its name in the file, a static string
 */
const char *
ebb_reminded_state_to_string (EbbRemindedState state)
{
  return (unsigned) state < EBB_N_REMINDED ? state_names[state] : "unknown";
}

/**
 * ebb_reminded_state_from_string:
 * @state: (out): as it was if there is none of that name
 */
gboolean
ebb_reminded_state_from_string (const char *text, EbbRemindedState *state)
{
  for (int i = 0; i < EBB_N_REMINDED; i++)
    {
      if (g_strcmp0 (text, state_names[i]) != 0)
        continue;
      *state = (EbbRemindedState) i;
      return TRUE;
    }
  return FALSE;
}

EbbReminded *
ebb_reminded_new (const char         *plan_id,
                  const EbbLocalTime *local,
                  gint64              due_s,
                  EbbRemindedState    state)
{
  EbbReminded *self = g_new (EbbReminded, 1);

  *self = (EbbReminded){
    .plan_id = g_strdup (plan_id), .local = *local, .due_s = due_s, .state = state
  };
  return self;
}

EbbReminded *
ebb_reminded_copy (const EbbReminded *self)
{
  return ebb_reminded_new (self->plan_id, &self->local, self->due_s, self->state);
}

void
ebb_reminded_free (EbbReminded *self)
{
  g_free (self->plan_id);
  g_free (self);
}

EbbBegun *
ebb_begun_new (const char *person_id, const char *program_id, gint64 started_s)
{
  EbbBegun *self = g_new (EbbBegun, 1);

  *self = (EbbBegun){ .person_id = g_strdup (person_id),
                      .program_id = g_strdup (program_id),
                      .started_s = started_s };
  return self;
}

void
ebb_begun_free (EbbBegun *self)
{
  g_free (self->person_id);
  g_free (self->program_id);
  g_free (self);
}
