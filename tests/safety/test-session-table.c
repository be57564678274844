/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "explore.h"
#include "table-file.h"

/* The table that "ebbctl table" prints, explored: what it must keep holds in everything that can be
 * reached, and does not with a rule or a row taken out. test-session-table EBBCTL */

#define EPOCHS 2
#define IN(state) (1u << EBB_SESSION_##state)
#define ON(event) (1u << EBB_EVENT_##event)
#define BROKEN(invariant) (1u << invariant)

static GArray *table;

/* Two single boots that are a set have more states together than can be looked at: a human still does
 * anything at any time, and time and messages go on in any order, but of all that goes wrong by itself
 * (a link, a message, the power, the guardian, the record, an upload, Ebb, the boots' own button, a
 * fault) no more happens in one life than this. With one epoch two of them, and with a second epoch,
 * where a break is followed by another run and boots are started by their button, one. Which of the two
 * boots is which makes no difference, and is looked at once. */
static const struct
{
  const char *name;
  guint       epochs;
  WorldFlaws  flaws;
  guint       least; /* states: fewer, and the world has lost something */
} sets[] = {
  { "set-holds-with-two-mishaps",
    1,
    { .max_mishaps = 2, .with_copies = TRUE, .with_power_cut = TRUE },
    2100000 },
  { "set-holds-over-two-runs",
    2,
    { .max_mishaps = 1, .with_copies = TRUE, .with_power_cut = TRUE },
    4700000 },
};

enum
{
  SET_IN_EACH_CHECK,
  SET_OF_THE_FULL_RUN, /* ./check safety --full, and the figures */
};

static const WorldFlaws with_all = { .with_copies = TRUE, .with_power_cut = TRUE };

static GArray *
copy_table (void)
{
  return g_array_copy (table);
}

static const EbbMachineRow *
get_rows (const GArray *rows)
{
  return (const EbbMachineRow *) (gpointer) rows->data;
}

static void
tell_findings (const char *what, const Findings *findings)
{
  g_test_message ("%s: %u states, %u transitions%s", what, findings->n_states,
                  findings->n_transitions, findings->is_whole ? "" : ", not all of them");
  for (guint i = 0; i < N_INVARIANTS; i++)
    if ((findings->broken >> i & 1) != 0)
      g_test_message ("broken: %s: %s", world_name_invariant ((Invariant) i), findings->way[i]);
}

/* ---- the design ---- */

static void
test_printed_table_is_the_engines (void)
{
  gsize                n_rows;
  const EbbMachineRow *engines = ebb_machine_get_table (&n_rows);

  g_assert_cmpuint (table->len, ==, n_rows);
  for (guint i = 0; i < table->len; i++)
    {
      const EbbMachineRow *row = &get_rows (table)[i];

      g_assert_cmpuint (row->from, ==, engines[i].from);
      g_assert_cmpuint (row->on, ==, engines[i].on);
      g_assert_cmpuint (row->when, ==, engines[i].when);
      g_assert_cmpuint (row->unless, ==, engines[i].unless);
      g_assert_cmpint (row->to, ==, engines[i].to);
      g_assert_cmpuint (row->effects, ==, engines[i].effects);
      g_assert_cmpint (row->end, ==, engines[i].end);
    }
}

static void
test_design_holds (void)
{
  g_auto (Findings) findings = { 0 };

  explore (get_rows (table), table->len, 1, EPOCHS, &with_all, 0, &findings);
  tell_findings ("the design", &findings);
  g_assert_true (findings.is_whole);
  g_assert_cmphex (findings.broken, ==, 0);
  g_assert_cmpuint (findings.n_states, >, 36140);
}

static void
test_set_holds (gconstpointer data)
{
  const guint at = GPOINTER_TO_UINT (data);
  g_auto (Findings) findings = { 0 };

  explore (get_rows (table), table->len, 2, sets[at].epochs, &sets[at].flaws, 0, &findings);
  tell_findings (sets[at].name, &findings);
  g_assert_true (findings.is_whole);
  g_assert_cmphex (findings.broken, ==, 0);
  g_assert_cmpuint (findings.n_states, >, sets[at].least);
}

/* ---- rules taken out ---- */

/* Rows that would be wrong. */
static const EbbMachineRow resumes = { IN (LINK_LOST),  ON (STATE_READ),     EBB_WHEN_ALWAYS,
                                       EBB_WHEN_ALWAYS, EBB_SESSION_RUNNING, 0,
                                       EBB_END_BY_NONE };
static const EbbMachineRow begins_again = {
  IN (IDLE),       ON (STATUS),       EBB_WHEN_ALL_UP | EBB_WHEN_FRESH,
  EBB_WHEN_ALWAYS, EBB_SESSION_ARMED, EBB_EFFECT_NEW_EPOCH | EBB_EFFECT_OPEN_JOURNAL,
  EBB_END_BY_NONE,
};
static const EbbMachineRow reads_nothing = { IN (ARMED),       ON (JOURNAL_SYNCED),
                                             EBB_WHEN_ALWAYS,  EBB_WHEN_ALWAYS,
                                             EBB_MACHINE_STAY, EBB_EFFECT_UPLOAD,
                                             EBB_END_BY_NONE };
static const EbbMachineRow goes_on = { IN (PAUSED),          ON (TICK),
                                       EBB_WHEN_ALWAYS,      EBB_WHEN_ALWAYS,
                                       EBB_SESSION_STARTING, EBB_EFFECT_START,
                                       EBB_END_BY_NONE };
static const EbbMachineRow assumes = {
  IN (STOPPING),   ON (TICK),        EBB_WHEN_ALWAYS,
  EBB_WHEN_ALWAYS, EBB_SESSION_IDLE, EBB_EFFECT_DISMISS | EBB_EFFECT_CLOSE_JOURNAL,
  EBB_END_BY_NONE
};

typedef struct
{
  const char          *name;
  WorldFlaws           flaws;
  const EbbMachineRow *row;         /* stands first */
  guint                not_asked;   /* conditions that no row asks for */
  gboolean             is_adopting; /* the row that stops what it finds is out */
  guint                broken;      /* at least these fall; 0: other rules stand behind it */
} Mutant;

static const Mutant mutants[] = {
  { "model/M01-no-lease", { .no_lease = TRUE }, NULL, 0, FALSE, BROKEN (I3_LEASE) },
  { "H08/M02-boots-ignore-epochs", { .no_epochs = TRUE }, NULL, 0, FALSE, BROKEN (I2D_CLOSED) },
  { "H01/M03-goes-on-after-a-lost-link", { 0 }, &resumes, 0, FALSE, BROKEN (I7_NO_RESUME) },
  { "model/M04-confirmation-is-kept",
    { .keeps_token = TRUE },
    &begins_again,
    0,
    FALSE,
    BROKEN (I1_HUMAN) },
  { "model/M04-used-up-it-starts-nothing", { 0 }, &begins_again, 0, FALSE, 0 },
  { "H12/M05-schedule-starts", { 0 }, NULL, EBB_WHEN_FRESH, FALSE, BROKEN (I5_SCHEDULE) },
  { "model/M06-nothing-is-read-before",
    { 0 },
    &reads_nothing,
    EBB_WHEN_ALL_READ,
    FALSE,
    BROKEN (I4_READ_FIRST) },
  { "model/M07-renewal-starts", { .renew_starts = TRUE }, NULL, 0, FALSE, BROKEN (I2_STOPPED) },
  { "model/M08-goes-on-after-a-break", { 0 }, &goes_on, 0, FALSE, BROKEN (I8_NEW_CONFIRMATION) },
  { "model/M09-no-guardian", { .no_guardian = TRUE }, NULL, 0, FALSE, BROKEN (I25_CRASH_STOPS) },
  { "model/M10-leaves-what-it-finds", { 0 }, NULL, 0, TRUE, BROKEN (I26_FOUND_IS_STOPPED) },
  { "model/M11-assumed-stopped",
    { 0 },
    &assumes,
    0,
    FALSE,
    BROKEN (I2_STOPPED) | BROKEN (I6_NO_FALSE_IDLE) },
  { "model/M12-no-stop-first", { .no_stop_first = TRUE }, NULL, 0, FALSE, BROKEN (I24_STOP_FIRST) },
  { "H02/M13-no-journal", { .no_journal = TRUE }, NULL, 0, FALSE, BROKEN (I2_STOPPED) },
};

static GArray *
change_table (const Mutant *mutant)
{
  GArray        *rows = copy_table ();
  EbbMachineRow *row = (EbbMachineRow *) (gpointer) rows->data;

  for (guint i = 0; i < rows->len; i++)
    row[i].when &= (EbbMachineConditions) ~mutant->not_asked;
  if (mutant->is_adopting)
    {
      g_assert_cmpint (row[0].when, ==, EBB_WHEN_RUNS_OURS);
      g_array_remove_index (rows, 0);
    }
  if (mutant->row != NULL)
    g_array_prepend_vals (rows, mutant->row, 1);
  return rows;
}

static void
test_mutant (gconstpointer data)
{
  const Mutant *mutant = data;
  g_autoptr (GArray) rows = change_table (mutant);
  g_auto (Findings) findings = { 0 };

  explore (get_rows (rows), rows->len, 1, EPOCHS, &mutant->flaws, mutant->broken, &findings);
  tell_findings (mutant->name, &findings);
  g_assert_cmphex (findings.broken & mutant->broken, ==, mutant->broken);
  if (mutant->broken == 0)
    {
      g_assert_true (findings.is_whole);
      g_assert_cmphex (findings.broken, ==, 0);
    }
}

/* ---- rows taken out ---- */

/* With few epochs first: what falls there need not be looked for among more. Copies show with one. */
static guint
explore_rows (const GArray *rows)
{
  for (guint epochs = 1; epochs <= EPOCHS; epochs++)
    {
      const WorldFlaws flaws = { .with_copies = epochs == 1, .with_power_cut = TRUE };
      g_auto (Findings) findings = { 0 };

      explore (get_rows (rows), rows->len, 1, epochs, &flaws, 0, &findings);
      tell_findings ("without the row", &findings);
      if (findings.broken != 0)
        return findings.broken;
    }
  return 0;
}

static void
test_row_is_needed (gconstpointer data)
{
  const guint at = GPOINTER_TO_UINT (data);
  g_autoptr (GArray) rows = copy_table ();

  g_array_remove_index (rows, at);
  g_assert_cmphex (explore_rows (rows), !=, 0);
}

static void
add_rows (void)
{
  for (guint i = 0; i < table->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("/safety/model/row-%u-is-needed", i + 1);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row_is_needed);
    }
}

static void
add_mutants (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mutants); i++)
    {
      g_autofree char *path = g_strdup_printf ("/safety/%s", mutants[i].name);

      g_test_add_data_func (path, &mutants[i], test_mutant);
    }
}

static void
read_table (char *program)
{
  char            *arguments[] = { program, (char *) "table", (char *) "--json", NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  table = table_read (text, &error);
  g_assert_no_error (error);
}

static void
add_set (guint at)
{
  g_autofree char *path = g_strdup_printf ("/safety/model/%s", sets[at].name);

  g_test_add_data_func (path, GUINT_TO_POINTER (at), test_set_holds);
}

static void
add_all (void)
{
  g_test_add_func ("/safety/model/printed-table-is-the-engines", test_printed_table_is_the_engines);
  g_test_add_func ("/safety/model/design-holds", test_design_holds);
  add_set (SET_IN_EACH_CHECK);
  add_mutants ();
  add_rows ();
}

/* With "long" after the program that prints the table: what takes minutes, and nothing else. */
int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2);
  read_table (argv[1]);
  if (argc == 2)
    add_all ();
  else
    add_set (SET_OF_THE_FULL_RUN);
  status = g_test_run ();
  g_array_unref (table);
  return status;
}
