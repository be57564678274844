/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-options.h"

static const char summary[] =
    "Offers simulated compression boots as a Bluetooth LE peripheral. No air moves: it is a\n"
    "program that answers as boots would, for trying out and testing what speaks to them.";

static const char commands[] =
    "Commands read from standard input, one a line:\n"
    "  fault NAME [VALUE]      let this go wrong; the word fault may be left out\n"
    "  clear NAME              make it sound again; a run at the button is stopped there\n"
    "  talk                    clear silent\n"
    "  yes, no                 do both sides show the same number?\n"
    "\n"
    "Faults, and what a person does to boots, for these commands and for --fault:\n";

static const char ending[] =
    "\n"
    "With --json every line of output is one object; at_us is CLOCK_BOOTTIME in microseconds.\n"
    "Exit status: 0 ended as asked, 1 Bluetooth is not available, 2 wrong usage.";

static gboolean
parse_pairing (const char *text, EbbPeripheralPairing *pairing, GError **error)
{
  static const char *const names[] = { "none", "just-works", "numeric", "one" };

  for (unsigned i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (text != NULL && g_str_equal (names[i], text))
        {
          *pairing = (EbbPeripheralPairing) i;
          return TRUE;
        }
    }
  if (text == NULL)
    {
      *pairing = EBB_PERIPHERAL_PAIRING_JUST_WORKS;
      return TRUE;
    }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--pairing is \"%s\", expected just-works, numeric, one or none", text);
  return FALSE;
}

static gboolean
parse_side (const char *text, EbbLegs *legs, GError **error)
{
  if (text == NULL || ebb_legs_from_string (text, legs))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--side is \"%s\", expected left, right or both", text);
  return FALSE;
}

static gboolean
parse_tier (const char *text, EbbTier *tier, GError **error)
{
  if (text == NULL || ebb_tier_from_string (text, tier))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--tier is \"%s\", expected A, B, C or D", text);
  return FALSE;
}

static gboolean
check_seconds (const char *option, double seconds, GError **error)
{
  if (seconds >= 0 && seconds <= 3600)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "%s is %g, expected 0 to 3600 seconds", option, seconds);
  return FALSE;
}

/* A fault with an option of its own; NULL when that was not given. */
static gboolean
plan_after (EbbSimOptions *sim,
            EbbSimFault    fault,
            const char    *option,
            const char    *text,
            GError       **error)
{
  char  *end = NULL;
  double seconds;

  if (text == NULL)
    return TRUE;
  seconds = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !(seconds >= 0 && seconds <= 3600))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "%s is \"%s\", expected 0 to 3600 seconds", option, text);
      return FALSE;
    }
  ebb_sim_options_plan_fault (sim, fault, 1, (int) (seconds * 1000));
  return TRUE;
}

/* "NAME", "NAME=VALUE", each perhaps with "@SECONDS" */
static gboolean
plan_fault (EbbSimOptions *sim, const char *text, GError **error)
{
  const char      *at = strrchr (text, '@');
  g_autofree char *what = at != NULL ? g_strndup (text, (gsize) (at - text)) : g_strdup (text);
  char            *end = NULL;
  double           seconds = at != NULL ? g_ascii_strtod (at + 1, &end) : 0;
  EbbSimFault      fault;
  int              value;

  if (!ebb_sim_fault_parse (what, &fault, &value, error))
    {
      g_prefix_error (error, "--fault ");
      return FALSE;
    }
  if (at != NULL && (end == at + 1 || *end != '\0'))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--fault %s: \"%s\" are no seconds after START", what, at + 1);
      return FALSE;
    }
  if (!check_seconds ("--fault: time after START", seconds, error))
    return FALSE;
  ebb_sim_options_plan_fault (sim, fault, value, (int) (seconds * 1000));
  return TRUE;
}

static gboolean
plan_faults (EbbSimOptions *sim, char **faults, int ignore_stops, GError **error)
{
  if (ignore_stops > 0)
    ebb_sim_options_plan_fault (sim, EBB_SIM_FAULT_IGNORE_STOPS, ignore_stops, 0);
  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    {
      if (!plan_fault (sim, faults[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
describe (GOptionContext *context)
{
  g_autofree char *faults = ebb_sim_fault_dup_help ();
  g_autofree char *description = g_strconcat (commands, faults, ending, NULL);

  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
}

static gboolean
check_rest (int argc, char **argv, int ignore_stops, gint64 seed, GError **error)
{
  if (argc > 1)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                 "\"%s\" was not expected; there are only options (see --help)", argv[1]);
  else if (ignore_stops < 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--ignore-stops is %d, expected 0 or more", ignore_stops);
  else if (seed < 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "--seed is %" G_GINT64_FORMAT ", expected 0 or more", seed);
  else
    return TRUE;
  return FALSE;
}

/* The name must fit into the scan response beside its two bytes of header. */
static gboolean
check_name (const char *name, GError **error)
{
  size_t size = strlen (name);

  if (size >= 1 && size <= 29 && g_utf8_validate (name, -1, NULL))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--name has %" G_GSIZE_FORMAT " bytes, expected 1 to 29 bytes of UTF-8", size);
  return FALSE;
}

/* What they are taken for. */
static void
take_disguise (EbbSimOptions *sim, gboolean is_swapped, gboolean is_posing, gboolean is_hiding)
{
  sim->is_swapped = is_swapped;
  sim->poses_as_real = is_posing;
  sim->hides_temperature = is_hiding;
}

/**
 * ebb_boots_options_parse:
 *
 * Reads the command line. --help prints and exits.
 *
 * Returns: %FALSE with an error of %G_OPTION_ERROR for wrong usage
 */
gboolean
ebb_boots_options_parse (EbbBootsOptions *self, int *argc, char ***argv, GError **error)
{
  g_autofree char *pairing = NULL, *side = NULL, *tier = NULL;
  g_auto (GStrv) faults = NULL;
  gboolean         is_json = FALSE, is_swapped = FALSE, is_posing = FALSE, is_hiding = FALSE;
  gint64           seed = 1;
  g_autofree char *silent_after = NULL;
  g_autofree char *drop_link_after = NULL;
  int              ignore_stops = 0;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "adapter", 'a', 0, G_OPTION_ARG_STRING, &self->adapter, "Bluetooth adapter", "hci1" },
    { "name", 'n', 0, G_OPTION_ARG_STRING, &self->name, "Name to advertise", "NAME" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Of noise and serial number (1)", "N" },
    { "pairing", 0, 0, G_OPTION_ARG_STRING, &pairing, "just-works, numeric, one (bond) or none",
      "HOW" },
    { "accept-pairing", 0, 0, G_OPTION_ARG_NONE, &self->accepts_codes, "Say yes to numbers", NULL },
    { "side", 0, 0, G_OPTION_ARG_STRING, &side, "left, right or both", "SIDE" },
    { "swap-sides", 0, 0, G_OPTION_ARG_NONE, &is_swapped, "Wear the left boot on the right leg",
      NULL },
    { "pose-as-real", 0, 0, G_OPTION_ARG_NONE, &is_posing, "Say that they move air", NULL },
    { "no-temperature", 0, 0, G_OPTION_ARG_NONE, &is_hiding, "Tell no temperature", NULL },
    { "tier", 0, 0, G_OPTION_ARG_STRING, &tier,
      "What ends a run when nobody speaks to them: A a lease of 10 s, B a timer of 10 min that is "
      "set anew, C a fixed one, D nothing",
      "A|B|C|D" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &faults,
      "Let this go wrong, S seconds after each START or from the beginning; may come again",
      "NAME[=VALUE][@S]" },
    { "silent-after", 0, 0, G_OPTION_ARG_STRING, &silent_after,
      "Fall silent so long after each START; 0: from the beginning", "S" },
    { "drop-link-after", 0, 0, G_OPTION_ARG_STRING, &drop_link_after,
      "Drop the link so long after each START", "S" },
    { "ignore-stops", 0, 0, G_OPTION_ARG_INT, &ignore_stops, "Ignore the first N stops", "N" },
    { "decoy", 0, 0, G_OPTION_ARG_NONE, &self->is_decoy, "Fail the handshake", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "One JSON object a line", NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->wants_version, "Print the version", NULL },
    G_OPTION_ENTRY_NULL,
  };

  *self = (EbbBootsOptions){ 0 };
  ebb_sim_options_init (&self->sim);
  describe (context);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (self->name == NULL)
    self->name = g_strdup ("Simulated boots");
  if (!check_rest (*argc, *argv, ignore_stops, seed, error) || !check_name (self->name, error)
      || !parse_pairing (pairing, &self->pairing, error)
      || !parse_tier (tier, &self->sim.tier, error) || !parse_side (side, &self->sim.legs, error)
      || !plan_after (&self->sim, EBB_SIM_FAULT_SILENT, "--silent-after", silent_after, error)
      || !plan_after (&self->sim, EBB_SIM_FAULT_DROP_LINK, "--drop-link-after", drop_link_after,
                      error)
      || !plan_faults (&self->sim, faults, ignore_stops, error))
    return FALSE;
  take_disguise (&self->sim, is_swapped, is_posing, is_hiding);
  self->seed = (guint64) seed;
  self->format = is_json ? EBB_BOOTS_LOG_JSON : EBB_BOOTS_LOG_TEXT;
  return TRUE;
}

/**
 * ebb_boots_options_clear:
 *
 * Frees what ebb_boots_options_parse() allocated.
 */
void
ebb_boots_options_clear (EbbBootsOptions *self)
{
  g_clear_pointer (&self->adapter, g_free);
  g_clear_pointer (&self->name, g_free);
}
