/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-window.h"

#include <glib/gi18n.h>

#include "ebb-subpage.h"
#include "ebb-wear-page.h"
#include "ebb-window-private.h"

static const struct
{
  const char *name;
  const char *title;
} titles[] = {
  { "boots", N_ ("Boots") },
  { "device", N_ ("Your boots") },
  { "legs", N_ ("Leg check") },
  { "pairing", N_ ("Set up boots") },
  { "programs", N_ ("Programs") },
  { "wear", N_ ("Putting them on") },
  { "report", N_ ("Report") },
  { "questions", N_ ("Questions") },
  { "answers", N_ ("Your answers") },
  { "people", N_ ("People") },
  { "person", N_ ("Person") },
  { "plans", N_ ("Plans") },
  { "plan", N_ ("Plan") },
};

static const char *
find_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].name, name))
      return _ (titles[i].title);
  return "";
}

static GtkWidget *
make_scan_button (void)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "boots.scan");
  gtk_widget_set_tooltip_text (button, _ ("Look again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Look again"), -1);
  return button;
}

static GtkWidget *
make_content (EbbWindow *self, const char *name)
{
  if (g_str_equal (name, "wear"))
    return g_object_new (EBB_TYPE_WEAR_PAGE, NULL);
  if (g_str_equal (name, "legs"))
    return ebb_legs_section_make_page (self->legs_section);
  if (g_str_equal (name, "questions") || g_str_equal (name, "answers"))
    return ebb_questions_section_make_page (self->questions_section, name);
  if (g_str_equal (name, "people") || g_str_equal (name, "person"))
    return ebb_people_section_make_page (self->people_section, name);
  if (g_str_equal (name, "plans") || g_str_equal (name, "plan"))
    return ebb_plans_section_make_page (self->plans_section, name);
  if (!g_str_equal (name, "programs"))
    return ebb_boots_section_make_page (self->boots_section, name);
  self->programs_page = g_object_new (EBB_TYPE_PROGRAMS_PAGE, NULL);
  ebb_window_fill_programs (self);
  return GTK_WIDGET (self->programs_page);
}

/**
 * ebb_window_make_page:
 *
 * Returns: (transfer floating): the page that lies above the session under this name
 */
GtkWidget *
ebb_window_make_page (EbbWindow *self, const char *name)
{
  GtkWidget *page = ebb_subpage_new (find_title (name), make_content (self, name));

  if (g_str_equal (name, "boots"))
    ebb_subpage_add_end (EBB_SUBPAGE (page), make_scan_button ());
  return page;
}

/**
 * ebb_window_fill_programs:
 *
 * Shows the programs that there are, if their page was made.
 */
void
ebb_window_fill_programs (EbbWindow *self)
{
  EbbPrograms *programs = ebb_core_get_programs (self->core);
  EbbScene     scene;

  if (self->programs_page == NULL)
    return;
  ebb_scene_read (&scene, self->core);
  ebb_programs_page_show (self->programs_page, G_LIST_MODEL (programs),
                          ebb_programs_get_troubles (programs), &scene);
}
