/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-adapter-rows.h"

#include <glib/gi18n.h>

struct _EbbAdapterRows
{
  AdwPreferencesGroup *group; /* borrowed: the owner frees us first */
  GPtrArray           *rows;  /* the group's own widgets */
  char                *shown; /* what the rows are made of */
};

/**
 * ebb_adapter_rows_new:
 * @group: outlives what is returned
 *
 * Returns: (transfer full): rows for @group, none yet
 */
EbbAdapterRows *
ebb_adapter_rows_new (AdwPreferencesGroup *group)
{
  EbbAdapterRows *self = g_new0 (EbbAdapterRows, 1);

  self->group = group;
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  return self;
}

/**
 * ebb_adapter_rows_free:
 *
 * Leaves the widgets to their group.
 */
void
ebb_adapter_rows_free (EbbAdapterRows *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  g_free (self);
}

static GtkWidget *
make_row (const EbbAdapter *adapter)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  /* In an isolate: it begins with digits, which would turn it round in right-to-left text. */
  g_autofree char *address = g_strdup_printf ("\342\201\250%s\342\201\251", adapter->address);
  g_autofree char *subtitle = adapter->is_on
                                  ? g_steal_pointer (&address)
                                  /* Translators: the address of an adapter that is switched off. */
                                  : g_strdup_printf (_ ("%s · off"), address);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (check), "boots.adapter");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (check), "s", adapter->address);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), adapter->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  /* Which gives it the name of the row as well. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  return row;
}

static char *
find_key (GPtrArray *adapters)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < adapters->len; i++)
    {
      const EbbAdapter *adapter = adapters->pdata[i];

      g_string_append_printf (key, "%s %s %d\n", adapter->name, adapter->address, adapter->is_on);
    }
  return g_string_free (key, FALSE);
}

/**
 * ebb_adapter_rows_show:
 * @adapters: (nullable) (element-type EbbAdapter): %NULL: nothing may be chosen now
 *
 * One row for each, if there are several. Made anew only when one is another, so that focus stays.
 */
void
ebb_adapter_rows_show (EbbAdapterRows *self, GPtrArray *adapters)
{
  gboolean         is_choice = adapters != NULL && adapters->len > 1;
  g_autofree char *key = is_choice ? find_key (adapters) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->group), is_choice);
  if (!is_choice || g_strcmp0 (key, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&key);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < adapters->len; i++)
    {
      GtkWidget *row = make_row (adapters->pdata[i]);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
}
