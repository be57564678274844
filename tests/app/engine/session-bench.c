/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "session-bench.h"

#include <string.h>

#define ANSWER_MS 10

typedef struct
{
  BenchBoots *boots;
  BenchWay    way;
  EbbRole     role;
  guint       timer_id;
  size_t      size;
  uint8_t     bytes[EBB_MESSAGE_MAX_BYTES];
} Message;

static struct
{
  EbbLimits      limits;
  EbbProgram    *program;
  EbbDefinition *definition;
} files;

/* ---- the air ---- */

static void
deliver (BenchBoots *boots, BenchWay way, EbbRole role, const uint8_t *bytes, size_t size)
{
  if (way == BENCH_TO_BOOTS)
    strict_boots_write (&boots->boots, role, bytes, size);
  else if (ebb_link_get_state (EBB_LINK (boots->link)) == EBB_LINK_READY)
    ebb_scripted_link_receive (boots->link, role, bytes, size);
}

static void
free_message (gpointer data)
{
  Message *message = data;

  if (message->timer_id != 0)
    ebb_clock_remove (EBB_CLOCK (message->boots->bench->clock), message->timer_id);
  g_free (message);
}

static gboolean
deliver_cb (gpointer user_data)
{
  Message *message = user_data;
  Message  copy = *message;

  /* It has run out: nothing to take back. */
  message->timer_id = 0;
  g_ptr_array_remove_fast (message->boots->flying, message);
  deliver (copy.boots, copy.way, copy.role, copy.bytes, copy.size);
  return G_SOURCE_REMOVE;
}

void
session_bench_fly (BenchBoots *boots, BenchWay way, EbbRole role, const uint8_t *bytes, size_t size)
{
  SessionBench *bench = boots->bench;
  int           delay_ms = way == BENCH_TO_BOOTS ? 0 : ANSWER_MS;
  Message      *message;

  if (bench->air != NULL)
    delay_ms = bench->air (boots, way, role, bench->user_data);
  if (delay_ms == 0)
    deliver (boots, way, role, bytes, size);
  if (delay_ms <= 0)
    return;
  message = g_new0 (Message, 1);
  message->boots = boots;
  message->way = way;
  message->role = role;
  message->size = size;
  memcpy (message->bytes, bytes, size);
  g_ptr_array_add (boots->flying, message);
  message->timer_id =
      ebb_clock_add_timeout (EBB_CLOCK (bench->clock), (guint) delay_ms, deliver_cb, message);
}

static void
observe (BenchBoots *boots, BenchWay way, EbbRole role, const uint8_t *bytes, size_t size)
{
  if (boots->bench->observer != NULL)
    boots->bench->observer (boots, way, role, bytes, size, boots->bench->user_data);
}

static void
written_cb (EbbScriptedLink *link G_GNUC_UNUSED,
            EbbRole               role,
            const uint8_t        *bytes,
            size_t                size,
            gpointer              user_data)
{
  BenchBoots *boots = user_data;
  uint8_t     copy[EBB_MESSAGE_MAX_BYTES];

  g_assert_cmpuint (size, <=, sizeof copy);
  if (boots->is_deaf)
    return;
  memcpy (copy, bytes, size);
  if (boots->bench->tamper != NULL
      && !boots->bench->tamper (boots, role, copy, size, boots->bench->user_data))
    return;
  observe (boots, BENCH_TO_BOOTS, role, copy, size);
  session_bench_fly (boots, BENCH_TO_BOOTS, role, copy, size);
}

static void
said_cb (EbbRole role, const uint8_t *bytes, size_t size, gpointer user_data)
{
  BenchBoots *boots = user_data;

  if (role == EBB_ROLE_STATUS && boots->link != NULL)
    ebb_scripted_link_set_value (boots->link, role, bytes, size);
  observe (boots, BENCH_FROM_BOOTS, role, bytes, size);
  if (boots->boots.is_silent || boots->link == NULL
      || ebb_link_get_state (EBB_LINK (boots->link)) != EBB_LINK_READY)
    return;
  session_bench_fly (boots, BENCH_FROM_BOOTS, role, bytes, size);
}

/* ---- making ---- */

/**
 * session_bench_load:
 * @argv: from 1: limits.json, a program, a definition
 */
void
session_bench_load (char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  ebb_limits_load (&files.limits, argv[1], &error);
  g_assert_no_error (error);
  files.program = ebb_program_new_from_file (argv[2], &error);
  g_assert_no_error (error);
  g_file_get_contents (argv[3], &json, &size, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (json, size);
  files.definition = ebb_definition_new_from_json (bytes, &error);
  g_assert_no_error (error);
}

static void
make_link (BenchBoots *boots)
{
  static const char *const identities[] = { "sim:1", "sim:2" };
  SessionBench            *bench = boots->bench;
  uint8_t                  bytes[EBB_MESSAGE_MAX_BYTES];
  size_t                   size;

  boots->link =
      ebb_scripted_link_new (identities[boots->index], bench->definition, EBB_CLOCK (bench->clock));
  size = strict_boots_encode_features (&boots->boots, bytes, sizeof bytes);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_FEATURES, bytes, size);
  size = ebb_status_encode (&boots->boots.status, bytes, sizeof bytes);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_STATUS, bytes, size);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_SERIAL, "S-1", 3);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_MODEL, "Strict", 6);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_MANUFACTURER, "Test", 4);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_FIRMWARE, "1", 1);
  ebb_scripted_link_set_value (boots->link, EBB_ROLE_BATTERY, "\x50", 1);
  ebb_scripted_link_set_responder (boots->link, written_cb, boots);
  boots->controller =
      ebb_controller_new (EBB_LINK (boots->link), EBB_CLOCK (bench->clock), BENCH_OWNER);
}

static void
make_session (SessionBench *self)
{
  EbbController *controllers[EBB_SESSION_MAX_LINKS];

  for (guint i = 0; i < self->n_boots; i++)
    {
      make_link (&self->boots[i]);
      controllers[i] = self->boots[i].controller;
    }
  self->session = ebb_session_new (EBB_CLOCK (self->clock), EBB_JOURNAL (self->journal),
                                   &self->limits, self->guardian_path, "/bin/false");
  ebb_session_set_controllers (self->session, controllers, self->n_boots);
}

void
session_bench_init_guarded (SessionBench *self, guint n_boots, const char *guardian_path)
{
  *self = (SessionBench){
    .guardian_path = guardian_path,
    .clock = ebb_fake_clock_new (),
    .limits = files.limits,
    .definition = files.definition,
    .program = files.program,
    .journal = test_journal_new (),
    .n_boots = n_boots,
  };
  for (guint i = 0; i < n_boots; i++)
    {
      BenchBoots *boots = &self->boots[i];

      boots->bench = self;
      boots->index = i;
      boots->flying = g_ptr_array_new_with_free_func (free_message);
      strict_boots_init (&boots->boots, EBB_CLOCK (self->clock), said_cb, boots);
      /* A set of two is a left boot and a right one. */
      if (n_boots == 2)
        {
          boots->boots.features.zones[1 - i] = 0;
          boots->boots.features.settable[1 - i] = 0;
        }
    }
  make_session (self);
}

void
session_bench_init (SessionBench *self, guint n_boots)
{
  session_bench_init_guarded (self, n_boots, NULL);
}

static void
clear_session (SessionBench *self)
{
  ebb_settle ();
  g_clear_object (&self->session);
  for (guint i = 0; i < self->n_boots; i++)
    {
      ebb_scripted_link_lose (self->boots[i].link);
      g_clear_object (&self->boots[i].controller);
    }
  ebb_settle ();
  for (guint i = 0; i < self->n_boots; i++)
    g_clear_object (&self->boots[i].link);
}

void
session_bench_reincarnate (SessionBench *self)
{
  for (guint i = 0; i < self->n_boots; i++)
    {
      self->boots[i].is_deaf = TRUE;
      g_ptr_array_set_size (self->boots[i].flying, 0);
      strict_boots_link_ended (&self->boots[i].boots);
    }
  clear_session (self);
  for (guint i = 0; i < self->n_boots; i++)
    self->boots[i].is_deaf = FALSE;
  make_session (self);
}

void
session_bench_clear (SessionBench *self)
{
  for (guint i = 0; i < self->n_boots; i++)
    g_ptr_array_set_size (self->boots[i].flying, 0);
  clear_session (self);
  for (guint i = 0; i < self->n_boots; i++)
    {
      strict_boots_clear (&self->boots[i].boots);
      g_clear_pointer (&self->boots[i].flying, g_ptr_array_unref);
    }
  g_clear_object (&self->journal);
  g_assert_cmpuint (ebb_fake_clock_count_timeouts (self->clock), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&self->clock));
}

/* ---- what happens ---- */

void
session_bench_connect (SessionBench *self)
{
  for (guint i = 0; i < self->n_boots; i++)
    ebb_controller_connect_async (self->boots[i].controller, 0, NULL, NULL, NULL);
  session_bench_advance (self, 200);
  for (guint i = 0; i < self->n_boots; i++)
    g_assert_true (ebb_controller_is_trusted (self->boots[i].controller));
}

void
session_bench_lose (SessionBench *self, guint index)
{
  BenchBoots *boots = &self->boots[index];

  g_ptr_array_set_size (boots->flying, 0);
  strict_boots_link_ended (&boots->boots);
  ebb_scripted_link_lose (boots->link);
}

void
session_bench_set_in_reach (SessionBench *self, guint index, gboolean is_in_reach)
{
  ebb_scripted_link_set_outcome (self->boots[index].link, EBB_SCRIPTED_CONNECT, EBB_ROLE_FEATURES,
                                 is_in_reach ? EBB_SCRIPTED_SUCCEEDS
                                             : (int) EBB_LINK_ERROR_UNREACHABLE);
}

gboolean
session_bench_confirm (SessionBench *self, gint64 age_us, GError **error)
{
  const EbbConfirmation confirmation = {
    .program = self->program,
    .legs = EBB_LEGS_BOTH,
    .length_s = self->limits.session_min_s,
    .cap_pa = self->limits.first_session_cap_pa,
    .by = EBB_CONFIRMED_BY_PRESS,
    .confirmed_boottime_us = ebb_clock_get_boottime_us (EBB_CLOCK (self->clock)) - age_us,
    .boots_identity = "sim:1",
    .boots_name = "Strict boots",
  };

  return ebb_session_confirm (self->session, &confirmation, error);
}

void
session_bench_advance (SessionBench *self, guint duration_ms)
{
  ebb_fake_clock_advance_ms (self->clock, duration_ms);
}

void
session_bench_reach (SessionBench *self, EbbSessionState state, guint limit_ms)
{
  for (guint passed_ms = 0; session_bench_get_state (self) != state; passed_ms += 10)
    {
      if (passed_ms >= limit_ms)
        g_error ("the session is %s after %u ms, expected %s",
                 ebb_session_state_to_string (session_bench_get_state (self)), limit_ms,
                 ebb_session_state_to_string (state));
      session_bench_advance (self, 10);
    }
}

void
session_bench_run (SessionBench *self, guint n_boots)
{
  g_autoptr (GError) error = NULL;

  session_bench_init (self, n_boots);
  session_bench_connect (self);
  session_bench_confirm (self, 0, &error);
  g_assert_no_error (error);
  session_bench_reach (self, EBB_SESSION_RUNNING, 3000);
}

EbbSessionState
session_bench_get_state (SessionBench *self)
{
  return ebb_session_get_snapshot (self->session)->state;
}

guint
session_bench_count_stops (SessionBench *self, guint index)
{
  return ebb_scripted_link_count_sent (self->boots[index].link, EBB_ROLE_STOP);
}

static gboolean
decode_entry (const EbbScriptedEntry *entry, EbbOp op, EbbRequest *request)
{
  gsize          size;
  const uint8_t *bytes;

  if (entry->act != EBB_SCRIPTED_SEND || entry->role != EBB_ROLE_CONTROL)
    return FALSE;
  bytes = g_bytes_get_data (entry->bytes, &size);
  return ebb_request_decode (request, bytes, size) == EBB_DECODE_OK && request->op == op;
}

guint
session_bench_count_requests (SessionBench *self, guint index, EbbOp op)
{
  EbbScriptedLink *link = self->boots[index].link;
  EbbRequest       request;
  guint            count = 0;

  for (guint i = 0; i < ebb_scripted_link_count_entries (link); i++)
    count += decode_entry (ebb_scripted_link_get_entry (link, i), op, &request);
  return count;
}

gboolean
session_bench_find_request (SessionBench *self, guint index, EbbOp op, EbbRequest *request)
{
  EbbScriptedLink *link = self->boots[index].link;

  for (guint i = ebb_scripted_link_count_entries (link); i > 0; i--)
    if (decode_entry (ebb_scripted_link_get_entry (link, i - 1), op, request))
      return TRUE;
  return FALSE;
}
