/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-elsewhere-page.h"
#include "ebb-figure-card.h"
#include "ebb-finished-page.h"
#include "ebb-heading.h"
#include "ebb-legs-page.h"
#include "ebb-link.h"
#include "ebb-pairing-page.h"
#include "ebb-session-view.h"
#include "ebb-style.h"
#include "gallery-scenes.h"

/* test-pages PROGRAM.json: where focus goes in the pages of a session, and what they are called. */

static EbbProgram *program;

typedef struct
{
  GtkWidget      *window;
  EbbSessionView *view;
  GalleryScene    scene;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer width)
{
  fixture->window = gtk_window_new ();
  fixture->view = g_object_new (EBB_TYPE_SESSION_VIEW, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 800);
  gallery_add_actions (fixture->window);
  gallery_scene_init (&fixture->scene, program);
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
show (Fixture *fixture, EbbSessionState state)
{
  fixture->scene.snapshot.state = state;
  ebb_session_view_show (fixture->view, &fixture->scene.scene);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* What a person would call it. */
static const char *
name_widget (GtkWidget *widget)
{
  if (EBB_IS_HEADING (widget))
    return ebb_heading_get_label (EBB_HEADING (widget));
  if (GTK_IS_EXPANDER (widget))
    return gtk_expander_get_label (GTK_EXPANDER (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return gtk_button_get_label (GTK_BUTTON (widget));
  return GTK_IS_CHECK_BUTTON (widget) ? "tick" : "step";
}

/* All that Tab reaches, joined. */
static char *
walk (Fixture *fixture, GtkDirectionType direction)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  while (gtk_widget_child_focus (GTK_WIDGET (fixture->view), direction) && names->len < 64)
    g_ptr_array_add (names,
                     (gpointer) name_widget (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" > ", (char **) names->pdata);
}

static void
assert_walk (Fixture *fixture, const char *expected)
{
  g_autofree char *forward = walk (fixture, GTK_DIR_TAB_FORWARD);

  g_assert_cmpstr (forward, ==, expected);
}

static void
test_tab_goes_through_the_set_up_to_start (Fixture *fixture, gconstpointer width)
{
  show (fixture, EBB_SESSION_IDLE);
  assert_walk (fixture, "As a table > Simulated boots > Gentle wave > Legs > Left > Both > Right > "
                        "Length > step > step > "
                        "Awake and sober, not about to sleep > tick > "
                        "Nothing new in either leg > tick > "
                        "Left boot on left leg, right on right > tick > "
                        "Start > How to put the boots on");
}

static void
test_tab_goes_through_a_running_session (Fixture *fixture, gconstpointer width)
{
  gallery_scene_run (&fixture->scene, 496000);
  show (fixture, EBB_SESSION_RUNNING);
  assert_walk (fixture, "As a table > Pressure > step > Heat > step > step > Take a break > Pause");
}

static void
test_tab_begins_with_what_a_state_is_called (Fixture *fixture, gconstpointer width)
{
  show (fixture, EBB_SESSION_LINK_LOST);
  assert_walk (fixture, "The boots stopped answering > "
                        "Press the stop button on the boots > Open the zips, top first > "
                        "Check that both legs feel normal > The Boots Are Open > As a table");
}

/* No key that was meant for STOP presses anything else. */
static void
test_focus_of_a_new_state_is_on_its_heading (Fixture *fixture, gconstpointer width)
{
  static const struct
  {
    EbbSessionState state;
    const char     *words;
  } headings[] = {
    { EBB_SESSION_PAUSED, "Paused" },
    { EBB_SESSION_STOPPING, "Letting the air out" },
    { EBB_SESSION_LINK_LOST, "The boots stopped answering" },
    { EBB_SESSION_FAULT, "Ebb stopped: " },
    { EBB_SESSION_IDLE, "Finished" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      GtkWidget *focus;

      fixture->scene.snapshot.has_result = headings[i].state == EBB_SESSION_IDLE;
      fixture->scene.snapshot.fault =
          headings[i].state == EBB_SESSION_FAULT ? EBB_FAULT_OVERSHOOT : EBB_FAULT_NONE;
      show (fixture, headings[i].state);
      ebb_session_view_focus_heading (fixture->view);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      g_assert_true (EBB_IS_HEADING (focus));
      g_assert_true (
          g_str_has_prefix (ebb_heading_get_label (EBB_HEADING (focus)), headings[i].words));
    }
}

static GtkWidget *
find_mapped (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_mapped (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Some of whose text this is. */
static guint
count_labels_with (GtkWidget *widget, const char *words)
{
  guint n = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
            && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels_with (child, words);
  return n;
}

static guint
count_labels (GtkWidget *widget, const char *words)
{
  guint n = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
            && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), words);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child, words);
  return n;
}

/* Nothing that is planned in mmHg says what boots with levels would do. */
static void
test_boots_with_levels_are_shown_no_mmhg (Fixture *fixture, gconstpointer width)
{
  GtkWidget *expander;
  GtkWidget *view = GTK_WIDGET (fixture->view);

  gallery_scene_level (&fixture->scene);
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_OUT_OF_LIMITS, 0, 0);
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_ABOVE_CAP, ebb_mmhg_to_pa (40), 0);
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels (view, "These boots have levels, no mmHg"), ==, 1);
  g_assert_cmpuint (count_labels_with (view, "This program"), ==, 0);
  g_assert_null (find_mapped (GTK_WIDGET (fixture->view), GTK_TYPE_EXPANDER));
  fixture->scene.scene.is_running_elsewhere = TRUE;
  show (fixture, EBB_SESSION_IDLE);
  expander = find_mapped (GTK_WIDGET (fixture->view), GTK_TYPE_EXPANDER);
  g_assert_nonnull (expander);
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpuint (count_labels (view, "Left, level of 5"), ==, 1);
  g_assert_cmpuint (count_labels (view, "L3"), ==, 4);
  g_assert_cmpuint (count_labels (view, "Left, mmHg"), ==, 0);
  g_assert_cmpuint (count_labels (view, "Highest level: 3 of 5. Pressure unknown."), ==, 1);
}

/* What the boots report is not said of boots that do not answer. */
static void
test_levels_of_lost_boots_have_no_caption (Fixture *fixture, gconstpointer width)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  gallery_scene_level (&fixture->scene);
  fixture->scene.scene.is_running_elsewhere = TRUE;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels_with (view, "as the boots report them"), ==, 1);
  fixture->scene.snapshot.is_reading_known = false;
  show (fixture, EBB_SESSION_STOPPING);
  g_assert_cmpuint (count_labels_with (view, "as the boots report them"), ==, 0);
}

/* Each step of pairing is where focus is, and no answer is. */
static void
test_focus_of_pairing_is_on_what_is_asked (Fixture *fixture, gconstpointer width)
{
  GtkWidget *page = g_object_new (EBB_TYPE_PAIRING_PAGE, NULL);
  g_autoptr (GError) error = g_error_new_literal (EBB_LINK_ERROR, EBB_LINK_ERROR_PAIRING_TIMED_OUT,
                                                  "pairing took 30 s, expected less");

  gtk_window_set_child (GTK_WINDOW (fixture->window), page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  for (EbbPairingStage stage = EBB_PAIRING_STAGE_HOLD; stage <= EBB_PAIRING_STAGE_FAILED; stage++)
    {
      EbbPairingScene scene = {
        .name = "Ebb boots 4F:A2", .stage = stage, .code = 123456, .error = error
      };
      GtkWidget *focus;

      ebb_pairing_page_show (EBB_PAIRING_PAGE (page), &scene);
      gtk_test_widget_wait_for_draw (fixture->window);
      focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
      if (stage == EBB_PAIRING_STAGE_ENTER)
        g_assert_true (GTK_IS_TEXT (focus));
      else if (stage != EBB_PAIRING_STAGE_HOLD)
        g_assert_true (GTK_IS_BOX (focus) && gtk_widget_get_mapped (focus));
    }
}

/* Boots that may not be started have no limit: why is said once, and asks for no gentler program. */
static void
test_each_reason_is_said_once (Fixture *fixture, gconstpointer width)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_UNANSWERED, 0, 0);
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_ABOVE_CAP, ebb_mmhg_to_pa (40), 0);
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_ABOVE_CAP, ebb_mmhg_to_pa (35), 0);
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels (view, "A few questions first"), ==, 1);
  g_assert_cmpuint (count_labels_with (view, "This program goes up to"), ==, 0);
  gallery_scene_init (&fixture->scene, program);
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_ABOVE_CAP, ebb_mmhg_to_pa (35),
                        ebb_mmhg_to_pa (30));
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_ABOVE_CAP, ebb_mmhg_to_pa (40),
                        ebb_mmhg_to_pa (30));
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_ABOVE_CAP, ebb_mmhg_to_pa (40),
                        ebb_mmhg_to_pa (30));
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels_with (view, "This program goes up to"), ==, 1);
  g_assert_cmpuint (count_labels_with (view, "40\302\240mmHg\342\201\251"), >, 0);
}

/* Said as long as it is so, with the numbers of the limits. */
static void
test_low_battery_says_when_the_session_ends (Fixture *fixture, gconstpointer width)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  gallery_scene_run (&fixture->scene, 496000);
  show (fixture, EBB_SESSION_RUNNING);
  g_assert_cmpuint (count_labels_with (view, "The session ends by itself at"), ==, 0);
  fixture->scene.scene.battery_percent = 18;
  show (fixture, EBB_SESSION_RUNNING);
  g_assert_cmpuint (count_labels_with (view, "Boots at \342\201\25018"), ==, 1);
  g_assert_cmpuint (count_labels_with (view, "The session ends by itself at \342\201\25010"), ==,
                    1);
  fixture->scene.scene.battery_percent = -1;
  show (fixture, EBB_SESSION_RUNNING);
  g_assert_cmpuint (count_labels_with (view, "Boots at"), ==, 0);
}

static gboolean
is_on (Fixture *fixture, GType type)
{
  GObject *stack =
      gtk_widget_get_template_child (GTK_WIDGET (fixture->view), EBB_TYPE_SESSION_VIEW, "stack");

  return G_OBJECT_TYPE (gtk_stack_get_visible_child (GTK_STACK (stack))) == type;
}

/* Somebody pressed the boots' own button: what ended before does not hide that they run. */
static void
test_boots_that_run_are_not_shown_as_finished (Fixture *fixture, gconstpointer width)
{
  fixture->scene.snapshot.has_result = true;
  fixture->scene.snapshot.is_result_vented = true;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_true (is_on (fixture, EBB_TYPE_FINISHED_PAGE));
  fixture->scene.scene.is_running_elsewhere = TRUE;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_true (is_on (fixture, EBB_TYPE_ELSEWHERE_PAGE));
  fixture->scene.scene.is_running_elsewhere = FALSE;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_true (is_on (fixture, EBB_TYPE_FINISHED_PAGE));
}

static const char *
get_icon_of_the_end (Fixture *fixture)
{
  GObject *stack =
      gtk_widget_get_template_child (GTK_WIDGET (fixture->view), EBB_TYPE_SESSION_VIEW, "stack");
  GtkWidget *page = gtk_stack_get_visible_child (GTK_STACK (stack));
  GObject   *icon = gtk_widget_get_template_child (page, EBB_TYPE_FINISHED_PAGE, "icon");

  return gtk_image_get_icon_name (GTK_IMAGE (icon));
}

/* A person said that they are open, and the boots have not. */
static void
test_only_what_boots_confirmed_has_a_tick (Fixture *fixture, gconstpointer width)
{
  fixture->scene.snapshot.has_result = true;
  fixture->scene.snapshot.end = EBB_END_BY_LINK_LOST;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpstr (get_icon_of_the_end (fixture), ==, "dialog-warning-symbolic");
  fixture->scene.snapshot.is_result_vented = true;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpstr (get_icon_of_the_end (fixture), ==, "emblem-ok-symbolic");
}

static void
test_missing_history_is_said_once (Fixture *fixture, gconstpointer width)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  fixture->scene.scene.journal_state = EBB_STORE_IS_DAMAGED;
  gallery_scene_refuse (&fixture->scene, EBB_REFUSAL_NO_STORE, 0, 0);
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels (view, "History could not be opened"), ==, 1);
  /* The title of the three ticks, and no reason of that name. */
  g_assert_cmpuint (count_labels (view, "Check before you start"), ==, 1);
}

/* Proven by one answer of boots that came back, before the first reading of their zones. */
static void
test_no_figure_speaks_against_the_end (Fixture *fixture, gconstpointer width)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  gallery_scene_run (&fixture->scene, 496000);
  fixture->scene.snapshot.has_result = true;
  fixture->scene.snapshot.is_result_vented = true;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_nonnull (find_mapped (view, EBB_TYPE_FIGURE_CARD));
  fixture->scene.snapshot.is_reading_known = false;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_null (find_mapped (view, EBB_TYPE_FIGURE_CARD));
  g_assert_cmpuint (count_labels_with (view, "Every zone is below 10"), ==, 1);
  /* A person said that they are open: that nothing is known stands there. */
  fixture->scene.snapshot.is_result_vented = false;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_nonnull (find_mapped (view, EBB_TYPE_FIGURE_CARD));
}

/* What a person or a maker writes is text, whatever signs are in it. */
static void
test_names_are_no_markup (Fixture *fixture, gconstpointer width)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  fixture->scene.scene.boots_name = "Ann & Bob <3";
  show (fixture, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels (view, "Ann & Bob <3"), ==, 1);
}

static void
show_legs (Fixture *fixture, GtkWidget *page, EbbLegsScene legs, EbbSessionState state)
{
  fixture->scene.snapshot.state = state;
  ebb_legs_page_show (EBB_LEGS_PAGE (page), &legs, &fixture->scene.scene);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* Nothing fills before the boots say so; and what went wrong is said where it went wrong. */
static void
test_leg_check_says_what_the_boots_say (Fixture *fixture, gconstpointer width)
{
  GtkWidget   *page = g_object_new (EBB_TYPE_LEGS_PAGE, NULL);
  EbbLegsScene legs = { .stage = EBB_LEG_CHECK_FILLING, .n_steps = 2 };

  fixture->scene.scene.cap_pa = ebb_mmhg_to_pa (30);
  gtk_window_set_child (GTK_WINDOW (fixture->window), page);
  show_legs (fixture, page, legs, EBB_SESSION_STARTING);
  g_assert_cmpuint (count_labels_with (page, "is filling"), ==, 0);
  g_assert_cmpuint (count_labels (page, "Waiting for the boots to answer"), ==, 1);
  g_assert_cmpuint (count_labels (page, "Neither"), ==, 0);
  show_legs (fixture, page, legs, EBB_SESSION_RUNNING);
  g_assert_cmpuint (count_labels_with (page, "is filling"), ==, 1);
  g_assert_cmpuint (count_labels (page, "Neither"), ==, 1);
  legs.stage = EBB_LEG_CHECK_READY;
  legs.note = EBB_LEG_CHECK_NOTE_TROUBLE;
  fixture->scene.snapshot.has_result = true;
  fixture->scene.snapshot.end = EBB_END_BY_DID_NOT_START;
  show_legs (fixture, page, legs, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels_with (page, "No air went in. Check the hoses"), ==, 1);
  legs = (EbbLegsScene){ .stage = EBB_LEG_CHECK_DONE, .n_steps = 1, .sides = EBB_SIDES_SWAPPED };
  show_legs (fixture, page, legs, EBB_SESSION_IDLE);
  g_assert_cmpuint (count_labels_with (page, "left is on your right leg"), ==, 0);
  g_assert_cmpuint (count_labels_with (page, "The boot is on the other leg"), ==, 1);
}

#define ADD(path, test)                                                                            \
  g_test_add (path "/wide", Fixture, GINT_TO_POINTER (1080), set_up, test, tear_down);             \
  g_test_add (path "/narrow", Fixture, GINT_TO_POINTER (360), set_up, test, tear_down)

static gboolean
is_turning (GtkWidget *widget)
{
  gboolean is_found = GTK_IS_SPINNER (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !is_found;
       child = gtk_widget_get_next_sibling (child))
    is_found = is_turning (child);
  return is_found;
}

/* It costs sixty frames a second. */
static void
test_nothing_turns_for_boots_that_are_away (Fixture *fixture, gconstpointer width)
{
  fixture->scene.scene.boots_state = EBB_BOOTS_CONNECTING;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_true (is_turning (GTK_WIDGET (fixture->view)));
  fixture->scene.scene.boots_retries = 1;
  show (fixture, EBB_SESSION_IDLE);
  g_assert_false (is_turning (GTK_WIDGET (fixture->view)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
  program = ebb_program_new_from_file (argv[1], &error);
  g_assert_no_error (error);
  ADD ("/ui/pages/tab-goes-through-the-set-up-to-start", test_tab_goes_through_the_set_up_to_start);
  ADD ("/ui/pages/tab-goes-through-a-running-session", test_tab_goes_through_a_running_session);
  ADD ("/ui/pages/tab-begins-with-what-a-state-is-called",
       test_tab_begins_with_what_a_state_is_called);
  ADD ("/ui/pages/focus-of-a-new-state-is-on-its-heading",
       test_focus_of_a_new_state_is_on_its_heading);
  ADD ("/ui/pages/boots-with-levels-are-shown-no-mmhg", test_boots_with_levels_are_shown_no_mmhg);
  ADD ("/ui/pages/levels-of-lost-boots-have-no-caption", test_levels_of_lost_boots_have_no_caption);
  ADD ("/ui/pages/focus-of-pairing-is-on-what-is-asked", test_focus_of_pairing_is_on_what_is_asked);
  ADD ("/ui/pages/each-reason-is-said-once", test_each_reason_is_said_once);
  ADD ("/ui/pages/low-battery-says-when-the-session-ends",
       test_low_battery_says_when_the_session_ends);
  ADD ("/ui/pages/boots-that-run-are-not-shown-as-finished",
       test_boots_that_run_are_not_shown_as_finished);
  ADD ("/ui/pages/only-what-boots-confirmed-has-a-tick", test_only_what_boots_confirmed_has_a_tick);
  ADD ("/ui/pages/missing-history-is-said-once", test_missing_history_is_said_once);
  ADD ("/ui/pages/no-figure-speaks-against-the-end", test_no_figure_speaks_against_the_end);
  ADD ("/ui/pages/names-are-no-markup", test_names_are_no_markup);
  ADD ("/ui/pages/leg-check-says-what-the-boots-say", test_leg_check_says_what_the_boots_say);
  ADD ("/ui/pages/nothing-turns-for-boots-that-are-away",
       test_nothing_turns_for_boots_that_are_away);
  status = g_test_run ();
  g_clear_object (&program);
  return status;
}
