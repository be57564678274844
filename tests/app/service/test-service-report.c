/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "air-fixture.h"
#include "ebb-boots-private.h"
#include "ebb-boots-recording.h"
#include "ebb-report.h"

/* A report says what a maintainer needs, and nobody can read from it whose it is. */

#define NAME "Ada's own boots"

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **) user_data = ebb_report_make_finish (EBB_CORE (source), result, &error);
  g_assert_no_error (error);
}

static char *
make_report (AirFixture *self, EbbBoots *boots)
{
  char *text = NULL;

  ebb_report_make_async (self->service.core, boots, EBB_REPORT_WITH_RECORDING, "GTK: 4.8.3\n", NULL,
                         made_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

/* Without regard to case, and with anything but letters and digits left out: whatever stands
 * between the bytes of a secret, it is found. */
static char *
dup_bare (const char *text)
{
  GString *bare = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (bare, g_ascii_tolower (*at));
  return g_string_free (bare, FALSE);
}

static void
assert_lacks (const char *bare, const char *secret)
{
  g_autofree char *wanted = dup_bare (secret);
  const char      *found = strstr (bare, wanted);

  if (found != NULL)
    g_error ("\"%s\" is in the report: …%.80s", secret, found);
}

static void
assert_lacks_hex (const char *bare, const char *secret)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (const char *at = secret; *at != '\0'; at++)
    g_string_append_printf (hex, "%02x", (guint8) *at);
  assert_lacks (bare, hex->str);
}

static void
assert_lacks_address (const char *bare, const char *address)
{
  g_auto (GStrv) bytes = g_strsplit (address, ":", -1);
  g_autoptr (GString) reversed = g_string_new (NULL);

  for (guint i = g_strv_length (bytes); i-- > 0;)
    g_string_append (reversed, bytes[i]);
  assert_lacks (bare, address);
  assert_lacks (bare, reversed->str);
  assert_lacks_hex (bare, address);
}

static void
assert_lacks_owner (const char *bare, guint32 owner)
{
  g_autofree char *little = g_strdup_printf ("%02x%02x%02x%02x", owner & 0xff, owner >> 8 & 0xff,
                                             owner >> 16 & 0xff, owner >> 24 & 0xff);

  assert_lacks (bare, little);
}

static void
run_recorded_session (AirFixture *self)
{
  ebb_boots_set_is_recorded (air_fixture_get_boots (self), TRUE);
  air_fixture_start (self, 3000);
  ebb_current_session_stop (self->service.session, EBB_STOP_FROM_KEY);
  air_fixture_run_until (self, air_fixture_is_idle, 10000);
  ebb_traces_flush (self->service.traces);
  air_fixture_settle (self);
}

static void
test_nobody_is_named (AirFixture *self, gconstpointer data)
{
  EbbBoots        *boots = air_fixture_take_boots (self);
  g_autofree char *text = NULL;
  g_autofree char *bare = NULL;

  ebb_boots_rename (boots, NAME);
  run_recorded_session (self);
  text = make_report (self, boots);
  bare = dup_bare (text);
  g_assert_nonnull (ebb_boots_get_serial (boots));
  g_assert_nonnull (strstr (text, "(serial number)"));
  assert_lacks (bare, ebb_boots_get_serial (boots));
  assert_lacks_hex (bare, ebb_boots_get_serial (boots));
  assert_lacks_address (bare, AIR_FIRST);
  assert_lacks_address (bare, AIR_SECOND);
  assert_lacks (bare, NAME);
  assert_lacks_hex (bare, NAME);
  assert_lacks_owner (bare, boots->owner);
  g_assert_null (strstr (text, g_get_home_dir ()));
}

/* Others answer in their place: the error names both serial numbers. */
static void
test_nobody_is_named_in_an_error (AirFixture *self, gconstpointer data)
{
  EbbBoots        *boots = air_fixture_take_boots (self);
  g_autofree char *serial = g_strdup (ebb_boots_get_serial (boots));
  g_autofree char *text = NULL;
  g_autofree char *bare = NULL;

  double_boots_drop_link (self->boots[0]);
  air_fixture_wait_until (self, air_fixture_is_not_ready);
  self->boots[0]->serial = "OTHERS-42";
  air_fixture_run_for (self, 60000, 500);
  g_assert_error (ebb_boots_get_error (boots), EBB_LINK_ERROR, EBB_LINK_ERROR_WRONG_IDENTITY);
  text = make_report (self, boots);
  g_assert_nonnull (strstr (text, "expected \"(serial number)\""));
  bare = dup_bare (text);
  assert_lacks (bare, serial);
  assert_lacks (bare, "OTHERS-42");
}

static void
test_what_a_maintainer_needs_is_there (AirFixture *self, gconstpointer data)
{
  static const char *const needed[] = {
    "GTK: 4.8.3\n",
    "kernel: Linux ",
    "BlueZ: ",
    "adapter: hci0\n",
    "adapter Powered: true\n",
    "definition: ebb-profile-1, ",
    "role stop: eb040004-fcd8-4547-88a2-5bb8310909fc, needed\n",
    "state: ready, yours yes, paired yes",
    "zones left: foot",
    "UUID: 'eb040004-fcd8-4547-88a2-5bb8310909fc'\n",
    "Flags: [",
    "end stop, fault none, empty confirmed yes\n",
    "\"state\":\"idle\"",
    "{\"ebb_trace\":1,",
    "\"note\":\"stop\"",
  };
  EbbBoots        *boots = air_fixture_take_boots (self);
  g_autofree char *text = NULL;

  run_recorded_session (self);
  text = make_report (self, boots);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (strstr (text, needed[i]) == NULL)
      g_error ("\"%s\" is not in the report:\n%.6000s", needed[i], text);
}

/* Nothing is sent to boots that a report is about, be they one's own or not. */
static void
test_boots_hear_nothing_of_it (AirFixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;
  guint            n_connects = self->boots[1]->n_connects;
  EbbBoots        *other;

  air_fixture_take_boots (self);
  other = ebb_boots_list_find (self->service.list, AIR_SECOND);
  g_assert_nonnull (other);
  text = make_report (self, other);
  air_fixture_settle (self);
  g_assert_nonnull (strstr (text, "yours no"));
  g_assert_cmpuint (self->boots[1]->n_connects, ==, n_connects);
  g_assert_cmpuint (self->boots[1]->n_uninvited, ==, 0);
  g_assert_cmpuint (self->boots[1]->writes->len, ==, 0);
}

static void
test_without_a_radio_it_is_made_all_the_same (AirFixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  ebb_bluez_double_unplug_adapter (self->bluez);
  air_fixture_settle (self);
  text = make_report (self, NULL);
  g_assert_nonnull (strstr (text, "state: no-adapter\n"));
  g_assert_nonnull (strstr (text, "adapter: none\n"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/service/report/" path, AirFixture, NULL, air_fixture_set_up, function,             \
              air_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nobody-is-named", test_nobody_is_named);
  ADD ("nobody-is-named-in-an-error", test_nobody_is_named_in_an_error);
  ADD ("what-a-maintainer-needs-is-there", test_what_a_maintainer_needs_is_there);
  ADD ("boots-hear-nothing-of-it", test_boots_hear_nothing_of_it);
  ADD ("without-a-radio-it-is-made-all-the-same", test_without_a_radio_it_is_made_all_the_same);
  return g_test_run ();
}
