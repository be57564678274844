/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "ebb-bluez-double-boots.h"
#include "ebb-real-clock.h"

/* ebbctl and boots on the air: our own double of BlueZ on a private bus, with two pairs of boots
 * in range, and ebbctl beside it as a process of its own. */

#define FIRST "AA:00:00:00:00:01"
#define SECOND "AA:00:00:00:00:02"
#define NAME "Boots of the double"

#define EXIT_USAGE 2
#define EXIT_NO_BOOTS 4
#define EXIT_BUSY 5
#define EXIT_NOT_CONFIRMED 7

#define PATIENCE_S 60

typedef struct
{
  GTestDBus        *bus;
  EbbRealClock     *clock;
  EbbDefinitionSet *definitions;
  EbbBluezDouble   *bluez;
  DoubleBoots      *boots[2];
  char             *directory;
} Fixture;

typedef struct
{
  gboolean is_done;
  char    *output;
  char    *errors;
  int      exit_code;
} Ended;

static void
clear_ended (Ended *ended)
{
  g_free (ended->output);
  g_free (ended->errors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ended, clear_ended)

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *devices = g_build_filename (EBB_DATA, "devices", NULL);
  g_autofree char *share = NULL;
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("ebb-air-XXXXXX", &error);
  g_assert_no_error (error);
  share = g_build_filename (self->directory, "share", NULL);
  g_assert_cmpint (symlink (EBB_DATA, share), ==, 0);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->clock = ebb_real_clock_new (1.0);
  self->definitions = ebb_definition_set_new_from_directory (devices, &error);
  g_assert_no_error (error);
  self->bluez =
      ebb_bluez_double_new (g_test_dbus_get_bus_address (self->bus), EBB_CLOCK (self->clock),
                            ebb_definition_set_find (self->definitions, "ebb-profile-1"));
  self->boots[0] = ebb_bluez_double_add_boots (self->bluez, FIRST, 1);
  self->boots[1] = ebb_bluez_double_add_boots (self->bluez, SECOND, 2);
  ebb_bluez_double_start (self->bluez);
}

static void
remove_all (const char *path)
{
  const char *const line[] = { "rm", "-rf", path, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) line, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_bluez_double_free (self->bluez);
  g_clear_object (&self->definitions);
  g_clear_object (&self->clock);
  g_test_dbus_down (self->bus);
  g_clear_object (&self->bus);
  remove_all (self->directory);
  g_free (self->directory);
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Ended *ended = user_data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (object), result, &ended->output,
                                        &ended->errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (G_SUBPROCESS (object)));
  ended->exit_code = g_subprocess_get_exit_status (G_SUBPROCESS (object));
  ended->is_done = TRUE;
}

static gboolean
patience_over_cb (gpointer user_data G_GNUC_UNUSED)
{
  g_error ("ebbctl still ran after %d s", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

/* Runs ebbctl to its end while the double answers it. */
static void
run (Fixture *self, Ended *ended, const char *const *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GStrvBuilder) line = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  guint timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, NULL);

  g_strv_builder_add (line, EBBCTL);
  g_strv_builder_addv (line, (const char **) arguments);
  words = g_strv_builder_end (line);
  launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_cwd (launcher, self->directory);
  g_subprocess_launcher_setenv (launcher, "DBUS_SYSTEM_BUS_ADDRESS",
                                g_test_dbus_get_bus_address (self->bus), TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", self->directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->directory, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->directory, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, ended_cb, ended);
  while (!ended->is_done)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

static void
assert_ended (const Ended *ended, int exit_code, const char *says)
{
  if (ended->exit_code != exit_code || strstr (ended->errors, says) == NULL)
    g_error ("expected %d and \"%s\", got %d: %s%s", exit_code, says, ended->exit_code,
             ended->output, ended->errors);
}

static void
pair (Fixture *self, const char *identity)
{
  const char *const line[] = { "pair", identity, NULL };
  g_auto (Ended) ended = { 0 };

  run (self, &ended, line);
  assert_ended (&ended, 0, "");
}

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
test_info_needs_no_bond (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", FIRST, "--json", NULL };
  static const char *const list[] = { "boots", "--json", NULL };
  g_auto (Ended) ended = { 0 };
  g_auto (Ended) listed = { 0 };

  run (self, &ended, line);
  assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, "\"paired\":false"));
  g_assert_nonnull (strstr (ended.output, "\"upper_calf\""));
  assert_untouched (self->boots[0]);
  run (self, &listed, list);
  g_assert_cmpstr (listed.output, ==, "");
}

static void
test_stop_needs_no_bond (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "stop", FIRST, NULL };
  g_auto (Ended) ended = { 0 };

  run (self, &ended, line);
  /* They cannot say that they are empty, and nobody says it for them. */
  assert_ended (&ended, EXIT_NOT_CONFIRMED, "not paired");
  g_assert_cmpuint (self->boots[0]->writes->len, >, 1);
  assert_untouched (self->boots[0]);
  g_assert_cmpuint (self->boots[1]->n_connects, ==, 0);
}

static void
test_stop_reaches_all_own_boots (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "stop", "--json", NULL };
  g_auto (Ended) ended = { 0 };

  pair (self, FIRST);
  pair (self, SECOND);
  run (self, &ended, line);
  assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, FIRST));
  g_assert_nonnull (strstr (ended.output, SECOND));
  g_assert_null (strstr (ended.output, "null"));
  for (int i = 0; i < 2; i++)
    {
      guint n_stops =
          double_boots_count_writes (self->boots[i], EBB_ROLE_STOP, DOUBLE_ROAD_DESCRIPTOR);

      g_assert_cmpuint (n_stops, >, 0);
    }
}

static void
test_same_names_are_not_guessed_at (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const one[] = { "info", NAME, NULL };
  static const char *const own[] = { "info", NULL };
  static const char *const run_line[] = { "run", "flush", "--yes", NULL };
  g_auto (Ended) named = { 0 };
  g_auto (Ended) unnamed = { 0 };
  g_auto (Ended) started = { 0 };

  pair (self, FIRST);
  pair (self, SECOND);
  run (self, &named, one);
  assert_ended (&named, EXIT_USAGE, FIRST);
  assert_ended (&named, EXIT_USAGE, SECOND);
  run (self, &unnamed, own);
  assert_ended (&unnamed, EXIT_USAGE, SECOND);
  run (self, &started, run_line);
  assert_ended (&started, EXIT_USAGE, FIRST);
}

static void
test_adapter_that_is_not_there_is_named (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = { "hci9", "", "no/such", "hci0/dev", "ü" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *const line[] = { "scan", "--adapter", names[i], NULL };
      g_autofree char  *quoted = g_strdup_printf ("“%s”", names[i]);
      g_auto (Ended) ended = { 0 };

      run (self, &ended, line);
      assert_ended (&ended, EXIT_NO_BOOTS, quoted);
      assert_ended (&ended, EXIT_NO_BOOTS, "expected");
    }
}

/* With two of them the one that was named is used, and no other. */
static void
test_adapter_is_used_by_choice (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const spare[] = { "scan", "--adapter", "hci1", "--seconds", "3", NULL };
  static const char *const first[] = { "pair", FIRST, "--adapter", "hci0", NULL };
  g_auto (Ended) scanned = { 0 };
  g_auto (Ended) paired = { 0 };

  ebb_bluez_double_plug_spare (self->bluez, "/org/bluez/hci1");
  run (self, &scanned, spare);
  assert_ended (&scanned, 0, "No new boots found");
  g_assert_cmpuint (self->bluez->n_spare_discoveries, ==, 1);
  g_assert_cmpuint (self->bluez->n_discoveries, ==, 0);
  run (self, &paired, first);
  assert_ended (&paired, 0, "");
  g_assert_true (self->boots[0]->is_paired);
  g_assert_cmpuint (self->bluez->n_spare_discoveries, ==, 1);
}

static void
test_own_boots_are_told_of_in_full (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", NULL };
  g_auto (Ended) ended = { 0 };

  pair (self, FIRST);
  run (self, &ended, line);
  assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, "paired"));
  g_assert_nonnull (strstr (ended.output, "right leg: foot"));
  g_assert_nonnull (strstr (ended.output, "battery 77"));
  g_assert_null (strstr (ended.output, "not paired"));
}

/* Paired boots are connected without a scan, though bluetoothd kept the bond alone of them. */
static void
test_own_boots_need_no_advertisement (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", FIRST, NULL };
  g_auto (Ended) ended = { 0 };

  pair (self, FIRST);
  self->boots[0]->has_bond_alone = TRUE;
  double_boots_drop_link (self->boots[0]);
  double_boots_hide (self->boots[0]);
  double_boots_show (self->boots[0]);
  run (self, &ended, line);
  assert_ended (&ended, 0, "");
  g_assert_nonnull (strstr (ended.output, "battery 77"));
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
test_mishap_has_a_sentence (Fixture *self, gconstpointer data)
{
  static const char *const line[] = { "pair", FIRST, NULL };
  const Mishap            *mishap = data;
  g_auto (Ended) ended = { 0 };

  mishap->go_wrong (self->boots[0]);
  run (self, &ended, line);
  assert_ended (&ended, mishap->exit_code, mishap->says);
  /* Nobody is left to answer for us. */
  g_assert_cmpuint (g_hash_table_size (self->bluez->agents), ==, 0);
}

/* As after another program let go of them: the connection there is ends while ours is made. */
static void
test_link_that_breaks_is_made_again (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "info", FIRST, NULL };
  g_auto (Ended) ended = { 0 };

  pair (self, FIRST);
  self->boots[0]->n_breaks = 2;
  run (self, &ended, line);
  assert_ended (&ended, 0, "");
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
test_stop_needs_no_whole_bond (Fixture *self, gconstpointer data)
{
  static const char *const line[] = { "stop", FIRST, NULL };
  const Loss              *loss = data;
  g_auto (Ended) ended = { 0 };

  if (loss->is_own)
    pair (self, FIRST);
  loss->go_wrong (self->boots[0]);
  g_ptr_array_set_size (self->boots[0]->writes, 0);
  run (self, &ended, line);
  assert_ended (&ended, EXIT_NOT_CONFIRMED, "not paired");
  g_assert_true (double_boots_has_stopped (self->boots[0]));
  g_assert_false (self->boots[0]->is_connected);
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/on-the-air/info/needs-no-bond", test_info_needs_no_bond);
  ADD ("/on-the-air/info/own-boots-are-told-of-in-full", test_own_boots_are_told_of_in_full);
  ADD ("/on-the-air/info/own-boots-need-no-advertisement", test_own_boots_need_no_advertisement);
  ADD ("/on-the-air/stop/needs-no-bond", test_stop_needs_no_bond);
  ADD ("/on-the-air/stop/reaches-all-own-boots", test_stop_reaches_all_own_boots);
  ADD ("/on-the-air/names/same-names-are-not-guessed-at", test_same_names_are_not_guessed_at);
  ADD ("/on-the-air/adapter/is-used-by-choice", test_adapter_is_used_by_choice);
  ADD ("/on-the-air/adapter/that-is-not-there-is-named", test_adapter_that_is_not_there_is_named);
#define ADD_MISHAP(path, mishap)                                                                   \
  g_test_add ("/on-the-air/mishap/" path, Fixture, mishap, set_up, test_mishap_has_a_sentence,     \
              tear_down)
  ADD_MISHAP ("refused", &refused);
  ADD_MISHAP ("timed-out", &timed_out);
  ADD_MISHAP ("incomplete", &incomplete);
  ADD_MISHAP ("version", &version);
  ADD_MISHAP ("held", &held);
  ADD_MISHAP ("nobody-compares", &nobody_compares);
  ADD_MISHAP ("nobody-types", &nobody_types);
  ADD_MISHAP ("bond-lost", &bond_lost);
  ADD ("/on-the-air/link/that-breaks-is-made-again", test_link_that_breaks_is_made_again);
#define ADD_LOSS(path, loss)                                                                       \
  g_test_add ("/on-the-air/stop/needs-no-whole-bond/" path, Fixture, loss, set_up,                 \
              test_stop_needs_no_whole_bond, tear_down)
  ADD_LOSS ("own", &own_loss);
  ADD_LOSS ("own-unheard", &unheard_loss);
  ADD_LOSS ("foreign", &foreign_loss);
#undef ADD_LOSS
#undef ADD_MISHAP
#undef ADD
  return g_test_run ();
}
