/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-window-private.h"

/* What the sections of the window ask of it. */

static void
pop_cb (EbbWindow *self)
{
  ebb_navigation_pop (self->navigation);
}

static void
say_cb (EbbWindow *self, const char *words)
{
  ebb_announcer_say (self->announcer, words);
}

static void
push_cb (EbbWindow *self, const char *name)
{
  ebb_navigation_push (self->navigation, name);
}

static void
add_boots_section (EbbWindow *self)
{
  self->boots_section = ebb_boots_section_new (self->core);
  ebb_boots_section_add_actions (self->boots_section, GTK_WIDGET (self));
  g_signal_connect_swapped (self->boots_section, "push", G_CALLBACK (push_cb), self);
  g_signal_connect_swapped (self->boots_section, "pop", G_CALLBACK (pop_cb), self);
  g_signal_connect_swapped (self->boots_section, "home", G_CALLBACK (ebb_window_show_session),
                            self);
  g_signal_connect_swapped (self->boots_section, "forget", G_CALLBACK (ebb_window_ask_forget),
                            self);
  g_signal_connect_swapped (self->boots_section, "say", G_CALLBACK (say_cb), self);
}

static void
add_legs_section (EbbWindow *self)
{
  self->legs_section = ebb_legs_section_new (self->core);
  ebb_legs_section_add_actions (self->legs_section, GTK_WIDGET (self));
  g_signal_connect_swapped (self->legs_section, "changed", G_CALLBACK (ebb_window_refresh_soon),
                            self);
  g_signal_connect_swapped (self->legs_section, "home", G_CALLBACK (ebb_window_show_session), self);
}

static void
add_questions_section (EbbWindow *self)
{
  self->questions_section = ebb_questions_section_new (self->core);
  ebb_questions_section_add_actions (self->questions_section, GTK_WIDGET (self));
  g_signal_connect_swapped (self->questions_section, "push", G_CALLBACK (push_cb), self);
  g_signal_connect_swapped (self->questions_section, "pop", G_CALLBACK (pop_cb), self);
}

static void
toast_cb (EbbWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
add_people_section (EbbWindow *self)
{
  self->people_section = ebb_people_section_new (self->core);
  ebb_people_section_add_actions (self->people_section, GTK_WIDGET (self));
  g_signal_connect_swapped (self->people_section, "push", G_CALLBACK (push_cb), self);
  g_signal_connect_swapped (self->people_section, "pop", G_CALLBACK (pop_cb), self);
  g_signal_connect_swapped (self->people_section, "say", G_CALLBACK (say_cb), self);
  g_signal_connect_swapped (self->people_section, "ask-delete", G_CALLBACK (ebb_window_ask_delete),
                            self);
  g_signal_connect_swapped (self->people_section, "toast", G_CALLBACK (toast_cb), self);
}

static void
add_plans_section (EbbWindow *self)
{
  self->plans_section = ebb_plans_section_new (self->core, self->plan_card);
  ebb_plans_section_add_actions (self->plans_section, GTK_WIDGET (self));
  g_signal_connect_swapped (self->plans_section, "push", G_CALLBACK (push_cb), self);
  g_signal_connect_swapped (self->plans_section, "pop", G_CALLBACK (pop_cb), self);
  g_signal_connect_swapped (self->plans_section, "home", G_CALLBACK (ebb_window_show_session),
                            self);
  g_signal_connect_swapped (self->plans_section, "say", G_CALLBACK (say_cb), self);
  g_signal_connect_swapped (self->plans_section, "toast", G_CALLBACK (toast_cb), self);
}

/**
 * ebb_window_open_plan:
 *
 * As its card does when somebody presses Set Up.
 */
void
ebb_window_open_plan (EbbWindow *self, const char *plan_id, const EbbLocalTime *local)
{
  g_return_if_fail (EBB_IS_WINDOW (self));

  ebb_plans_section_open (self->plans_section, plan_id, local);
}

/*< private >
 * ebb_window_add_sections:
 *
 * Each with its pages, and with what their buttons do.
 */
void
ebb_window_add_sections (EbbWindow *self)
{
  add_boots_section (self);
  add_legs_section (self);
  add_questions_section (self);
  add_people_section (self);
  add_plans_section (self);
}
