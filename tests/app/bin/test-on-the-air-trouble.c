/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"

#include <string.h>

#include "ebb-bluez-double-crowd.h"

/* ebbctl where the computer's own side of the air goes wrong: the adapter, the service, a bond that
 * only one side has, and pairing that a person ends. */

#define CTRL_C "\003"

/* ---- no radio ---- */

static void
unplug (Air *self)
{
  ebb_bluez_double_unplug_adapter (self->bluez);
}

static void
switch_off (Air *self)
{
  ebb_bluez_double_set_powered (self->bluez, FALSE);
}

/* As BlueZ has it from 5.67 on. */
static void
block (Air *self)
{
  ebb_bluez_double_set_powered (self->bluez, FALSE);
  ebb_bluez_adapter1_set_power_state (self->bluez->adapter, "off-blocked");
}

static void
kill_service (Air *self)
{
  ebb_bluez_double_stop (self->bluez);
}

static void
deny (Air *self)
{
  g_atomic_int_set (&self->bluez->is_denied, TRUE);
}

typedef struct
{
  void (*go_wrong) (Air *self);
  const char *says;
} Trouble;

static const Trouble unplugged = { unplug, "no Bluetooth on this computer; plug in an adapter" };
static const Trouble off = { switch_off, "Bluetooth is off; switch it on" };
static const Trouble blocked = { block, "Bluetooth is blocked by airplane mode or a switch" };
static const Trouble killed = { kill_service, "start it: systemctl start bluetooth" };
static const Trouble denied = { deny, "Ebb may not use Bluetooth" };

/* Whoever looks, pairs or asks is told, by one and the same exit code. */
static void
test_no_radio_has_a_sentence (Air *self, gconstpointer data)
{
  static const char *const lines[][4] = {
    { "scan", NULL },
    { "pair", AIR_FIRST, NULL },
    { "info", AIR_FIRST, NULL },
    { "run", "flush", "--boots", AIR_FIRST },
  };
  const Trouble *trouble = data;

  air_pair (self, AIR_FIRST);
  trouble->go_wrong (self);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *const line[] = { lines[i][0], lines[i][1], lines[i][2], lines[i][3], NULL };
      g_auto (AirEnd) end = { 0 };

      air_run (self, &end, line);
      air_assert_ended (&end, EXIT_NO_BOOTS, trouble->says);
    }
}

/* ---- a bond that only one side has ---- */

static void
lose_own_bond (Air *self)
{
  air_pair (self, AIR_FIRST);
  self->boots[0]->has_lost_bond = TRUE;
  double_boots_drop_link (self->boots[0]);
}

/* As a controller tells it: each link ends at once, and nobody has heard the boots since. */
static void
lose_bond_unheard (Air *self)
{
  lose_own_bond (self);
  self->boots[0]->ends_unbonded = TRUE;
  double_boots_hide (self->boots[0]);
  self->boots[0]->has_bond_alone = TRUE;
  double_boots_show (self->boots[0]);
  self->boots[0]->has_bond_alone = FALSE;
}

/* The computer is paired with them, and Ebb never was. */
static void
lose_foreign_bond (Air *self)
{
  double_boots_bond (self->boots[0]);
  self->boots[0]->has_lost_bond = TRUE;
  double_boots_drop_link (self->boots[0]);
}

/* They are not heard either: their entry is gone from BlueZ, and with it the bond. */
static void
lose_everything (Air *self)
{
  air_pair (self, AIR_FIRST);
  double_boots_forget (self->boots[0]);
}

typedef struct
{
  void (*go_wrong) (Air *self);
  gboolean is_told; /* a plain "pair" fails, and names the way out */
} Loss;

static const Loss own_loss = { lose_own_bond, TRUE };
static const Loss unheard_loss = { lose_bond_unheard, TRUE };
static const Loss foreign_loss = { lose_foreign_bond, TRUE };
static const Loss whole_loss = { lose_everything, FALSE };

static void
test_pair_again_is_named_and_works (Air *self, gconstpointer data)
{
  static const char *const plain[] = { "pair", AIR_FIRST, NULL };
  static const char *const again[] = { "pair", AIR_FIRST, "--again", NULL };
  static const char *const info[] = { "info", AIR_FIRST, NULL };
  const Loss              *loss = data;
  g_auto (AirEnd) told = { 0 };
  g_auto (AirEnd) paired = { 0 };
  g_auto (AirEnd) asked = { 0 };

  loss->go_wrong (self);
  if (loss->is_told)
    {
      air_run (self, &told, plain);
      air_assert_ended (&told, EXIT_NO_BOOTS, "ebbctl pair --again");
    }
  air_run (self, &paired, again);
  air_assert_ended (&paired, 0, "");
  g_assert_true (self->boots[0]->is_paired);
  g_assert_false (self->boots[0]->has_lost_bond);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
  air_run (self, &asked, info);
  air_assert_ended (&asked, 0, "");
  g_assert_nonnull (strstr (asked.output, "battery 77"));
}

/* Own boots whose bond this computer ended, with no scan that hears them and with one. A session does
 * not pair them on its way; who pairs them has said all that is needed. */
static void
test_forgotten_boots_wait_for_who_pairs_them (Air *self, gconstpointer data)
{
  static const char *const run[] = { "run", "gentle-wave", "--boots", AIR_FIRST, "--yes", NULL };
  static const char *const pair[] = { "pair", AIR_FIRST, NULL };
  g_auto (AirEnd) refused = { 0 };
  g_auto (AirEnd) paired = { 0 };
  guint n_connects;

  lose_everything (self);
  if (data != NULL)
    double_boots_show (self->boots[0]);
  n_connects = self->boots[0]->n_connects;
  air_run (self, &refused, run);
  air_assert_ended (&refused, EXIT_NO_BOOTS, "not paired with this computer; see ebbctl pair");
  g_assert_cmpuint (self->boots[0]->n_connects, ==, n_connects);
  air_run (self, &paired, pair);
  air_assert_ended (&paired, 0, "");
  g_assert_true (self->boots[0]->is_paired);
}

/* The old bond is of no use in any case, and is not said to be. */
static void
test_refusal_to_pair_again_is_told (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const again[] = { "pair", AIR_FIRST, "--again", NULL };
  static const char *const list[] = { "boots", "--json", NULL };
  g_auto (AirEnd) end = { 0 };
  g_auto (AirEnd) listed = { 0 };

  lose_own_bond (self);
  self->boots[0]->pair_refusal = "AuthenticationRejected";
  air_run (self, &end, again);
  air_assert_ended (&end, EXIT_NO_BOOTS, "refused to pair");
  g_assert_false (self->boots[0]->is_paired);
  air_run (self, &listed, list);
  g_assert_nonnull (strstr (listed.output, "\"known\":true"));
  g_assert_nonnull (strstr (listed.output, "\"paired\":false"));
}

/* ---- a person at a terminal ---- */

static void
assert_nothing_left (Air *self)
{
  g_assert_false (self->boots[0]->is_paired);
  g_assert_false (self->boots[0]->is_connected);
  g_assert_null (self->boots[0]->pair_call);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
  g_assert_cmpuint (self->bluez->n_orphans, ==, 0);
  g_assert_cmpuint (self->bluez->n_default_agents, ==, 0);
  g_assert_cmpuint (self->boots[0]->n_uninvited, ==, 0);
}

typedef struct
{
  DoublePairing pairing;
  const char   *asks;
  const char   *typed;
  int           exit_code;
  const char   *says;
} Answer;

static const Answer no = { DOUBLE_PAIRING_CONFIRM, "Do the boots show 123 456?", "n\n",
                           EXIT_NO_BOOTS, "the codes were not the same" };
static const Answer nothing = { DOUBLE_PAIRING_CONFIRM, "Do the boots show 123 456?", "\n",
                                EXIT_NO_BOOTS, "pairing was stopped" };
static const Answer wrong_code = { DOUBLE_PAIRING_ENTER,
                                   "Type the code the boots show:", "123457\n", EXIT_NO_BOOTS,
                                   "the codes were not the same" };
static const Answer no_code = { DOUBLE_PAIRING_ENTER, "Type the code the boots show:", "abc\n",
                                EXIT_NO_BOOTS, "pairing was stopped" };
static const Answer interrupted_code = { DOUBLE_PAIRING_ENTER,
                                         "Type the code the boots show:", "12" CTRL_C,
                                         EXIT_NO_BOOTS, "pairing was stopped" };
static const Answer interrupted = { DOUBLE_PAIRING_CONFIRM, "Do the boots show 123 456?", CTRL_C,
                                    EXIT_NO_BOOTS, "pairing was stopped" };

static void
ask (Air *self, AirEnd *end, const Answer *answer)
{
  static const char *const line[] = { "pair", AIR_FIRST, NULL };

  self->boots[0]->pairing = answer->pairing;
  air_start_on_terminal (self, end, line);
  air_wait_screen (end, answer->asks);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 1);
}

static void
test_answer_leaves_nothing_behind (Air *self, gconstpointer data)
{
  static const char *const list[] = { "boots", "--json", NULL };
  const Answer            *answer = data;
  g_auto (AirEnd) end = { 0 };
  g_auto (AirEnd) listed = { 0 };

  ask (self, &end, answer);
  air_type (&end, answer->typed);
  air_wait_end (&end);
  air_assert_ended (&end, answer->exit_code, answer->says);
  assert_nothing_left (self);
  air_run (self, &listed, list);
  g_assert_cmpstr (listed.output, ==, "");
}

static const Answer yes = { .pairing = DOUBLE_PAIRING_CONFIRM,
                            .asks = "Do the boots show 123 456?",
                            .typed = "y\n" };
static const Answer right_code = { .pairing = DOUBLE_PAIRING_ENTER,
                                   .asks = "Type the code the boots show:",
                                   .typed = "123456\n" };

static void
test_answer_pairs (Air *self, gconstpointer data)
{
  const Answer *answer = data;
  g_auto (AirEnd) end = { 0 };

  ask (self, &end, answer);
  air_type (&end, answer->typed);
  air_wait_end (&end);
  air_assert_ended (&end, 0, "");
  g_assert_true (self->boots[0]->is_paired);
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
  g_assert_cmpuint (self->bluez->n_orphans, ==, 0);
}

/* Before anybody has answered. */
static void
test_lost_link_leaves_nothing_behind (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (AirEnd) end = { 0 };

  ask (self, &end, &yes);
  double_boots_drop_link (self->boots[0]);
  air_wait_end (&end);
  air_assert_ended (&end, EXIT_NO_BOOTS, "the link was lost while pairing, and nothing was kept");
  assert_nothing_left (self);
}

/* Ended from outside, as by a terminal that is closed. */
static void
test_signal_leaves_nothing_behind (Air *self, gconstpointer data)
{
  g_auto (AirEnd) end = { 0 };

  ask (self, &end, &no);
  g_subprocess_send_signal (end.process, GPOINTER_TO_INT (data));
  air_wait_end (&end);
  air_assert_ended (&end, EXIT_NO_BOOTS, "pairing was stopped");
  assert_nothing_left (self);
}

static void
test_scan_of_a_full_hall_says_that_it_is_not_all (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const scan[] = { "scan", "--seconds", "3", NULL };
  DoubleCrowd             *crowd = double_crowd_new (self->bluez);
  g_auto (AirEnd) few = { 0 };
  g_auto (AirEnd) many = { 0 };

  double_crowd_gather (crowd, 10, 20, 1);
  air_run (self, &few, scan);
  air_assert_ended (&few, 0, "");
  g_assert_null (strstr (few.errors, "heard best"));
  double_crowd_gather (crowd, 400, 200, 1);
  air_run (self, &many, scan);
  air_assert_ended (&many, 0, "these are the 64 heard best");
  double_crowd_free (crowd);
}

/* With --all, and told from boots; to a question after them nothing is sent to it. */
static void
test_scan_of_all_lists_what_is_no_boots (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const scan[] = { "scan", "--seconds", "2", NULL };
  static const char *const all[] = { "scan", "--all", "--seconds", "2", NULL };
  static const char *const all_json[] = { "scan", "--all", "--seconds", "2", "--json", NULL };
  DoubleCrowd             *crowd = double_crowd_new (self->bluez);
  g_auto (AirEnd) boots = { 0 };
  g_auto (AirEnd) words = { 0 };
  g_auto (AirEnd) json = { 0 };

  double_crowd_gather (crowd, 3, 20, 3);
  air_run (self, &boots, scan);
  air_assert_ended (&boots, 0, "");
  g_assert_null (strstr (boots.output, "massage device"));
  air_run (self, &words, all);
  air_assert_ended (&words, 0, "");
  g_assert_nonnull (
      strstr (words.output, "nothing in its advert says that it is a massage device"));
  air_run (self, &json, all_json);
  air_assert_ended (&json, 0, "");
  g_assert_nonnull (strstr (json.output, "\"recognised\":false"));
  g_assert_nonnull (strstr (json.output, "\"recognised\":true"));
  double_crowd_free (crowd);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  AIR_ADD ("no-radio/unplugged", &unplugged, test_no_radio_has_a_sentence);
  AIR_ADD ("no-radio/off", &off, test_no_radio_has_a_sentence);
  AIR_ADD ("no-radio/blocked", &blocked, test_no_radio_has_a_sentence);
  AIR_ADD ("no-radio/killed", &killed, test_no_radio_has_a_sentence);
  AIR_ADD ("no-radio/denied", &denied, test_no_radio_has_a_sentence);
  AIR_ADD ("scan/of-a-full-hall-says-that-it-is-not-all", NULL,
           test_scan_of_a_full_hall_says_that_it_is_not_all);
  AIR_ADD ("scan/of-all-lists-what-is-no-boots", NULL, test_scan_of_all_lists_what_is_no_boots);
  AIR_ADD ("pair-again/own", &own_loss, test_pair_again_is_named_and_works);
  AIR_ADD ("pair-again/unheard", &unheard_loss, test_pair_again_is_named_and_works);
  AIR_ADD ("pair-again/foreign", &foreign_loss, test_pair_again_is_named_and_works);
  AIR_ADD ("pair-again/forgotten-in-the-panel", &whole_loss, test_pair_again_is_named_and_works);
  AIR_ADD ("pair-again/refused", NULL, test_refusal_to_pair_again_is_told);
  AIR_ADD ("forgotten/unheard", NULL, test_forgotten_boots_wait_for_who_pairs_them);
  AIR_ADD ("forgotten/heard", "heard", test_forgotten_boots_wait_for_who_pairs_them);
  AIR_ADD ("terminal/no", &no, test_answer_leaves_nothing_behind);
  AIR_ADD ("terminal/nothing", &nothing, test_answer_leaves_nothing_behind);
  AIR_ADD ("terminal/wrong-code", &wrong_code, test_answer_leaves_nothing_behind);
  AIR_ADD ("terminal/no-code", &no_code, test_answer_leaves_nothing_behind);
  AIR_ADD ("terminal/ctrl-c", &interrupted, test_answer_leaves_nothing_behind);
  AIR_ADD ("terminal/ctrl-c-in-a-code", &interrupted_code, test_answer_leaves_nothing_behind);
  AIR_ADD ("terminal/lost-link", NULL, test_lost_link_leaves_nothing_behind);
  AIR_ADD ("terminal/yes", &yes, test_answer_pairs);
  AIR_ADD ("terminal/right-code", &right_code, test_answer_pairs);
  AIR_ADD ("terminal/sigterm", GINT_TO_POINTER (SIGTERM), test_signal_leaves_nothing_behind);
  AIR_ADD ("terminal/sighup", GINT_TO_POINTER (SIGHUP), test_signal_leaves_nothing_behind);
  return g_test_run ();
}
