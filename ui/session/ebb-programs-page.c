/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-programs-page.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

struct _EbbProgramsPage
{
  AdwBin parent_instance;

  /* owned by the template */
  AdwPreferencesGroup *programs_group;

  /* owned */
  GPtrArray *rows; /* the group's own widgets */
};

G_DEFINE_FINAL_TYPE (EbbProgramsPage, ebb_programs_page, ADW_TYPE_BIN)

static void
ebb_programs_page_finalize (GObject *object)
{
  g_ptr_array_unref (EBB_PROGRAMS_PAGE (object)->rows);
  G_OBJECT_CLASS (ebb_programs_page_parent_class)->finalize (object);
}

static void
ebb_programs_page_class_init (EbbProgramsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ebb_programs_page_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-programs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbProgramsPage, programs_group);
}

static void
ebb_programs_page_init (EbbProgramsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

static char *
describe (EbbProgram *program, const EbbScene *scene)
{
  EbbZoneMask zones = ebb_scene_get_zones (scene);
  guint       minutes = ebb_program_get_length_s (program) / 60;
  int32_t     peak_pa = ebb_program_get_peak_pa (program, zones != 0 ? zones : EBB_ZONE_MASK_ALL);
  g_autofree char *peak = ebb_words_pressure (peak_pa);
  g_autofree char *facts = g_strdup_printf (
      /* Translators: a length and a pressure: "20 min · up to 40 mmHg". */
      ngettext ("%u\302\240min · up to %s", "%u\302\240min · up to %s", minutes), minutes, peak);

  return g_strdup_printf ("%s\n%s", ebb_program_get_about (program), facts);
}

static void
add_row (EbbProgramsPage *self, EbbProgram *program, const EbbScene *scene)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *mark = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autofree char *subtitle = describe (program, scene);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ebb_program_get_name (program));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("ebb-programs-symbolic"));
  gtk_widget_set_opacity (mark, program == scene->program ? 1 : 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "session.choose-program");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", ebb_program_get_id (program));
  adw_preferences_group_add (self->programs_group, row);
  g_ptr_array_add (self->rows, row);
}

/* A file that is no program: said where the program would be. */
static void
add_trouble (EbbProgramsPage *self, const char *trouble)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("A program file cannot be used"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), trouble);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  adw_preferences_group_add (self->programs_group, row);
  g_ptr_array_add (self->rows, row);
}

/**
 * ebb_programs_page_show:
 * @troubles: sentences about files that are no programs, and %NULL
 *
 * Made anew each time the page is opened.
 */
void
ebb_programs_page_show (EbbProgramsPage   *self,
                        GListModel        *programs,
                        const char *const *troubles,
                        const EbbScene    *scene)
{
  g_return_if_fail (EBB_IS_PROGRAMS_PAGE (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->programs_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (programs); i++)
    {
      g_autoptr (EbbProgram) program = g_list_model_get_item (programs, i);

      add_row (self, program, scene);
    }
  for (guint i = 0; troubles[i] != NULL; i++)
    add_trouble (self, troubles[i]);
}
