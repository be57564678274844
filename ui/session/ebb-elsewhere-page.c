/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-elsewhere-page.h"

#include <glib/gi18n.h>

#include "ebb-columns.h"
#include "ebb-elsewhere-words.h"
#include "ebb-figure-card.h"
#include "ebb-heading.h"
#include "ebb-words.h"

struct _EbbElsewherePage
{
  AdwBin parent_instance;

  /* owned by the template */
  EbbFigureCard *figure_card;
  EbbHeading    *heading_label;
  GtkWidget     *meaning_label;
  GtkWidget     *highest_label;
};

G_DEFINE_FINAL_TYPE (EbbElsewherePage, ebb_elsewhere_page, ADW_TYPE_BIN)

static int
find_highest_level (const EbbFigureValues *values)
{
  int highest = -1;

  for (int side = 0; side < EBB_N_SIDES; side++)
    for (int zone = 0; zone < EBB_N_ZONES; zone++)
      if ((values->zones[side] & EBB_ZONE_BIT (zone)) != 0)
        {
          EbbTold told = ebb_figure_values_tell (values, (EbbSide) side, (EbbZone) zone);

          highest = told.kind == EBB_TOLD_LEVEL ? MAX (highest, told.number) : highest;
        }
  return highest;
}

static gboolean
is_of_account (const EbbScene *scene)
{
  return scene->elsewhere != NULL && !scene->is_running_elsewhere;
}

static int32_t
find_highest_pa (const EbbScene *scene)
{
  if (!is_of_account (scene))
    return scene->elsewhere_pa;
  return scene->elsewhere->is_reading_known ? scene->elsewhere->highest_pa
                                            : EBB_PRESSURE_UNKNOWN_PA;
}

static char *
describe_highest (const EbbScene *scene, const EbbFigureValues *values)
{
  int32_t          highest_pa = find_highest_pa (scene);
  g_autofree char *highest = ebb_words_pressure (highest_pa);
  int              level = find_highest_level (values);

  if (highest_pa != EBB_PRESSURE_UNKNOWN_PA)
    /* Translators: the pressure of the zone with the most air. */
    return g_strdup_printf (C_ ("safety", "Highest zone: %s"), highest);
  if (level >= 0)
    /* Translators: the level of the zone with the highest one, and the highest there is. */
    return g_strdup_printf (C_ ("safety", "Highest level: %d of %u. Pressure unknown."), level,
                            values->level_count);
  return g_strdup (C_ ("safety", "Pressure unknown"));
}

/* What the boots report is shown whoever started them; what they do not report is unknown. */
static void
read_figure (const EbbScene *scene, EbbFigureValues *values)
{
  if (is_of_account (scene))
    {
      ebb_figure_values_from_snapshot (values, scene->elsewhere);
      values->legs = values->legs == EBB_LEGS_NONE ? EBB_LEGS_BOTH : values->legs;
      return;
    }
  ebb_scene_read_figure (scene, values);
  values->legs = EBB_LEGS_BOTH;
  if (scene->capabilities == NULL)
    return;
  memcpy (values->zones, scene->capabilities->zones, sizeof values->zones);
  values->cap_pa = scene->capabilities->pressure_max_pa;
}

static void
show_figure (EbbElsewherePage *self, const EbbScene *scene)
{
  EbbFigureValues  values;
  g_autofree char *highest = NULL;

  read_figure (scene, &values);
  ebb_figure_card_show (self->figure_card, &values, NULL);
  highest = describe_highest (scene, &values);
  gtk_label_set_label (GTK_LABEL (self->highest_label), highest);
}

static void
ebb_elsewhere_page_class_init (EbbElsewherePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (EBB_TYPE_FIGURE_CARD);
  g_type_ensure (EBB_TYPE_COLUMNS);
  g_type_ensure (EBB_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/session/ebb-elsewhere-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbElsewherePage, figure_card);
  gtk_widget_class_bind_template_child (widget_class, EbbElsewherePage, heading_label);
  gtk_widget_class_bind_template_child (widget_class, EbbElsewherePage, meaning_label);
  gtk_widget_class_bind_template_child (widget_class, EbbElsewherePage, highest_label);
}

static void
ebb_elsewhere_page_init (EbbElsewherePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ebb_elsewhere_page_show:
 *
 * Who runs the boots and what that means, the zones they have, and the highest reading.
 */
void
ebb_elsewhere_page_show (EbbElsewherePage *self, const EbbScene *scene)
{
  g_autofree char *heading = NULL;
  g_autofree char *meaning = NULL;

  g_return_if_fail (EBB_IS_ELSEWHERE_PAGE (self));

  heading = ebb_elsewhere_words_dup_heading (scene);
  meaning = ebb_elsewhere_words_dup_meaning (scene);
  ebb_heading_set_label (self->heading_label, heading);
  gtk_label_set_label (GTK_LABEL (self->meaning_label), meaning);
  show_figure (self, scene);
}
