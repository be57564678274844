/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-fact.h"

#include <adwaita.h>

#define SHOWN "ebb-facts-shown"

static void
clear_fact (gpointer data)
{
  EbbFact *fact = data;

  g_clear_pointer (&fact->title, g_free);
  g_clear_pointer (&fact->subtitle, g_free);
}

/**
 * ebb_facts_new:
 *
 * Returns: (transfer full) (element-type EbbFact): none yet
 */
GArray *
ebb_facts_new (void)
{
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (EbbFact));

  g_array_set_clear_func (facts, clear_fact);
  return facts;
}

/**
 * ebb_facts_take:
 *
 * Appends one.
 */
void
ebb_facts_take (GArray *facts, const char *icon_name, char *title, char *subtitle)
{
  EbbFact fact = { icon_name, title, subtitle };

  g_array_append_val (facts, fact);
}

static char *
make_key (GArray *facts)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const EbbFact *fact = &g_array_index (facts, EbbFact, i);

      g_string_append_printf (key, "%s\n%s\n", fact->title,
                              fact->subtitle != NULL ? fact->subtitle : "");
    }
  return g_string_free (key, FALSE);
}

static GtkWidget *
make_row (const EbbFact *fact)
{
  GtkWidget *row = adw_action_row_new ();

  if (fact->icon_name != NULL)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name (fact->icon_name));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), fact->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (fact->subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), fact->subtitle);
  return row;
}

/**
 * ebb_facts_show:
 *
 * A list without rows is not shown.
 */
void
ebb_facts_show (GArray *facts, GtkListBox *list)
{
  g_autofree char *key = make_key (facts);
  GtkWidget       *row;

  gtk_widget_set_visible (GTK_WIDGET (list), facts->len > 0);
  if (g_strcmp0 (key, g_object_get_data (G_OBJECT (list), SHOWN)) == 0)
    return;
  g_object_set_data_full (G_OBJECT (list), SHOWN, g_steal_pointer (&key), g_free);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
  for (guint i = 0; i < facts->len; i++)
    gtk_list_box_append (list, make_row (&g_array_index (facts, EbbFact, i)));
}
