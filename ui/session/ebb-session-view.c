/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-session-view.h"

#include "ebb-elsewhere-page.h"
#include "ebb-finished-page.h"
#include "ebb-no-boots-page.h"
#include "ebb-paused-page.h"
#include "ebb-ready-page.h"
#include "ebb-running-page.h"
#include "ebb-screening-page.h"
#include "ebb-starting-page.h"
#include "ebb-stopping-page.h"
#include "ebb-trouble-page.h"

#define FADE_MS 150

struct _EbbSessionView
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkStack *stack;

  /* state */
  GtkWidget *presented; /* (nullable): the page that is shown */
  guint      making_id; /* while pages of a session are made */
  gboolean   are_made;
};

G_DEFINE_FINAL_TYPE (EbbSessionView, ebb_session_view, ADW_TYPE_BIN)

static void
ebb_session_view_dispose (GObject *object)
{
  g_clear_handle_id (&EBB_SESSION_VIEW (object)->making_id, g_source_remove);
  G_OBJECT_CLASS (ebb_session_view_parent_class)->dispose (object);
}

static void
ebb_session_view_class_init (EbbSessionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ebb_session_view_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-session-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbSessionView, stack);
}

static void
ebb_session_view_init (EbbSessionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A page is made when it is shown for the first time, or when it soon may be, and kept. */
static gpointer
get_page (EbbSessionView *self, GType type)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, g_type_name (type));

  if (page == NULL)
    {
      page = g_object_new (type, NULL);
      /* Until it is presented: see present_page (). */
      gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
      gtk_stack_add_named (self->stack, page, g_type_name (type));
    }
  return page;
}

/* One page each time nothing else is to be done. Made when air moves already, it would keep a press
 * on Stop waiting. */
static gboolean
make_next_cb (gpointer user_data)
{
  EbbSessionView *self = user_data;
  GType types[] = { EBB_TYPE_STARTING_PAGE, EBB_TYPE_RUNNING_PAGE, EBB_TYPE_STOPPING_PAGE };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (gtk_stack_get_child_by_name (self->stack, g_type_name (types[i])) == NULL)
      {
        GtkWidget *page = get_page (self, types[i]);

        /* What its words and their style take is worked out here too. */
        gtk_widget_measure (page, GTK_ORIENTATION_VERTICAL,
                            gtk_widget_get_width (GTK_WIDGET (self)), NULL, NULL, NULL, NULL);
        return G_SOURCE_CONTINUE;
      }
  self->making_id = 0;
  self->are_made = TRUE;
  return G_SOURCE_REMOVE;
}

static void
make_pages_soon (EbbSessionView *self)
{
  if (!self->are_made && self->making_id == 0)
    self->making_id = g_idle_add_full (G_PRIORITY_LOW, make_next_cb, self, NULL);
}

static GtkWidget *
show_idle (EbbSessionView *self, const EbbScene *scene)
{
  gpointer page;

  /* Boots that run are never shown as finished. */
  if (scene->is_running_elsewhere || scene->elsewhere != NULL)
    {
      page = get_page (self, EBB_TYPE_ELSEWHERE_PAGE);
      ebb_elsewhere_page_show (page, scene);
      return page;
    }
  if (scene->snapshot->has_result)
    {
      page = get_page (self, EBB_TYPE_FINISHED_PAGE);
      ebb_finished_page_show (page, scene);
      return page;
    }
  if (!scene->has_boots)
    return get_page (self, EBB_TYPE_NO_BOOTS_PAGE);
  if (ebb_screening_page_is_due (scene))
    {
      page = get_page (self, EBB_TYPE_SCREENING_PAGE);
      ebb_screening_page_show (page, scene);
      return page;
    }
  page = get_page (self, EBB_TYPE_READY_PAGE);
  ebb_ready_page_show (page, scene);
  if (scene->boots_state == EBB_BOOTS_READY)
    make_pages_soon (self);
  return page;
}

/* Fills the page of the state, and no other. */
static GtkWidget *
show_state (EbbSessionView *self, const EbbScene *scene)
{
  gpointer page;

  switch (scene->snapshot->state)
    {
    case EBB_SESSION_ARMED:
    case EBB_SESSION_STARTING:
      page = get_page (self, EBB_TYPE_STARTING_PAGE);
      ebb_starting_page_show (page, scene);
      return page;
    case EBB_SESSION_RUNNING:
      page = get_page (self, EBB_TYPE_RUNNING_PAGE);
      ebb_running_page_show (page, scene);
      return page;
    case EBB_SESSION_PAUSED:
      page = get_page (self, EBB_TYPE_PAUSED_PAGE);
      ebb_paused_page_show (page, scene);
      return page;
    case EBB_SESSION_STOPPING:
      page = get_page (self, EBB_TYPE_STOPPING_PAGE);
      ebb_stopping_page_show (page, scene);
      return page;
    case EBB_SESSION_LINK_LOST:
    case EBB_SESSION_FAULT:
      page = get_page (self, EBB_TYPE_TROUBLE_PAGE);
      ebb_trouble_page_show (page, scene);
      return page;
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

/* Not the one that is there for a moment, until the first air: a focus that goes has the style of
 * the whole window worked out anew, and a press on Stop would wait for that. */
static gboolean
has_heading (GtkWidget *page)
{
  return page != NULL && !EBB_IS_NO_BOOTS_PAGE (page) && !EBB_IS_READY_PAGE (page)
         && !EBB_IS_STARTING_PAGE (page) && !EBB_IS_RUNNING_PAGE (page);
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
  if (!has_heading (page))
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
  GtkWidget *page;

  g_return_if_fail (EBB_IS_SESSION_VIEW (self));

  page = gtk_stack_get_visible_child (self->stack);
  if (page != NULL && EBB_IS_READY_PAGE (page))
    ebb_ready_page_focus_start (EBB_READY_PAGE (page));
}
