/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-composition.h"

#include "ebb-bluez-scanner.h"
#include "ebb-core-parts.h"
#include "ebb-household-parts.h"
#include "ebb-real-clock.h"
#include "ebb-sim-scanner.h"
#include "ebb-store-journal.h"

#include "config.h"

struct _EbbComposition
{
  EbbCompositionOptions options;

  EbbRealClock     *clock;
  EbbDefinitionSet *definitions;
  EbbScanner       *scanner;
  EbbScanner       *simulated;
  EbbStore         *store;   /* (nullable) */
  EbbStoreJournal  *journal; /* (nullable) */
  EbbPrograms      *programs;
  EbbHousehold     *household;
  EbbSleepWatch    *sleep_watch;
  EbbTraces        *traces;
  EbbCore          *core;
  EbbLimits         limits;
  EbbScreening      screening;
  char             *runtime_directory;
  GError           *store_error;
};

static char *
data_path (const char *name)
{
  return g_build_filename (EBB_PKGDATADIR, name, NULL);
}

static gboolean
load_data (EbbComposition *self, GError **error)
{
  g_autofree char *limits_path = data_path ("limits.json");
  g_autofree char *screening_path = data_path ("screening.json");
  g_autofree char *devices_path = data_path ("devices");
  g_autofree char *programs_path = data_path ("programs");

  if (!ebb_limits_load (&self->limits, limits_path, error)
      || !ebb_screening_load (&self->screening, screening_path, error))
    return FALSE;
  self->definitions = ebb_definition_set_new_from_directory (devices_path, error);
  if (self->definitions == NULL)
    return FALSE;
  self->programs = ebb_programs_new_from_directory (programs_path);
  return TRUE;
}

/* FALSE: they are none of this account's. Simulated boots that were used before are past the epoch
 * that was used with them last, as boots with a memory of their own would be. */
static gboolean
find_epoch (EbbStore *store, const char *identity, guint32 *epoch)
{
  g_autoptr (GPtrArray) all = store != NULL ? ebb_store_load_boots (store, NULL) : NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const EbbKnownBoots *known = g_ptr_array_index (all, i);

      if (!g_str_equal (known->identity, identity))
        continue;
      *epoch = known->epoch;
      return TRUE;
    }
  return FALSE;
}

static void
open_household (EbbComposition *self)
{
  g_autofree char    *directory = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  EbbAutostartOptions options = { .app_id = EBB_APP_ID,
                                  .program = EBB_BINDIR "/ebb",
                                  .directory = directory };
  g_autoptr (EbbScreenLock) screen_lock = ebb_screen_lock_new (NULL);
  g_autoptr (EbbAutostart) autostart = NULL;

  self->household =
      ebb_household_new (EBB_CLOCK (self->clock), self->store, self->programs, &self->limits);
  options.is_sandbox = ebb_autostart_is_sandbox ();
  if (!self->options.is_demo)
    autostart = ebb_autostart_new (&options);
  ebb_household_set_desktop (self->household, autostart, screen_lock);
}

/* In a demonstration simulated boots are found as real ones are: by looking for them. Elsewhere
 * they are there as soon as somebody asks to try them. */
static void
open_radio (EbbComposition *self)
{
  EbbSimScanner *simulated;
  EbbSimSet      set;
  guint32        epoch = 0;

  ebb_sim_set_init (&set);
  set.is_known = find_epoch (self->store, set.identity, &epoch) || !self->options.is_demo;
  set.options.closed_epoch = epoch;
  simulated = ebb_sim_scanner_new (EBB_CLOCK (self->clock), self->definitions);
  ebb_sim_scanner_add_set (simulated, &set);
  self->simulated = EBB_SCANNER (simulated);
  if (self->options.is_demo)
    self->scanner = g_object_ref (self->simulated);
  else
    self->scanner = EBB_SCANNER (ebb_bluez_scanner_new (self->definitions, EBB_CLOCK (self->clock),
                                                        NULL, self->options.adapter));
}

static void
open_store (EbbComposition *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "ebb", "ebb.sqlite3", NULL);

  self->store = ebb_store_open (path, &self->store_error);
  if (self->store != NULL)
    self->journal = ebb_store_journal_new (self->store);
}

static void
open_traces (EbbComposition *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "ebb", "traces", NULL);

  self->traces = ebb_traces_new (path, EBB_CLOCK (self->clock), "Ebb " EBB_VERSION);
}

static void
open_core (EbbComposition *self)
{
  EbbCoreParts parts = { 0 };

  parts.clock = EBB_CLOCK (self->clock);
  parts.scanner = self->scanner;
  parts.simulated = self->simulated;
  parts.store = self->store;
  parts.journal = (EbbJournal *) self->journal;
  parts.store_error = self->store_error;
  parts.household = self->household;
  self->sleep_watch = ebb_sleep_watch_new (EBB_CLOCK (self->clock), NULL);
  parts.sleep_watch = self->sleep_watch;
  parts.traces = self->traces;
  parts.limits = &self->limits;
  parts.screening = &self->screening;
  parts.runtime_directory = self->runtime_directory;
  /* Boots of a demonstration live in this process and end with it: nothing is left to guard. */
  parts.guardian_path = self->options.is_demo ? NULL : EBB_LIBEXECDIR "/ebb-guardian";
  parts.ctl_path = EBB_BINDIR "/ebbctl";
  self->core = ebb_core_new (&parts);
}

/**
 * ebb_composition_new:
 *
 * Joins what there is without boots: ebb_composition_open_core() adds them. What cannot be opened is an error only if nothing works without it: shipped
 * limits, questions and boots. No Bluetooth is a state of the scanner; a store that cannot be opened is
 * ebb_core_get_store_error(), and a program that cannot be read is one that cannot be chosen.
 *
 * Returns: (transfer full) (nullable): free with ebb_composition_free()
 */
EbbComposition *
ebb_composition_new (const EbbCompositionOptions *options, GError **error)
{
  g_autoptr (EbbComposition) self = g_new0 (EbbComposition, 1);

  self->options = *options;
  self->clock = ebb_real_clock_new (options->is_demo ? options->speed : 1.0);
  self->runtime_directory = g_build_filename (g_get_user_runtime_dir (), "ebb", NULL);
  if (!load_data (self, error))
    return NULL;
  open_store (self);
  open_household (self);
  return g_steal_pointer (&self);
}

/**
 * ebb_composition_open_core:
 *
 * Joins the rest: boots, and what drives them.
 *
 * Returns: (transfer none): what front ends see
 */
EbbCore *
ebb_composition_open_core (EbbComposition *self)
{
  g_return_val_if_fail (self->core == NULL, self->core);

  if (self->store != NULL)
    ebb_store_look_at_boots (self->store);
  open_radio (self);
  open_traces (self);
  open_core (self);
  return self->core;
}

/**
 * ebb_composition_close_core:
 *
 * Lets go of the boots and the radio, and writes what is queued. Who plans what stays.
 */
void
ebb_composition_close_core (EbbComposition *self)
{
  g_clear_object (&self->core);
  g_clear_object (&self->sleep_watch);
  /* The journal first: a recording may be on a disk that takes long. */
  if (self->store != NULL)
    ebb_store_flush (self->store);
  if (self->traces != NULL)
    ebb_traces_flush (self->traces);
  g_clear_object (&self->traces);
  if (EBB_IS_BLUEZ_SCANNER (self->scanner))
    ebb_bluez_scanner_let_go (EBB_BLUEZ_SCANNER (self->scanner));
  g_clear_object (&self->scanner);
  g_clear_object (&self->simulated);
}

/**
 * ebb_composition_free:
 *
 * Writes what is queued for the store, then lets go of everything.
 */
void
ebb_composition_free (EbbComposition *self)
{
  ebb_composition_close_core (self);
  g_clear_object (&self->household);
  if (self->store != NULL)
    ebb_store_flush (self->store);
  g_clear_object (&self->journal);
  g_clear_object (&self->store);
  g_clear_object (&self->programs);
  g_clear_object (&self->definitions);
  g_clear_object (&self->clock);
  g_clear_error (&self->store_error);
  ebb_screening_clear (&self->screening);
  g_free (self->runtime_directory);
  g_free (self);
}

/**
 * ebb_composition_parse_speed:
 * @text: (nullable): what was typed behind --speed; %NULL: nothing, which is 1
 * @speed: (out): 1 to %EBB_SPEED_MAX
 *
 * Returns: %FALSE with an error of %G_OPTION_ERROR if that is no speed, or there is no --demo
 *   beside it: real boots have one clock
 */
gboolean
ebb_composition_parse_speed (const char *text, gboolean is_demo, double *speed, GError **error)
{
  char *end = NULL;

  *speed = text != NULL ? g_ascii_strtod (text, &end) : 1.0;
  if (text == NULL)
    return TRUE;
  if (!is_demo)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--speed is “%s”, expected --demo beside it: real boots have one clock", text);
  else if (end == text || *end != '\0' || !(*speed >= 1.0 && *speed <= EBB_SPEED_MAX))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--speed is “%s”, expected a number from 1 to %d", text, EBB_SPEED_MAX);
  else
    return TRUE;
  return FALSE;
}

/**
 * ebb_composition_get_household:
 *
 * Returns: (transfer none): who there is, and what they plan
 */
EbbHousehold *
ebb_composition_get_household (EbbComposition *self)
{
  return self->household;
}

/**
 * ebb_composition_get_clock:
 *
 * Returns: (transfer none): the time of this program
 */
EbbClock *
ebb_composition_get_clock (EbbComposition *self)
{
  return EBB_CLOCK (self->clock);
}

/**
 * ebb_composition_get_runtime_directory:
 *
 * Returns: (transfer none): where locks and control sockets are
 */
const char *
ebb_composition_get_runtime_directory (EbbComposition *self)
{
  return self->runtime_directory;
}
