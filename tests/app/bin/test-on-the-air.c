/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"

#include <string.h>

#include "ebb-store.h"

/* ebbctl and boots on the air: what a person reads, and what reaches the boots. */

/* Nothing but Stop was written, and nothing that BlueZ would have paired for was touched. */
static void
assert_untouched (DoubleBoots *boots)
{
  g_assert_false (boots->is_paired);
  g_assert_cmpuint (boots->n_uninvited, ==, 0);
  for (guint i = 0; i < boots->writes->len; i++)
    g_assert_cmpint (((DoubleWrite *) g_ptr_array_index (boots->writes, i))->role, ==,
                     EBB_ROLE_STOP);
  g_assert_false (boots->is_connected);
}

static void
test_info_needs_no_bond (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", AIR_FIRST, "--json", NULL };
  static const char *const list[] = { "boots", "--json", NULL };
  g_auto (AirEnd) ended = { 0 };
  g_auto (AirEnd) listed = { 0 };

  air_run (self, &ended, line);
  air_assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, "\"paired\":false"));
  g_assert_nonnull (strstr (ended.output, "\"upper_calf\""));
  assert_untouched (self->boots[0]);
  air_run (self, &listed, list);
  g_assert_cmpstr (listed.output, ==, "");
}

static void
test_stop_needs_no_bond (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "stop", AIR_FIRST, NULL };
  g_auto (AirEnd) ended = { 0 };

  air_run (self, &ended, line);
  /* They cannot say that they are empty, and nobody says it for them. */
  air_assert_ended (&ended, EXIT_NOT_CONFIRMED, "not paired");
  g_assert_cmpuint (self->boots[0]->writes->len, >, 1);
  assert_untouched (self->boots[0]);
  g_assert_cmpuint (self->boots[1]->n_connects, ==, 0);
}

static void
test_stop_reaches_all_own_boots (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "stop", "--json", NULL };
  g_auto (AirEnd) ended = { 0 };

  air_pair (self, AIR_FIRST);
  air_pair (self, AIR_SECOND);
  air_run (self, &ended, line);
  air_assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, AIR_FIRST));
  g_assert_nonnull (strstr (ended.output, AIR_SECOND));
  g_assert_null (strstr (ended.output, "null"));
  for (int i = 0; i < 2; i++)
    {
      guint n_stops =
          double_boots_count_writes (self->boots[i], EBB_ROLE_STOP, DOUBLE_ROAD_DESCRIPTOR);

      g_assert_cmpuint (n_stops, >, 0);
    }
}

static void
test_same_names_are_not_guessed_at (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const one[] = { "info", AIR_NAME, NULL };
  static const char *const own[] = { "info", NULL };
  static const char *const run_line[] = { "run", "flush", "--yes", NULL };
  g_auto (AirEnd) named = { 0 };
  g_auto (AirEnd) unnamed = { 0 };
  g_auto (AirEnd) started = { 0 };

  air_pair (self, AIR_FIRST);
  air_pair (self, AIR_SECOND);
  air_run (self, &named, one);
  air_assert_ended (&named, EXIT_USAGE, AIR_FIRST);
  air_assert_ended (&named, EXIT_USAGE, AIR_SECOND);
  air_run (self, &unnamed, own);
  air_assert_ended (&unnamed, EXIT_USAGE, AIR_SECOND);
  air_run (self, &started, run_line);
  air_assert_ended (&started, EXIT_USAGE, AIR_FIRST);
}

static void
test_adapter_that_is_not_there_is_named (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = { "hci9", "", "no/such", "hci0/dev", "ü" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *const line[] = { "scan", "--adapter", names[i], NULL };
      g_autofree char  *quoted = g_strdup_printf ("“%s”", names[i]);
      g_auto (AirEnd) ended = { 0 };

      air_run (self, &ended, line);
      air_assert_ended (&ended, EXIT_NO_BOOTS, quoted);
      air_assert_ended (&ended, EXIT_NO_BOOTS, "expected");
    }
}

/* With two of them the one that was named is used, and no other. */
static void
test_adapter_is_used_by_choice (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const spare[] = { "scan", "--adapter", "hci1", "--seconds", "3", NULL };
  static const char *const first[] = { "pair", AIR_FIRST, "--adapter", "hci0", NULL };
  g_auto (AirEnd) scanned = { 0 };
  g_auto (AirEnd) paired = { 0 };

  ebb_bluez_double_plug_spare (self->bluez, "/org/bluez/hci1");
  air_run (self, &scanned, spare);
  air_assert_ended (&scanned, 0, "No new boots found");
  g_assert_cmpuint (self->bluez->n_spare_discoveries, ==, 1);
  g_assert_cmpuint (self->bluez->n_discoveries, ==, 0);
  air_run (self, &paired, first);
  air_assert_ended (&paired, 0, "");
  g_assert_true (self->boots[0]->is_paired);
  g_assert_cmpuint (self->bluez->n_spare_discoveries, ==, 1);
}

static void
test_own_boots_are_told_of_in_full (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", NULL };
  g_auto (AirEnd) ended = { 0 };

  air_pair (self, AIR_FIRST);
  air_run (self, &ended, line);
  air_assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, "paired"));
  g_assert_nonnull (strstr (ended.output, "right leg: foot"));
  g_assert_nonnull (strstr (ended.output, "battery 77"));
  g_assert_null (strstr (ended.output, "not paired"));
}

static void
go_silent (DoubleBoots *boots)
{
  boots->has_bond_alone = TRUE;
  double_boots_drop_link (boots);
  double_boots_hide (boots);
  double_boots_show (boots);
}

/* Paired boots are connected without a scan, though bluetoothd kept the bond alone of them. */
static void
test_own_boots_need_no_advertisement (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", AIR_FIRST, NULL };
  g_auto (AirEnd) ended = { 0 };

  air_pair (self, AIR_FIRST);
  go_silent (self->boots[0]);
  air_run (self, &ended, line);
  air_assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, "battery 77"));
}

/* As somebody did in the window. */
static void
switch_reconnecting_off (Air *self, const char *identity)
{
  g_autofree char *path = g_build_filename (self->directory, "ebb", "ebb.sqlite3", NULL);
  g_autofree char *key = g_strdup_printf ("reconnect/%s", identity);
  g_autoptr (GError) error = NULL;
  g_autoptr (EbbStore) store = ebb_store_open (path, &error);

  g_assert_no_error (error);
  ebb_store_save_setting (store, key, "off");
  ebb_store_flush (store);
}

/* Nothing connects them but the command, which is what they wait for; Stop above all. */
static void
test_boots_that_wait_to_be_asked_are_asked (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const lines[][4] = { { "boots", "--json", NULL },
                                          { "stop", AIR_FIRST, "--json", NULL },
                                          { "info", AIR_FIRST, NULL } };
  static const char *const says[] = { "\"reconnects\":false", "\"stopped\":true",
                                      "reconnect by themselves: no" };

  air_pair (self, AIR_FIRST);
  switch_reconnecting_off (self, AIR_FIRST);
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      guint n_connects = self->boots[0]->n_connects;
      g_auto (AirEnd) ended = { 0 };

      go_silent (self->boots[0]);
      air_run (self, &ended, lines[i]);
      air_assert_ended (&ended, 0, "");
      g_assert_nonnull (strstr (ended.output, says[i]));
      g_assert_cmpint (self->boots[0]->n_connects > n_connects, ==, i > 0);
    }
  g_assert_true (double_boots_has_stopped (self->boots[0]));
}

/* ---- what goes wrong has a sentence of its own ---- */

static void
refuse_to_pair (DoubleBoots *boots)
{
  boots->pair_refusal = "AuthenticationRejected";
}

static void
take_too_long_to_pair (DoubleBoots *boots)
{
  boots->pair_refusal = "AuthenticationTimeout";
}

static void
lack_telemetry (DoubleBoots *boots)
{
  boots->missing_role = EBB_ROLE_TELEMETRY;
}

static void
speak_another_version (DoubleBoots *boots)
{
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_VERSION, 2);
}

static void
be_held (DoubleBoots *boots)
{
  boots->is_held = TRUE;
}

static void
forget_the_bond (DoubleBoots *boots)
{
  boots->is_paired = TRUE;
  boots->has_lost_bond = TRUE;
  double_boots_show (boots);
}

/* Nobody is there to compare: that is not a code that differs. */
static void
show_a_code (DoubleBoots *boots)
{
  boots->pairing = DOUBLE_PAIRING_CONFIRM;
}

static void
want_a_code (DoubleBoots *boots)
{
  boots->pairing = DOUBLE_PAIRING_ENTER;
}

typedef struct
{
  void (*go_wrong) (DoubleBoots *boots);
  int         exit_code;
  const char *says;
} Mishap;

static const Mishap refused = { refuse_to_pair, EXIT_NO_BOOTS, "refused to pair" };
static const Mishap timed_out = { take_too_long_to_pair, EXIT_NO_BOOTS, "took too long" };
static const Mishap incomplete = { lack_telemetry, EXIT_NO_BOOTS, "lack a part" };
static const Mishap version = { speak_another_version, EXIT_NO_BOOTS, "speak a version" };
static const Mishap held = { be_held, EXIT_BUSY, "another program holds" };
static const Mishap nobody_compares = { show_a_code, EXIT_NO_BOOTS, "pairing was stopped" };
static const Mishap nobody_types = { want_a_code, EXIT_NO_BOOTS, "pairing was stopped" };
static const Mishap bond_lost = { forget_the_bond, EXIT_NO_BOOTS, "forgot this computer" };

static void
test_mishap_has_a_sentence (Air *self, gconstpointer data)
{
  static const char *const line[] = { "pair", AIR_FIRST, NULL };
  const Mishap            *mishap = data;
  g_auto (AirEnd) ended = { 0 };

  mishap->go_wrong (self->boots[0]);
  air_run (self, &ended, line);
  air_assert_ended (&ended, mishap->exit_code, mishap->says);
  /* Nobody is left to answer for us. */
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
}

/* As after another program let go of them: the connection there is ends while ours is made. */
static void
test_link_that_breaks_is_made_again (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", AIR_FIRST, NULL };
  g_auto (AirEnd) ended = { 0 };

  air_pair (self, AIR_FIRST);
  self->boots[0]->n_breaks = 2;
  air_run (self, &ended, line);
  air_assert_ended (&ended, 0, "");
  g_assert_cmpuint (self->boots[0]->n_breaks, ==, 0);
}

static void
lose_the_bond (DoubleBoots *boots)
{
  boots->has_lost_bond = TRUE;
  double_boots_drop_link (boots);
}

/* Own boots that are there, but no longer advertise. */
static void
lose_the_bond_unheard (DoubleBoots *boots)
{
  boots->has_bond_alone = TRUE;
  lose_the_bond (boots);
  double_boots_hide (boots);
  double_boots_show (boots);
}

typedef struct
{
  gboolean is_own;
  void (*go_wrong) (DoubleBoots *boots);
} Loss;

static const Loss own_loss = { TRUE, lose_the_bond };
static const Loss unheard_loss = { TRUE, lose_the_bond_unheard };
static const Loss foreign_loss = { FALSE, forget_the_bond };

/* The computer still has its half of the bond: what hears Stop can only vent. */
static void
test_stop_needs_no_whole_bond (Air *self, gconstpointer data)
{
  static const char *const line[] = { "stop", AIR_FIRST, NULL };
  const Loss              *loss = data;
  g_auto (AirEnd) ended = { 0 };

  if (loss->is_own)
    air_pair (self, AIR_FIRST);
  loss->go_wrong (self->boots[0]);
  g_ptr_array_set_size (self->boots[0]->writes, 0);
  air_run (self, &ended, line);
  air_assert_ended (&ended, EXIT_NOT_CONFIRMED, "not paired");
  g_assert_true (double_boots_has_stopped (self->boots[0]));
  g_assert_false (self->boots[0]->is_connected);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  AIR_ADD ("info/needs-no-bond", NULL, test_info_needs_no_bond);
  AIR_ADD ("info/own-boots-are-told-of-in-full", NULL, test_own_boots_are_told_of_in_full);
  AIR_ADD ("info/own-boots-need-no-advertisement", NULL, test_own_boots_need_no_advertisement);
  AIR_ADD ("info/boots-that-wait-to-be-asked-are-asked", NULL,
           test_boots_that_wait_to_be_asked_are_asked);
  AIR_ADD ("stop/needs-no-bond", NULL, test_stop_needs_no_bond);
  AIR_ADD ("stop/reaches-all-own-boots", NULL, test_stop_reaches_all_own_boots);
  AIR_ADD ("names/same-names-are-not-guessed-at", NULL, test_same_names_are_not_guessed_at);
  AIR_ADD ("adapter/is-used-by-choice", NULL, test_adapter_is_used_by_choice);
  AIR_ADD ("adapter/that-is-not-there-is-named", NULL, test_adapter_that_is_not_there_is_named);
  AIR_ADD ("mishap/refused", &refused, test_mishap_has_a_sentence);
  AIR_ADD ("mishap/timed-out", &timed_out, test_mishap_has_a_sentence);
  AIR_ADD ("mishap/incomplete", &incomplete, test_mishap_has_a_sentence);
  AIR_ADD ("mishap/version", &version, test_mishap_has_a_sentence);
  AIR_ADD ("mishap/held", &held, test_mishap_has_a_sentence);
  AIR_ADD ("mishap/nobody-compares", &nobody_compares, test_mishap_has_a_sentence);
  AIR_ADD ("mishap/nobody-types", &nobody_types, test_mishap_has_a_sentence);
  AIR_ADD ("mishap/bond-lost", &bond_lost, test_mishap_has_a_sentence);
  AIR_ADD ("link/that-breaks-is-made-again", NULL, test_link_that_breaks_is_made_again);
  AIR_ADD ("stop/needs-no-whole-bond/own", &own_loss, test_stop_needs_no_whole_bond);
  AIR_ADD ("stop/needs-no-whole-bond/own-unheard", &unheard_loss, test_stop_needs_no_whole_bond);
  AIR_ADD ("stop/needs-no-whole-bond/foreign", &foreign_loss, test_stop_needs_no_whole_bond);
  return g_test_run ();
}
