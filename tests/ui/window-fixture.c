/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "window-fixture.h"

#include "ebb-heading.h"

void
window_fixture_open (WindowFixture *self, ServiceFixture *service)
{
  g_autoptr (GError) error = NULL;

  self->service = service;
  self->application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);
  self->keys = ebb_stop_keys_new ();
  self->window = GTK_WIDGET (ebb_window_new (self->application, service->core, self->keys));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

void
window_fixture_close (WindowFixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ebb_settle ();
  g_clear_object (&self->keys);
  g_clear_object (&self->application);
}

/* ---- what is seen ---- */

typedef gboolean (*IsMeant) (GtkWidget *widget, gconstpointer data);

/* A page that was left is mapped until it has slid away: what is meant is on the page of now. */
static GtkWidget *
find_seen (GtkWidget *widget, IsMeant is_meant, gconstpointer data)
{
  GtkWidget *only =
      ADW_IS_LEAFLET (widget)
          ? adw_leaflet_get_visible_child (ADW_LEAFLET (widget))
          : (GTK_IS_STACK (widget) ? gtk_stack_get_visible_child (GTK_STACK (widget)) : NULL);
  GtkWidget *found = is_meant (widget, data) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_get_visible (child) && (only == NULL || child == only))
        found = find_seen (child, is_meant, data);
    }
  return found;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (type));
}

GtkWidget *
window_fixture_find (WindowFixture *self, GType type)
{
  return find_seen (self->window, is_of_type, GSIZE_TO_POINTER (type));
}

gboolean
window_fixture_is_on (WindowFixture *self, const char *page)
{
  AdwLeaflet *leaflet = ADW_LEAFLET (window_fixture_find (self, ADW_TYPE_LEAFLET));

  return g_strcmp0 (adw_leaflet_get_visible_child_name (leaflet), page) == 0;
}

const char *
window_fixture_read_heading (WindowFixture *self)
{
  GtkWidget *heading = window_fixture_find (self, EBB_TYPE_HEADING);

  return heading != NULL ? ebb_heading_get_label (EBB_HEADING (heading)) : "";
}

static gboolean
is_label_that_begins (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget)
         && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), words);
}

gboolean
window_fixture_says (WindowFixture *self, const char *words)
{
  return find_seen (self->window, is_label_that_begins, words) != NULL;
}

static gboolean
is_button_called (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

void
window_fixture_click (WindowFixture *self, const char *label)
{
  GtkWidget *button = find_seen (self->window, is_button_called, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_mnemonic_label (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), label)
         && gtk_label_get_mnemonic_widget (GTK_LABEL (widget)) != NULL;
}

void
window_fixture_click_mnemonic (WindowFixture *self, const char *label)
{
  GtkWidget *found = find_seen (self->window, is_mnemonic_label, label);

  g_assert_nonnull (found);
  g_signal_emit_by_name (gtk_label_get_mnemonic_widget (GTK_LABEL (found)), "clicked");
}

static gboolean
is_chosen (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_TOGGLE_BUTTON (widget) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (widget));
}

GtkWidget *
window_fixture_find_chosen (WindowFixture *self)
{
  return find_seen (self->window, is_chosen, NULL);
}
