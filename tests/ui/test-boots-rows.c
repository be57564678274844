/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-page.h"
#include "ebb-boots-rows.h"
#include "ebb-link-error.h"
#include "ebb-link-words.h"
#include "ebb-style.h"

/* The list of boots, while boots come and go: rows that are as they were stay, with the focus that
 * one of them may have. */

#define N 64

typedef struct
{
  AdwPreferencesGroup *group;
  EbbBootsRows        *rows;
  EbbBootsFacts        facts[N];
  char                *identities[N];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  self->group = g_object_ref_sink (ADW_PREFERENCES_GROUP (adw_preferences_group_new ()));
  self->rows = ebb_boots_rows_new (self->group, EBB_BOOTS_ROWS_NEARBY);
  for (int i = 0; i < N; i++)
    {
      self->identities[i] = g_strdup_printf ("AA:00:00:00:00:%02X", i);
      self->facts[i] = (EbbBootsFacts){
        .identity = self->identities[i],
        .name = "Boots",
        .state = EBB_BOOTS_NEARBY,
        .signal = EBB_SIGNAL_FAIR,
        .unheard_s = -1,
        .is_recognised = TRUE,
        .battery_percent = -1,
      };
    }
}

static void
tear_down (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  ebb_boots_rows_free (self->rows);
  g_object_unref (self->group);
  for (int i = 0; i < N; i++)
    g_free (self->identities[i]);
}

static void
collect_rows (GtkWidget *widget, GPtrArray *rows)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

static GPtrArray *
show (Fixture *self, guint n)
{
  GPtrArray *rows = g_ptr_array_new ();

  ebb_boots_rows_show (self->rows, self->facts, n);
  collect_rows (GTK_WIDGET (self->group), rows);
  g_assert_cmpuint (rows->len, ==, n);
  return rows;
}

/* Both lists begin with the same widgets, so many of them and no more. */
static void
assert_kept (GPtrArray *before, GPtrArray *after, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_true (before->pdata[i] == after->pdata[i]);
  if (before->len > n && after->len > n)
    g_assert_true (before->pdata[n] != after->pdata[n]);
}

static void
test_each_more_is_one_row_more (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = show (self, 1);

  for (guint n = 2; n <= N; n++)
    {
      g_autoptr (GPtrArray) after = show (self, n);

      assert_kept (before, after, n - 1);
      g_ptr_array_unref (g_steal_pointer (&before));
      before = g_steal_pointer (&after);
    }
}

static void
test_a_new_strength_changes_its_line_alone (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = show (self, N);
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *line = g_strdup (adw_action_row_get_subtitle (before->pdata[7]));

  self->facts[7].signal = EBB_SIGNAL_STRONG;
  after = show (self, N);
  assert_kept (before, after, N);
  g_assert_cmpstr (adw_action_row_get_subtitle (after->pdata[7]), !=, line);
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

/* A crowd that goes all at once: no row is made anew, and none of them offers to pair. */
static void
test_silence_keeps_the_rows (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = show (self, N);
  g_autoptr (GPtrArray) silent = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autofree char *line = g_strdup (adw_action_row_get_subtitle (before->pdata[0]));

  g_assert_true (gtk_widget_get_visible (find_button (before->pdata[0])));
  for (int i = 0; i < N; i++)
    {
      self->facts[i].state = EBB_BOOTS_AWAY;
      self->facts[i].unheard_s = 2;
    }
  silent = show (self, N);
  assert_kept (before, silent, N);
  for (int i = 0; i < N; i++)
    g_assert_false (gtk_widget_get_visible (find_button (silent->pdata[i])));
  g_assert_cmpstr (adw_action_row_get_subtitle (silent->pdata[0]), !=, line);
  self->facts[7].state = EBB_BOOTS_NEARBY;
  back = show (self, N);
  assert_kept (before, back, N);
  g_assert_true (gtk_widget_get_visible (find_button (back->pdata[7])));
  g_assert_false (gtk_widget_get_visible (find_button (back->pdata[8])));
}

static guint
count_silent (GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += !gtk_widget_get_visible (find_button (rows->pdata[i]));
  return n;
}

/* A press on Stop waits for one part, and not for the crowd. */
static void
test_crowd_comes_and_goes_in_parts (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  guint n_shown = 0;

  for (gboolean is_done = FALSE; !is_done;)
    {
      is_done = ebb_boots_rows_show_part (self->rows, self->facts, N);
      g_ptr_array_set_size (rows, 0);
      collect_rows (GTK_WIDGET (self->group), rows);
      g_assert_cmpuint (rows->len, <=, n_shown + EBB_BOOTS_ROWS_AT_ONCE);
      n_shown = rows->len;
    }
  g_assert_cmpuint (n_shown, ==, N);
  for (int i = 0; i < N; i++)
    self->facts[i].state = EBB_BOOTS_AWAY;
  for (guint n_silent = 0; n_silent < N;)
    {
      g_assert_false (ebb_boots_rows_show_part (self->rows, self->facts, N));
      g_assert_cmpuint (count_silent (rows), ==, n_silent + EBB_BOOTS_ROWS_AT_ONCE);
      n_silent += EBB_BOOTS_ROWS_AT_ONCE;
    }
  g_assert_true (ebb_boots_rows_show_part (self->rows, self->facts, N));
}

static void
test_one_that_is_another_keeps_those_above (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) before = show (self, 9);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) fewer = NULL;

  /* So that what is made anew cannot lie where the old was. */
  g_ptr_array_foreach (before, (GFunc) g_object_ref, NULL);
  self->facts[5].name = "Other boots";
  after = show (self, 9);
  assert_kept (before, after, 5);
  g_assert_cmpstr (adw_preferences_row_get_title (after->pdata[5]), ==, "Other boots");
  fewer = show (self, 3);
  assert_kept (after, fewer, 3);
  g_ptr_array_foreach (before, (GFunc) g_object_unref, NULL);
}

/* Of a list that is full a person sees, and hears, that it is not all. */
static void
test_full_list_says_so (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget    *page = g_object_ref_sink (g_object_new (EBB_TYPE_BOOTS_PAGE, NULL));
  GObject      *group = gtk_widget_get_template_child (page, EBB_TYPE_BOOTS_PAGE, "nearby_group");
  EbbBootsScene scene = { .nearby = self->facts, .n_nearby = N, .is_scanning = TRUE };
  g_autofree char *calm = ebb_boots_page_dup_news (&scene);
  g_autofree char *crowded = NULL;
  const char      *words;

  ebb_boots_page_show (EBB_BOOTS_PAGE (page), &scene);
  words = adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (group));
  g_assert_true (words == NULL || *words == '\0');
  g_assert_cmpstr (calm, ==, "Boots found nearby");
  scene.is_crowded = TRUE;
  crowded = ebb_boots_page_dup_news (&scene);
  ebb_boots_page_show (EBB_BOOTS_PAGE (page), &scene);
  words = adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (group));
  g_assert_cmpstr (words, ==, crowded);
  g_assert_nonnull (strstr (words, "these are the 64 heard best"));
  g_object_unref (page);
}

static guint
count_rows (GtkWidget *page)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GObject *group = gtk_widget_get_template_child (page, EBB_TYPE_BOOTS_PAGE, "nearby_group");

  collect_rows (GTK_WIDGET (group), rows);
  return rows->len;
}

static void
unfinished_cb (EbbBootsPage *page, const EbbBootsScene *scene)
{
  const guint n = count_rows (GTK_WIDGET (page));

  ebb_boots_page_show (page, scene);
  g_assert_cmpuint (count_rows (GTK_WIDGET (page)), <=, n + EBB_BOOTS_ROWS_AT_ONCE);
}

static void
test_page_that_is_seen_asks_for_the_rest (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  GtkWidget    *window = gtk_window_new ();
  GtkWidget    *page = g_object_new (EBB_TYPE_BOOTS_PAGE, NULL);
  EbbBootsScene scene = { .nearby = self->facts, .n_nearby = N, .is_scanning = TRUE };
  gint64        deadline_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  g_signal_connect (page, "unfinished", G_CALLBACK (unfinished_cb), &scene);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (page))
    g_main_context_iteration (NULL, TRUE);
  ebb_boots_page_show (EBB_BOOTS_PAGE (page), &scene);
  g_assert_cmpuint (count_rows (page), ==, EBB_BOOTS_ROWS_AT_ONCE);
  while (count_rows (page) < N && g_get_monotonic_time () < deadline_us)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_rows (page), ==, N);
  gtk_window_destroy (GTK_WINDOW (window));
}

static const char *
read_line (EbbBootsRows *rows, AdwPreferencesGroup *group, const EbbBootsFacts *facts)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  ebb_boots_rows_show (rows, facts, 1);
  collect_rows (GTK_WIDGET (group), found);
  g_assert_cmpuint (found->len, ==, 1);
  return adw_action_row_get_subtitle (found->pdata[0]);
}

/* Nothing would happen by itself: the row, the page behind it and the home say what to press. */
static void
test_what_nobody_tries_for_says_what_to_press (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  AdwPreferencesGroup *group =
      g_object_ref_sink (ADW_PREFERENCES_GROUP (adw_preferences_group_new ()));
  EbbBootsRows    *rows = ebb_boots_rows_new (group, EBB_BOOTS_ROWS_KNOWN);
  EbbBootsFacts   *facts = &self->facts[0];
  EbbScene         scene = { .boots_state = EBB_BOOTS_AWAY, .needs_connect = TRUE };
  g_autofree char *page = NULL;
  g_autofree char *home = ebb_link_words_dup (&scene);
  g_autoptr (GError) bond = g_error_new (EBB_LINK_ERROR, EBB_LINK_ERROR_BOND_LOST, "0x06");

  facts->state = EBB_BOOTS_AWAY;
  facts->is_known = TRUE;
  g_assert_cmpstr (read_line (rows, group, facts), ==, "Not connected");
  facts->needs_connect = TRUE;
  g_assert_cmpstr (read_line (rows, group, facts), ==,
                   "Not connected. Select this row, then press Connect.");
  page = ebb_boots_facts_dup_line (facts);
  g_assert_cmpstr (page, ==, "Not connected. Press Connect.");
  g_assert_cmpstr (home, ==, page);
  /* Connect would not help these. */
  facts->error = bond;
  g_assert_null (strstr (read_line (rows, group, facts), "Connect."));
  facts->error = NULL;
  facts->state = EBB_BOOTS_READY;
  g_assert_cmpstr (read_line (rows, group, facts), ==, "Connected");
  ebb_boots_rows_free (rows);
  g_object_unref (group);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
#define ADD(path, test) g_test_add ("/ui/boots-rows/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("each-more-is-one-row-more", test_each_more_is_one_row_more);
  ADD ("a-new-strength-changes-its-line-alone", test_a_new_strength_changes_its_line_alone);
  ADD ("silence-keeps-the-rows", test_silence_keeps_the_rows);
  ADD ("full-list-says-so", test_full_list_says_so);
  ADD ("crowd-comes-and-goes-in-parts", test_crowd_comes_and_goes_in_parts);
  ADD ("page-that-is-seen-asks-for-the-rest", test_page_that_is_seen_asks_for_the_rest);
  ADD ("one-that-is-another-keeps-those-above", test_one_that_is_another_keeps_those_above);
  ADD ("what-nobody-tries-for-says-what-to-press", test_what_nobody_tries_for_says_what_to_press);

  return g_test_run ();
}
