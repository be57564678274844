/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-person-button.h"

#include <glib/gi18n.h>

#include "ebb-person-avatar.h"

struct _EbbPersonButton
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkWidget *menu_button;
  AdwAvatar *avatar;
  GtkWidget *name_label;

  /* owned */
  char *shown; /* (nullable): whom the menu lists */
};

G_DEFINE_FINAL_TYPE (EbbPersonButton, ebb_person_button, ADW_TYPE_BIN)

static void
ebb_person_button_finalize (GObject *object)
{
  g_free (EBB_PERSON_BUTTON (object)->shown);
  G_OBJECT_CLASS (ebb_person_button_parent_class)->finalize (object);
}

static void
ebb_person_button_class_init (EbbPersonButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ebb_person_button_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/people/ebb-person-button.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbPersonButton, menu_button);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonButton, avatar);
  gtk_widget_class_bind_template_child (widget_class, EbbPersonButton, name_label);
}

static void
ebb_person_button_init (EbbPersonButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the menu is made of, in one text. */
static char *
describe (EbbPeople *people)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ebb_people_get_n (people); i++)
    {
      const EbbMember *member = ebb_people_get_nth (people, i);

      g_string_append_printf (text, "%s %s\n", member->id, member->name);
    }
  return g_string_free (text, FALSE);
}

/* A name is no mnemonic. */
static char *
dup_label (const EbbMember *member)
{
  g_auto (GStrv) parts = g_strsplit (ebb_person_avatar_say_name (member), "_", -1);

  return g_strjoinv ("__", parts);
}

static GMenuModel *
make_menu (EbbPeople *people)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) names = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; i < ebb_people_get_n (people); i++)
    {
      const EbbMember *member = ebb_people_get_nth (people, i);
      g_autofree char *label = dup_label (member);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "people.use", "s", member->id);
      g_menu_append_item (names, item);
    }
  g_menu_append (more, _ ("_Manage People"), "people.show");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (names));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  return G_MENU_MODEL (menu);
}

static void
show_menu (EbbPersonButton *self, EbbPeople *people)
{
  g_autofree char *wanted = describe (people);
  g_autoptr (GMenuModel) menu = NULL;

  if (g_strcmp0 (wanted, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&wanted);
  menu = make_menu (people);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), menu);
}

/**
 * ebb_person_button_show:
 * @is_narrow: there is no room for a name
 *
 * Hidden where nobody is known, because the store could not be opened.
 */
void
ebb_person_button_show (EbbPersonButton *self, EbbPeople *people, gboolean is_narrow)
{
  const EbbMember *member = ebb_people_get_current (people);
  g_autofree char *spoken = NULL;

  g_return_if_fail (EBB_IS_PERSON_BUTTON (self));

  gtk_widget_set_visible (GTK_WIDGET (self), member != NULL);
  if (member == NULL)
    return;
  ebb_person_avatar_show (self->avatar, member);
  gtk_label_set_label (GTK_LABEL (self->name_label), member->name);
  gtk_widget_set_visible (self->name_label, !is_narrow && member->name[0] != '\0');
  show_menu (self, people);
  /* Translators: spoken for the button with the people: "People: Ada". */
  spoken = g_strdup_printf (_ ("People: %s"), ebb_person_avatar_say_name (member));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/**
 * ebb_person_button_set_free:
 *
 * The button itself, and not what it lies in: of GTK 4.8 assistive technology hears of no other.
 */
void
ebb_person_button_set_free (EbbPersonButton *self, gboolean is_free)
{
  g_return_if_fail (EBB_IS_PERSON_BUTTON (self));

  gtk_widget_set_sensitive (self->menu_button, is_free);
  gtk_widget_set_tooltip_text (self->menu_button,
                               is_free ? _ ("People") : _ ("Available after the session"));
}
