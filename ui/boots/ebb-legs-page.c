/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-legs-page.h"

#include <glib/gi18n.h>

#include "ebb-checks-group.h"
#include "ebb-end-words.h"
#include "ebb-heading.h"
#include "ebb-refusals-group.h"
#include "ebb-stopping-page.h"
#include "ebb-words.h"

struct _EbbLegsPage
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkStack         *stack;
  GtkWidget        *asking;
  EbbStoppingPage  *stopping;
  EbbHeading       *heading;
  GtkWidget        *lead_label;
  GtkWidget        *answers_box;
  GtkWidget        *legs_box;
  GtkWidget        *left_button;
  GtkWidget        *right_button;
  EbbRefusalsGroup *refusals_group;
  EbbChecksGroup   *checks_group;
  GtkWidget        *fill_button;
  GtkWidget        *leave_button;

  /* state */
  EbbLegCheckStage stage; /* as shown */
  gboolean         is_starting;
  guint            step;
};

G_DEFINE_FINAL_TYPE (EbbLegsPage, ebb_legs_page, ADW_TYPE_BIN)

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, asking);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, stopping);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, lead_label);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, answers_box);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, legs_box);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, left_button);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, right_button);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, refusals_group);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, checks_group);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, fill_button);
  gtk_widget_class_bind_template_child (widget_class, EbbLegsPage, leave_button);
}

static void
ebb_legs_page_class_init (EbbLegsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_CHECKS_GROUP);
  g_type_ensure (EBB_TYPE_HEADING);
  g_type_ensure (EBB_TYPE_REFUSALS_GROUP);
  g_type_ensure (EBB_TYPE_STOPPING_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/boots/ebb-legs-page.ui");
  bind_children (widget_class);
}

static void
ebb_legs_page_init (EbbLegsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Left is on the left in every language: sides are of the body, not of the text. */
  gtk_widget_set_direction (self->legs_box, GTK_TEXT_DIR_LTR);
}

/* ---- what is said ---- */

static const char *
say_question (const EbbLegsScene *legs)
{
  if (legs->n_steps == 1)
    return C_ ("safety", "The boot is filling gently. Which leg do you feel?");
  return legs->step == 0
             ? C_ ("safety", "One boot is filling gently. Which leg do you feel?")
             : C_ ("safety", "The other boot is filling gently. Which leg do you feel?");
}

/* What was asked for, and no boots have answered yet. */
static gboolean
is_starting (const EbbLegsScene *legs, const EbbScene *scene)
{
  return legs->stage == EBB_LEG_CHECK_FILLING
         && (scene->snapshot->state == EBB_SESSION_ARMED
             || scene->snapshot->state == EBB_SESSION_STARTING);
}

static const char *
say_heading (const EbbLegsScene *legs, const EbbScene *scene)
{
  switch (legs->stage)
    {
    case EBB_LEG_CHECK_FILLING:
      return is_starting (legs, scene) ? C_ ("safety", "Starting") : say_question (legs);
    case EBB_LEG_CHECK_DONE:
      return C_ ("safety", "Left and right are set");
    case EBB_LEG_CHECK_OFF:
    case EBB_LEG_CHECK_READY:
    case EBB_LEG_CHECK_EMPTYING:
    default:
      break;
    }
  switch (legs->note)
    {
    case EBB_LEG_CHECK_NOTE_NEITHER:
      return C_ ("safety", "Check the hoses");
    case EBB_LEG_CHECK_NOTE_CONTRADICTION:
      return C_ ("safety", "Both boots in one leg can not be right");
    case EBB_LEG_CHECK_NOTE_NO_ANSWER:
      return C_ ("safety", "Stopped before you answered");
    case EBB_LEG_CHECK_NOTE_TROUBLE:
      return C_ ("safety", "The leg check did not end as it should");
    case EBB_LEG_CHECK_NOTE_NONE:
    default:
      return legs->step == 0 ? C_ ("safety", "Which leg is which?")
                             : C_ ("safety", "Now the other boot");
    }
}

static char *
describe_plan (const EbbLegsScene *legs, const EbbScene *scene)
{
  g_autofree char *cap = ebb_words_pressure (scene->cap_pa);

  if (scene->cap_pa <= 0)
    return g_strdup (C_ ("safety", "The boots have to be connected first."));
  if (legs->n_steps == 1)
    return g_strdup_printf (C_ ("safety",
                                "Put the boot on and close it. Ebb fills it gently, up to "
                                "%s, and asks which leg you feel. Nothing moves until "
                                "you press the button."),
                            cap);
  if (legs->step > 0)
    return g_strdup_printf (C_ ("safety",
                                "Ebb fills the other boot, up to %s, and asks again. Both "
                                "answers have to fit before anything is kept."),
                            cap);
  return g_strdup_printf (C_ ("safety", "Put both boots on and close them. Ebb fills one of them "
                                        "gently, up to %s, and asks which leg you feel. Nothing "
                                        "moves until you press the button."),
                          cap);
}

static const char *
describe_sides (const EbbLegsScene *legs)
{
  if (legs->sides != EBB_SIDES_SWAPPED)
    return legs->n_steps == 1
               ? C_ ("safety", "The boot is on the leg that it is marked for.")
               : C_ ("safety", "The boots are on the legs that they are marked for.");
  if (legs->n_steps == 1)
    return C_ ("safety", "The boot is on the other leg than it is marked for. Ebb has turned it: "
                         "the leg that it is on is the leg that Ebb shows and starts.");
  return C_ ("safety", "What the boots call left is on your right leg. Ebb has turned them: left "
                       "is your left leg in everything it shows and starts.");
}

static char *
describe_result (const EbbLegsScene *legs)
{
  const char *kept = C_ (
      "safety", "Ebb keeps this for these boots, also when they are forgotten and paired again.");

  return g_strdup_printf ("%s\n\n%s", describe_sides (legs), kept);
}

/* Why it ended, as any session that ends before its time says it. */
static char *
describe_trouble (const EbbScene *scene)
{
  const char *kept =
      C_ ("safety", "Nothing was kept. Look at the boots before you fill them again.");
  g_autofree char *why = NULL;

  if (scene->snapshot->has_result)
    why = ebb_end_words_compose (scene->snapshot);
  return why == NULL || why[0] == '\0' ? g_strdup (kept) : g_strdup_printf ("%s\n\n%s", why, kept);
}

static char *
describe (const EbbLegsScene *legs, const EbbScene *scene)
{
  if (is_starting (legs, scene))
    return g_strdup (C_ ("safety", "Waiting for the boots to answer"));
  if (legs->stage == EBB_LEG_CHECK_FILLING)
    return g_strdup (legs->can_answer
                         ? C_ ("safety", "Each answer lets the air out, and so does STOP.")
                         : C_ ("safety", "Wait until you feel it. STOP lets the air out."));
  if (legs->stage == EBB_LEG_CHECK_DONE)
    return describe_result (legs);
  switch (legs->note)
    {
    case EBB_LEG_CHECK_NOTE_NEITHER:
      return g_strdup (C_ ("safety",
                           "You felt neither leg, and nothing was kept. See that the hoses "
                           "sit and the boots are closed, then fill it again."));
    case EBB_LEG_CHECK_NOTE_CONTRADICTION:
      return g_strdup (C_ ("safety",
                           "You named the same leg twice, and nothing was kept. Look which "
                           "boot is on which leg, then begin again."));
    case EBB_LEG_CHECK_NOTE_NO_ANSWER:
      return g_strdup (C_ ("safety", "The air is out, and nothing was kept. Fill it again when you "
                                     "are ready."));
    case EBB_LEG_CHECK_NOTE_TROUBLE:
      return describe_trouble (scene);
    case EBB_LEG_CHECK_NOTE_NONE:
    default:
      return describe_plan (legs, scene);
    }
}

static const char *
say_fill (const EbbLegsScene *legs)
{
  if (legs->note != EBB_LEG_CHECK_NOTE_NONE)
    return C_ ("safety", "Fill Again");
  if (legs->n_steps == 1)
    return C_ ("safety", "Fill the Boot");
  return legs->step == 0 ? C_ ("safety", "Fill One Boot") : C_ ("safety", "Fill the Other Boot");
}

/* ---- what is shown ---- */

static void
show_asking (EbbLegsPage *self, const EbbLegsScene *legs, const EbbScene *scene)
{
  g_autofree char *lead = describe (legs, scene);
  gboolean         is_ready = legs->stage == EBB_LEG_CHECK_READY;
  gboolean         is_filling = legs->stage == EBB_LEG_CHECK_FILLING && !is_starting (legs, scene);
  gboolean         is_done = legs->stage == EBB_LEG_CHECK_DONE;
  EbbScene         asked = *scene;

  ebb_heading_set_label (self->heading, say_heading (legs, scene));
  gtk_label_set_label (GTK_LABEL (self->lead_label), lead);
  gtk_widget_set_visible (self->answers_box, is_filling);
  /* Each of them: assistive technology is not told of what holds them. */
  gtk_widget_set_sensitive (self->left_button, legs->can_answer);
  gtk_widget_set_sensitive (self->right_button, legs->can_answer);
  gtk_widget_set_visible (GTK_WIDGET (self->checks_group), is_ready);
  /* Which leg it is, is what is asked. */
  asked.legs = EBB_LEGS_NONE;
  ebb_checks_group_show (self->checks_group, &asked);
  if (is_ready)
    ebb_refusals_group_show (self->refusals_group, scene);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->refusals_group), FALSE);
  gtk_widget_set_visible (self->fill_button, is_ready);
  gtk_widget_set_sensitive (self->fill_button, ebb_scene_can_start (scene));
  gtk_button_set_label (GTK_BUTTON (self->fill_button), say_fill (legs));
  gtk_widget_set_visible (self->leave_button, is_ready || is_done);
  gtk_button_set_label (GTK_BUTTON (self->leave_button),
                        is_done ? C_ ("safety", "Done") : C_ ("safety", "Not Now"));
}

/* Focus goes to what is said now, and never stays on a button that the next press of a key would
 * press: the button of before is gone. */
static void
lead_focus (EbbLegsPage *self, const EbbLegsScene *legs, const EbbScene *scene)
{
  if (self->stage == legs->stage && self->step == legs->step
      && self->is_starting == is_starting (legs, scene))
    return;
  if (legs->stage == EBB_LEG_CHECK_EMPTYING)
    gtk_widget_child_focus (GTK_WIDGET (self->stopping), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->heading));
}

/* GTK 4.8 tells assistive technology of the child that is not seen, too. */
static void
present_child (EbbLegsPage *self, GtkWidget *child)
{
  gtk_stack_set_visible_child (self->stack, child);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->asking), GTK_ACCESSIBLE_STATE_HIDDEN,
                               child != self->asking, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->stopping), GTK_ACCESSIBLE_STATE_HIDDEN,
                               child != GTK_WIDGET (self->stopping), -1);
}

/**
 * ebb_legs_page_show:
 *
 * What is going to happen, what is asked, or how far the air is out.
 */
void
ebb_legs_page_show (EbbLegsPage *self, const EbbLegsScene *legs, const EbbScene *scene)
{
  gboolean is_emptying = legs->stage == EBB_LEG_CHECK_EMPTYING;

  g_return_if_fail (EBB_IS_LEGS_PAGE (self));

  if (is_emptying)
    ebb_stopping_page_show (self->stopping, scene);
  else
    show_asking (self, legs, scene);
  present_child (self, is_emptying ? GTK_WIDGET (self->stopping) : self->asking);
  lead_focus (self, legs, scene);
  self->is_starting = is_starting (legs, scene);
  self->stage = legs->stage;
  self->step = legs->step;
}
