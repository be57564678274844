/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "bluez-fixture.h"

typedef struct
{
  EbbPairingNeed need;
  guint          code;
  guint          count;
} Question;

static void
needed_cb (EbbLink *link G_GNUC_UNUSED, guint need, guint code, gpointer user_data)
{
  Question *question = user_data;

  question->need = need;
  question->code = code;
  question->count++;
}

static gboolean
is_asked (gpointer data)
{
  return ((Question *) data)->count > 0;
}

static EbbLink *
open_asking (Fixture *self, Question *question)
{
  EbbLink *link = fixture_open (self, 0);

  g_signal_connect (link, "pairing-needed", G_CALLBACK (needed_cb), question);
  return link;
}

static void
assert_agent_gone (Fixture *self)
{
  fixture_round_trip (self);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
  g_assert_cmpuint (self->bluez->n_default_agents, ==, 0);
}

static void
test_just_works (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  fixture_pair (link, &outcome);
  outcome_assert_success (&outcome);
  g_assert_true (ebb_link_is_paired (link));
  /* Paired over a link that was ready before: what else BlueZ makes is of no use. */
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
  g_assert_cmpuint (self->boots[0]->n_connects, ==, 1);
  g_assert_cmpuint (question.count, ==, 0);
  g_assert_cmpstr (self->bluez->capability, ==, "KeyboardDisplay");
  assert_agent_gone (self);
}

static void
test_pairing_opens_a_ready_link (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) connected = { 0 };
  g_auto (Outcome) paired = { 0 };

  fixture_connect (link, &connected);
  outcome_assert_success (&connected);
  g_assert_cmpint (self->boots[0]->characteristics[EBB_ROLE_CONTROL].write_fd, ==, -1);
  fixture_pair (link, &paired);
  outcome_assert_success (&paired);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_READY);
  g_assert_cmpint (self->boots[0]->characteristics[EBB_ROLE_CONTROL].write_fd, >=, 0);
  g_assert_cmpint (self->boots[0]->characteristics[EBB_ROLE_PROGRAM].write_fd, >=, 0);
}

static void
test_same_number (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_CONFIRM;
  fixture_pair (link, &outcome);
  wait_until (is_asked, &question);
  g_assert_cmpint (question.need, ==, EBB_PAIRING_CONFIRM_CODE);
  g_assert_cmpuint (question.code, ==, 123456);
  g_assert_false (outcome.is_done);
  ebb_link_answer_pairing (link, TRUE, 0);
  outcome_assert_success (&outcome);
  assert_agent_gone (self);
}

static void
test_other_number (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_CONFIRM;
  fixture_pair (link, &outcome);
  wait_until (is_asked, &question);
  ebb_link_answer_pairing (link, FALSE, 0);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_PAIRING_WRONG_CODE);
  g_assert_false (ebb_link_is_paired (link));
  assert_agent_gone (self);
}

static void
test_typed_code (Fixture *self, gconstpointer data)
{
  const guint typed = GPOINTER_TO_UINT (data);
  Question    question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_ENTER;
  fixture_pair (link, &outcome);
  wait_until (is_asked, &question);
  g_assert_cmpint (question.need, ==, EBB_PAIRING_ENTER_CODE);
  ebb_link_answer_pairing (link, TRUE, typed);
  if (typed == 123456)
    outcome_assert_success (&outcome);
  else
    outcome_assert_error (&outcome, EBB_LINK_ERROR_PAIRING_WRONG_CODE);
  assert_agent_gone (self);
}

/* They are not in the mood, or keep to the machine they are bonded to. */
static void
test_boots_say_no (Fixture *self, gconstpointer data)
{
  const char *refusal = data;
  Question    question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pair_refusal = refusal;
  fixture_pair (link, &outcome);
  outcome_assert_error (&outcome, g_str_equal (refusal, "AuthenticationTimeout")
                                      ? EBB_LINK_ERROR_PAIRING_TIMED_OUT
                                      : EBB_LINK_ERROR_PAIRING_REFUSED);
  g_assert_false (ebb_link_is_paired (link));
  assert_agent_gone (self);
}

/* Boots that were reset: this computer still has its half of the bond. */
static void
test_bond_that_boots_forgot (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->has_lost_bond = TRUE;
  fixture_subscribe (self, link, EBB_ROLE_CONTROL, &outcome);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_BOND_LOST);
}

static void
test_nobody_answers (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_CONFIRM;
  fixture_pair (link, &outcome);
  wait_until (is_asked, &question);
  ebb_fake_clock_advance_ms (self->clock, 60000);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_PAIRING_TIMED_OUT);
  assert_agent_gone (self);
  g_assert_null (self->boots[0]->pair_call);
}

static void
test_link_lost_while_asking (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_CONFIRM;
  fixture_pair (link, &outcome);
  wait_until (is_asked, &question);
  double_boots_drop_link (self->boots[0]);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_PAIRING_LOST);
  ebb_link_answer_pairing (link, TRUE, 0);
  assert_agent_gone (self);
}

/* As bluetoothd ends it when the other side has said nothing for half a minute. */
static void
test_link_given_up_while_asking (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_CONFIRM;
  fixture_pair (link, &outcome);
  wait_until (is_asked, &question);
  ebb_fake_clock_advance_ms (self->clock, 30000);
  double_boots_drop_link (self->boots[0]);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_PAIRING_TIMED_OUT);
  assert_agent_gone (self);
}

static void
test_service_gone_while_asking (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) outcome = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_CONFIRM;
  fixture_pair (link, &outcome);
  wait_until (is_asked, &question);
  ebb_bluez_double_stop (self->bluez);
  outcome_assert_error (&outcome, EBB_LINK_ERROR_UNAVAILABLE);
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &outcome->error);

  outcome->is_success = reply != NULL;
  outcome->is_done = TRUE;
}

static void
ask_agent (Fixture *self, GDBusConnection *asker, const char *device_path, Outcome *outcome)
{
  const char *client = g_dbus_connection_get_unique_name (self->connection);

  g_dbus_connection_call (asker, client, g_hash_table_lookup (self->bluez->agents, client),
                          "org.bluez.Agent1", "RequestAuthorization",
                          g_variant_new ("(o)", device_path), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, refused_cb, outcome);
  wait_for (outcome);
}

static void
assert_refused (Outcome *outcome)
{
  g_autofree char *name = NULL;

  g_assert_false (outcome->is_success);
  name = g_dbus_error_get_remote_error (outcome->error);
  g_assert_cmpstr (name, ==, "org.bluez.Error.Rejected");
}

static void
test_speaks_for_its_device_alone (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  Question question = { 0 };
  g_autoptr (EbbLink) link = open_asking (self, &question);
  g_auto (Outcome) pairing = { 0 };
  g_auto (Outcome) foreign = { 0 };
  g_auto (Outcome) stranger = { 0 };

  self->boots[0]->pairing = DOUBLE_PAIRING_CONFIRM;
  fixture_pair (link, &pairing);
  wait_until (is_asked, &question);
  ask_agent (self, self->bluez->connection, self->boots[1]->path, &foreign);
  assert_refused (&foreign);
  /* Not BlueZ, though it names the right device. */
  ask_agent (self, self->connection, self->boots[0]->path, &stranger);
  assert_refused (&stranger);
  g_assert_cmpuint (question.count, ==, 1);
  ebb_link_answer_pairing (link, TRUE, 0);
  outcome_assert_success (&pairing);
}

static void
test_paired_elsewhere (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) outcome = { 0 };

  fixture_pair (link, &outcome);
  outcome_assert_success (&outcome);
  g_assert_null (self->bluez->capability);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->is_success = ebb_link_forget_finish (EBB_LINK (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
test_forget (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (EbbLink) link = fixture_open_ready (self, 0);
  g_auto (Outcome) outcome = { 0 };
  g_auto (Outcome) again = { 0 };

  ebb_link_forget_async (link, NULL, forgotten_cb, &outcome);
  outcome_assert_success (&outcome);
  g_assert_false (self->boots[0]->is_paired);
  fixture_round_trip (self);
  g_assert_cmpint (ebb_link_get_state (link), ==, EBB_LINK_DISCONNECTED);
  g_assert_false (ebb_link_is_paired (link));
  g_assert_null (fixture_find (self, FIXTURE_LEFT));
  /* Twice is no mistake. */
  ebb_link_forget_async (link, NULL, forgotten_cb, &again);
  outcome_assert_success (&again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, test)                                                                      \
  g_test_add ("/bluez/pairing/" path, Fixture, data, fixture_set_up, test, fixture_tear_down)
  ADD ("just-works", NULL, test_just_works);
  ADD ("opens-a-ready-link", NULL, test_pairing_opens_a_ready_link);
  ADD ("same-number", NULL, test_same_number);
  ADD ("other-number", NULL, test_other_number);
  ADD ("typed-code/right", GUINT_TO_POINTER (123456), test_typed_code);
  ADD ("typed-code/wrong", GUINT_TO_POINTER (654321), test_typed_code);
  ADD ("refused", "AuthenticationRejected", test_boots_say_no);
  ADD ("bonded-elsewhere", "AuthenticationFailed", test_boots_say_no);
  ADD ("timed-out", "AuthenticationTimeout", test_boots_say_no);
  ADD ("forgotten-by-the-boots", NULL, test_bond_that_boots_forgot);
  ADD ("nobody-answers", NULL, test_nobody_answers);
  ADD ("link-lost-while-asking", NULL, test_link_lost_while_asking);
  ADD ("link-given-up-while-asking", NULL, test_link_given_up_while_asking);
  ADD ("service-gone-while-asking", NULL, test_service_gone_while_asking);
  ADD ("speaks-for-its-device-alone", NULL, test_speaks_for_its_device_alone);
  ADD ("paired-elsewhere", NULL, test_paired_elsewhere);
  ADD ("forget", NULL, test_forget);

  fixture_init (argv[1]);
  return g_test_run ();
}
