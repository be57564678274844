/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-checks-group.h"

#include <glib/gi18n.h>

struct _EbbChecksGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned by the group */
  GtkWidget *rows[EBB_N_CHECKS];
  GtkWidget *buttons[EBB_N_CHECKS];

  /* state */
  gboolean is_showing; /* a tick that came from the core does not go back to it */
};

G_DEFINE_FINAL_TYPE (EbbChecksGroup, ebb_checks_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ticked_cb (EbbChecksGroup *self, GParamSpec *pspec, GtkCheckButton *button)
{
  if (self->is_showing)
    return;
  for (int check = 0; check < EBB_N_CHECKS; check++)
    if (self->buttons[check] == GTK_WIDGET (button))
      gtk_widget_activate_action (GTK_WIDGET (self), "session.check", "(ib)", check,
                                  gtk_check_button_get_active (button));
}

static void
ebb_checks_group_class_init (EbbChecksGroupClass *klass)
{
}

static void
ebb_checks_group_init (EbbChecksGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   C_ ("safety", "Check before you start"));
  for (int check = 0; check < EBB_N_CHECKS; check++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *button = gtk_check_button_new ();

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      g_signal_connect_object (button, "notify::active", G_CALLBACK (ticked_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      self->rows[check] = row;
      self->buttons[check] = button;
    }
}

static void
set_words (EbbChecksGroup *self, EbbCheck check, const char *title, const char *subtitle)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[check]), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[check]), subtitle);
  /* Its name is the title of the row it activates. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[check]),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
}

static void
show_words (EbbChecksGroup *self, EbbLegs legs)
{
  const char *reach = C_ ("safety", "Their own stop button is within reach");

  set_words (self, EBB_CHECK_AWAKE, C_ ("safety", "Awake and sober, not about to sleep"), "");
  set_words (self, EBB_CHECK_LEGS,
             legs == EBB_LEGS_BOTH || legs == EBB_LEGS_NONE
                 ? C_ ("safety", "Nothing new in either leg")
                 : C_ ("safety", "Nothing new in the leg"),
             C_ ("safety", "No new pain, swelling, wound or numbness"));
  if (legs == EBB_LEGS_NONE)
    set_words (self, EBB_CHECK_FITTED, C_ ("safety", "The boots are on, and closed"), reach);
  else if (legs == EBB_LEGS_LEFT)
    set_words (self, EBB_CHECK_FITTED, C_ ("safety", "The boot is on the left leg"), reach);
  else if (legs == EBB_LEGS_RIGHT)
    set_words (self, EBB_CHECK_FITTED, C_ ("safety", "The boot is on the right leg"), reach);
  else
    set_words (self, EBB_CHECK_FITTED, C_ ("safety", "Left boot on left leg, right on right"),
               reach);
}

/**
 * ebb_checks_group_show:
 *
 * Words for the legs that are chosen, none of which nobody knows yet which they are, and the ticks
 * as the core has them.
 */
void
ebb_checks_group_show (EbbChecksGroup *self, const EbbScene *scene)
{
  g_return_if_fail (EBB_IS_CHECKS_GROUP (self));

  self->is_showing = TRUE;
  show_words (self, scene->legs);
  for (int check = 0; check < EBB_N_CHECKS; check++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->buttons[check]), scene->checks[check]);
  self->is_showing = FALSE;
}
