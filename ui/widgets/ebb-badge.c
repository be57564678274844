/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-badge.h"

#include <glib/gi18n.h>

#define WHOLE_CHARACTERS 12

struct _EbbBadge
{
  GtkWidget parent_instance;

  /* owned */
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (EbbBadge, ebb_badge, GTK_TYPE_WIDGET)

typedef struct
{
  const char *words;
  const char *meaning;
  const char *css_class;
} Kind;

static const Kind kinds[] = {
  [EBB_SUPPORT_RECOGNISED] = { N_ ("Recognized"), N_ ("Seen before, but not understood."), NULL },
  [EBB_SUPPORT_WIRED] = { N_ ("Wired"),
                          N_ ("You are the remote. Pressure is assumed from the level."), NULL },
  [EBB_SUPPORT_SIMULATED] = { N_ ("Simulated"), N_ ("Software only. No air moves."), "sim" },
  [EBB_SUPPORT_CAPTURED] = { N_ ("Captured, untested"),
                             N_ ("Built from a recording. Nobody ran them with Ebb."), "doc" },
  [EBB_SUPPORT_DOCUMENTED] = { N_ ("Documented, untested"),
                               N_ ("Built from published facts. We never tried it. Stay within "
                                   "reach of its own stop."),
                               "doc" },
  [EBB_SUPPORT_CONFIRMED] = { N_ ("Confirmed"),
                              N_ ("Someone ran these boots with Ebb and sent the recording"),
                              "ok" },
};

static void
ebb_badge_dispose (GObject *object)
{
  EbbBadge *self = EBB_BADGE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (ebb_badge_parent_class)->dispose (object);
}

static void
ebb_badge_class_init (EbbBadgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ebb_badge_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "badge");
}

static void
ebb_badge_init (EbbBadge *self)
{
  self->label = gtk_label_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * ebb_badge_new:
 *
 * Returns: a badge without words
 */
GtkWidget *
ebb_badge_new (void)
{
  return g_object_new (EBB_TYPE_BADGE, NULL);
}

/**
 * ebb_badge_show:
 *
 * Gives the badge the words and the colour of @support.
 */
void
ebb_badge_show (EbbBadge *self, EbbSupport support)
{
  const char *words;

  g_return_if_fail (EBB_IS_BADGE (self));
  g_return_if_fail (support < G_N_ELEMENTS (kinds));

  words = _ (kinds[support].words);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].css_class != NULL)
      gtk_widget_remove_css_class (GTK_WIDGET (self), kinds[i].css_class);
  if (kinds[support].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), kinds[support].css_class);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  /* A word stays whole; only what is longer may be cut, and that last of all. */
  gtk_label_set_ellipsize (GTK_LABEL (self->label), g_utf8_strlen (words, -1) > WHOLE_CHARACTERS
                                                        ? PANGO_ELLIPSIZE_END
                                                        : PANGO_ELLIPSIZE_NONE);
}

/**
 * ebb_badge_get_words:
 *
 * Returns: "Documented, untested"
 */
const char *
ebb_badge_get_words (EbbSupport support)
{
  return _ (kinds[support].words);
}

/**
 * ebb_badge_get_meaning:
 *
 * Returns: one sentence for the legend
 */
const char *
ebb_badge_get_meaning (EbbSupport support)
{
  return _ (kinds[support].meaning);
}
