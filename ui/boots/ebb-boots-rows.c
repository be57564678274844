/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-rows.h"

#include <glib/gi18n.h>

#include "ebb-adaptive.h"
#include "ebb-badge.h"
#include "ebb-words.h"

struct _EbbBootsRows
{
  AdwPreferencesGroup *group; /* borrowed: the owner frees us first */
  EbbBootsRowsKind     kind;
  GPtrArray           *rows;         /* the group's own widgets */
  GPtrArray           *keys;         /* what each row is made of but its second line */
  GPtrArray           *pair_buttons; /* each row's; NULL: it has none */
};

/**
 * ebb_boots_rows_new:
 * @group: outlives what is returned
 *
 * Returns: (transfer full): rows for @group, none yet
 */
EbbBootsRows *
ebb_boots_rows_new (AdwPreferencesGroup *group, EbbBootsRowsKind kind)
{
  EbbBootsRows *self = g_new0 (EbbBootsRows, 1);

  self->group = group;
  self->kind = kind;
  self->rows = g_ptr_array_new ();
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->pair_buttons = g_ptr_array_new ();
  return self;
}

/**
 * ebb_boots_rows_free:
 *
 * Leaves the widgets to their group.
 */
void
ebb_boots_rows_free (EbbBootsRows *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->pair_buttons);
  g_free (self);
}

static const char *
find_icon (const EbbBootsFacts *facts)
{
  if (facts->is_in_process)
    return "ebb-simulated-symbolic";
  return facts->state == EBB_BOOTS_READY ? "bluetooth-active-symbolic" : "bluetooth-symbolic";
}

static gboolean
is_narrow (EbbBootsRows *self)
{
  GtkWidget *adaptive = gtk_widget_get_ancestor (GTK_WIDGET (self->group), EBB_TYPE_ADAPTIVE);

  return adaptive != NULL && ebb_adaptive_get_is_narrow (EBB_ADAPTIVE (adaptive));
}

/* What stands beside the words in a wide window is a second line of a narrow one. */
static char *
describe (EbbBootsRows *self, const EbbBootsFacts *facts)
{
  g_autofree char *line = self->kind == EBB_BOOTS_ROWS_KNOWN
                              ? ebb_boots_facts_dup_row_line (facts)
                              : ebb_boots_facts_dup_nearby_line (facts);
  g_autofree char *percent = NULL;

  if (!is_narrow (self) || !facts->is_recognised)
    return g_steal_pointer (&line);
  if (facts->battery_percent < 0)
    return g_strdup_printf ("%s\n%s", line, ebb_badge_get_words (facts->support));
  percent = ebb_words_percent (facts->battery_percent);
  return g_strdup_printf ("%s\n%s · %s", line, ebb_badge_get_words (facts->support), percent);
}

static void
add_battery (AdwActionRow *row, const EbbBootsFacts *facts)
{
  g_autofree char *percent = ebb_words_percent (facts->battery_percent);
  GtkWidget       *label = gtk_label_new (percent);

  gtk_widget_add_css_class (label, "num");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (row, label);
}

/* Boots that are heard no more cannot be paired; in a crowd that goes their rows stay as they are. */
static void
show_pair_button (GtkWidget *button, const EbbBootsFacts *facts)
{
  if (button != NULL)
    gtk_widget_set_visible (button, facts->state != EBB_BOOTS_AWAY);
}

static GtkWidget *
add_pair_button (AdwActionRow *row, const EbbBootsFacts *facts)
{
  GtkWidget       *button = gtk_button_new_with_label (_ ("Pair"));
  g_autofree char *spoken = g_strdup_printf (_ ("Pair %s"), facts->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "boots.pair");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", facts->identity);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  show_pair_button (button, facts);
  adw_action_row_add_suffix (row, button);
  return button;
}

static void
add_report_button (AdwActionRow *row, const EbbBootsFacts *facts)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Save a Report…"));
  /* Translators: the name that something nearby gives itself. */
  g_autofree char *spoken = g_strdup_printf (_ ("Save a Report of %s…"), facts->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "boots.report");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", facts->identity);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  adw_action_row_add_suffix (row, button);
}

/* @pair_button: (out) (nullable) */
static GtkWidget *
make_row (EbbBootsRows *self, const EbbBootsFacts *facts, GtkWidget **pair_button)
{
  AdwActionRow    *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *line = describe (self, facts);
  GtkWidget       *badge;

  *pair_button = NULL;
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), facts->name);
  adw_action_row_set_subtitle (row, line);
  adw_action_row_set_title_lines (row, 0);
  adw_action_row_set_subtitle_lines (row, 0);
  adw_action_row_add_prefix (row, gtk_image_new_from_icon_name (find_icon (facts)));
  if (facts->is_recognised && !is_narrow (self))
    {
      badge = ebb_badge_new ();
      ebb_badge_show (EBB_BADGE (badge), facts->support);
      adw_action_row_add_suffix (row, badge);
    }
  if (facts->battery_percent >= 0 && !is_narrow (self))
    add_battery (row, facts);
  if (self->kind == EBB_BOOTS_ROWS_NEARBY)
    {
      if (facts->is_recognised)
        *pair_button = add_pair_button (row, facts);
      else
        add_report_button (row, facts);
      return GTK_WIDGET (row);
    }
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "boots.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", facts->identity);
  return GTK_WIDGET (row);
}

static char *
find_key (EbbBootsRows *self, const EbbBootsFacts *facts)
{
  return g_strdup_printf ("%d %s\n%s\n%d %d %d %d", is_narrow (self), facts->identity, facts->name,
                          (int) facts->support, facts->battery_percent,
                          facts->state == EBB_BOOTS_READY, facts->is_recognised);
}

/* How many rows at the top are as they were */
static guint
count_kept (EbbBootsRows *self, const EbbBootsFacts *facts, gsize n)
{
  guint n_kept = 0;

  for (; n_kept < n && n_kept < self->rows->len; n_kept++)
    {
      g_autofree char *key = find_key (self, &facts[n_kept]);

      if (!g_str_equal (key, g_ptr_array_index (self->keys, n_kept)))
        break;
    }
  return n_kept;
}

static gboolean
is_shown (EbbBootsRows *self, guint index, const EbbBootsFacts *facts, const char *line)
{
  GtkWidget *button = g_ptr_array_index (self->pair_buttons, index);

  return g_strcmp0 (adw_action_row_get_subtitle (g_ptr_array_index (self->rows, index)), line) == 0
         && (button == NULL || gtk_widget_get_visible (button) == (facts->state != EBB_BOOTS_AWAY));
}

/* What changes with each second must not take the focus from a button of its row. */
static void
show_lines (EbbBootsRows *self, const EbbBootsFacts *facts, guint n, guint *n_left)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = describe (self, &facts[i]);

      if (is_shown (self, i, &facts[i], line))
        continue;
      if (*n_left == 0)
        return;
      adw_action_row_set_subtitle (g_ptr_array_index (self->rows, i), line);
      show_pair_button (g_ptr_array_index (self->pair_buttons, i), &facts[i]);
      (*n_left)--;
    }
}

static void
drop_last_row (EbbBootsRows *self)
{
  const int n = (int) self->rows->len - 1;

  adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, n));
  g_ptr_array_set_size (self->rows, n);
  g_ptr_array_set_size (self->keys, n);
  g_ptr_array_set_size (self->pair_buttons, n);
}

static void
append_row (EbbBootsRows *self, const EbbBootsFacts *facts)
{
  GtkWidget *pair_button;
  GtkWidget *row = make_row (self, facts, &pair_button);

  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->pair_buttons, pair_button);
  g_ptr_array_add (self->keys, find_key (self, facts));
}

/**
 * ebb_boots_rows_show_part:
 *
 * As ebb_boots_rows_show(), but touches %EBB_BOOTS_ROWS_AT_ONCE rows at most: to lay out a row takes
 * up to 3 ms, a crowd that comes or goes touches all of them, and a press on Stop waits for the frame.
 *
 * Returns: whether all is shown; %FALSE: call it again for the next frame
 */
gboolean
ebb_boots_rows_show_part (EbbBootsRows *self, const EbbBootsFacts *facts, gsize n)
{
  const guint n_kept = count_kept (self, facts, n);
  guint       n_left = EBB_BOOTS_ROWS_AT_ONCE;

  show_lines (self, facts, n_kept, &n_left);
  for (; n_left > 0 && self->rows->len > n_kept; n_left--)
    drop_last_row (self);
  for (; n_left > 0 && self->rows->len < n; n_left--)
    append_row (self, &facts[self->rows->len]);
  return n_left > 0;
}

/**
 * ebb_boots_rows_show:
 *
 * One row for each of @facts. A group takes rows at its end alone: those above the first that is
 * another stay, so that a list to which boots are added costs what is added.
 */
void
ebb_boots_rows_show (EbbBootsRows *self, const EbbBootsFacts *facts, gsize n)
{
  while (!ebb_boots_rows_show_part (self, facts, n))
    continue;
}
