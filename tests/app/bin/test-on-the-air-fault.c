/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "air.h"

#include <string.h>

#include "ebb-control.h"

/* Sessions of ebbctl that do not go as planned, on boots on the air: what a person reads, what is
 * asked, how it ends, and what is written down of it. */

#define CTRL_C "\003"
#define PATIENCE_S 60
#define LOOK_PERIOD_MS 50
#define LOOKED "Have you looked at the boots?"
#define OPEN "Are they open?"

/* ---- what happens to the boots ---- */

static void
press_button (DoubleBoots *boots)
{
  ebb_sim_boots_press_button (boots->sim);
}

/* Somebody near, which needs no bond. */
static void
stop_from_elsewhere (DoubleBoots *boots)
{
  uint8_t bytes[EBB_MESSAGE_MAX_BYTES];
  size_t size = ebb_stop_encode (ebb_sim_boots_get_status (boots->sim)->epoch, bytes, sizeof bytes);

  ebb_sim_boots_write (boots->sim, EBB_ROLE_STOP, bytes, size, FALSE);
}

static void
run_low (DoubleBoots *boots)
{
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_BATTERY, 9);
}

static void
read_too_high (DoubleBoots *boots)
{
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_DRIFT, 70);
}

static void
read_right (DoubleBoots *boots)
{
  ebb_sim_boots_clear_fault (boots->sim, EBB_SIM_FAULT_DRIFT);
}

static void
fall_silent (DoubleBoots *boots)
{
  ebb_sim_boots_set_fault (boots->sim, EBB_SIM_FAULT_SILENT, 1);
}

static void
talk_again (DoubleBoots *boots)
{
  ebb_sim_boots_clear_fault (boots->sim, EBB_SIM_FAULT_SILENT);
}

typedef struct
{
  void (*happen) (DoubleBoots *boots); /* once there is air in them */
  void (*mend) (DoubleBoots *boots);   /* (nullable): once Stop was sent three times */
  gboolean    is_json;
  const char *says;
  const char *end;   /* in the history */
  const char *fault; /* the same */
} Course;

typedef struct
{
  const Course *course;
  DoubleBoots  *boots;
  guint         source_id;
  gboolean      has_happened;
  guint         n_before;
} Fate;

static gboolean
look_cb (gpointer user_data)
{
  Fate *fate = user_data;

  if (!fate->has_happened && air_boots_have_air (fate->boots))
    {
      fate->has_happened = TRUE;
      fate->n_before = air_count_stops (fate->boots);
      fate->course->happen (fate->boots);
    }
  else if (fate->has_happened && fate->course->mend != NULL
           && air_count_stops (fate->boots) >= fate->n_before + 3)
    {
      fate->course->mend (fate->boots);
      fate->source_id = 0;
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static void
fate_begin (Fate *fate, Air *air, const Course *course)
{
  air_pair (air, AIR_FIRST);
  fate->course = course;
  fate->boots = air->boots[0];
  fate->source_id = g_timeout_add (LOOK_PERIOD_MS, look_cb, fate);
}

static void
fate_clear (Fate *fate)
{
  g_clear_handle_id (&fate->source_id, g_source_remove);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fate, fate_clear)

/* ---- before it begins ---- */

static gboolean
has_little_left (gpointer boots)
{
  g_autoptr (GBytes) percent = ebb_sim_boots_read (((DoubleBoots *) boots)->sim, EBB_ROLE_BATTERY);

  return *(const uint8_t *) g_bytes_get_data (percent, NULL) <= 9;
}

/* The program before this one left the link, and with it what BlueZ knew of the battery then. */
static void
test_battery_that_fell_between_programs_starts_nothing (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const line[] = { "run", "gentle-wave", "--yes", NULL };
  g_auto (AirEnd) end = { 0 };

  air_pair (self, AIR_FIRST);
  run_low (self->boots[0]);
  air_wait_until (has_little_left, self->boots[0]);
  g_assert_true (self->boots[0]->is_connected);
  g_assert_cmpuint (ebb_bluez_battery1_get_percentage (self->boots[0]->battery), ==, 77);
  air_run (self, &end, line);
  air_assert_ended (&end, EXIT_REFUSED, "and they might stop with air inside");
  g_assert_cmpuint (air_count_starts (self->boots[0]), ==, 0);
}

/* ---- nobody at a terminal ---- */

static const Course battery = { run_low,       NULL,
                                FALSE,         "The battery of the boots ran low, and Ebb",
                                "\"battery\"", "\"none\"" };
static const Course button = { press_button, NULL,
                               FALSE,        "The boots' own button stopped it. Every",
                               "\"button\"", "\"none\"" };

static const Course others = {
  stop_from_elsewhere, NULL,      FALSE, "Another app, or somebody near, stopped it. Every",
  "\"others\"",        "\"none\""
};

static void
run_alone (Air *self, AirEnd *end, const Course *course)
{
  static const char *const plain[] = { "run", "gentle-wave", "--yes", NULL };
  static const char *const json[] = { "run", "gentle-wave", "--yes", "--json", NULL };
  g_auto (Fate) fate = { 0 };

  fate_begin (&fate, self, course);
  air_run (self, end, course->is_json ? json : plain);
  g_assert_true (fate.has_happened);
}

static void
test_early_end_has_a_sentence (Air *self, gconstpointer data)
{
  const Course *course = data;
  g_auto (AirEnd) end = { 0 };

  run_alone (self, &end, course);
  g_assert_cmpint (end.exit_code, ==, EXIT_ENDED_EARLY);
  air_assert_said (&end, course->says);
  air_assert_recorded (self, "end", course->end);
  air_assert_recorded (self, "fault", course->fault);
  air_assert_recorded (self, "empty_confirmed_by_boots", "true");
}

static const Course overshoot_alone = { .happen = read_too_high,
                                        .mend = read_right,
                                        .says = "pressure went above the plan",
                                        .fault = "\"overshoot\"" };
static const Course silence_alone = { .happen = fall_silent,
                                      .mend = talk_again,
                                      .says = "no pressure reading for 3 s",
                                      .fault = "\"no-reading\"" };
static const Course silence_json = { .happen = fall_silent,
                                     .mend = talk_again,
                                     .is_json = TRUE,
                                     .says = "no pressure reading for 3 s",
                                     .fault = "\"no-reading\"" };

/* It ends with empty boots, and nobody is written down to have looked at them. */
static void
test_nobody_clears_a_fault (Air *self, gconstpointer data)
{
  const Course *course = data;
  g_auto (AirEnd) end = { 0 };

  run_alone (self, &end, course);
  g_assert_cmpint (end.exit_code, ==, EXIT_ENDED_EARLY);
  air_assert_said (&end, course->says);
  air_assert_said (&end, "no person is there to look at the boots: Ebb keeps sending Stop");
  air_assert_said (&end, "Nobody has said that the boots were looked at");
  g_assert_null (strstr (end.errors, "no-reading"));
  if (course->is_json)
    air_assert_said (&end, "\"exit_code\":6");
  air_assert_recorded (self, "ended", "null");
  air_assert_recorded (self, "empty_confirmed_by_boots", "false");
  /* The next start, which closes it, does not take it for a crash. */
  air_assert_recorded (self, "fault", course->fault);
}

/* ---- a person at a terminal ---- */

static const Course overshoot = { .happen = read_too_high, .mend = read_right };
static const Course silence = { .happen = fall_silent };

static guint
count_shown (const AirEnd *end, const char *text)
{
  guint n = 0;

  for (const char *at = strstr (end->screen->str, text); at != NULL; at = strstr (at + 1, text))
    n++;
  return n;
}

static gboolean
patience_over_cb (gpointer user_data)
{
  const char *what = user_data;

  g_error ("%d s went by without %s", PATIENCE_S, what);
  return G_SOURCE_REMOVE;
}

static void
wait_asked_again (AirEnd *end, const char *question)
{
  guint timeout_id = g_timeout_add_seconds (PATIENCE_S, patience_over_cb, (gpointer) question);

  while (count_shown (end, question) < 2)
    {
      g_assert_false (end->is_done);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timeout_id);
}

/* From whoever is left. */
static void
wait_more_stops (DoubleBoots *boots)
{
  guint n_stops = air_count_stops (boots);
  guint timeout_id =
      g_timeout_add_seconds (PATIENCE_S, patience_over_cb, (gpointer) "a Stop of the guardian");

  while (air_count_stops (boots) < n_stops + 2)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

static void
run_watched (Air *self, AirEnd *end, Fate *fate, const Course *course)
{
  static const char *const line[] = { "run", "gentle-wave", "--yes", NULL };

  fate_begin (fate, self, course);
  air_start_on_terminal (self, end, line);
}

static void
test_person_who_looked_ends_a_fault (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Fate) fate = { 0 };
  g_auto (AirEnd) end = { 0 };

  run_watched (self, &end, &fate, &overshoot);
  air_wait_screen (&end, LOOKED);
  /* The whole word and no other. */
  air_type (&end, "look\n");
  wait_asked_again (&end, LOOKED);
  air_type (&end, "looked\n");
  air_wait_end (&end);
  air_assert_ended (&end, EXIT_ENDED_EARLY, "Ebb stopped: pressure went above the plan");
  air_assert_ended (&end, EXIT_ENDED_EARLY, "The stop button on the boots works without this");
  air_assert_said (&end, "Every zone is below 10 mmHg. It may have felt too tight.");
  air_assert_recorded (self, "end", "\"fault\"");
  air_assert_recorded (self, "fault", "\"overshoot\"");
  air_assert_recorded (self, "empty_confirmed_by_boots", "true");
}

static void
test_person_says_that_silent_boots_are_open (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Fate) fate = { 0 };
  g_auto (AirEnd) end = { 0 };

  run_watched (self, &end, &fate, &silence);
  air_wait_screen (&end, OPEN);
  air_type (&end, "open\n");
  air_wait_end (&end);
  air_assert_ended (&end, EXIT_NOT_CONFIRMED, "Ebb stopped: no pressure reading for 3 s.");
  air_assert_said (&end, "they have not confirmed it: Ebb sends Stop when they answer again.");
  air_assert_recorded (self, "end", "\"fault\"");
  air_assert_recorded (self, "empty_confirmed_by_boots", "false");
}

static void
test_ctrl_c_leaves_a_fault (Air *self, gconstpointer data G_GNUC_UNUSED)
{
  g_auto (Fate) fate = { 0 };
  g_auto (AirEnd) end = { 0 };
  guint n_stops;

  run_watched (self, &end, &fate, &silence);
  air_wait_screen (&end, OPEN);
  n_stops = air_count_stops (self->boots[0]);
  g_assert_cmpuint (n_stops, >, fate.n_before);
  air_type (&end, CTRL_C);
  wait_asked_again (&end, OPEN);
  air_type (&end, CTRL_C);
  air_wait_end (&end);
  air_assert_ended (&end, EXIT_NOT_CONFIRMED, "Ctrl-C once more leaves: its guardian");
  air_assert_ended (&end, EXIT_NOT_CONFIRMED, "the boots did not confirm that they are empty");
  g_assert_cmpuint (air_count_stops (self->boots[0]), >, n_stops);
  wait_more_stops (self->boots[0]);
  air_assert_recorded (self, "ended", "null");
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  AIR_ADD ("before/battery-that-fell-between-programs-starts-nothing", NULL,
           test_battery_that_fell_between_programs_starts_nothing);
  AIR_ADD ("early-end/battery", &battery, test_early_end_has_a_sentence);
  AIR_ADD ("early-end/others", &others, test_early_end_has_a_sentence);
  AIR_ADD ("early-end/button", &button, test_early_end_has_a_sentence);
  AIR_ADD ("fault/nobody-clears-overshoot", &overshoot_alone, test_nobody_clears_a_fault);
  AIR_ADD ("fault/nobody-clears-silence", &silence_alone, test_nobody_clears_a_fault);
  AIR_ADD ("fault/nobody-clears-silence-with-json", &silence_json, test_nobody_clears_a_fault);
  AIR_ADD ("fault/person-who-looked-ends-it", NULL, test_person_who_looked_ends_a_fault);
  AIR_ADD ("fault/person-says-that-silent-boots-are-open", NULL,
           test_person_says_that_silent_boots_are_open);
  AIR_ADD ("fault/ctrl-c-leaves-it", NULL, test_ctrl_c_leaves_a_fault);
  return g_test_run ();
}
