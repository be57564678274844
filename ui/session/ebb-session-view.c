/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-view.h"

#include "ebb-elsewhere-page.h"
#include "ebb-finished-page.h"
#include "ebb-paused-page.h"
#include "ebb-ready-page.h"
#include "ebb-running-page.h"
#include "ebb-starting-page.h"
#include "ebb-stopping-page.h"
#include "ebb-trouble-page.h"

#define FADE_MS 150

struct _EbbSessionView
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkStack         *stack;
  GtkWidget        *no_boots_page;
  EbbReadyPage     *ready_page;
  EbbStartingPage  *starting_page;
  EbbRunningPage   *running_page;
  EbbPausedPage    *paused_page;
  EbbStoppingPage  *stopping_page;
  EbbTroublePage   *trouble_page;
  EbbFinishedPage  *finished_page;
  EbbElsewherePage *elsewhere_page;

  /* state */
  GtkWidget *presented; /* (nullable): the page that is shown; one of those above */
};

G_DEFINE_FINAL_TYPE (EbbSessionView, ebb_session_view, ADW_TYPE_BIN)

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, stack);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, no_boots_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, ready_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, starting_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, running_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, paused_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, stopping_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, trouble_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, finished_page);
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, elsewhere_page);
}

static void
ebb_session_view_class_init (EbbSessionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_ELSEWHERE_PAGE);
  g_type_ensure (EBB_TYPE_FINISHED_PAGE);
  g_type_ensure (EBB_TYPE_PAUSED_PAGE);
  g_type_ensure (EBB_TYPE_READY_PAGE);
  g_type_ensure (EBB_TYPE_RUNNING_PAGE);
  g_type_ensure (EBB_TYPE_STARTING_PAGE);
  g_type_ensure (EBB_TYPE_STOPPING_PAGE);
  g_type_ensure (EBB_TYPE_TROUBLE_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-session-view.ui");
  bind_children (widget_class);
}

static void
ebb_session_view_init (EbbSessionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
show_idle (EbbSessionView *self, const EbbScene *scene)
{
  if (scene->snapshot->has_result)
    {
      ebb_finished_page_show (self->finished_page, scene);
      return GTK_WIDGET (self->finished_page);
    }
  if (scene->is_running_elsewhere)
    {
      ebb_elsewhere_page_show (self->elsewhere_page, scene);
      return GTK_WIDGET (self->elsewhere_page);
    }
  if (!scene->has_boots)
    return self->no_boots_page;
  ebb_ready_page_show (self->ready_page, scene);
  return GTK_WIDGET (self->ready_page);
}

/* Fills the page of the state, and no other. */
static GtkWidget *
show_state (EbbSessionView *self, const EbbScene *scene)
{
  switch (scene->snapshot->state)
    {
    case EBB_SESSION_ARMED:
    case EBB_SESSION_STARTING:
      ebb_starting_page_show (self->starting_page, scene);
      return GTK_WIDGET (self->starting_page);
    case EBB_SESSION_RUNNING:
      ebb_running_page_show (self->running_page, scene);
      return GTK_WIDGET (self->running_page);
    case EBB_SESSION_PAUSED:
      ebb_paused_page_show (self->paused_page, scene);
      return GTK_WIDGET (self->paused_page);
    case EBB_SESSION_STOPPING:
      ebb_stopping_page_show (self->stopping_page, scene);
      return GTK_WIDGET (self->stopping_page);
    case EBB_SESSION_LINK_LOST:
    case EBB_SESSION_FAULT:
      ebb_trouble_page_show (self->trouble_page, scene);
      return GTK_WIDGET (self->trouble_page);
    case EBB_SESSION_IDLE:
    default:
      return show_idle (self, scene);
    }
}

static gboolean
is_urgent (EbbSessionState state)
{
  return state == EBB_SESSION_STOPPING || state == EBB_SESSION_LINK_LOST
         || state == EBB_SESSION_FAULT;
}

/* GTK 4.8 tells assistive technology of all pages of a stack, those that are not seen too. */
static void
present_page (EbbSessionView *self, GtkWidget *page)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (self->stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) one = g_list_model_get_item (G_LIST_MODEL (pages), i);
      GtkWidget *child = gtk_stack_page_get_child (GTK_STACK_PAGE (one));

      gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                   child != page, -1);
    }
}

/**
 * ebb_session_view_show:
 *
 * Shows the page of the state of @scene; what is urgent comes without a transition.
 */
void
ebb_session_view_show (EbbSessionView *self, const EbbScene *scene)
{
  GtkWidget *page;

  g_return_if_fail (EBB_IS_SESSION_VIEW (self));

  page = show_state (self, scene);
  if (self->presented == page)
    return;
  self->presented = page;
  present_page (self, page);
  gtk_stack_set_transition_duration (self->stack, is_urgent (scene->snapshot->state) ? 0 : FADE_MS);
  gtk_stack_set_visible_child (self->stack, page);
}

/**
 * ebb_session_view_focus_heading:
 *
 * After a stop focus is on what the state is called, never on a button that a second Space would
 * press.
 */
void
ebb_session_view_focus_heading (EbbSessionView *self)
{
  GtkWidget *page;
  GObject   *heading = NULL;

  g_return_if_fail (EBB_IS_SESSION_VIEW (self));

  page = gtk_stack_get_visible_child (self->stack);
  if (page == NULL || page == self->no_boots_page || page == GTK_WIDGET (self->ready_page)
      || page == GTK_WIDGET (self->running_page))
    return;
  heading = gtk_widget_get_template_child (page, G_OBJECT_TYPE (page), "heading_label");
  gtk_widget_grab_focus (GTK_WIDGET (heading));
}

/**
 * ebb_session_view_focus_start:
 *
 * Puts focus on Start where there is one; a person presses it.
 */
void
ebb_session_view_focus_start (EbbSessionView *self)
{
  g_return_if_fail (EBB_IS_SESSION_VIEW (self));

  if (gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->ready_page))
    ebb_ready_page_focus_start (self->ready_page);
}
