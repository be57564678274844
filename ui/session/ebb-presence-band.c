/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-presence-band.h"

#include "ebb-presence-words.h"

/* How often it sounds while nobody answers. */
#define SOUND_EACH_S 15

struct _EbbPresenceBand
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkLabel  *question_label;
  GtkLabel  *consequence_label;
  GtkWidget *here_button;

  /* state */
  EbbPresenceAsked asked;
  guint            sounded_s; /* the time left when it sounded last */
};

G_DEFINE_FINAL_TYPE (EbbPresenceBand, ebb_presence_band, ADW_TYPE_BIN)

static void
ebb_presence_band_class_init (EbbPresenceBandClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-presence-band.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbPresenceBand, question_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPresenceBand, consequence_label);
  gtk_widget_class_bind_template_child (widget_class, EbbPresenceBand, here_button);
}

static void
ebb_presence_band_init (EbbPresenceBand *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

/* A second press of the same key would press what got focus instead. */
static void
leave (EbbPresenceBand *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_root_get_focus (root) == self->here_button)
    gtk_root_set_focus (root, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
sound (EbbPresenceBand *self, guint left_s)
{
  gtk_widget_error_bell (GTK_WIDGET (self));
  self->sounded_s = left_s;
}

/**
 * ebb_presence_band_show:
 *
 * Asks what @scene has to ask; nothing is asked any more when somebody answered, or nobody did in time.
 */
void
ebb_presence_band_show (EbbPresenceBand *self, const EbbScene *scene)
{
  const EbbSnapshot *snapshot = scene->snapshot;
  gboolean           is_new = snapshot->asked != self->asked;
  g_autofree char   *consequence = ebb_presence_words_dup_consequence (snapshot);

  g_return_if_fail (EBB_IS_PRESENCE_BAND (self));

  self->asked = snapshot->asked;
  if (snapshot->asked == EBB_ASKED_NOTHING)
    {
      if (is_new)
        leave (self);
      return;
    }
  set_label (self->question_label, ebb_presence_words_say_question (snapshot));
  set_label (self->consequence_label, consequence);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (is_new)
    gtk_widget_grab_focus (self->here_button);
  if (is_new || snapshot->asked_left_s + SOUND_EACH_S <= self->sounded_s)
    sound (self, snapshot->asked_left_s);
}
