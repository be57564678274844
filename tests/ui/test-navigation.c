/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include <adwaita.h>

#include "ebb-navigation.h"
#include "ebb-no-boots-page.h"
#include "ebb-session-view.h"
#include "ebb-stopping-page.h"
#include "ebb-style.h"

typedef struct
{
  AdwLeaflet    *leaflet;
  EbbNavigation *navigation;
  guint          n_made;
} Fixture;

static GtkWidget *
make_page_cb (const char *name, gpointer user_data)
{
  ((Fixture *) user_data)->n_made++;
  return gtk_label_new (name);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->leaflet = g_object_ref_sink (ADW_LEAFLET (adw_leaflet_new ()));
  adw_leaflet_page_set_name (adw_leaflet_append (fixture->leaflet, gtk_label_new ("root")),
                             EBB_NAVIGATION_ROOT);
  fixture->navigation = ebb_navigation_new (fixture->leaflet, make_page_cb, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->navigation);
  g_assert_finalize_object (fixture->leaflet);
}

/* The names of its pages, as they stand. */
static char *
list_pages (Fixture *fixture)
{
  g_autoptr (GtkSelectionModel) pages = adw_leaflet_get_pages (fixture->leaflet);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwLeafletPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      g_ptr_array_add (names, (gpointer) adw_leaflet_page_get_name (page));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

#define assert_pages(fixture, expected)                                                            \
  do                                                                                               \
    {                                                                                              \
      g_autofree char *found = list_pages (fixture);                                               \
      g_assert_cmpstr (found, ==, expected);                                                       \
    }                                                                                              \
  while (0)

static void
test_page_is_made_when_it_is_first_opened (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->n_made, ==, 0);
  assert_pages (fixture, "root");
  ebb_navigation_push (fixture->navigation, "boots");
  g_assert_true (ebb_navigation_is_on (fixture->navigation, "boots"));
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (fixture->leaflet), ==, "boots");
  ebb_navigation_pop_to_root (fixture->navigation);
  ebb_navigation_push (fixture->navigation, "boots");
  g_assert_cmpuint (fixture->n_made, ==, 1);
  assert_pages (fixture, "root boots");
}

/* Whatever was opened before: going back, by a gesture too, leads to what a page was opened from. */
static void
test_pages_stand_as_they_lie (Fixture *fixture, gconstpointer data)
{
  ebb_navigation_push (fixture->navigation, "boots");
  ebb_navigation_push (fixture->navigation, "pairing");
  ebb_navigation_pop_to_root (fixture->navigation);
  ebb_navigation_push (fixture->navigation, "wear");
  assert_pages (fixture, "root wear boots pairing");
  ebb_navigation_pop_to_root (fixture->navigation);
  ebb_navigation_push (fixture->navigation, "boots");
  ebb_navigation_push (fixture->navigation, "device");
  ebb_navigation_push (fixture->navigation, "pairing");
  assert_pages (fixture, "root boots device pairing wear");
  g_assert_true (ebb_navigation_pop (fixture->navigation));
  g_assert_cmpstr (adw_leaflet_get_visible_child_name (fixture->leaflet), ==, "device");
  adw_leaflet_navigate (fixture->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  g_assert_true (ebb_navigation_is_on (fixture->navigation, "boots"));
  ebb_navigation_push (fixture->navigation, "boots");
  g_assert_cmpuint (fixture->n_made, ==, 4);
}

static GtkStack *
find_stack (GtkWidget *view)
{
  return GTK_STACK (gtk_widget_get_template_child (view, EBB_TYPE_SESSION_VIEW, "stack"));
}

static guint
count_pages (GtkStack *stack)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  return g_list_model_get_n_items (G_LIST_MODEL (pages));
}

static void
test_view_has_no_page_that_was_not_shown (void)
{
  GtkWidget  *view = g_object_ref_sink (g_object_new (EBB_TYPE_SESSION_VIEW, NULL));
  GtkStack   *stack = find_stack (view);
  GtkWidget  *first;
  EbbSnapshot snapshot;
  EbbScene    scene = { .snapshot = &snapshot };

  ebb_snapshot_init (&snapshot);
  g_assert_cmpuint (count_pages (stack), ==, 0);
  ebb_session_view_show (EBB_SESSION_VIEW (view), &scene);
  g_assert_cmpuint (count_pages (stack), ==, 1);
  first = gtk_stack_get_visible_child (stack);
  g_assert_true (EBB_IS_NO_BOOTS_PAGE (first));
  snapshot.state = EBB_SESSION_STOPPING;
  ebb_session_view_show (EBB_SESSION_VIEW (view), &scene);
  g_assert_cmpuint (count_pages (stack), ==, 2);
  g_assert_true (EBB_IS_STOPPING_PAGE (gtk_stack_get_visible_child (stack)));
  snapshot.state = EBB_SESSION_IDLE;
  ebb_session_view_show (EBB_SESSION_VIEW (view), &scene);
  g_assert_cmpuint (count_pages (stack), ==, 2);
  g_assert_true (gtk_stack_get_visible_child (stack) == first);
  g_assert_finalize_object (view);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ebb_style_load ();
  g_test_add ("/ui/navigation/page-is-made-when-it-is-first-opened", Fixture, NULL, set_up,
              test_page_is_made_when_it_is_first_opened, tear_down);
  g_test_add ("/ui/navigation/pages-stand-as-they-lie", Fixture, NULL, set_up,
              test_pages_stand_as_they_lie, tear_down);
  g_test_add_func ("/ui/session-view/has-no-page-that-was-not-shown",
                   test_view_has_no_page_that_was_not_shown);
  return g_test_run ();
}
