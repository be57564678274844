/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <locale.h>
#include <string.h>

#include "ebb-boots-facts.h"
#include "ebb-end-words.h"
#include "ebb-figure.h"
#include "ebb-leg-shape.h"
#include "ebb-link-error-words.h"
#include "ebb-link-words.h"
#include "ebb-stop-bar.h"
#include "ebb-trouble-words.h"
#include "ebb-words.h"

#define FOUR_ZONES                                                                                 \
  (EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)                               \
   | EBB_ZONE_BIT (EBB_ZONE_UPPER_CALF) | EBB_ZONE_BIT (EBB_ZONE_UPPER_THIGH))

static void
test_number_and_unit_are_isolated (void)
{
  g_autofree char *pressure = ebb_words_pressure (ebb_mmhg_to_pa (40));
  g_autofree char *percent = ebb_words_percent (82);
  /* Noon in Greenwich is that day nearly everywhere. */
  g_autofree char *day = ebb_words_day (G_GINT64_CONSTANT (36) * 60 * 60 * G_USEC_PER_SEC);

  g_assert_cmpstr (pressure, ==, "\342\201\25040\302\240mmHg\342\201\251");
  g_assert_cmpstr (percent, ==, "\342\201\25082\302\240%\342\201\251");
  g_assert_cmpstr (day, ==, "\342\201\2502 January 1970\342\201\251");
}

static void
test_unknown_is_never_a_number (void)
{
  g_autofree char *pressure = ebb_words_pressure (EBB_PRESSURE_UNKNOWN_PA);

  g_assert_cmpstr (pressure, ==, "?");
}

static void
test_only_zone_of_a_part_has_its_name (void)
{
  g_assert_cmpstr (ebb_words_zone (EBB_ZONE_UPPER_THIGH, FOUR_ZONES), ==, "Thigh");
  g_assert_cmpstr (ebb_words_zone (EBB_ZONE_UPPER_THIGH, EBB_ZONE_MASK_ALL), ==, "Upper thigh");
  g_assert_cmpstr (ebb_words_zone (EBB_ZONE_LOWER_CALF, EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF)), ==,
                   "Calf");
  g_assert_cmpstr (ebb_words_zone_of_side (EBB_SIDE_RIGHT, EBB_ZONE_LOWER_CALF, FOUR_ZONES), ==,
                   "right lower calf");
}

/* Any set of zones: on the leg, in order, none over another. */
static void
test_bands_of_any_zones_do_not_overlap (void)
{
  for (guint existing = 1; existing <= EBB_ZONE_MASK_ALL; existing++)
    {
      double last_top = EBB_LEG_HEIGHT + 1;

      for (EbbZone zone = EBB_ZONE_FOOT; zone < EBB_N_ZONES; zone++)
        if ((existing & EBB_ZONE_BIT (zone)) != 0)
          {
            EbbLegBand band = ebb_leg_shape_get_band (zone, (EbbZoneMask) existing);

            g_assert_cmpfloat (band.top, >=, 0);
            g_assert_cmpfloat (band.top + 8, <, band.bottom);
            g_assert_cmpfloat (band.bottom, <, last_top);
            last_top = band.top;
          }
    }
}

static char *
expect_side (const EbbFigureValues *values, EbbSide side)
{
  GString *text = g_string_new (NULL);

  for (EbbZone zone = EBB_ZONE_FOOT; zone < EBB_N_ZONES; zone++)
    if ((values->zones[side] & EBB_ZONE_BIT (zone)) != 0)
      {
        int32_t     pressure_pa = values->zone[side][zone].pressure_pa;
        const char *name = ebb_words_zone_inside (zone, values->zones[side]);

        g_string_append (text, text->len > 0 ? ", " : "");
        if (pressure_pa == EBB_PRESSURE_UNKNOWN_PA)
          g_string_append_printf (text, "%s unknown", name);
        else
          g_string_append_printf (text, "%s %d", name, ebb_pa_to_whole_mmhg (pressure_pa));
      }
  return g_string_free (text, FALSE);
}

static void
test_figure_says_what_was_read (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      EbbFigureValues  values;
      g_autofree char *left = NULL;
      g_autofree char *right = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *said = NULL;

      ebb_figure_values_init (&values);
      values.is_empty = FALSE;
      for (int side = 0; side < EBB_N_SIDES; side++)
        {
          values.zones[side] = (EbbZoneMask) g_test_rand_int_range (1, EBB_ZONE_MASK_ALL + 1);
          for (int zone = 0; zone < EBB_N_ZONES; zone++)
            if (g_test_rand_int_range (0, 8) > 0)
              values.zone[side][zone].pressure_pa = g_test_rand_int_range (0, 13333);
        }
      left = expect_side (&values, EBB_SIDE_LEFT);
      right = expect_side (&values, EBB_SIDE_RIGHT);
      expected = g_strdup_printf ("Left: %s. Right: %s.", left, right);
      said = ebb_figure_values_describe (&values);
      g_assert_cmpstr (said, ==, expected);
    }
}

static void
test_lost_figure_says_no_number (void)
{
  EbbSnapshot      snapshot;
  EbbFigureValues  values;
  g_autofree char *said = NULL;

  ebb_snapshot_init (&snapshot);
  snapshot.legs = EBB_LEGS_BOTH;
  snapshot.zones[EBB_SIDE_LEFT] = snapshot.zones[EBB_SIDE_RIGHT] = FOUR_ZONES;
  snapshot.zone[EBB_SIDE_LEFT][EBB_ZONE_FOOT].pressure_pa = ebb_mmhg_to_pa (38);
  snapshot.is_reading_known = false;
  ebb_figure_values_from_snapshot (&values, &snapshot);
  said = ebb_figure_values_describe (&values);
  g_assert_null (strpbrk (said, "0123456789"));
  g_assert_nonnull (strstr (said, "foot unknown"));
}

/* Two that a person would meet in different ways are not told of in the same words. */
static void
test_every_trouble_of_a_link_has_its_own_words (void)
{
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = 0; code <= EBB_LINK_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new (EBB_LINK_ERROR, code, "0x%02x", 5);
      const char *cause = ebb_link_error_words_say_cause (error);
      const char *help = ebb_link_error_words_say_help (error);

      g_assert_null (strstr (cause, "0x05"));
      g_assert_null (strstr (help, "0x05"));
      g_assert_cmpuint (strlen (help), >, 10);
      /* No answer is one trouble, however it was found out. */
      if (code == EBB_LINK_ERROR_NOT_CONNECTED || code == EBB_LINK_ERROR_TIMED_OUT)
        continue;
      g_assert_true (g_hash_table_add (said, (gpointer) cause));
      g_assert_true (g_hash_table_add (said, (gpointer) help));
    }
}

/* English of a library is a detail, and no sentence. */
static void
test_trouble_of_others_has_words (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "broken pipe");

  g_assert_cmpstr (ebb_link_error_words_say_cause (error), ==, "That did not work");
  g_assert_null (strstr (ebb_link_error_words_say_help (error), "broken pipe"));
}

/* "Not connected" would not say what to do. */
static void
test_row_says_what_only_a_person_can_mend (void)
{
  static const int codes[] = { EBB_LINK_ERROR_BOND_LOST, EBB_LINK_ERROR_BUSY,
                               EBB_LINK_ERROR_INCOMPLETE, EBB_LINK_ERROR_WRONG_VERSION };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = g_error_new (EBB_LINK_ERROR, codes[i], "0x05");
      EbbBootsFacts    facts = { .state = EBB_BOOTS_NEARBY, .error = error };
      EbbScene         scene = { .boots_state = EBB_BOOTS_AWAY, .boots_error = error };
      g_autofree char *line = ebb_boots_facts_dup_line (&facts);
      g_autofree char *home = ebb_link_words_dup (&scene);
      g_autofree char *retried = NULL;

      g_assert_cmpstr (line, ==, ebb_link_error_words_say_cause (error));
      g_assert_true (g_str_has_prefix (home, line));
      scene.boots_state = EBB_BOOTS_CONNECTING;
      scene.boots_retries = 3;
      retried = ebb_link_words_dup (&scene);
      g_assert_true (g_str_has_prefix (retried, line));
      g_assert_nonnull (strstr (retried, "Trying again (3)"));
    }
}

static void
test_every_live_state_has_words_beside_stop (void)
{
  for (EbbSessionState state = EBB_SESSION_ARMED; state <= EBB_SESSION_FAULT; state++)
    {
      EbbSnapshot      snapshot;
      g_autofree char *line = NULL;
      g_autofree char *more = NULL;

      ebb_snapshot_init (&snapshot);
      snapshot.state = state;
      ebb_stop_bar_describe (&snapshot, &line, &more);
      g_assert_cmpuint (strlen (line), >, 3);
      g_assert_cmpuint (strlen (more), >, 3);
    }
}

/* ui.md section 12: what happened, what it means for the body, what to do. */
static void
test_every_fault_has_its_sentence (void)
{
  static const struct
  {
    EbbFault    fault;
    const char *happened;
    const char *meaning;
    const char *advice;
  } cases[] = {
    { EBB_FAULT_OVERSHOOT, "went above the plan (\342\201\25058\302\240mmHg\342\201\251)",
      "may have felt too tight", "until someone has looked at them" },
    { EBB_FAULT_STUCK_SQUEEZE, "a zone stayed tight for 60\302\240s", "bad for nerves",
      "Open the boots now" },
    { EBB_FAULT_NO_READING, "no pressure reading for 3\302\240s",
      "does not know how tight they are", "Open the boots if they feel tight" },
    { EBB_FAULT_NOT_VENTED, "air is still in the boots", "keeps sending Stop",
      "Open the boots now" },
    { EBB_FAULT_BOOTS, "the boots report a fault", "not as it should be",
      "until someone has looked at them" },
    { EBB_FAULT_HEAT, "heat was too high, or did not go off", "before it feels hot",
      "Take the boots off and look at your skin" },
    { EBB_FAULT_OTHER_PROGRAM, "run another program", "did not do what Ebb showed",
      "until someone has looked at them" },
    { EBB_FAULT_GATE, "outside the limits", "Nothing outside the limits was sent", "" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, EBB_FAULT_GATE);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EbbSnapshot      snapshot;
      g_autofree char *happened = NULL;
      const char      *meaning;

      ebb_snapshot_init (&snapshot);
      snapshot.fault = cases[i].fault;
      snapshot.fault_pa = ebb_mmhg_to_pa (58);
      happened = ebb_trouble_words_dup_fault (&snapshot);
      meaning = ebb_trouble_words_say_fault_meaning (&snapshot);
      g_assert_nonnull (strstr (happened, cases[i].happened));
      g_assert_nonnull (strstr (meaning, cases[i].meaning));
      g_assert_nonnull (strstr (meaning, cases[i].advice));
    }
}

static void
test_every_end_has_its_sentence (void)
{
  static const struct
  {
    EbbSessionEnd end;
    const char   *sentence;
  } cases[] = {
    { EBB_END_BY_STOP, "You stopped it at \342\201\25012:05\342\201\251" },
    { EBB_END_BY_BUTTON, "The boots\342\200\231 own button stopped it" },
    { EBB_END_BY_OTHERS, "Another app, or somebody near, stopped it" },
    { EBB_END_BY_BOOTS, "The boots ended it by themselves" },
    { EBB_END_BY_DID_NOT_START, "The boots did not start. No air went in. Check the hoses and try "
                                "again." },
    { EBB_END_BY_LINK_LOST, "The link was lost at \342\201\25012:05\342\201\251." },
    { EBB_END_BY_FAULT, "Ebb stopped it for a fault at \342\201\25012:05\342\201\251" },
    { EBB_END_BY_BATTERY, "Battery low, ended early" },
    { EBB_END_BY_NOT_HEARD,
      "The boots heard nothing of Ebb for too long, so they ended it by themselves at "
      "\342\201\25012:05\342\201\251. Check that both legs feel normal." },
    { EBB_END_BY_REFUSED, "The boots refused to start. No air went in. See that no other app uses "
                          "them, and try again." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EbbSnapshot      snapshot;
      g_autofree char *sentence = NULL;

      ebb_snapshot_init (&snapshot);
      snapshot.end = cases[i].end;
      snapshot.end_elapsed_ms = 725000;
      sentence = ebb_end_words_compose (&snapshot);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

static void
test_stopping_says_how_often (void)
{
  EbbSnapshot      snapshot;
  g_autofree char *line = NULL;
  g_autofree char *more = NULL;

  ebb_snapshot_init (&snapshot);
  snapshot.state = EBB_SESSION_STOPPING;
  snapshot.stop_count = 5;
  snapshot.stop_ms = 1400;
  ebb_stop_bar_describe (&snapshot, &line, &more);
  g_assert_cmpstr (line, ==, "Stopping");
  g_assert_cmpstr (more, ==, "Stop sent 5 times in \342\201\2501.4\302\240s\342\201\251");
}

/* The boots may say that they were too tight before a sample that shows it comes. */
static void
test_overshoot_without_a_reading_has_no_number (void)
{
  EbbSnapshot      snapshot;
  g_autofree char *unread = NULL;
  g_autofree char *read = NULL;

  ebb_snapshot_init (&snapshot);
  snapshot.fault = EBB_FAULT_OVERSHOOT;
  unread = ebb_trouble_words_dup_fault (&snapshot);
  g_assert_cmpstr (unread, ==, "Ebb stopped: pressure went above the plan");
  snapshot.fault_pa = ebb_mmhg_to_pa (58);
  read = ebb_trouble_words_dup_fault (&snapshot);
  g_assert_nonnull (strstr (read, "58"));
}

static void
test_nothing_starts_without_the_journal (void)
{
  EbbScene scene = { .has_boots = TRUE };

  g_assert_true (ebb_scene_can_start (&scene));
  scene.journal_state = EBB_STORE_IS_HELD;
  g_assert_false (ebb_scene_can_start (&scene));
}

static void
test_stop_is_shown_in_every_state_but_idle (void)
{
  EbbSnapshot snapshot;
  EbbScene    scene = { .snapshot = &snapshot };

  ebb_snapshot_init (&snapshot);
  g_assert_false (ebb_scene_is_stoppable (&scene));
  for (EbbSessionState state = EBB_SESSION_ARMED; state <= EBB_SESSION_FAULT; state++)
    {
      snapshot.state = state;
      g_assert_true (ebb_scene_is_stoppable (&scene));
    }
  snapshot.state = EBB_SESSION_IDLE;
  scene.is_running_elsewhere = TRUE;
  g_assert_true (ebb_scene_is_stoppable (&scene));
}

static void
test_every_early_end_has_words (void)
{
  EbbSnapshot snapshot;

  ebb_snapshot_init (&snapshot);
  for (int end = EBB_END_BY_STOP; end < EBB_N_ENDS; end++)
    {
      g_autofree char *words = NULL;

      snapshot.end = (EbbSessionEnd) end;
      words = ebb_end_words_compose (&snapshot);
      g_assert_cmpstr (words, !=, "");
    }
  for (int end = EBB_END_BY_NONE; end < EBB_N_ENDS; end++)
    {
      g_autofree char *words = NULL;

      snapshot.end = (EbbSessionEnd) end;
      snapshot.is_record_lost = true;
      words = ebb_end_words_compose (&snapshot);
      g_assert_nonnull (strstr (words, "could not be written down"));
    }
}

/* How it ended stays so: what is read of the boots afterwards is not asked. */
static void
test_who_said_that_it_is_empty_does_not_depend_on_readings (void)
{
  EbbSnapshot snapshot;

  ebb_snapshot_init (&snapshot);
  snapshot.has_result = true;
  for (int is_known = 0; is_known < 2; is_known++)
    {
      snapshot.is_reading_known = is_known != 0;
      snapshot.is_result_vented = true;
      g_assert_nonnull (strstr (ebb_end_words_say_vented (&snapshot), "Every zone is below"));
      snapshot.is_result_vented = false;
      g_assert_nonnull (strstr (ebb_end_words_say_vented (&snapshot), "You said"));
    }
}

static void
test_sleep_says_what_it_did (void)
{
  g_autofree char *words = NULL;
  EbbSnapshot      snapshot;

  ebb_snapshot_init (&snapshot);
  snapshot.end = EBB_END_BY_SLEEP;
  snapshot.end_elapsed_ms = 725000;
  words = ebb_end_words_compose (&snapshot);
  g_assert_nonnull (strstr (words, "went to sleep at"));
  g_assert_nonnull (strstr (words, "12:05"));
  g_assert_nonnull (strstr (words, "stopped the boots first"));
}

/* Air was in before the break: "no air went in" would be wrong. */
static void
test_what_did_not_continue_was_paused (void)
{
  g_autofree char *words = NULL;
  EbbSnapshot      snapshot;

  ebb_snapshot_init (&snapshot);
  snapshot.end = EBB_END_BY_DID_NOT_CONTINUE;
  words = ebb_end_words_compose (&snapshot);
  g_assert_nonnull (strstr (words, "paused"));
  g_assert_null (strstr (words, "No air went in"));
}

static void
assert_nearby_line (EbbBootsState state, int unheard_s, const char *expected)
{
  EbbBootsFacts    facts = { .state = state,
                             .is_recognised = TRUE,
                             .signal = unheard_s < 0 ? EBB_SIGNAL_FAIR : EBB_SIGNAL_UNKNOWN,
                             .unheard_s = unheard_s };
  g_autofree char *line = ebb_boots_facts_dup_nearby_line (&facts);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_boots_that_fell_silent_say_since_when (void)
{
  assert_nearby_line (EBB_BOOTS_NEARBY, -1, "Compression boots · fair signal");
  assert_nearby_line (EBB_BOOTS_NEARBY, 59, "Compression boots · last heard 59\302\240s ago");
  assert_nearby_line (EBB_BOOTS_AWAY, 150,
                      "Compression boots · last heard 2\302\240min ago. "
                      "Look again to pair them.");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/words/number-and-unit-are-isolated", test_number_and_unit_are_isolated);
  g_test_add_func ("/ui/words/unknown-is-never-a-number", test_unknown_is_never_a_number);
  g_test_add_func ("/ui/words/only-zone-of-a-part-has-its-name",
                   test_only_zone_of_a_part_has_its_name);
  g_test_add_func ("/ui/leg/bands-of-any-zones-do-not-overlap",
                   test_bands_of_any_zones_do_not_overlap);
  g_test_add_func ("/ui/figure/says-what-was-read", test_figure_says_what_was_read);
  g_test_add_func ("/ui/figure/says-no-number-when-lost", test_lost_figure_says_no_number);
  g_test_add_func ("/ui/boots/those-that-fell-silent-say-since-when",
                   test_boots_that_fell_silent_say_since_when);
  g_test_add_func ("/words/link/each-trouble-has-its-own",
                   test_every_trouble_of_a_link_has_its_own_words);
  g_test_add_func ("/words/link/trouble-of-others-has-words", test_trouble_of_others_has_words);
  g_test_add_func ("/words/link/wants-pairing", test_row_says_what_only_a_person_can_mend);
  g_test_add_func ("/ui/end/every-early-end-has-words", test_every_early_end_has_words);
  g_test_add_func ("/ui/end/who-said-that-it-is-empty-does-not-depend-on-readings",
                   test_who_said_that_it_is_empty_does_not_depend_on_readings);
  g_test_add_func ("/ui/end/sleep-says-what-it-did", test_sleep_says_what_it_did);
  g_test_add_func ("/ui/end/what-did-not-continue-was-paused",
                   test_what_did_not_continue_was_paused);
  g_test_add_func ("/ui/stop-bar/each-live-state-has-words",
                   test_every_live_state_has_words_beside_stop);
  g_test_add_func ("/ui/trouble/each-fault-has-its-sentence", test_every_fault_has_its_sentence);
  g_test_add_func ("/ui/end/each-has-its-sentence", test_every_end_has_its_sentence);
  g_test_add_func ("/ui/stop-bar/stopping-says-how-often", test_stopping_says_how_often);
  g_test_add_func ("/ui/trouble/overshoot-without-a-reading-has-no-number",
                   test_overshoot_without_a_reading_has_no_number);
  g_test_add_func ("/ui/scene/nothing-starts-without-the-journal",
                   test_nothing_starts_without_the_journal);
  g_test_add_func ("/ui/scene/stop-is-shown-in-every-state-but-idle",
                   test_stop_is_shown_in_every_state_but_idle);
  return g_test_run ();
}
