/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-refusals-group.h"

#include "ebb-refusal-words.h"

struct _EbbRefusalsGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  GPtrArray *rows;  /* the group's own widgets */
  char      *shown; /* what stands there: rows are made anew only when it differs */
};

G_DEFINE_FINAL_TYPE (EbbRefusalsGroup, ebb_refusals_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ebb_refusals_group_finalize (GObject *object)
{
  EbbRefusalsGroup *self = EBB_REFUSALS_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (ebb_refusals_group_parent_class)->finalize (object);
}

static void
ebb_refusals_group_class_init (EbbRefusalsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_refusals_group_finalize;
}

static void
ebb_refusals_group_init (EbbRefusalsGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_row (EbbRefusalsGroup *self, const EbbRefusalWords *words)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warn");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words->subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static char *
make_key (GArray *all)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const EbbRefusalWords *words = &g_array_index (all, EbbRefusalWords, i);

      g_string_append_printf (key, "%s\n%s\n", words->title, words->subtitle);
    }
  return g_string_free (key, FALSE);
}

/**
 * ebb_refusals_group_show:
 *
 * Rows are kept while the reasons are the same, so that focus stays where it is.
 */
void
ebb_refusals_group_show (EbbRefusalsGroup *self, const EbbScene *scene)
{
  g_autoptr (GArray) all = ebb_refusal_words_compose_all (scene);
  g_autofree char *key = make_key (all);

  g_return_if_fail (EBB_IS_REFUSALS_GROUP (self));

  if (g_strcmp0 (key, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&key);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < all->len; i++)
    add_row (self, &g_array_index (all, EbbRefusalWords, i));
  gtk_widget_set_visible (GTK_WIDGET (self), all->len > 0);
}
