/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "window-fixture.h"

#include "ebb-boots-recording.h"
#include "ebb-boots-section-private.h"
#include "ebb-pulse.h"
#include "ebb-report-page.h"
#include "ebb-stop-bar.h"
#include "ebb-style.h"

/* Six times as long as a window may be silent. */
#define FELT_DEADLINE_US (30 * G_USEC_PER_SEC)

static gboolean
keep_busy_cb (gpointer user_data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

/* Turns the main loop until it is so, and fails when that takes too long. */
static void
wait_until_felt (EbbPulse *pulse, gboolean is_felt)
{
  gint64 deadline_us = g_get_monotonic_time () + FELT_DEADLINE_US;

  while (ebb_pulse_is_felt (pulse) != is_felt)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_main_context_iteration (NULL, TRUE);
    }
}

/* H3: input that never ends leaves no turn for what a person sees, and none for what they press. */
static void
test_window_that_never_gets_its_turn_is_not_felt (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbPulse     *pulse;
  guint         busy_id;

  window_fixture_open (&self, fixture);
  pulse = g_object_get_data (G_OBJECT (self.window), "ebb-pulse");
  g_assert_true (ebb_pulse_is_felt (pulse));
  busy_id = g_idle_add_full (G_PRIORITY_DEFAULT, keep_busy_cb, NULL, NULL);
  wait_until_felt (pulse, FALSE);
  g_source_remove (busy_id);
  wait_until_felt (pulse, TRUE);
  window_fixture_close (&self);
}

/* The key for it works on every page, the first one too. */
static void
test_nothing_is_looked_for_in_a_session (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  service_fixture_take_boots (fixture);
  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  service_fixture_start (fixture);
  gtk_widget_activate_action (self.window, "boots.scan", NULL);
  g_assert_false (ebb_boots_list_is_scanning (fixture->list));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  gtk_widget_activate_action (self.window, "boots.scan", NULL);
  g_assert_true (ebb_boots_list_is_scanning (fixture->list));
  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_close (&self);
}

/* A page that was left takes no focus, and says nothing. */
static void
test_pairing_that_was_left_is_still (ServiceFixture *fixture, gconstpointer data)
{
  GtkWidget       *window = gtk_window_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *button = gtk_button_new_with_label ("x");
  EbbBootsSection *section = ebb_boots_section_new (fixture->core);
  EbbBoots        *boots = service_fixture_take_boots (fixture);
  GtkWidget       *page = ebb_boots_section_make_page (section, "pairing");

  ebb_boots_section_add_actions (section, window);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), page);
  gtk_window_set_child (GTK_WINDOW (window), box);
  ebb_boots_section_pair (section, boots);
  g_signal_emit_by_name (boots, "pairing-needed", EBB_PAIRING_CONFIRM_CODE, 123456u);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), page));
  gtk_widget_grab_focus (button);
  ebb_boots_section_leave_pairing (section);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (section);
  ebb_settle ();
}

static gboolean
can_answer (ServiceFixture *fixture)
{
  return ebb_leg_check_can_answer (ebb_core_get_leg_check (fixture->core));
}

static void
fill_one_boot (WindowFixture *self)
{
  service_fixture_tick_all (self->service);
  gtk_widget_activate_action (self->window, "legs.start", NULL);
  service_fixture_run_until (self->service, can_answer, 20000);
}

/* Question for question, and while the air is let out. */
static void
test_leg_check_stays_on_its_page (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbLegCheck  *check = ebb_core_get_leg_check (fixture->core);
  EbbBoots     *boots = service_fixture_take_boots (fixture);

  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  gtk_widget_activate_action (self.window, "boots.open", "s", ebb_boots_get_identity (boots));
  gtk_widget_activate_action (self.window, "device.legs", NULL);
  g_assert_true (window_fixture_is_on (&self, "legs"));
  fill_one_boot (&self);
  g_assert_true (window_fixture_is_on (&self, "legs"));
  gtk_widget_activate_action (self.window, "legs.left", NULL);
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_STOPPING);
  g_assert_true (window_fixture_is_on (&self, "legs"));
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  service_fixture_run_for (fixture, 200);
  g_assert_cmpuint (ebb_leg_check_get_step (check), ==, 1);
  g_assert_true (window_fixture_is_on (&self, "legs"));
  gtk_widget_activate_action (self.window, "legs.leave", NULL);
  g_assert_true (window_fixture_is_on (&self, "root"));
  g_assert_cmpint (ebb_leg_check_get_stage (check), ==, EBB_LEG_CHECK_OFF);
  g_assert_cmpint (ebb_boots_get_sides (boots), ==, EBB_SIDES_UNKNOWN);
  window_fixture_close (&self);
}

/* Whoever goes away does not answer. */
static void
test_going_away_stops_a_leg_check (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbBoots     *boots = service_fixture_take_boots (fixture);

  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  gtk_widget_activate_action (self.window, "boots.open", "s", ebb_boots_get_identity (boots));
  gtk_widget_activate_action (self.window, "device.legs", NULL);
  fill_one_boot (&self);
  ebb_window_show_session (EBB_WINDOW (self.window));
  g_assert_cmpint (service_fixture_get_state (fixture), ==, EBB_SESSION_STOPPING);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  window_fixture_close (&self);
}

/* ---- recordings and reports ---- */

static GtkWidget *
find_widget (GtkWidget *widget, GType type, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = child;

      if (!G_TYPE_CHECK_INSTANCE_TYPE (child, type)
          || (name != NULL && g_strcmp0 (gtk_widget_get_name (child), name) != 0))
        found = find_widget (child, type, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
read_recording_line (GtkWidget *window)
{
  GtkWidget *line = find_widget (window, GTK_TYPE_LABEL, "recording-line");

  return line != NULL && gtk_widget_get_visible (line) ? gtk_label_get_label (GTK_LABEL (line))
                                                       : "";
}

static void
test_recording_is_said (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbBoots     *boots = service_fixture_take_boots (fixture);

  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  g_assert_null (find_widget (self.window, GTK_TYPE_LABEL, "recording-line"));
  gtk_widget_activate_action (self.window, "boots.open", "s", ebb_boots_get_identity (boots));
  gtk_widget_activate_action (self.window, "device.record", NULL);
  g_assert_true (ebb_boots_is_recorded (boots));
  ebb_settle ();
  g_assert_true (g_str_has_prefix (read_recording_line (self.window), "Sessions with these boots"));
  service_fixture_start (fixture);
  ebb_settle ();
  g_assert_true (
      g_str_has_prefix (read_recording_line (self.window), "This session is being recorded to "));
  g_assert_true (g_str_has_suffix (read_recording_line (self.window), ".jsonl"));
  gtk_widget_activate_action (self.window, "device.record", NULL);
  ebb_settle ();
  g_assert_cmpstr (read_recording_line (self.window), ==, "");
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  window_fixture_close (&self);
}

static gboolean
has_report (ServiceFixture *fixture)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (fixture->user_data);
  GtkTextIter      start;
  GtkTextIter      end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return g_str_has_prefix (text, "Ebb report, version 1\n")
         && strstr (text, "definition: ebb-profile-1") != NULL;
}

/* In full, to be read and not to be changed, before it can be saved; and not in a session, where
 * saving would open a second window. */
static void
test_report_is_read_first (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbBoots     *boots = service_fixture_take_boots (fixture);
  GtkWidget    *page;
  GtkWidget    *save;

  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  gtk_widget_activate_action (self.window, "boots.open", "s", ebb_boots_get_identity (boots));
  gtk_widget_activate_action (self.window, "device.report", NULL);
  g_assert_true (window_fixture_is_on (&self, "report"));
  page = find_widget (self.window, EBB_TYPE_REPORT_PAGE, NULL);
  save = GTK_WIDGET (gtk_widget_get_template_child (page, EBB_TYPE_REPORT_PAGE, "save_button"));
  fixture->user_data = find_widget (page, GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_false (gtk_text_view_get_editable (fixture->user_data));
  g_assert_true (gtk_text_view_get_monospace (fixture->user_data));
  service_fixture_run_until (fixture, has_report, 5000);
  g_assert_true (gtk_widget_get_sensitive (save));
  service_fixture_start (fixture);
  g_assert_false (gtk_widget_get_sensitive (save));
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  window_fixture_close (&self);
}

static gboolean
has_report_of_the_computer (ServiceFixture *fixture)
{
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (fixture->user_data);
  GtkTextIter      start;
  GtkTextIter      end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return g_str_has_prefix (text, "Ebb report, version 1\n") && strstr (text, "[radio]") != NULL;
}

/* Where no boots are to be had, something is wrong that a report can tell of. */
static void
test_report_needs_no_boots (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  GtkWidget    *page;

  window_fixture_open (&self, fixture);
  ebb_boots_list_stop_scan (fixture->list);
  g_assert_null (ebb_current_session_get_boots (fixture->session));
  gtk_widget_activate_action (self.window, "report.open", NULL);
  g_assert_true (window_fixture_is_on (&self, "report"));
  page = find_widget (self.window, EBB_TYPE_REPORT_PAGE, NULL);
  fixture->user_data = find_widget (page, GTK_TYPE_TEXT_VIEW, NULL);
  service_fixture_run_until (fixture, has_report_of_the_computer, 5000);
  window_fixture_close (&self);
}

static guint
count_windows (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  guint n = 0;

  for (GList *each = windows; each != NULL; each = each->next)
    n += gtk_widget_get_visible (each->data);
  return n;
}

/* Boots may begin by themselves, or be owed a Stop, while something is asked. */
static void
test_nothing_stands_before_stop (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  EbbBoots     *boots = service_fixture_take_boots (fixture);
  GtkWidget    *late;

  ebb_boots_list_stop_scan (fixture->list);
  window_fixture_open (&self, fixture);
  gtk_widget_activate_action (self.window, "boots.open", "s", ebb_boots_get_identity (boots));
  gtk_widget_activate_action (self.window, "device.forget", NULL);
  ebb_settle ();
  g_assert_cmpuint (count_windows (), ==, 2);
  service_fixture_start (fixture);
  ebb_settle ();
  g_assert_cmpuint (count_windows (), ==, 1);
  /* Nor is anything opened then, as by GTK when something fails that was begun before. */
  late = gtk_window_new ();
  gtk_window_set_modal (GTK_WINDOW (late), TRUE);
  gtk_window_present (GTK_WINDOW (late));
  ebb_settle ();
  g_assert_cmpuint (count_windows (), ==, 1);
  ebb_current_session_stop (fixture->session, EBB_STOP_FROM_KEY);
  service_fixture_run_until (fixture, service_fixture_is_idle, 10000);
  g_assert_true (ebb_boots_is_known (boots));
  window_fixture_close (&self);
}

/* ---- when what changed is shown ---- */

static GtkWidget *
find_mapped (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_mapped (child) ? find_mapped (child, type) : NULL;
  return found;
}

typedef struct
{
  GtkInscription *time_left;
  char           *at_reading; /* what was shown when it came */
  char           *at_press;
} Press;

static gboolean
press_cb (gpointer user_data)
{
  Press *press = user_data;

  press->at_press = g_strdup (gtk_inscription_get_text (press->time_left));
  return G_SOURCE_REMOVE;
}

/* A key that waits already when a reading is taken in. */
static void
reading_cb (EbbCurrentSession *session, Press *press)
{
  if (press->time_left == NULL || press->at_reading != NULL
      || ebb_current_session_get_snapshot (session)->elapsed_ms < 1000)
    return;
  press->at_reading = g_strdup (gtk_inscription_get_text (press->time_left));
  g_idle_add_full (G_PRIORITY_DEFAULT, press_cb, press, NULL);
}

/* What the boots report is taken in at once and shown in a turn of its own, after what a person did
 * meanwhile. */
static void
test_press_comes_before_what_is_to_be_shown (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;
  Press         press = { 0 };

  /* Before the window, to see what it shows before it hears of a reading. */
  g_signal_connect (fixture->session, "changed", G_CALLBACK (reading_cb), &press);
  service_fixture_take_boots (fixture);
  window_fixture_open (&self, fixture);
  service_fixture_start (fixture);
  ebb_settle ();
  press.time_left = GTK_INSCRIPTION (find_mapped (self.window, GTK_TYPE_INSCRIPTION));
  service_fixture_run_for (fixture, 3000);
  ebb_settle ();
  g_assert_cmpstr (press.at_press, ==, press.at_reading);
  g_assert_cmpstr (gtk_inscription_get_text (press.time_left), !=, press.at_reading);
  g_signal_handlers_disconnect_by_data (fixture->session, &press);
  g_free (press.at_reading);
  g_free (press.at_press);
  window_fixture_close (&self);
}

/* STOP is there when the session is. */
static void
test_session_that_begins_is_shown_at_once (ServiceFixture *fixture, gconstpointer data)
{
  WindowFixture self;

  service_fixture_take_boots (fixture);
  window_fixture_open (&self, fixture);
  service_fixture_tick_all (fixture);
  ebb_settle ();
  g_assert_null (window_fixture_find (&self, EBB_TYPE_STOP_BAR));
  g_assert_true (ebb_current_session_start (fixture->session, EBB_CONFIRMED_BY_PRESS));
  g_assert_nonnull (window_fixture_find (&self, EBB_TYPE_STOP_BAR));
  window_fixture_close (&self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
#define ADD(path, test)                                                                            \
  g_test_add (path, ServiceFixture, NULL, service_fixture_set_up, test, service_fixture_tear_down)
  ADD ("/safety/H03/window-that-never-gets-its-turn-is-not-felt",
       test_window_that_never_gets_its_turn_is_not_felt);
  ADD ("/ui/window/nothing-is-looked-for-in-a-session", test_nothing_is_looked_for_in_a_session);
  ADD ("/ui/window/pairing-that-was-left-is-still", test_pairing_that_was_left_is_still);
  ADD ("/ui/window/leg-check-stays-on-its-page", test_leg_check_stays_on_its_page);
  ADD ("/ui/window/going-away-stops-a-leg-check", test_going_away_stops_a_leg_check);
  ADD ("/ui/window/recording-is-said", test_recording_is_said);
  ADD ("/ui/window/report-is-read-first", test_report_is_read_first);
  ADD ("/ui/window/report-needs-no-boots", test_report_needs_no_boots);
  ADD ("/ui/window/nothing-stands-before-stop", test_nothing_stands_before_stop);
  ADD ("/ui/window/press-comes-before-what-is-to-be-shown",
       test_press_comes_before_what_is_to_be_shown);
  ADD ("/ui/window/session-that-begins-is-shown-at-once",
       test_session_that_begins_is_shown_at_once);
#undef ADD
  return g_test_run ();
}
