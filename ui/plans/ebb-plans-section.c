/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-plans-section-private.h"

enum
{
  SIGNAL_PUSH,
  SIGNAL_POP,
  SIGNAL_HOME,
  SIGNAL_SAY,
  SIGNAL_TOAST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbPlansSection, ebb_plans_section, G_TYPE_OBJECT)

static void
ebb_plans_section_dispose (GObject *object)
{
  EbbPlansSection *self = EBB_PLANS_SECTION (object);

  ebb_plans_section_end (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->core);
  g_clear_pointer (&self->shown, ebb_offer_free);
  g_clear_pointer (&self->wanted, ebb_offer_free);
  g_clear_pointer (&self->deleted, ebb_plan_free);
  G_OBJECT_CLASS (ebb_plans_section_parent_class)->dispose (object);
}

static void
ebb_plans_section_class_init (EbbPlansSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_plans_section_dispose;
  signals[SIGNAL_PUSH] = g_signal_new ("push", EBB_TYPE_PLANS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_POP] = g_signal_new ("pop", EBB_TYPE_PLANS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HOME] = g_signal_new ("home", EBB_TYPE_PLANS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAY] = g_signal_new ("say", EBB_TYPE_PLANS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", EBB_TYPE_PLANS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
ebb_plans_section_init (EbbPlansSection *self)
{
  self->is_free = TRUE;
}

/*< private > */
EbbReminders *
ebb_plans_section_get_reminders (EbbPlansSection *self)
{
  return ebb_core_get_reminders (self->core);
}

/*< private > */
void
ebb_plans_section_tell (EbbPlansSection *self, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, adw_toast_new (words));
}

static void
changed_cb (EbbPlansSection *self)
{
  ebb_plans_section_show_card (self);
  ebb_plans_section_try_wanted (self);
  ebb_plans_section_refresh (self);
}

static void
add_entries (EbbPlansSection *self)
{
  static const GActionEntry entries[] = {
    { .name = "set-up", .activate = ebb_plans_section_set_up_cb, .parameter_type = "(ss)" },
    { .name = "not-now", .activate = ebb_plans_section_not_now_cb },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  ebb_plans_section_add_page_entries (self);
}

/**
 * ebb_plans_section_new:
 *
 * Returns: (transfer full): a section over @core
 */
EbbPlansSection *
ebb_plans_section_new (EbbCore *core, EbbPlanCard *card)
{
  EbbPlansSection *self = g_object_new (EBB_TYPE_PLANS_SECTION, NULL);
  EbbAutostart    *autostart;

  self->core = g_object_ref (core);
  self->card = card;
  add_entries (self);
  g_signal_connect_object (ebb_core_get_reminders (core), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ebb_core_get_reminders (core), "over",
                           G_CALLBACK (ebb_plans_section_over_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ebb_core_get_plans (core), "changed",
                           G_CALLBACK (ebb_plans_section_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ebb_core_get_people (core), "changed",
                           G_CALLBACK (ebb_plans_section_refresh), self, G_CONNECT_SWAPPED);
  autostart = ebb_household_get_autostart (ebb_core_get_household (core));
  if (autostart != NULL)
    g_signal_connect_object (autostart, "changed", G_CALLBACK (ebb_plans_section_refresh), self,
                             G_CONNECT_SWAPPED);
  ebb_plans_section_show_card (self);
  return self;
}

/**
 * ebb_plans_section_end:
 *
 * Before its widgets go.
 */
void
ebb_plans_section_end (EbbPlansSection *self)
{
  g_return_if_fail (EBB_IS_PLANS_SECTION (self));

  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->card = NULL;
  self->plans_page = NULL;
  self->plan_page = NULL;
}

void
ebb_plans_section_add_actions (EbbPlansSection *self, GtkWidget *widget)
{
  g_return_if_fail (EBB_IS_PLANS_SECTION (self));

  gtk_widget_insert_action_group (widget, "plans", G_ACTION_GROUP (self->actions));
}

void
ebb_plans_section_set_free (EbbPlansSection *self, gboolean is_free)
{
  g_auto (GStrv) names = NULL;

  g_return_if_fail (EBB_IS_PLANS_SECTION (self));

  self->is_free = is_free;
  names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));
  for (char **name = names; *name != NULL; name++)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), *name);

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_free);
    }
  ebb_plans_section_show_card (self);
}
