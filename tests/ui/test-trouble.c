/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <string.h>

#include "ebb-capability-words.h"
#include "ebb-stopping-page.h"
#include "ebb-style.h"
#include "ebb-trouble-page.h"
#include "ebb-trouble-words.h"

/* What is asked of a person after a fault follows what the boots report, and nothing else. */

#define EMPTY_PA 400
#define FULL_PA 4000

static EbbSnapshot
make_fault (EbbFault fault, int32_t pressure_pa)
{
  EbbSnapshot snapshot;

  ebb_snapshot_init (&snapshot);
  snapshot.state = EBB_SESSION_FAULT;
  snapshot.fault = fault;
  snapshot.is_reading_known = true;
  snapshot.highest_pa = pressure_pa;
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      snapshot.zones[side] = EBB_ZONE_BIT (EBB_ZONE_FOOT) | EBB_ZONE_BIT (EBB_ZONE_LOWER_CALF);
      snapshot.zone[side][EBB_ZONE_FOOT].pressure_pa = pressure_pa;
      snapshot.zone[side][EBB_ZONE_LOWER_CALF].pressure_pa = pressure_pa;
    }
  return snapshot;
}

static void
test_air_is_judged_from_fresh_readings (void)
{
  EbbSnapshot full = make_fault (EBB_FAULT_NOT_VENTED, FULL_PA);
  EbbSnapshot empty = make_fault (EBB_FAULT_NOT_VENTED, EMPTY_PA);
  EbbSnapshot changed = empty;

  g_assert_cmpint (ebb_trouble_words_judge_air (&full), ==, EBB_AIR_POSSIBLE);
  /* Boots that run read as empty between two fills. */
  g_assert_cmpint (ebb_trouble_words_judge_air (&empty), ==, EBB_AIR_UNREAD);
  empty.is_vented = true;
  g_assert_cmpint (ebb_trouble_words_judge_air (&empty), ==, EBB_AIR_OUT);
  full.is_vented = true;
  g_assert_cmpint (ebb_trouble_words_judge_air (&full), ==, EBB_AIR_POSSIBLE);
  /* Too old. */
  empty.is_reading_known = false;
  g_assert_cmpint (ebb_trouble_words_judge_air (&empty), ==, EBB_AIR_POSSIBLE);
  /* One zone of them reports nothing. */
  changed.zone[EBB_SIDE_RIGHT][EBB_ZONE_FOOT].pressure_pa = EBB_PRESSURE_UNKNOWN_PA;
  g_assert_cmpint (ebb_trouble_words_judge_air (&changed), ==, EBB_AIR_POSSIBLE);
  changed.highest_pa = EBB_PRESSURE_UNKNOWN_PA;
  changed.is_vented = true;
  g_assert_cmpint (ebb_trouble_words_judge_air (&changed), ==, EBB_AIR_POSSIBLE);
}

static void
test_empty_boots_need_not_be_opened (void)
{
  for (EbbFault fault = EBB_FAULT_OVERSHOOT; fault <= EBB_FAULT_GATE; fault++)
    {
      EbbSnapshot      empty = make_fault (fault, EMPTY_PA);
      g_autofree char *heading = ebb_trouble_words_dup_fault (&empty);

      g_assert_null (strstr (ebb_trouble_words_say_fault_meaning (&empty), "Open the boots now"));
      g_assert_null (strstr (ebb_trouble_words_say_fault_meaning (&empty), "below"));
      g_assert_null (strstr (heading, "air is still in the boots"));
      empty.is_vented = true;
      g_assert_null (strstr (ebb_trouble_words_say_fault_meaning (&empty), "Open the boots"));
      g_assert_true (fault == EBB_FAULT_OVERSHOOT || fault == EBB_FAULT_BOOTS
                     || fault == EBB_FAULT_HEAT || fault == EBB_FAULT_OTHER_PROGRAM
                     || fault == EBB_FAULT_GATE
                     || strstr (ebb_trouble_words_say_fault_meaning (&empty), "below") != NULL);
    }
}

static gboolean
shows (GtkWidget *page, const char *child)
{
  return gtk_widget_get_visible (
      GTK_WIDGET (gtk_widget_get_template_child (page, G_OBJECT_TYPE (page), child)));
}

static void
test_steps_follow_the_air (void)
{
  GtkWidget  *page = g_object_ref_sink (g_object_new (EBB_TYPE_TROUBLE_PAGE, NULL));
  EbbSnapshot snapshot = make_fault (EBB_FAULT_NOT_VENTED, FULL_PA);
  EbbScene    scene = { .snapshot = &snapshot };

  ebb_trouble_page_show (EBB_TROUBLE_PAGE (page), &scene);
  g_assert_true (shows (page, "button_row") && shows (page, "zips_row"));
  snapshot = make_fault (EBB_FAULT_NOT_VENTED, EMPTY_PA);
  ebb_trouble_page_show (EBB_TROUBLE_PAGE (page), &scene);
  g_assert_true (shows (page, "button_row") && !shows (page, "zips_row"));
  snapshot.is_vented = true;
  ebb_trouble_page_show (EBB_TROUBLE_PAGE (page), &scene);
  g_assert_false (shows (page, "button_row") || shows (page, "zips_row"));
  g_assert_true (shows (page, "do_group"));
  /* What was read before the link went is not what is so now. */
  snapshot.state = EBB_SESSION_LINK_LOST;
  ebb_trouble_page_show (EBB_TROUBLE_PAGE (page), &scene);
  g_assert_true (shows (page, "button_row") && shows (page, "zips_row"));
  g_object_unref (page);
}

static const char *
read_label (GtkWidget *page, const char *child)
{
  return gtk_label_get_label (
      GTK_LABEL (gtk_widget_get_template_child (page, G_OBJECT_TYPE (page), child)));
}

/* What it waits for follows the state; the way out comes late, with what it means. */
static void
test_closing_says_what_it_waits_for (void)
{
  GtkWidget  *page = g_object_ref_sink (g_object_new (EBB_TYPE_TROUBLE_PAGE, NULL));
  EbbSnapshot snapshot = make_fault (EBB_FAULT_NOT_VENTED, FULL_PA);
  EbbScene    scene = { .snapshot = &snapshot };

  ebb_trouble_page_show (EBB_TROUBLE_PAGE (page), &scene);
  g_assert_false (shows (page, "closing_label") || shows (page, "close_box"));
  scene.is_closing = TRUE;
  scene.closing_ms = EBB_CLOSE_ANYWAY_MS - 1;
  ebb_trouble_page_show (EBB_TROUBLE_PAGE (page), &scene);
  g_assert_true (shows (page, "closing_label") && !shows (page, "close_box"));
  g_assert_cmpstr (read_label (page, "closing_label"), ==,
                   "Ebb closes when the boots are empty and you have looked at them");
  scene.closing_ms = EBB_CLOSE_ANYWAY_MS;
  snapshot.state = EBB_SESSION_LINK_LOST;
  ebb_trouble_page_show (EBB_TROUBLE_PAGE (page), &scene);
  g_assert_true (shows (page, "close_box"));
  g_assert_cmpstr (read_label (page, "closing_label"), ==,
                   "Ebb closes when the boots have answered and are empty");
  g_object_unref (page);
}

static void
test_boots_never_heard_did_not_stop_answering (void)
{
  EbbSnapshot snapshot = make_fault (EBB_FAULT_NONE, EBB_PRESSURE_UNKNOWN_PA);

  snapshot.state = EBB_SESSION_LINK_LOST;
  snapshot.end = EBB_END_BY_CRASH;
  g_assert_cmpstr (ebb_trouble_words_say_lost (&snapshot), ==,
                   "Ebb ended before the boots were empty");
  /* Heard since, and lost. */
  snapshot.link_lost_wall_us = 1;
  g_assert_cmpstr (ebb_trouble_words_say_lost (&snapshot), ==, "The boots stopped answering");
  snapshot.end = EBB_END_BY_LINK_LOST;
  snapshot.link_lost_wall_us = 0;
  g_assert_cmpstr (ebb_trouble_words_say_lost (&snapshot), ==, "The boots stopped answering");
}

static void
test_end_of_a_long_pause_has_a_reason (void)
{
  GtkWidget *page = g_object_ref_sink (g_object_new (EBB_TYPE_STOPPING_PAGE, NULL));
  GtkLabel  *then =
      GTK_LABEL (gtk_widget_get_template_child (page, EBB_TYPE_STOPPING_PAGE, "then_label"));
  EbbSnapshot snapshot = make_fault (EBB_FAULT_NONE, EMPTY_PA);
  EbbScene    scene = { .snapshot = &snapshot };

  snapshot.state = EBB_SESSION_STOPPING;
  snapshot.end = EBB_END_BY_STOP;
  ebb_stopping_page_show (EBB_STOPPING_PAGE (page), &scene);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (then)));
  snapshot.end = EBB_END_BY_PAUSE_TIMEOUT;
  ebb_stopping_page_show (EBB_STOPPING_PAGE (page), &scene);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (then)));
  g_assert_cmpstr (gtk_label_get_label (then), ==,
                   "It was paused for 10 minutes and ends by itself");
  g_object_unref (page);
}

/* As long as their own timer is, which is not ten minutes in all boots. */
static void
test_lost_link_says_what_each_tier_does (void)
{
  static const struct
  {
    EbbTier     tier;
    guint       timer_s;
    const char *words;
    const char *row;
  } rows[] = {
    { EBB_TIER_A, 10, "within 20 seconds", "within 20\302\240s" },
    { EBB_TIER_A, 20, "within 30 seconds", "within 30\302\240s" },
    { EBB_TIER_B, 600, "up to 10\302\240min", "up to 10\302\240min" },
    { EBB_TIER_C, 1800, "up to 30\302\240min", "up to 30\302\240min" },
    { EBB_TIER_C, 61, "up to 2\302\240min", "up to 2\302\240min" },
    { EBB_TIER_D, 0, "does not know when", "Not known" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      EbbScene         scene = { .boots_tier = rows[i].tier, .boots_timer_s = rows[i].timer_s };
      g_autofree char *words = ebb_trouble_words_dup_tier (&scene);
      g_autofree char *row = ebb_capability_words_dup_tier (rows[i].tier, rows[i].timer_s);

      g_assert_nonnull (strstr (words, rows[i].words));
      g_assert_nonnull (strstr (row, rows[i].row));
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
  g_test_add_func ("/ui/trouble/air-is-judged-from-fresh-readings",
                   test_air_is_judged_from_fresh_readings);
  g_test_add_func ("/ui/trouble/empty-boots-need-not-be-opened",
                   test_empty_boots_need_not_be_opened);
  g_test_add_func ("/ui/trouble/each-tier-has-its-sentence",
                   test_lost_link_says_what_each_tier_does);
  g_test_add_func ("/ui/trouble/steps-follow-the-air", test_steps_follow_the_air);
  g_test_add_func ("/ui/trouble/closing-says-what-it-waits-for",
                   test_closing_says_what_it_waits_for);
  g_test_add_func ("/ui/trouble/boots-never-heard-did-not-stop-answering",
                   test_boots_never_heard_did_not_stop_answering);
  g_test_add_func ("/ui/stopping/end-of-a-long-pause-has-a-reason",
                   test_end_of_a_long_pause_has_a_reason);
  return g_test_run ();
}
