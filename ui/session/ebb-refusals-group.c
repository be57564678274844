/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-refusals-group.h"

#include "ebb-refusal-words.h"

/* How long what passes by itself as a rule is no row. Engineering choice: boots say what pressure is
 * in them twice a second. */
#define PASSING_MS 2000

struct _EbbRefusalsGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  GPtrArray *rows;  /* the group's own widgets */
  char      *shown; /* what stands there: rows are made anew only when it differs */
  GArray    *all;   /* (nullable): of EbbRefusalWords, also what may pass */
  guint      late_id;
  gboolean   is_late; /* what may pass has stayed */
};

G_DEFINE_FINAL_TYPE (EbbRefusalsGroup, ebb_refusals_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ebb_refusals_group_finalize (GObject *object)
{
  EbbRefusalsGroup *self = EBB_REFUSALS_GROUP (object);

  g_clear_handle_id (&self->late_id, g_source_remove);
  g_clear_pointer (&self->all, g_array_unref);
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

/* (transfer container): of @all, which keeps the words */
static GArray *
list_what_stays (EbbRefusalsGroup *self, GArray *all)
{
  GArray *stays = g_array_new (FALSE, FALSE, sizeof (EbbRefusalWords));

  for (guint i = 0; i < all->len; i++)
    {
      const EbbRefusalWords *words = &g_array_index (all, EbbRefusalWords, i);

      if (self->is_late || words->code != EBB_REFUSAL_NO_READING)
        g_array_append_vals (stays, words, 1);
    }
  return stays;
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

static void
display (EbbRefusalsGroup *self, GArray *all)
{
  g_autoptr (GArray) stays = list_what_stays (self, all);
  g_autofree char *key = make_key (stays);

  if (g_strcmp0 (key, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&key);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < stays->len; i++)
    add_row (self, &g_array_index (stays, EbbRefusalWords, i));
  gtk_widget_set_visible (GTK_WIDGET (self), stays->len > 0);
}

static gboolean
late_cb (gpointer user_data)
{
  EbbRefusalsGroup *self = user_data;

  self->late_id = 0;
  self->is_late = TRUE;
  display (self, self->all);
  return G_SOURCE_REMOVE;
}

static gboolean
has_passing (GArray *all)
{
  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, EbbRefusalWords, i).code == EBB_REFUSAL_NO_READING)
      return TRUE;
  return FALSE;
}

/**
 * ebb_refusals_group_show:
 *
 * Rows are kept while the reasons are the same, so that focus stays where it is. That the boots have
 * not been read yet is no row for its first two seconds: it is over in half a second as a rule, and a
 * row that comes and goes would move what somebody is about to press.
 */
void
ebb_refusals_group_show (EbbRefusalsGroup *self, const EbbScene *scene)
{
  g_return_if_fail (EBB_IS_REFUSALS_GROUP (self));

  g_clear_pointer (&self->all, g_array_unref);
  self->all = ebb_refusal_words_compose_all (scene);
  if (!has_passing (self->all))
    {
      g_clear_handle_id (&self->late_id, g_source_remove);
      self->is_late = FALSE;
    }
  else if (!self->is_late && self->late_id == 0)
    self->late_id = g_timeout_add (PASSING_MS, late_cb, self);
  display (self, self->all);
}
