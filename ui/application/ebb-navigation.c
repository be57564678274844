/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-navigation.h"

struct _EbbNavigation
{
  GObject parent_instance;

  /* owned */
  AdwLeaflet *leaflet;
  GPtrArray  *names; /* from the root up */

  /* borrowed */
  EbbPageMaker make_page;
  gpointer     maker_data;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbNavigation, ebb_navigation, G_TYPE_OBJECT)

static const char *
get_top (EbbNavigation *self)
{
  return g_ptr_array_index (self->names, self->names->len - 1);
}

static gboolean
is_in_stack (EbbNavigation *self, const char *name)
{
  return g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, NULL);
}

/* Going back by a gesture passes over pages that are not in the stack. GTK 4.8 would tell assistive
 * technology of all pages, those that are not seen too. */
static void
mark_pages (EbbNavigation *self)
{
  g_autoptr (GtkSelectionModel) pages = adw_leaflet_get_pages (self->leaflet);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwLeafletPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      const char *name = adw_leaflet_page_get_name (page);

      adw_leaflet_page_set_navigatable (page, is_in_stack (self, name));
      gtk_accessible_update_state (GTK_ACCESSIBLE (adw_leaflet_page_get_child (page)),
                                   GTK_ACCESSIBLE_STATE_HIDDEN,
                                   g_strcmp0 (name, get_top (self)) != 0, -1);
    }
}

static void
visible_changed_cb (EbbNavigation *self)
{
  const char *name = adw_leaflet_get_visible_child_name (self->leaflet);

  if (name == NULL || !is_in_stack (self, name))
    return;
  while (!g_str_equal (get_top (self), name))
    g_ptr_array_remove_index (self->names, self->names->len - 1);
  mark_pages (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ebb_navigation_dispose (GObject *object)
{
  EbbNavigation *self = EBB_NAVIGATION (object);

  g_clear_object (&self->leaflet);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  G_OBJECT_CLASS (ebb_navigation_parent_class)->dispose (object);
}

static void
ebb_navigation_class_init (EbbNavigationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_navigation_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_NAVIGATION, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_navigation_init (EbbNavigation *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->names, g_strdup (EBB_NAVIGATION_ROOT));
}

/**
 * ebb_navigation_new:
 * @leaflet: holds the root
 * @make_page: called once for each name, while @leaflet lives
 *
 * Returns: (transfer full): navigation that is at the root
 */
EbbNavigation *
ebb_navigation_new (AdwLeaflet *leaflet, EbbPageMaker make_page, gpointer user_data)
{
  EbbNavigation *self = g_object_new (EBB_TYPE_NAVIGATION, NULL);

  self->leaflet = g_object_ref (leaflet);
  self->make_page = make_page;
  self->maker_data = user_data;
  mark_pages (self);
  g_signal_connect_object (leaflet, "notify::visible-child", G_CALLBACK (visible_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Pages stand in the leaflet in the order in which they lie on one another: it slides by that. */
static void
place_on_top (EbbNavigation *self, const char *name)
{
  GtkWidget *top = adw_leaflet_get_child_by_name (self->leaflet, get_top (self));
  GtkWidget *child = adw_leaflet_get_child_by_name (self->leaflet, name);

  if (child != NULL)
    adw_leaflet_reorder_child_after (self->leaflet, child, top);
  else
    adw_leaflet_page_set_name (adw_leaflet_insert_child_after (
                                   self->leaflet, self->make_page (name, self->maker_data), top),
                               name);
  g_ptr_array_add (self->names, g_strdup (name));
}

/**
 * ebb_navigation_push:
 *
 * Puts a page on top; goes back to it if it lies in the stack already.
 */
void
ebb_navigation_push (EbbNavigation *self, const char *name)
{
  g_return_if_fail (EBB_IS_NAVIGATION (self));

  if (!is_in_stack (self, name))
    place_on_top (self, name);
  mark_pages (self);
  adw_leaflet_set_visible_child_name (self->leaflet, name);
}

/**
 * ebb_navigation_pop:
 *
 * Returns: %FALSE at the root, where there is nothing to go back to
 */
gboolean
ebb_navigation_pop (EbbNavigation *self)
{
  g_return_val_if_fail (EBB_IS_NAVIGATION (self), FALSE);

  if (self->names->len < 2)
    return FALSE;
  adw_leaflet_set_visible_child_name (self->leaflet,
                                      g_ptr_array_index (self->names, self->names->len - 2));
  return TRUE;
}

/**
 * ebb_navigation_pop_to_root:
 *
 * All the way back.
 */
void
ebb_navigation_pop_to_root (EbbNavigation *self)
{
  g_return_if_fail (EBB_IS_NAVIGATION (self));

  adw_leaflet_set_visible_child_name (self->leaflet, EBB_NAVIGATION_ROOT);
}

/**
 * ebb_navigation_is_on:
 *
 * Returns: whether the page @name is on top
 */
gboolean
ebb_navigation_is_on (EbbNavigation *self, const char *name)
{
  g_return_val_if_fail (EBB_IS_NAVIGATION (self), FALSE);

  return g_str_equal (get_top (self), name);
}
