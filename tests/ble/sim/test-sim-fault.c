/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-sim-fault.h"

#include <gio/gio.h>
#include <string.h>

#include "ebb-body.h"

/* The table of faults: what can be typed, and what is said of what cannot. */

static void
test_every_fault_is_in_the_table (void)
{
  g_autofree char *help = ebb_sim_fault_dup_help ();

  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      const EbbSimFaultEntry *entry = ebb_sim_fault_get_entry ((EbbSimFault) i);
      EbbSimFault             found = EBB_N_SIM_FAULTS;

      g_assert_nonnull (entry->name);
      g_assert_cmpint (entry->least, <=, entry->usual);
      g_assert_cmpint (entry->usual, <=, entry->most);
      g_assert_true (ebb_sim_fault_from_string (entry->name, &found));
      g_assert_cmpint (found, ==, i);
      g_assert_nonnull (strstr (help, entry->name));
      g_assert_nonnull (strstr (help, entry->about));
    }
  g_assert_null (ebb_sim_fault_get_entry (EBB_N_SIM_FAULTS));
}

static void
test_no_value_is_the_usual_one (void)
{
  for (int i = 0; i < EBB_N_SIM_FAULTS; i++)
    {
      const EbbSimFaultEntry *entry = ebb_sim_fault_get_entry ((EbbSimFault) i);
      EbbSimFault             fault;
      int                     value;
      g_autoptr (GError) error = NULL;

      g_assert_true (ebb_sim_fault_parse (entry->name, &fault, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpint (fault, ==, i);
      g_assert_cmpint (value, ==, entry->usual);
    }
}

static void
test_values_are_read_in_their_unit (void)
{
  static const struct
  {
    const char *text;
    EbbSimFault fault;
    int         value;
  } cases[] = {
    { "drop=4000", EBB_SIM_FAULT_DROP_LINK, 4000 },
    { "drop 4000", EBB_SIM_FAULT_DROP_LINK, 4000 },
    { "drift -20", EBB_SIM_FAULT_DRIFT, -20 },
    { "battery 0", EBB_SIM_FAULT_BATTERY, 0 },
    { "stuck-vent left-foot", EBB_SIM_FAULT_STUCK_VENT,
      EBB_SIM_ZONE_BIT (EBB_SIDE_LEFT, EBB_ZONE_FOOT) },
    { "stuck-vent foot", EBB_SIM_FAULT_STUCK_VENT,
      EBB_SIM_ZONE_BIT (EBB_SIDE_LEFT, EBB_ZONE_FOOT)
          | EBB_SIM_ZONE_BIT (EBB_SIDE_RIGHT, EBB_ZONE_FOOT) },
    { "stuck-vent left-foot,right-upper_calf", EBB_SIM_FAULT_STUCK_VENT,
      EBB_SIM_ZONE_BIT (EBB_SIDE_LEFT, EBB_ZONE_FOOT)
          | EBB_SIM_ZONE_BIT (EBB_SIDE_RIGHT, EBB_ZONE_UPPER_CALF) },
    { "shut-inlet left", EBB_SIM_FAULT_SHUT_INLET, 0x7f },
    { "shut-inlet all", EBB_SIM_FAULT_SHUT_INLET, 0x3fff },
    { "hostile-bytes status,answers", EBB_SIM_FAULT_HOSTILE_BYTES,
      EBB_SIM_MESSAGES_STATUS | EBB_SIM_MESSAGES_ANSWERS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EbbSimFault fault;
      int         value;
      g_autoptr (GError) error = NULL;

      g_assert_true (ebb_sim_fault_parse (cases[i].text, &fault, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpint (fault, ==, cases[i].fault);
      g_assert_cmpint (value, ==, cases[i].value);
    }
}

static void
test_what_is_wrong_is_named (void)
{
  static const struct
  {
    const char *text;
    const char *named;
    const char *expected;
  } cases[] = {
    { "lek", "\"lek\"", "--help" },
    { "", "\"\"", "--help" },
    { "leak much", "leak: \"much\"", "PERCENT from 1 to 1000" },
    { "leak 0", "leak: \"0\"", "PERCENT from 1 to 1000" },
    { "drop 5s", "drop: \"5s\"", "MS from 1 to" },
    { "drop 99999999999999999999", "drop: \"9", "MS from 1 to" },
    { "battery 101", "battery: \"101\"", "PERCENT from 0 to 100" },
    { "version 1", "version: \"1\"", "from 2 to 255" },
    { "silent 1", "silent: \"1\"", "no value" },
    { "stuck-vent knees", "stuck-vent: \"knees\"", "left-foot" },
    { "stuck-vent both-feet", "stuck-vent: \"both-feet\"", "left-foot" },
    { "stuck-vent foot,", "stuck-vent: \"\"", "left-foot" },
    { "hostile-bytes battery", "hostile-bytes: \"battery\"", "telemetry, status" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EbbSimFault fault;
      int         value;
      g_autoptr (GError) error = NULL;

      g_assert_false (ebb_sim_fault_parse (cases[i].text, &fault, &value, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, cases[i].named));
      g_assert_nonnull (strstr (error->message, cases[i].expected));
    }
}

#define ADD(name, function) g_test_add_func ("/sim/fault-table/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("holds-every-fault", test_every_fault_is_in_the_table);
  ADD ("no-value-is-the-usual-one", test_no_value_is_the_usual_one);
  ADD ("values-are-read-in-their-unit", test_values_are_read_in_their_unit);
  ADD ("what-is-wrong-is-named", test_what_is_wrong_is_named);
  return g_test_run ();
}
