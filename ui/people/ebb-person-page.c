/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-person-page.h"

#include <glib/gi18n.h>

#include "ebb-apply-button.h"
#include "ebb-date-box.h"
#include "ebb-person-avatar.h"
#include "ebb-questionnaire-own.h"
#include "ebb-stepper-row.h"
#include "ebb-words.h"

struct _EbbPersonPage
{
  AdwBin parent_instance;

  /* owned by the template */
  AdwAvatar     *avatar;
  GtkWidget     *name_row;
  GtkWidget     *error_label;
  GtkWidget     *colours_box;
  GtkWidget     *use_button;
  GtkWidget     *answers_row;
  GtkWidget     *born_group;
  EbbDateBox    *born_box;
  GtkWidget     *born_button;
  GtkWidget     *own_group;
  EbbStepperRow *pressure_row;
  EbbStepperRow *length_row;
  GtkWidget     *delete_button;

  /* borrowed: of the box */
  GtkWidget *swatches[EBB_N_COLOURS];

  /* state */
  char    *id;      /* owned, (nullable): nobody was shown yet */
  char    *born_id; /* owned, (nullable): whose month is in the fields */
  gint64   now_s;
  int      born_month;
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (EbbPersonPage, ebb_person_page, ADW_TYPE_BIN)

static void
name_applied_cb (EbbPersonPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "people.rename", "s",
                              gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
}

static void
colour_toggled_cb (EbbPersonPage *self, GtkToggleButton *button)
{
  int colour = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "colour"));

  if (!self->is_showing && gtk_toggle_button_get_active (button))
    gtk_widget_activate_action (GTK_WIDGET (self), "people.colour", "i", colour);
}

/* Another month, in which somebody can have been born. */
static gboolean
can_apply_born (EbbPersonPage *self)
{
  int born_month = ebb_date_box_get_month (self->born_box);

  return born_month != self->born_month && ebb_born_is_possible (born_month, self->now_s);
}

static void
born_changed_cb (EbbPersonPage *self)
{
  int born_month = ebb_date_box_get_month (self->born_box);

  gtk_widget_set_sensitive (self->born_button, can_apply_born (self));
  ebb_date_box_judge (self->born_box, ebb_born_is_possible (born_month, self->now_s));
}

static void
born_applied_cb (EbbPersonPage *self)
{
  if (can_apply_born (self))
    gtk_widget_activate_action (GTK_WIDGET (self), "people.born", "i",
                                ebb_date_box_get_month (self->born_box));
}

static void
ebb_person_page_finalize (GObject *object)
{
  g_free (EBB_PERSON_PAGE (object)->id);
  g_free (EBB_PERSON_PAGE (object)->born_id);
  G_OBJECT_CLASS (ebb_person_page_parent_class)->finalize (object);
}

static void
ebb_person_page_class_init (EbbPersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_DATE_BOX);
  g_type_ensure (EBB_TYPE_STEPPER_ROW);
  G_OBJECT_CLASS (klass)->finalize = ebb_person_page_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/people/ebb-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, colours_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, use_button);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, answers_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, born_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, born_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, born_button);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, own_group);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, pressure_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, length_row);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonPage, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, born_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, born_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
}

static void
add_swatch (EbbPersonPage *self, int colour)
{
  GtkWidget  *button = gtk_toggle_button_new ();
  const char *words = ebb_person_avatar_say_colour ((EbbColour) colour);

  self->swatches[colour] = button;
  if (colour > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->swatches[0]));
  g_object_set_data (G_OBJECT (button), "colour", GINT_TO_POINTER (colour));
  gtk_widget_add_css_class (button, "swatch");
  gtk_widget_add_css_class (button, ebb_person_avatar_get_class ((EbbColour) colour));
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (colour_toggled_cb), self);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->colours_box), button, -1);
  /* The button takes the focus, and not what it lies in. */
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

static void
ebb_person_page_init (EbbPersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ebb_apply_button_name (self->name_row);
  ebb_stepper_row_set_labels (self->pressure_row, _ ("Lower pressure limit"),
                              _ ("Higher pressure limit"));
  ebb_stepper_row_set_labels (self->length_row, _ ("Shorter time limit"), _ ("Longer time limit"));
  for (int colour = 0; colour < EBB_N_COLOURS; colour++)
    add_swatch (self, colour);
}

/* What is being typed is left alone, unless it was about somebody else. */
static void
show_name (EbbPersonPage *self, const EbbMember *member)
{
  GtkEditable *entry = GTK_EDITABLE (self->name_row);
  gboolean     is_other = g_strcmp0 (self->id, member->id) != 0;
  gboolean is_typing = gtk_widget_get_state_flags (self->name_row) & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (is_other)
    {
      g_free (self->id);
      self->id = g_strdup (member->id);
    }
  if ((is_other || !is_typing) && g_strcmp0 (gtk_editable_get_text (entry), member->name) != 0)
    gtk_editable_set_text (entry, member->name);
}

/**
 * ebb_person_page_show:
 *
 * Shows who this is. Answers are read and changed by whom they are of: they have to use Ebb.
 */
void
ebb_person_page_show (EbbPersonPage   *self,
                      const EbbMember *member,
                      gboolean         is_current,
                      const char      *error)
{
  g_autofree char *use = NULL;

  g_return_if_fail (EBB_IS_PERSON_PAGE (self));

  self->is_showing = TRUE;
  ebb_person_avatar_show (self->avatar, member);
  show_name (self, member);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->swatches[member->colour]), TRUE);
  gtk_widget_set_visible (self->error_label, error != NULL);
  gtk_label_set_label (GTK_LABEL (self->error_label), error != NULL ? error : "");
  /* Translators: a name: from now on this person's answers hold, and sessions are theirs. */
  use = g_strdup_printf (_ ("Use Ebb as %s"), ebb_person_avatar_say_name (member));
  gtk_button_set_label (GTK_BUTTON (self->use_button), use);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->use_button), "s", member->id);
  gtk_widget_set_visible (self->use_button, !is_current);
  gtk_widget_set_visible (self->answers_row, is_current);
  gtk_widget_set_visible (self->own_group, is_current);
  self->is_showing = FALSE;
}

/**
 * ebb_person_page_show_born:
 *
 * Of whoever uses Ebb, once they answered the questions. What is being typed is left alone, unless it was
 * about somebody else, or about another month.
 */
void
ebb_person_page_show_born (EbbPersonPage *self, const EbbAnswers *answers, gint64 now_s)
{
  gboolean is_same = g_strcmp0 (self->born_id, self->id) == 0;

  g_return_if_fail (EBB_IS_PERSON_PAGE (self));

  /* While it is read anew what was there stays, and the focus in it. */
  gtk_widget_set_visible (self->born_group,
                          (answers != NULL || is_same) && gtk_widget_get_visible (self->own_group));
  if (now_s != 0)
    self->now_s = now_s;
  if (answers == NULL || (is_same && self->born_month == answers->born_month))
    return;
  g_free (self->born_id);
  self->born_id = g_strdup (self->id);
  self->born_month = answers->born_month;
  ebb_date_box_show_month (self->born_box, self->born_month);
  born_changed_cb (self);
}

static void
show_own (EbbStepperRow *row, EbbQuestionnaire *questionnaire, EbbOwnLimit limit, const char *value)
{
  ebb_stepper_row_show (row, value, ebb_questionnaire_can_step_own (questionnaire, limit, -1),
                        ebb_questionnaire_can_step_own (questionnaire, limit, 1));
}

/**
 * ebb_person_page_show_own:
 *
 * The rules are the limit of those who set none of their own.
 */
void
ebb_person_page_show_own (EbbPersonPage *self, EbbQuestionnaire *questionnaire)
{
  gint64           cap_pa = ebb_questionnaire_get_own (questionnaire, EBB_OWN_PRESSURE);
  gint64           longest_s = ebb_questionnaire_get_own (questionnaire, EBB_OWN_LENGTH);
  g_autofree char *pressure =
      cap_pa > 0 ? ebb_words_pressure ((int32_t) cap_pa) : g_strdup (_ ("None"));
  /* Translators: a length, as in "20 min". The space is a no-break space. */
  g_autofree char *length = longest_s > 0
                                ? g_strdup_printf (_ ("%u\302\240min"), (guint) longest_s / 60)
                                : g_strdup (_ ("None"));

  g_return_if_fail (EBB_IS_PERSON_PAGE (self));

  show_own (self->pressure_row, questionnaire, EBB_OWN_PRESSURE, pressure);
  show_own (self->length_row, questionnaire, EBB_OWN_LENGTH, length);
}
