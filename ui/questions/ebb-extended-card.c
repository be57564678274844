/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-extended-card.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

struct _EbbExtendedCard
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkWidget *title_label;
  GtkWidget *meaning_label;
};

G_DEFINE_FINAL_TYPE (EbbExtendedCard, ebb_extended_card, ADW_TYPE_BIN)

static void
ebb_extended_card_class_init (EbbExtendedCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/questions/ebb-extended-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbExtendedCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, EbbExtendedCard, meaning_label);
}

static void
ebb_extended_card_init (EbbExtendedCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_extended_card_show:
 *
 * Offers it where it can be acknowledged now, and nowhere else.
 */
void
ebb_extended_card_show (EbbExtendedCard *self, const EbbAllowance *allowance)
{
  gboolean         is_offered = allowance != NULL && allowance->can_acknowledge;
  g_autofree char *standard = NULL;
  g_autofree char *title = NULL;
  g_autofree char *meaning = NULL;
  guint            minutes;

  g_return_if_fail (EBB_IS_EXTENDED_CARD (self));

  gtk_widget_set_visible (GTK_WIDGET (self), is_offered);
  if (!is_offered)
    return;
  minutes = allowance->longest_s / 60;
  standard = ebb_words_pressure (allowance->standard_cap_pa);
  /* Translators: a pressure, and a length of time. */
  title = g_strdup_printf (ngettext ("What more than %s and %u minute means",
                                     "What more than %s and %u minutes mean", minutes),
                           standard, minutes);
  /* Translators: a pressure, as in "Above 60 mmHg a squeeze can ...". */
  meaning = g_strdup_printf (
      C_ ("safety", "Above %s a squeeze can keep blood from flowing into the leg for as long as it "
                    "is held. Where that begins differs from person to person, and Ebb does not "
                    "measure it: it holds such a squeeze for a shorter time, so that blood flows "
                    "in again in each cycle. Stop when anything hurts, tingles or goes numb."),
      standard);
  gtk_label_set_label (GTK_LABEL (self->title_label), title);
  gtk_label_set_label (GTK_LABEL (self->meaning_label), meaning);
}
