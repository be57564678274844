/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-pairing-page.h"

#include <glib/gi18n.h>

#include "ebb-link-error-words.h"

struct _EbbPairingPage
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkWidget *title_label;
  GtkWidget *step1;
  GtkWidget *step2;
  GtkWidget *step3;
  GtkWidget *wait_box;
  GtkWidget *wait_label;
  GtkWidget *start_button;
  GtkWidget *code_step;
  GtkWidget *code_box;
  GtkWidget *code_label;
  GtkWidget *enter_box;
  GtkWidget *code_entry;
  GtkWidget *blink_box;
  GtkWidget *error_box;
  GtkWidget *error_label;
  GtkWidget *error_help_label;
  GtkWidget *details_expander;
  GtkWidget *details_label;

  /* state */
  EbbPairingStage stage;
};

G_DEFINE_FINAL_TYPE (EbbPairingPage, ebb_pairing_page, ADW_TYPE_BIN)

static void
code_entered_cb (EbbPairingPage *self)
{
  const char *code = gtk_editable_get_text (GTK_EDITABLE (self->code_entry));

  if (code[0] != '\0' && strspn (code, "0123456789") == strlen (code))
    gtk_widget_activate_action (GTK_WIDGET (self), "pairing.enter", "s", code);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, step1);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, step2);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, step3);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, wait_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, wait_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, start_button);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, code_step);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, code_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, code_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, enter_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, code_entry);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, blink_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, error_help_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, details_expander);
  gtk_widget_class_bind_template_child (widget_class, EbbPairingPage, details_label);
}

static void
ebb_pairing_page_class_init (EbbPairingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/boots/ebb-pairing-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, code_entered_cb);
}

static void
ebb_pairing_page_init (EbbPairingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* It has the focus when the code is asked for, and is all that is read aloud then. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Type the code the boots show"), -1);
  /* GTK 4.8 calls an expander by its class otherwise. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->details_expander),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Details"), -1);
}

static void
set_current (GtkWidget *label, gboolean is_current)
{
  if (is_current)
    gtk_widget_add_css_class (label, "big-step");
  else
    gtk_widget_remove_css_class (label, "big-step");
}

/* "123 456": six digits in two threes, as the boots show them. */
static char *
format_code (guint code)
{
  return g_strdup_printf ("%03u\302\240%03u", code / 1000 % 1000, code % 1000);
}

static void
show_code (EbbPairingPage *self, const EbbPairingScene *scene)
{
  g_autofree char *code = format_code (scene->code);
  gboolean         is_confirm = scene->stage == EBB_PAIRING_STAGE_CONFIRM;
  gboolean         is_enter = scene->stage == EBB_PAIRING_STAGE_ENTER;

  gtk_label_set_label (GTK_LABEL (self->step2), is_confirm ? _ ("Do the boots show this code?")
                                                : is_enter ? _ ("Type the code the boots show")
                                                           : _ ("The code, if the boots show one"));
  gtk_label_set_label (GTK_LABEL (self->code_label), code);
  gtk_widget_set_visible (self->code_box, is_confirm);
  gtk_widget_set_visible (self->enter_box, is_enter);
  set_current (self->step2, is_confirm || is_enter);
  if (is_enter && self->stage != scene->stage)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->code_entry), "");
      gtk_widget_grab_focus (self->code_entry);
    }
}

static void
show_error (EbbPairingPage *self, const GError *error)
{
  gtk_widget_set_visible (self->error_box, error != NULL);
  if (error == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->error_label), ebb_link_error_words_say_cause (error));
  gtk_label_set_label (GTK_LABEL (self->error_help_label), ebb_link_error_words_say_help (error));
  gtk_label_set_label (GTK_LABEL (self->details_label), error->message);
}

static void
focus_on (GtkWidget *box, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (box, "asked");
  gtk_widget_grab_focus (box);
}

/* Focus goes to what is asked now, which is said then, and on to no answer: the button that had it
 * is gone, and a key that was meant for that one answers nothing. */
static void
lead_focus (EbbPairingPage *self, const EbbPairingScene *scene)
{
  g_autofree char *code = format_code (scene->code);
  g_autofree char *question = NULL;

  switch (scene->stage)
    {
    case EBB_PAIRING_STAGE_WAIT:
      focus_on (self->wait_box, gtk_label_get_label (GTK_LABEL (self->wait_label)));
      break;
    case EBB_PAIRING_STAGE_CONFIRM:
      /* Translators: six digits, spoken: "Do the boots show 123 456?" */
      question = g_strdup_printf (_ ("Do the boots show %s?"), code);
      focus_on (self->code_box, question);
      break;
    case EBB_PAIRING_STAGE_BLINK:
      focus_on (self->blink_box, _ ("Did the light on your boots blink?"));
      break;
    case EBB_PAIRING_STAGE_FAILED:
      question = g_strdup_printf ("%s. %s", gtk_label_get_label (GTK_LABEL (self->error_label)),
                                  gtk_label_get_label (GTK_LABEL (self->error_help_label)));
      focus_on (self->error_box, question);
      break;
    case EBB_PAIRING_STAGE_ENTER:
    case EBB_PAIRING_STAGE_HOLD:
    default:
      break;
    }
}

/**
 * ebb_pairing_page_show:
 *
 * The current step is big; what it asks stands under it.
 */
void
ebb_pairing_page_show (EbbPairingPage *self, const EbbPairingScene *scene)
{
  gboolean         is_wait = scene->stage == EBB_PAIRING_STAGE_WAIT;
  gboolean         is_failed = scene->stage == EBB_PAIRING_STAGE_FAILED;
  g_autofree char *title = g_strdup_printf (_ ("Pair %s"), scene->name);

  g_return_if_fail (EBB_IS_PAIRING_PAGE (self));

  gtk_label_set_label (GTK_LABEL (self->title_label), title);
  gtk_label_set_label (GTK_LABEL (self->wait_label),
                       scene->is_anew ? _ ("Pairing again… this can take 40\302\240s")
                                      : _ ("Pairing… this can take 10\302\240s"));
  gtk_widget_set_visible (self->wait_box, is_wait);
  gtk_widget_set_visible (self->start_button, scene->stage == EBB_PAIRING_STAGE_HOLD);
  set_current (self->step1, is_wait || is_failed || scene->stage == EBB_PAIRING_STAGE_HOLD);
  show_code (self, scene);
  gtk_widget_set_visible (self->blink_box, scene->stage == EBB_PAIRING_STAGE_BLINK);
  set_current (self->step3, scene->stage == EBB_PAIRING_STAGE_BLINK);
  show_error (self, is_failed ? scene->error : NULL);
  if (self->stage != scene->stage)
    lead_focus (self, scene);
  self->stage = scene->stage;
}
