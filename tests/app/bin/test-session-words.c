/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebbctl-refusal-words.h"
#include "ebbctl-session-words.h"

#include <string.h>

#define EMPTY "Every zone is below 10 mmHg."
#define LOOK "Do not use these boots until someone has looked at them."

#define LOOK_AT_SKIN "Take the boots off, and look at your skin."

typedef struct
{
  EbbFault    fault;
  const char *what;
  const char *full;
  const char *empty;
} FaultRow;

static const FaultRow fault_rows[] = {
  { EBB_FAULT_NONE, "Ebb stopped for a fault", "Open the boots if they feel tight.", LOOK },
  { EBB_FAULT_OVERSHOOT, "pressure went above the plan (58 mmHg).",
    "It may have felt too tight. Open the boots", LOOK },
  { EBB_FAULT_STUCK_SQUEEZE, "a zone stayed tight for 60 s.", "Open the boots now.",
    "Check that both legs feel normal." },
  { EBB_FAULT_NO_READING, "no pressure reading for 3 s.", "Ebb does not know how tight they are.",
    "Ebb did not know how tight they were." },
  { EBB_FAULT_NOT_VENTED, "letting the air out takes too long.", "Open them now.", LOOK },
  { EBB_FAULT_BOOTS, "the boots report a fault.", "Open the boots if they feel tight.",
    "Something in them is not as it should be." },
  { EBB_FAULT_HEAT, "heat was too high, or did not go off.", "Take the boots off now",
    LOOK_AT_SKIN },
  { EBB_FAULT_OTHER_PROGRAM, "the boots run another program.", "Open the boots if they feel tight.",
    "They did not do what Ebb showed. Do not use these boots" },
  { EBB_FAULT_GATE, "a value was outside the limits.",
    "Nothing outside the limits was sent to the boots.",
    "Nothing outside the limits was sent to the boots." },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fault_rows) == EBB_FAULT_GATE + 1);

typedef struct
{
  EbbSessionEnd end;
  const char   *words;
} EndRow;

static const EndRow end_rows[] = {
  { EBB_END_BY_NONE, "It is over, and Ebb does not know why. Look at the boots before using them "
                     "again." },
  { EBB_END_BY_COMPLETE, "Finished. " EMPTY },
  { EBB_END_BY_STOP, "You stopped it at 12:05. " EMPTY },
  { EBB_END_BY_BOOTS, "The boots ended it by themselves. " EMPTY },
  { EBB_END_BY_DID_NOT_START,
    "The boots did not start. No air went in. Check the hoses and try again." },
  { EBB_END_BY_LINK_LOST, "The link was lost at 12:05. Check that both legs feel normal." },
  { EBB_END_BY_FAULT, "Ebb stopped: no pressure reading for 3 s. " EMPTY " Ebb did not know how "
                      "tight they were. Check that both legs feel normal." },
  { EBB_END_BY_BATTERY, "The battery of the boots ran low, and Ebb ended it early: they might have "
                        "stopped with air inside. " EMPTY " Charge them before the next session." },
  { EBB_END_BY_PAUSE_TIMEOUT, "It was paused for 10 minutes and ended by itself. " EMPTY },
  { EBB_END_BY_QUIT, "You stopped it at 12:05. " EMPTY },
  { EBB_END_BY_CRASH, "Ebb ended in the middle of it, and stopped the boots now. " EMPTY
                      " Check that both legs feel normal." },
  { EBB_END_BY_REFUSED, "The boots refused to start. No air went in. See that no other app uses "
                        "them, and try again." },
  { EBB_END_BY_DID_NOT_CONTINUE, "It was paused at 12:05 and did not get going again. No more air "
                                 "went in. Check the hoses before the next session." },
  { EBB_END_BY_SLEEP,
    "The computer went to sleep at 12:05, and Ebb stopped the boots first. " EMPTY },
  { EBB_END_BY_BUTTON, "The boots' own button stopped it. " EMPTY },
  { EBB_END_BY_OTHERS, "Another app, or somebody near, stopped it. " EMPTY },
  { EBB_END_BY_NO_AIR,
    "Hardly any air reached the legs any more, and Ebb stopped the boots at 12:05. " EMPTY
    " Check the hoses and the zips before the next session." },
  { EBB_END_BY_NO_ANSWER,
    "Nobody answered whether they were awake, and Ebb stopped the boots at 12:05. " EMPTY
    " Look at both legs before the next session. Boots are for people who are awake." },
  { EBB_END_BY_NOT_HEARD,
    "The boots heard nothing of Ebb for too long, and ended it by themselves at 12:05. " EMPTY
    " Check that both legs feel normal." },
};
G_STATIC_ASSERT (G_N_ELEMENTS (end_rows) == EBB_N_ENDS);

static void
assert_says (const char *words, const char *part)
{
  if (strstr (words, part) == NULL)
    g_error ("expected \"%s\" in \"%s\"", part, words);
}

static void
test_every_fault_has_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_rows); i++)
    {
      const FaultRow  *row = &fault_rows[i];
      EbbSnapshot      snapshot;
      g_autofree char *full = NULL;
      g_autofree char *empty = NULL;

      ebb_snapshot_init (&snapshot);
      snapshot.fault = row->fault;
      snapshot.fault_pa = ebb_mmhg_to_pa (58);
      full = ctl_dup_fault_words (&snapshot);
      empty = ctl_dup_empty_fault_words (&snapshot);
      assert_says (full, row->what);
      assert_says (full, row->full);
      g_assert_null (strstr (full, EMPTY));
      assert_says (empty, row->what);
      assert_says (empty, EMPTY);
      assert_says (empty, row->empty);
      /* The name of the fault is for JSON and the store. */
      if (strchr (ebb_fault_to_string (row->fault), '-') != NULL)
        g_assert_null (strstr (full, ebb_fault_to_string (row->fault)));
    }
}

static void
test_pressure_that_is_unknown_is_not_named (void)
{
  EbbSnapshot      snapshot;
  g_autofree char *words = NULL;

  ebb_snapshot_init (&snapshot);
  snapshot.fault = EBB_FAULT_OVERSHOOT;
  snapshot.fault_pa = EBB_PRESSURE_UNKNOWN_PA;
  words = ctl_dup_fault_words (&snapshot);
  g_assert_true (g_str_has_prefix (words, "Ebb stopped: pressure went above the plan. "));
}

static void
test_fault_of_a_newer_ebb_has_words (void)
{
  EbbSnapshot      snapshot;
  g_autofree char *words = NULL;

  ebb_snapshot_init (&snapshot);
  snapshot.fault = (EbbFault) (EBB_FAULT_GATE + 1);
  words = ctl_dup_fault_words (&snapshot);
  assert_says (words, fault_rows[0].what);
}

static const struct
{
  EbbSessionEnd end;
  EbbFault      fault;
  gboolean      is_vented_confirmed;
  const char   *words;
} record_rows[] = {
  { EBB_END_BY_COMPLETE, EBB_FAULT_NONE, TRUE, "Finished." },
  { EBB_END_BY_STOP, EBB_FAULT_NONE, TRUE, "You stopped it at 3:09." },
  { EBB_END_BY_LINK_LOST, EBB_FAULT_NONE, FALSE,
    "The link was lost at 3:09. The boots did not confirm that they are empty: open them if they "
    "are still on." },
  { EBB_END_BY_FAULT, EBB_FAULT_STUCK_SQUEEZE, TRUE, "Ebb stopped: a zone stayed tight for 60 s." },
  { EBB_END_BY_CRASH, EBB_FAULT_NONE, TRUE, "Ebb ended in the middle of it." },
  { EBB_END_BY_REFUSED, EBB_FAULT_NONE, FALSE, "The boots refused to start. No air went in." },
};

static void
test_history_says_how_it_ended (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (record_rows); i++)
    {
      g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();
      g_autofree char *words = NULL;

      record->ended_wall_us = 1;
      record->run_s = 189;
      record->end = record_rows[i].end;
      record->fault = record_rows[i].fault;
      record->is_vented_confirmed = record_rows[i].is_vented_confirmed;
      words = ctl_dup_record_words (record);
      g_assert_cmpstr (words, ==, record_rows[i].words);
    }
}

static void
test_history_says_that_something_felt_wrong (void)
{
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();
  g_autofree char *words = NULL;

  record->ended_wall_us = 1;
  record->end = EBB_END_BY_COMPLETE;
  record->is_vented_confirmed = TRUE;
  record->has_symptom = TRUE;
  words = ctl_dup_record_words (record);
  g_assert_true (g_str_has_suffix (words, "Something felt wrong afterwards."));
}

static void
test_history_of_a_session_that_goes_on (void)
{
  g_autoptr (EbbSessionRecord) record = ebb_session_record_new ();
  g_autofree char *words = ctl_dup_record_words (record);

  g_assert_cmpstr (words, ==, "Not ended yet.");
}

static void
test_every_end_has_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (end_rows); i++)
    {
      EbbSnapshot      snapshot;
      g_autofree char *words = NULL;

      ebb_snapshot_init (&snapshot);
      snapshot.end = end_rows[i].end;
      snapshot.end_elapsed_ms = (12 * 60 + 5) * 1000;
      snapshot.fault = EBB_FAULT_NO_READING;
      words = ctl_dup_end_words (&snapshot);
      g_assert_cmpstr (words, ==, end_rows[i].words);
    }
}

/* What a person said is no word of the boots. */
static void
test_unconfirmed_end_is_not_called_empty (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (end_rows); i++)
    {
      EbbSnapshot      snapshot;
      g_autofree char *words = NULL;

      ebb_snapshot_init (&snapshot);
      snapshot.end = end_rows[i].end;
      snapshot.has_result = TRUE;
      words = ctl_dup_end_words (&snapshot);
      g_assert_null (strstr (words, EMPTY));
      assert_says (words, "they have not confirmed it: Ebb sends Stop when they answer again.");
    }
}

static void
test_every_refusal_has_words (void)
{
  for (int code = 0; code < EBB_N_REFUSALS; code++)
    {
      EbbRefusal refusal = { .code = code, .value = 120, .bound = 60, .message = "0x05" };
      g_autoptr (GString) words = g_string_new (NULL);
      const char *detail;

      ctl_append_refusal (words, &refusal);
      g_assert_cmpuint (words->len, >, 20);
      /* The English clause stands behind the words, never in their place; the names of boots are
       * names in any language. */
      detail = strstr (words->str, "0x05");
      if (detail != NULL && code != EBB_REFUSAL_BOOTS_ELSEWHERE)
        g_assert_cmpint (detail - words->str, >, 20);
    }
}

/* How long, and what to do: of a rest that has not passed. */
static void
test_a_rest_says_how_long (void)
{
  const EbbRefusal gap = { .code = EBB_REFUSAL_GAP, .value = 720, .bound = 3600 };
  const EbbRefusal unanswered = { .code = EBB_REFUSAL_UNANSWERED, .value = 3, .bound = 16 };
  g_autoptr (GString) words = g_string_new (NULL);

  ctl_append_refusal (words, &gap);
  assert_says (words->str, "Legs rest 60 min between two sessions. Start in 48 min");
  ctl_append_refusal (words, &unanswered);
  assert_says (words->str, "3 of 16 questions about you were not answered");
}

static void
test_holder_is_named_with_its_time (void)
{
  g_autoptr (GDateTime) since = g_date_time_new_local (2026, 11, 21, 20, 41, 0);
  g_autofree char *known =
      ctl_dup_holder_words ("ebb", g_date_time_to_unix (since) * G_USEC_PER_SEC);
  g_autofree char *unknown = ctl_dup_holder_words ("ebb", 0);

  g_assert_cmpstr (known, ==, "ebb, since 20:41");
  g_assert_cmpstr (unknown, ==, "ebb");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add_func ("/bin/session-words/" path, function)
  ADD ("every-fault-has-words", test_every_fault_has_words);
  ADD ("pressure-that-is-unknown-is-not-named", test_pressure_that_is_unknown_is_not_named);
  ADD ("fault-of-a-newer-ebb-has-words", test_fault_of_a_newer_ebb_has_words);
  ADD ("every-end-has-words", test_every_end_has_words);
  ADD ("unconfirmed-end-is-not-called-empty", test_unconfirmed_end_is_not_called_empty);
  ADD ("every-refusal-has-words", test_every_refusal_has_words);
  ADD ("a-rest-says-how-long", test_a_rest_says_how_long);
  ADD ("holder-is-named-with-its-time", test_holder_is_named_with_its_time);
  ADD ("history-says-how-it-ended", test_history_says_how_it_ended);
  ADD ("history-says-that-something-felt-wrong", test_history_says_that_something_felt_wrong);
  ADD ("history-of-a-session-that-goes-on", test_history_of_a_session_that_goes_on);
#undef ADD
  return g_test_run ();
}
