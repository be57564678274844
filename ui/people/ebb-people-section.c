/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-people-section-private.h"

#include <glib/gi18n.h>

#include "ebb-person-avatar.h"
#include "ebb-questionnaire-own.h"

enum
{
  SIGNAL_PUSH,
  SIGNAL_POP,
  SIGNAL_SAY,
  SIGNAL_ASK_DELETE,
  SIGNAL_TOAST,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbPeopleSection, ebb_people_section, G_TYPE_OBJECT)

/*< private >
 * ebb_people_section_get_people:
 *
 * Returns: (transfer none): who there is
 */
EbbPeople *
ebb_people_section_get_people (EbbPeopleSection *self)
{
  return ebb_core_get_people (self->core);
}

static void
ebb_people_section_dispose (GObject *object)
{
  EbbPeopleSection *self = EBB_PEOPLE_SECTION (object);

  g_clear_pointer (&self->standings, ebb_standings_free);
  g_clear_object (&self->actions);
  g_clear_object (&self->core);
  G_OBJECT_CLASS (ebb_people_section_parent_class)->dispose (object);
}

static void
ebb_people_section_finalize (GObject *object)
{
  EbbPeopleSection *self = EBB_PEOPLE_SECTION (object);

  g_free (self->opened_id);
  g_free (self->leaving_id);
  g_free (self->error);
  G_OBJECT_CLASS (ebb_people_section_parent_class)->finalize (object);
}

static void
ebb_people_section_class_init (EbbPeopleSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType         type = EBB_TYPE_PEOPLE_SECTION;

  object_class->dispose = ebb_people_section_dispose;
  object_class->finalize = ebb_people_section_finalize;
  signals[SIGNAL_PUSH] = g_signal_new ("push", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_POP] =
      g_signal_new ("pop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAY] = g_signal_new ("say", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ASK_DELETE] = g_signal_new ("ask-delete", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
ebb_people_section_init (EbbPeopleSection *self)
{
}

/* ---- what is shown ---- */

static void
show_people (EbbPeopleSection *self)
{
  g_autoptr (GPtrArray) standings = NULL;

  if (self->people_page == NULL)
    return;
  standings = ebb_standings_dup_lines (self->standings);
  ebb_people_page_show (self->people_page, ebb_people_section_get_people (self), standings,
                        self->leaving_id, self->is_adding ? self->error : NULL);
}

static void
show_person (EbbPeopleSection *self)
{
  EbbPeople       *people = ebb_people_section_get_people (self);
  const EbbMember *member = ebb_people_find_id (people, self->opened_id);
  const char      *error = self->is_adding ? NULL : self->error;

  if (self->person_page == NULL || member == NULL)
    return;
  if (ebb_questionnaire_get_error (ebb_core_get_questionnaire (self->core)) != NULL)
    error = C_ ("safety", "That could not be kept, so boots that move air are not started. See "
                          "whether the disk is full, then change it again.");
  ebb_person_page_show (self->person_page, member, member == ebb_people_get_current (people),
                        error);
  ebb_person_page_show_born (self->person_page,
                             ebb_wearer_get_answers (ebb_core_get_wearer (self->core)),
                             ebb_questionnaire_get_now_s (ebb_core_get_questionnaire (self->core)));
  ebb_person_page_show_own (self->person_page, ebb_core_get_questionnaire (self->core));
}

static void
show_current (EbbPeopleSection *self)
{
  const EbbMember *member = ebb_people_get_current (ebb_people_section_get_people (self));
  GAction         *use = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "use");

  g_simple_action_set_state (G_SIMPLE_ACTION (use),
                             g_variant_new_string (member != NULL ? member->id : ""));
}

/*< private >
 * ebb_people_section_refresh:
 *
 * Shows what there is now.
 */
void
ebb_people_section_refresh (EbbPeopleSection *self)
{
  if (self->core == NULL)
    return;
  show_people (self);
  show_person (self);
  show_current (self);
}

/*< private >
 * ebb_people_section_show_error:
 * @error: (transfer full) (nullable):
 *
 * Why the last name was not taken.
 */
void
ebb_people_section_show_error (EbbPeopleSection *self, char *error)
{
  g_free (self->error);
  self->error = error;
  ebb_people_section_refresh (self);
}

/*< private >
 * ebb_people_section_say:
 *
 * Has it spoken.
 */
void
ebb_people_section_say (EbbPeopleSection *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_SAY], 0, words);
}

/*< private >
 * ebb_people_section_ask_delete:
 * @body: what goes
 *
 * Has a person asked.
 */
void
ebb_people_section_ask_delete (EbbPeopleSection *self, const char *heading, const char *body)
{
  g_signal_emit (self, signals[SIGNAL_ASK_DELETE], 0, heading, body);
}

/*< private >
 * ebb_people_section_show_toast:
 * @toast: (transfer full):
 *
 * Has it shown.
 */
void
ebb_people_section_show_toast (EbbPeopleSection *self, AdwToast *toast)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

/*< private >
 * ebb_people_section_pop:
 *
 * Back to where the page was come from.
 */
void
ebb_people_section_pop (EbbPeopleSection *self)
{
  g_signal_emit (self, signals[SIGNAL_POP], 0);
}

/* ---- what buttons do ---- */

/* Takes @error. Who does not see it hears it. */
static void
refuse_name (EbbPeopleSection *self, char *error)
{
  ebb_people_section_show_error (self, error);
  ebb_people_section_say (self, error);
}

/* (transfer full) (nullable): as a name that nobody else has; %NULL: it was said why it is none. */
static char *
take_name (EbbPeopleSection *self, GVariant *parameter, const char *own_id)
{
  const char      *text = g_variant_get_string (parameter, NULL);
  g_autofree char *name = ebb_member_make_name (text, NULL);
  const EbbMember *other;

  if (name == NULL)
    {
      refuse_name (self, g_strdup_printf (_ ("A name is one line of 1 to %d characters."),
                                          EBB_MEMBER_NAME_MAX));
      return NULL;
    }
  other = ebb_people_find (ebb_people_section_get_people (self), name);
  if (other == NULL || g_strcmp0 (other->id, own_id) == 0)
    return g_steal_pointer (&name);
  refuse_name (self, g_strdup_printf (_ ("There is somebody called %s already. Take another name, "
                                         "so that nobody is taken for somebody else."),
                                      other->name));
  return NULL;
}

static char *
describe_failure (void)
{
  return g_strdup (_ ("That could not be kept, and nothing has changed. See whether the disk is "
                      "full."));
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPeopleSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = ebb_people_add_finish (EBB_PEOPLE (object), result, &error);

  if (error != NULL)
    g_warning ("%s", error->message);
  else if (self->people_page != NULL)
    ebb_people_page_clear_name (self->people_page);
  ebb_people_section_show_error (self, error != NULL ? describe_failure () : NULL);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPeopleSection *self = user_data;
  g_autofree char  *name = NULL;
  g_autoptr (EbbMember) member = NULL;

  self->is_adding = TRUE;
  name = take_name (self, parameter, NULL);
  if (name == NULL)
    return;
  member =
      ebb_member_new (NULL, name, ebb_people_choose_colour (ebb_people_section_get_people (self)));
  ebb_people_add_async (ebb_people_section_get_people (self), member, NULL, added_cb,
                        g_object_ref (self));
}

static void
edited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EbbPeopleSection) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!ebb_people_edit_finish (EBB_PEOPLE (object), result, &error))
    g_warning ("%s", error->message);
  ebb_people_section_show_error (self, error != NULL ? describe_failure () : NULL);
}

/* @name: (nullable): stays. @colour: below 0: stays. */
static void
edit (EbbPeopleSection *self, const char *name, int colour)
{
  const EbbMember *member =
      ebb_people_find_id (ebb_people_section_get_people (self), self->opened_id);
  g_autoptr (EbbMember) wanted = NULL;

  if (member == NULL)
    return;
  self->is_adding = FALSE;
  wanted = ebb_member_copy_as (member, name != NULL ? name : member->name,
                               colour >= 0 ? (EbbColour) colour : member->colour);
  ebb_people_edit_async (ebb_people_section_get_people (self), wanted, NULL, edited_cb,
                         g_object_ref (self));
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPeopleSection *self = user_data;
  g_autofree char  *name = NULL;

  self->is_adding = FALSE;
  name = take_name (self, parameter, self->opened_id);
  if (name != NULL)
    edit (self, name, -1);
}

static void
colour_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  edit (user_data, NULL, g_variant_get_int32 (parameter));
}

/*< private >
 * ebb_people_section_use:
 *
 * Somebody else uses Ebb from now on, where nothing runs.
 */
void
ebb_people_section_use (EbbPeopleSection *self, const char *id)
{
  const EbbMember *before = ebb_people_get_current (ebb_people_section_get_people (self));
  const EbbMember *member;
  g_autofree char *words = NULL;

  if (!ebb_core_use_person (self->core, id))
    return;
  member = ebb_people_get_current (ebb_people_section_get_people (self));
  if (member == before)
    return;
  /* Translators: a name; spoken when it is somebody else from now on. */
  words = g_strdup_printf (_ ("%s uses Ebb now"), ebb_person_avatar_say_name (member));
  ebb_people_section_say (self, words);
}

static void
use_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_people_section_use (user_data, g_variant_get_string (parameter, NULL));
}

static void
own_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPeopleSection *self = user_data;
  gboolean is_pressure = g_str_equal (g_action_get_name (G_ACTION (action)), "own-pressure");

  ebb_questionnaire_step_own (ebb_core_get_questionnaire (self->core),
                              is_pressure ? EBB_OWN_PRESSURE : EBB_OWN_LENGTH,
                              g_variant_get_int32 (parameter));
}

/* The answers hold no more from then on: who does not see it hears it. */
static void
born_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPeopleSection *self = user_data;

  if (ebb_questionnaire_edit_born (ebb_core_get_questionnaire (self->core),
                                   g_variant_get_int32 (parameter)))
    ebb_people_section_say (self, C_ ("safety", "Something about you was changed. All questions "
                                                "are asked again before boots are started."));
}

/* What other programs of the account have changed is shown as well. */
static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPeopleSection *self = user_data;

  g_clear_pointer (&self->opened_id, g_free);
  ebb_people_look (ebb_people_section_get_people (self));
  ebb_standings_look (self->standings);
  ebb_people_section_show_error (self, NULL);
  g_signal_emit (self, signals[SIGNAL_PUSH], 0, "people");
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EbbPeopleSection *self = user_data;

  g_free (self->opened_id);
  self->opened_id = g_variant_dup_string (parameter, NULL);
  g_signal_emit (self, signals[SIGNAL_PUSH], 0, "person");
  ebb_people_section_show_error (self, NULL);
}

/* ---- the section ---- */

static void
standings_changed_cb (gpointer user_data)
{
  show_people (user_data);
}

static void
add_entries (EbbPeopleSection *self)
{
  static const GActionEntry entries[] = {
    { .name = "use", .activate = use_cb, .parameter_type = "s", .state = "''" },
    { .name = "show", .activate = show_cb },
    { .name = "open", .activate = open_cb, .parameter_type = "s" },
    { .name = "add", .activate = add_cb, .parameter_type = "s" },
    { .name = "rename", .activate = rename_cb, .parameter_type = "s" },
    { .name = "colour", .activate = colour_cb, .parameter_type = "i" },
    { .name = "own-pressure", .activate = own_cb, .parameter_type = "i" },
    { .name = "own-length", .activate = own_cb, .parameter_type = "i" },
    { .name = "born", .activate = born_cb, .parameter_type = "i" },
    { .name = "delete", .activate = ebb_people_section_delete_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * ebb_people_section_new:
 *
 * Returns: (transfer full): a section over @core
 */
EbbPeopleSection *
ebb_people_section_new (EbbCore *core)
{
  EbbPeopleSection *self = g_object_new (EBB_TYPE_PEOPLE_SECTION, NULL);

  self->core = g_object_ref (core);
  self->standings = ebb_standings_new (core, standings_changed_cb, self);
  add_entries (self);
  g_signal_connect_object (ebb_people_section_get_people (self), "changed",
                           G_CALLBACK (ebb_people_section_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ebb_core_get_questionnaire (core), "changed",
                           G_CALLBACK (ebb_people_section_refresh), self, G_CONNECT_SWAPPED);
  show_current (self);
  return self;
}

/**
 * ebb_people_section_add_actions:
 * @widget: an ancestor of the pages; gone before the section is
 *
 * Gives the buttons of the pages something to do.
 */
void
ebb_people_section_add_actions (EbbPeopleSection *self, GtkWidget *widget)
{
  g_return_if_fail (EBB_IS_PEOPLE_SECTION (self));

  gtk_widget_insert_action_group (widget, "people", G_ACTION_GROUP (self->actions));
}

/**
 * ebb_people_section_make_page:
 *
 * Returns: (transfer floating): the page of that name, once; to be put below the widget that has the
 *   actions
 */
GtkWidget *
ebb_people_section_make_page (EbbPeopleSection *self, const char *name)
{
  g_return_val_if_fail (EBB_IS_PEOPLE_SECTION (self), NULL);

  if (g_str_equal (name, "people"))
    {
      self->people_page = g_object_new (EBB_TYPE_PEOPLE_PAGE, NULL);
      show_people (self);
      return GTK_WIDGET (self->people_page);
    }
  self->person_page = g_object_new (EBB_TYPE_PERSON_PAGE, NULL);
  show_person (self);
  return GTK_WIDGET (self->person_page);
}

/**
 * ebb_people_section_set_free:
 *
 * Who is about to go is gone when something begins: a toast would lie over STOP.
 */
void
ebb_people_section_set_free (EbbPeopleSection *self, gboolean is_free)
{
  g_auto (GStrv) names = NULL;

  g_return_if_fail (EBB_IS_PEOPLE_SECTION (self));

  names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));
  for (char **name = names; *name != NULL; name++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), *name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_free);
    }
  if (!is_free && self->toast != NULL)
    adw_toast_dismiss (self->toast);
}
