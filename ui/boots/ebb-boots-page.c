/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-boots-page.h"

#include <glib/gi18n.h>

#include "ebb-adapter-rows.h"
#include "ebb-badge.h"
#include "ebb-boots-rows.h"
#include "ebb-radio-status.h"

struct _EbbBootsPage
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkWidget      *notice_box;
  GtkWidget      *notice_label;
  GtkWidget      *known_group;
  GtkWidget      *nearby_box;
  GtkWidget      *nearby_group;
  GtkWidget      *looking_box;
  GtkWidget      *looking_label;
  GtkWidget      *look_again_button;
  EbbRadioStatus *radio_status;
  GtkWidget      *all_group;
  GtkWidget      *simulated_group;
  GtkWidget      *adapter_group;
  GtkWidget      *legend_group;

  /* owned */
  EbbBootsRows   *known_rows;
  EbbBootsRows   *nearby_rows;
  EbbAdapterRows *adapter_rows;

  /* state */
  guint tick_id;
};

enum
{
  SIGNAL_UNFINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbBootsPage, ebb_boots_page, ADW_TYPE_BIN)

/* Only badges that boots of today can have. */
static const EbbSupport legend[] = { EBB_SUPPORT_CONFIRMED, EBB_SUPPORT_DOCUMENTED,
                                     EBB_SUPPORT_SIMULATED };

/* The badge stands above what it means: beside it, in a narrow window, its words would be cut. */
static GtkWidget *
make_legend_row (EbbSupport support)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *badge = ebb_badge_new ();
  GtkWidget *meaning = gtk_label_new (ebb_badge_get_meaning (support));
  /* Translators: a badge and what it means, spoken. */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), ebb_badge_get_words (support),
                                             ebb_badge_get_meaning (support));

  ebb_badge_show (EBB_BADGE (badge), support);
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
  gtk_label_set_xalign (GTK_LABEL (meaning), 0);
  gtk_widget_add_css_class (meaning, "legend");
  gtk_widget_add_css_class (box, "legend-row");
  gtk_box_append (GTK_BOX (box), badge);
  gtk_box_append (GTK_BOX (box), meaning);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), ebb_badge_get_words (support));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
fill_legend (EbbBootsPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (legend); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->legend_group),
                               make_legend_row (legend[i]));
}

static void
ebb_boots_page_finalize (GObject *object)
{
  EbbBootsPage *self = EBB_BOOTS_PAGE (object);

  ebb_boots_rows_free (self->known_rows);
  ebb_boots_rows_free (self->nearby_rows);
  ebb_adapter_rows_free (self->adapter_rows);
  G_OBJECT_CLASS (ebb_boots_page_parent_class)->finalize (object);
}

static void
ebb_boots_page_class_init (EbbBootsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ebb_boots_page_finalize;
  signals[SIGNAL_UNFINISHED] =
      g_signal_new ("unfinished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  g_type_ensure (EBB_TYPE_RADIO_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/ebb_boots/Ebb/boots/ebb-boots-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, notice_box);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, known_group);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, nearby_box);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, nearby_group);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, looking_box);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, looking_label);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, look_again_button);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, radio_status);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, all_group);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, simulated_group);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, adapter_group);
  gtk_widget_class_bind_template_child (widget_class, EbbBootsPage, legend_group);
}

static void
ebb_boots_page_init (EbbBootsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_legend (self);
  self->known_rows =
      ebb_boots_rows_new (ADW_PREFERENCES_GROUP (self->known_group), EBB_BOOTS_ROWS_KNOWN);
  self->nearby_rows =
      ebb_boots_rows_new (ADW_PREFERENCES_GROUP (self->nearby_group), EBB_BOOTS_ROWS_NEARBY);
  self->adapter_rows = ebb_adapter_rows_new (ADW_PREFERENCES_GROUP (self->adapter_group));
}

/* Said by having the focus: what had it is on a page that is gone. */
static void
show_notice (EbbBootsPage *self, const char *notice)
{
  GtkLabel *label = GTK_LABEL (self->notice_label);
  gboolean  is_new = notice != NULL && g_strcmp0 (gtk_label_get_label (label), notice) != 0;

  gtk_label_set_label (label, notice != NULL ? notice : "");
  gtk_widget_set_visible (self->notice_box, notice != NULL);
  if (!is_new)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notice_box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  notice, -1);
  gtk_widget_grab_focus (self->notice_box);
}

static gboolean
has_recognised (const EbbBootsScene *scene)
{
  for (gsize i = 0; i < scene->n_nearby; i++)
    if (scene->nearby[i].is_recognised)
      return TRUE;
  return FALSE;
}

static gboolean
has_nothing (const EbbBootsScene *scene)
{
  return scene->radio_state == EBB_RADIO_READY && !scene->is_scanning && !has_recognised (scene);
}

/* (transfer full): whose boots are not among so many is told how to get them there */
static char *
describe_crowd (void)
{
  return g_strdup_printf (
      /* Translators: how many boots are listed, as in "the 64 heard best". */
      ngettext ("More boots are near than are shown here: only the one heard best is. Hold yours "
                "close to the computer, then look again.",
                "More boots are near than are shown here: these are the %u heard best. Hold yours "
                "close to the computer, then look again.",
                EBB_STRANGERS_MAX),
      EBB_STRANGERS_MAX);
}

/**
 * ebb_boots_page_dup_news:
 *
 * Returns: (transfer full) (nullable): what became of the search, to be heard; %NULL while there is
 *   nothing to say, as while a session has the radio
 */
char *
ebb_boots_page_dup_news (const EbbBootsScene *scene)
{
  if (scene->is_live)
    return NULL;
  if (scene->radio_state != EBB_RADIO_READY || has_nothing (scene))
    return ebb_radio_status_dup_words (scene->radio_state);
  if (scene->is_crowded)
    return describe_crowd ();
  if (has_recognised (scene))
    return g_strdup (_ ("Boots found nearby"));
  return scene->is_scanning ? g_strdup (_ ("Looking for boots")) : NULL;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  EbbBootsPage *self = EBB_BOOTS_PAGE (widget);

  self->tick_id = 0;
  g_signal_emit (self, signals[SIGNAL_UNFINISHED], 0);
  return G_SOURCE_REMOVE;
}

/* A page that nobody sees has no frames, and none to hold up. */
static void
show_nearby (EbbBootsPage *self, const EbbBootsFacts *facts, gsize n)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    ebb_boots_rows_show (self->nearby_rows, facts, n);
  else if (!ebb_boots_rows_show_part (self->nearby_rows, facts, n) && self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/**
 * ebb_boots_page_show:
 *
 * The lists, and where the list of boots nearby is empty, why. Of many boots nearby that are others
 * than before some are shown now, and the signal "unfinished" asks for the rest in the next frame.
 */
void
ebb_boots_page_show (EbbBootsPage *self, const EbbBootsScene *scene)
{
  gboolean         is_ready = scene->radio_state == EBB_RADIO_READY;
  g_autofree char *crowd = is_ready && scene->is_crowded ? describe_crowd () : NULL;
  /* Translators: seconds until the search ends, as in "Looking, 22 s left". */
  g_autofree char *looking = g_strdup_printf (_ ("Looking, %u\302\240s left"), scene->scan_left_s);

  g_return_if_fail (EBB_IS_BOOTS_PAGE (self));

  show_notice (self, scene->notice);
  ebb_boots_rows_show (self->known_rows, scene->known, scene->n_known);
  show_nearby (self, scene->nearby, is_ready ? scene->n_nearby : 0);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->nearby_group), crowd);
  gtk_widget_set_visible (self->known_group, scene->n_known > 0);
  gtk_label_set_label (GTK_LABEL (self->looking_label), looking);
  gtk_widget_set_visible (self->looking_box, is_ready && scene->is_scanning);
  gtk_widget_set_visible (self->look_again_button,
                          is_ready && !scene->is_scanning && has_recognised (scene));
  gtk_widget_set_visible (GTK_WIDGET (self->radio_status), !is_ready || has_nothing (scene));
  ebb_radio_status_show (self->radio_status, scene->radio_state);
  gtk_widget_set_visible (self->all_group, is_ready && !scene->is_live);
  gtk_widget_set_visible (self->nearby_box, !scene->is_live);
  ebb_adapter_rows_show (self->adapter_rows, scene->adapters);
  gtk_widget_set_visible (self->simulated_group, !scene->has_simulated && !scene->is_live);
}
