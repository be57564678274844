/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-week-strip.h"

#include <glib/gi18n.h>

#include "ebb-plan-words.h"
#include "ebb-rhythm.h"
#include "ebb-words.h"

#define DAY_WIDTH_PX 128

struct _EbbWeekStrip
{
  AdwBin parent_instance;

  /* owned by the widget itself */
  GtkWidget *scroller;

  /* owned */
  char *shown; /* (nullable): what it is made of */
};

G_DEFINE_FINAL_TYPE (EbbWeekStrip, ebb_week_strip, ADW_TYPE_BIN)

static void
ebb_week_strip_finalize (GObject *object)
{
  g_free (EBB_WEEK_STRIP (object)->shown);
  G_OBJECT_CLASS (ebb_week_strip_parent_class)->finalize (object);
}

static void
ebb_week_strip_class_init (EbbWeekStripClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ebb_week_strip_finalize;
}

static void
ebb_week_strip_init (EbbWeekStrip *self)
{
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  adw_bin_set_child (ADW_BIN (self), self->scroller);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* ---- one slot ---- */

static void
add_item (GMenu *menu, const char *label, const char *action, const EbbChip *chip)
{
  g_autofree char *slot = ebb_local_time_to_string (&chip->planned.slot.local);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "(ss)", chip->planned.plan->id, slot);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (const EbbChip *chip)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuItem) edit = g_menu_item_new (_ ("Change the Plan…"), NULL);

  if (chip->kind == EBB_CHIP_PLANNED)
    add_item (menu, _ ("Skip This Once"), "plans.skip", chip);
  if (chip->kind == EBB_CHIP_SKIPPED)
    add_item (menu, _ ("Do Not Skip"), "plans.take-back", chip);
  g_menu_item_set_action_and_target (edit, "plans.edit", "s", chip->planned.plan->id);
  g_menu_append_item (menu, edit);
  return G_MENU_MODEL (menu);
}

static const char *
say_kind (EbbChipKind kind)
{
  switch (kind)
    {
    case EBB_CHIP_SKIPPED:
      return _ ("Skipped");
    case EBB_CHIP_MISSED:
      return _ ("Missed");
    default:
      return NULL;
    }
}

/* (nullable): there is nobody else */
static const char *
find_name (EbbCore *core, const EbbPlan *plan)
{
  EbbPeople       *people = ebb_core_get_people (core);
  const EbbMember *member = ebb_people_find_id (people, plan->person_id);

  return ebb_people_get_n (people) > 1 && member != NULL ? member->name : NULL;
}

static void
add_line (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label;

  if (text == NULL || text[0] == '\0')
    return;
  label = make_label (text, style);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
make_chip (EbbCore *core, const EbbChip *chip)
{
  GtkWidget       *button = gtk_menu_button_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *time = ebb_words_time_of_day (chip->planned.slot.start_s * G_USEC_PER_SEC);
  g_autofree char *what = ebb_plan_words_what (core, chip->planned.plan, 0);
  g_autofree char *day = ebb_words_day (chip->planned.slot.start_s * G_USEC_PER_SEC);
  g_autoptr (GMenuModel) menu = make_menu (chip);
  const char      *kind = say_kind (chip->kind);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s%s%s", day, time, what,
                                           kind != NULL ? ", " : "", kind != NULL ? kind : "");

  add_line (box, time, "value");
  add_line (box, ebb_plan_words_program (core, chip->planned.plan), NULL);
  add_line (box, find_name (core, chip->planned.plan), NULL);
  add_line (box, kind, "dim-label");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_add_css_class (button, "chip");
  if (chip->kind != EBB_CHIP_PLANNED)
    gtk_widget_add_css_class (button, "past");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/* ---- one day ---- */

static gboolean
is_of (const EbbChip *chip, const EbbLocalTime *day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  EbbLocalTime local = ebb_local_time_from_unix_s (chip->planned.slot.start_s, zone);

  return local.year == day->year && local.month == day->month && local.day == day->day;
}

static GtkWidget *
make_day (EbbCore *core, const GArray *chips, const EbbLocalTime *day, gboolean is_today)
{
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = ebb_plan_words_weekday (ebb_weekday_of (day));
  g_autofree char *number = g_strdup_printf ("%d", day->day);
  gboolean         has_chip = FALSE;

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "day");
  if (is_today)
    gtk_widget_add_css_class (box, "today");
  gtk_widget_set_size_request (box, DAY_WIDTH_PX, -1);
  gtk_box_append (GTK_BOX (box), make_label (is_today ? _ ("Today") : name, "dim-label"));
  gtk_box_append (GTK_BOX (box), make_label (number, "title-4"));
  for (guint i = 0; i < chips->len; i++)
    {
      const EbbChip *chip = &g_array_index (chips, EbbChip, i);

      if (!is_of (chip, day))
        continue;
      gtk_box_append (GTK_BOX (box), make_chip (core, chip));
      has_chip = TRUE;
    }
  if (!has_chip)
    gtk_box_append (GTK_BOX (box), make_label (_ ("Rest"), "dim-label"));
  return box;
}

/* All that it is made of, in one text. */
static char *
dup_key (EbbCore *core, const GArray *chips, const EbbLocalTime *first, const EbbLocalTime *today)
{
  g_autofree char *first_day = ebb_local_time_to_string (first);
  g_autofree char *this_day = ebb_local_time_to_string (today);
  GString         *key = g_string_new (first_day);

  g_string_append (key, this_day);
  for (guint i = 0; i < chips->len; i++)
    {
      const EbbChip   *chip = &g_array_index (chips, EbbChip, i);
      g_autofree char *what = ebb_plan_words_what (core, chip->planned.plan, 0);

      g_string_append_printf (key, "\n%s %" G_GINT64_FORMAT " %d %s", chip->planned.plan->id,
                              chip->planned.slot.start_s, (int) chip->kind, what);
    }
  return g_string_free (key, FALSE);
}

/**
 * ebb_week_strip_show:
 *
 * What says what it said stays, and keeps the focus.
 */
void
ebb_week_strip_show (EbbWeekStrip       *self,
                     EbbCore            *core,
                     const GArray       *chips,
                     const EbbLocalTime *first,
                     const EbbLocalTime *today)
{
  g_autofree char *wanted = dup_key (core, chips, first, today);
  GtkWidget       *days;

  g_return_if_fail (EBB_IS_WEEK_STRIP (self));

  if (g_strcmp0 (wanted, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&wanted);
  days = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_set_homogeneous (GTK_BOX (days), TRUE);
  gtk_widget_add_css_class (days, "week");
  for (int i = 0; i < EBB_N_WEEKDAYS; i++)
    {
      EbbLocalTime day = ebb_local_time_add_days (first, i);

      gtk_box_append (GTK_BOX (days),
                      make_day (core, chips, &day, ebb_local_time_compare (&day, today) == 0));
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), days);
}
