/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-legs-section.h"

#include "ebb-legs-page.h"

struct _EbbLegsSection
{
  GObject parent_instance;

  /* owned */
  EbbCore *core;

  /* borrowed: of a widget that goes before the section does */
  EbbLegsPage *page; /* (nullable): was not made yet */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_HOME,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbLegsSection, ebb_legs_section, G_TYPE_OBJECT)

static EbbLegCheck *
get_check (EbbLegsSection *self)
{
  return ebb_core_get_leg_check (self->core);
}

static void
check_changed_cb (EbbLegsSection *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ebb_legs_section_dispose (GObject *object)
{
  g_clear_object (&EBB_LEGS_SECTION (object)->core);
  G_OBJECT_CLASS (ebb_legs_section_parent_class)->dispose (object);
}

static void
ebb_legs_section_class_init (EbbLegsSectionClass *klass)
{
  GType type = EBB_TYPE_LEGS_SECTION;

  G_OBJECT_CLASS (klass)->dispose = ebb_legs_section_dispose;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HOME] =
      g_signal_new ("home", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_legs_section_init (EbbLegsSection *self)
{
}

/**
 * ebb_legs_section_new:
 *
 * Returns: (transfer full): a section over @core
 */
EbbLegsSection *
ebb_legs_section_new (EbbCore *core)
{
  EbbLegsSection *self = g_object_new (EBB_TYPE_LEGS_SECTION, NULL);

  self->core = g_object_ref (core);
  g_signal_connect_object (get_check (self), "changed", G_CALLBACK (check_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
start_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ebb_leg_check_start (get_check (user_data), EBB_CONFIRMED_BY_PRESS);
}

static void
answer_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char  *name = g_action_get_name (G_ACTION (action));
  EbbLegAnswer answer = EBB_LEG_ANSWER_NEITHER;

  if (g_str_equal (name, "left"))
    answer = EBB_LEG_ANSWER_LEFT;
  else if (g_str_equal (name, "right"))
    answer = EBB_LEG_ANSWER_RIGHT;
  ebb_leg_check_answer (get_check (user_data), answer);
}

static void
leave_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_HOME], 0);
}

/**
 * ebb_legs_section_add_actions:
 * @widget: an ancestor of the page; gone before the section is
 *
 * Gives the buttons of the page something to do.
 */
void
ebb_legs_section_add_actions (EbbLegsSection *self, GtkWidget *widget)
{
  static const GActionEntry entries[] = {
    { .name = "start", .activate = start_cb },  { .name = "left", .activate = answer_cb },
    { .name = "right", .activate = answer_cb }, { .name = "neither", .activate = answer_cb },
    { .name = "leave", .activate = leave_cb },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_return_if_fail (EBB_IS_LEGS_SECTION (self));

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (widget, "legs", G_ACTION_GROUP (group));
}

/**
 * ebb_legs_section_refresh:
 *
 * Shows how far the leg check is, if its page was made.
 */
void
ebb_legs_section_refresh (EbbLegsSection *self, const EbbScene *scene)
{
  EbbLegCheck *check = get_check (self);
  EbbLegsScene legs = {
    .stage = ebb_leg_check_get_stage (check),
    .note = ebb_leg_check_get_note (check),
    .step = ebb_leg_check_get_step (check),
    .n_steps = ebb_leg_check_get_n_steps (check),
    .sides = ebb_leg_check_get_sides (check),
    .can_answer = ebb_leg_check_can_answer (check),
  };

  if (self->page != NULL && legs.stage != EBB_LEG_CHECK_OFF)
    ebb_legs_page_show (self->page, &legs, scene);
}

/**
 * ebb_legs_section_make_page:
 *
 * Returns: (transfer floating): the page, once; to be put below the widget that has the actions
 */
GtkWidget *
ebb_legs_section_make_page (EbbLegsSection *self)
{
  EbbScene scene;

  g_return_val_if_fail (self->page == NULL, NULL);

  self->page = g_object_new (EBB_TYPE_LEGS_PAGE, NULL);
  ebb_scene_read (&scene, self->core);
  ebb_legs_section_refresh (self, &scene);
  return GTK_WIDGET (self->page);
}

/**
 * ebb_legs_section_leave:
 *
 * Nobody sees the page any more.
 */
void
ebb_legs_section_leave (EbbLegsSection *self)
{
  ebb_leg_check_leave (get_check (self));
}
