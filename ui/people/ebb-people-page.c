/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-people-page.h"

#include <glib/gi18n.h>

#include "ebb-apply-button.h"
#include "ebb-person-avatar.h"

#define AVATAR_PX 32

struct _EbbPeoplePage
{
  AdwBin parent_instance;

  /* owned by the template */
  AdwPreferencesGroup *people_group;
  AdwPreferencesGroup *name_group;
  GtkWidget           *error_label;

  /* owned */
  GPtrArray *rows;  /* the group's own widgets */
  char      *shown; /* (nullable): what they are made of */

  /* borrowed: of the group */
  GtkWidget *name_row;
};

G_DEFINE_FINAL_TYPE (EbbPeoplePage, ebb_people_page, ADW_TYPE_BIN)

static void
name_applied_cb (EbbPeoplePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "people.add", "s",
                              gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
}

static void
ebb_people_page_dispose (GObject *object)
{
  g_clear_pointer (&EBB_PEOPLE_PAGE (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ebb_people_page_parent_class)->dispose (object);
}

static void
ebb_people_page_finalize (GObject *object)
{
  g_free (EBB_PEOPLE_PAGE (object)->shown);
  G_OBJECT_CLASS (ebb_people_page_parent_class)->finalize (object);
}

static void
ebb_people_page_class_init (EbbPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_people_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = ebb_people_page_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/people/ebb-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbPeoplePage, people_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPeoplePage, name_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPeoplePage, error_label);
}

static void
add_name_row (EbbPeoplePage *self)
{
  self->name_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), _ ("Name"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self->name_row), TRUE);
  ebb_apply_button_name (self->name_row);
  g_signal_connect_swapped (self->name_row, "apply", G_CALLBACK (name_applied_cb), self);
  adw_preferences_group_add (self->name_group, self->name_row);
}

static void
ebb_people_page_init (EbbPeoplePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_name_row (self);
}

/* (transfer full) */
static char *
describe (gboolean is_current, const char *standing)
{
  if (!is_current)
    return g_strdup (standing != NULL ? standing : "");
  if (standing == NULL)
    return g_strdup (_ ("Uses Ebb now"));
  /* Translators: of who uses Ebb now, how far their answers hold. */
  return g_strdup_printf (_ ("Uses Ebb now · %s"), standing);
}

static GtkWidget *
make_row (const EbbMember *member, gboolean is_current, const char *standing)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *avatar = adw_avatar_new (AVATAR_PX, NULL, FALSE);
  GtkWidget       *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *line = describe (is_current, standing);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ebb_person_avatar_say_name (member));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  ebb_person_avatar_show (ADW_AVATAR (avatar), member);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "people.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", member->id);
  return row;
}

/* All that the rows are made of, in one text. */
static char *
dup_key (EbbPeople *people, const GPtrArray *standings, const char *leaving_id)
{
  const EbbMember *current = ebb_people_get_current (people);
  GString         *key = g_string_new (leaving_id);

  for (guint i = 0; i < ebb_people_get_n (people); i++)
    {
      const EbbMember *member = ebb_people_get_nth (people, i);
      const char      *standing = g_ptr_array_index (standings, i);

      g_string_append_printf (key, "\n%s %s %d %d %s", member->id, member->name, member->colour,
                              member == current, standing != NULL ? standing : "");
    }
  return g_string_free (key, FALSE);
}

static void
make_rows (EbbPeoplePage   *self,
           EbbPeople       *people,
           const GPtrArray *standings,
           const char      *leaving_id)
{
  const EbbMember *current = ebb_people_get_current (people);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->people_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < ebb_people_get_n (people); i++)
    {
      const EbbMember *member = ebb_people_get_nth (people, i);
      GtkWidget       *row;

      if (g_strcmp0 (member->id, leaving_id) == 0)
        continue;
      row = make_row (member, member == current, g_ptr_array_index (standings, i));
      adw_preferences_group_add (self->people_group, row);
      g_ptr_array_add (self->rows, row);
    }
}

/**
 * ebb_people_page_show:
 *
 * All there are but who is about to go. Rows that say what they said stay, and keep the focus.
 */
void
ebb_people_page_show (EbbPeoplePage   *self,
                      EbbPeople       *people,
                      const GPtrArray *standings,
                      const char      *leaving_id,
                      const char      *error)
{
  g_autofree char *wanted = NULL;

  g_return_if_fail (EBB_IS_PEOPLE_PAGE (self));

  wanted = dup_key (people, standings, leaving_id);
  if (g_strcmp0 (wanted, self->shown) != 0)
    {
      g_free (self->shown);
      self->shown = g_steal_pointer (&wanted);
      make_rows (self, people, standings, leaving_id);
    }
  gtk_widget_set_visible (self->error_label, error != NULL);
  gtk_label_set_label (GTK_LABEL (self->error_label), error != NULL ? error : "");
}

/**
 * ebb_people_page_clear_name:
 *
 * By a row in its place: one that was typed in goes on offering to be applied.
 */
void
ebb_people_page_clear_name (EbbPeoplePage *self)
{
  gboolean has_focus;

  g_return_if_fail (EBB_IS_PEOPLE_PAGE (self));

  has_focus = (gtk_widget_get_state_flags (self->name_row) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  adw_preferences_group_remove (self->name_group, self->name_row);
  add_name_row (self);
  if (has_focus)
    gtk_widget_grab_focus (self->name_row);
}
