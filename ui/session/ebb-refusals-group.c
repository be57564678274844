/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-refusals-group.h"

#include <glib/gi18n.h>

#include "ebb-refusal-words.h"

struct _EbbRefusalsGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  GPtrArray *rows;  /* the group's own widgets */
  char      *shown; /* what stands there: rows are made anew only when it differs */
};

G_DEFINE_FINAL_TYPE (EbbRefusalsGroup, ebb_refusals_group, ADW_TYPE_PREFERENCES_GROUP)

static void
ebb_refusals_group_finalize (GObject *object)
{
  EbbRefusalsGroup *self = EBB_REFUSALS_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_free (self->shown);
  G_OBJECT_CLASS (ebb_refusals_group_parent_class)->finalize (object);
}

static void
ebb_refusals_group_class_init (EbbRefusalsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_refusals_group_finalize;
}

static void
ebb_refusals_group_init (EbbRefusalsGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_row (EbbRefusalsGroup *self, const EbbRefusalWords *words)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warn");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words->subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
take_words (GArray *all, GString *key, EbbRefusalWords words)
{
  g_string_append_printf (key, "%s\n%s\n", words.title, words.subtitle);
  g_array_append_val (all, words);
}

static EbbRefusalWords
compose_journal (const EbbScene *scene)
{
  const char *why = C_ ("safety", "Without it Ebb could not find these boots again after a crash. "
                                  "No session can start.");
  EbbRefusalWords words = { g_strdup (C_ ("safety", "History could not be opened")), NULL };

  words.subtitle = scene->journal_error != NULL
                       ? g_strdup_printf ("%s\n%s", why, scene->journal_error)
                       : g_strdup (why);
  return words;
}

static EbbRefusalWords
compose_levels (void)
{
  return (EbbRefusalWords){
    g_strdup (_ ("These boots have levels, no mmHg")),
    g_strdup (_ ("Ebb has no program for them yet. Choose other boots to start.")),
  };
}

/* Where nothing may be started at all, why is said in words of its own; a limit of 0 would only ask
 * for a gentler program. Of one program the highest pressure says it for all zones. */
static gboolean
is_worth_a_row (const EbbScene *scene, gsize index)
{
  const EbbRefusal *refusal = &scene->refusals[index];

  if (refusal->code == EBB_REFUSAL_CHECKS || refusal->code == EBB_REFUSAL_NO_STORE)
    return FALSE;
  if (ebb_scene_has_levels (scene) && refusal->code == EBB_REFUSAL_OUT_OF_LIMITS)
    return FALSE;
  if (refusal->code != EBB_REFUSAL_ABOVE_CAP)
    return TRUE;
  for (gsize i = 0; i < scene->n_refusals; i++)
    if (i != index && scene->refusals[i].code == EBB_REFUSAL_ABOVE_CAP
        && (scene->refusals[i].value > refusal->value
            || (scene->refusals[i].value == refusal->value && i < index)))
      return FALSE;
  return refusal->bound > 0;
}

static GArray *
compose (const EbbScene *scene, GString *key)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (EbbRefusalWords));

  g_array_set_clear_func (all, (GDestroyNotify) ebb_refusal_words_clear);
  if (scene->is_journal_missing)
    take_words (all, key, compose_journal (scene));
  if (ebb_scene_has_levels (scene))
    take_words (all, key, compose_levels ());
  for (gsize i = 0; i < scene->n_refusals; i++)
    if (is_worth_a_row (scene, i))
      {
        EbbRefusalWords words;

        ebb_refusal_words_compose (&words, scene, &scene->refusals[i]);
        take_words (all, key, words);
      }
  return all;
}

/**
 * ebb_refusals_group_show:
 *
 * Rows are kept while the reasons are the same, so that focus stays where it is.
 */
void
ebb_refusals_group_show (EbbRefusalsGroup *self, const EbbScene *scene)
{
  g_autoptr (GString) key = g_string_new (NULL);
  g_autoptr (GArray) all = compose (scene, key);

  g_return_if_fail (EBB_IS_REFUSALS_GROUP (self));

  if (g_strcmp0 (key->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (key->str);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < all->len; i++)
    add_row (self, &g_array_index (all, EbbRefusalWords, i));
  gtk_widget_set_visible (GTK_WIDGET (self), all->len > 0);
}
