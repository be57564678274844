/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-figure-table.h"

#include <glib/gi18n.h>

#include "ebb-words.h"

struct _EbbFigureTable
{
  AdwBin parent_instance;

  /* owned by the tree of widgets */
  GtkWidget *expander; /* has no child: no wider than its words, it stands beside others */
  GtkWidget *table;    /* NULL until it is opened for the first time */
  GtkWidget *heads[EBB_N_SIDES];
  GtkWidget *rows[EBB_N_ZONES];
  GtkWidget *names[EBB_N_ZONES];
  GtkWidget *cells[EBB_N_SIDES][EBB_N_ZONES];

  /* state */
  EbbFigureValues values;
};

G_DEFINE_FINAL_TYPE (EbbFigureTable, ebb_figure_table, ADW_TYPE_BIN)

/**
 * ebb_figure_table_dup_cell:
 *
 * Returns: (transfer full): what stands in the column of @side and the row of @zone: "38",
 * "21, filling, 40 °C", "L2", "unknown", "unknown, 40 °C"
 */
char *
ebb_figure_table_dup_cell (const EbbFigureValues *values, EbbSide side, EbbZone zone)
{
  const EbbZoneReading *reading = &values->zone[side][zone];
  EbbTold               told = ebb_figure_values_tell (values, side, zone);
  g_autofree char      *number = ebb_told_to_text (&told);
  g_autofree char      *heat = NULL;
  GString              *text;

  if ((values->zones[side] & EBB_ZONE_BIT (zone)) == 0)
    return g_strdup (_ ("not there"));
  if (!ebb_legs_has_side (values->legs, side))
    return g_strdup (_ ("not used"));
  if (values->is_unknown)
    return g_strdup (_ ("unknown"));
  text = g_string_new (told.kind == EBB_TOLD_UNKNOWN ? _ ("unknown") : number);
  if (told.kind != EBB_TOLD_UNKNOWN && reading->is_filling)
    /* Translators: follows a pressure in a table: "21, filling". */
    g_string_append (text, _ (", filling"));
  /* A zone whose pressure nobody knows may be warm all the same. */
  if (reading->heat_ddeg != EBB_HEAT_OFF_DDEG)
    {
      heat = ebb_words_heat (reading->heat_ddeg);
      /* Translators: between a pressure and a temperature in a table: "21, 40 °C". */
      g_string_append_printf (text, _ (", %s"), heat);
    }
  return g_string_free (text, FALSE);
}

/* ---- what it is made of ---- */

static GtkWidget *
make_label (GtkAccessibleRole role, const char *class_name)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "xalign", 0.0, "wrap", TRUE,
                    "natural-wrap-mode", GTK_NATURAL_WRAP_WORD, "hexpand", TRUE, NULL);

  gtk_widget_add_css_class (label, class_name);
  return label;
}

/* Left stands left of right in every language; what a row is called begins it. */
static GtkWidget *
make_row (GtkWidget *name, GtkWidget *const *sides)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW,
                                 "homogeneous", TRUE, "spacing", 12, NULL);
  gboolean   is_rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  gtk_widget_set_direction (row, GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (row), sides[EBB_SIDE_LEFT]);
  gtk_box_append (GTK_BOX (row), sides[EBB_SIDE_RIGHT]);
  if (is_rtl)
    gtk_box_append (GTK_BOX (row), name);
  else
    gtk_box_prepend (GTK_BOX (row), name);
  return row;
}

static void
add_head (EbbFigureTable *self, GtkWidget *table)
{
  GtkWidget *name = make_label (GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "heading");
  GtkWidget *head;

  gtk_label_set_label (GTK_LABEL (name), _ ("Zone"));
  for (int side = 0; side < EBB_N_SIDES; side++)
    self->heads[side] = make_label (GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, "heading");
  head = make_row (name, self->heads);
  gtk_widget_add_css_class (head, "table-head");
  /* Translators: the head of a table, spoken. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (head), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Zone, left, right"), -1);
  gtk_box_append (GTK_BOX (table), head);
}

/* A row takes focus, so that keys reach it and a screen reader says it. */
static void
add_row (EbbFigureTable *self, GtkWidget *table, EbbZone zone)
{
  GtkWidget *sides[EBB_N_SIDES];

  self->names[zone] = make_label (GTK_ACCESSIBLE_ROLE_ROW_HEADER, "body");
  for (int side = 0; side < EBB_N_SIDES; side++)
    sides[side] = self->cells[side][zone] = make_label (GTK_ACCESSIBLE_ROLE_CELL, "num");
  self->rows[zone] = make_row (self->names[zone], sides);
  gtk_widget_set_focusable (self->rows[zone], TRUE);
  gtk_widget_add_css_class (self->rows[zone], "table-row");
  gtk_box_append (GTK_BOX (table), self->rows[zone]);
}

static void
build (EbbFigureTable *self)
{
  self->table = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE,
                              "orientation", GTK_ORIENTATION_VERTICAL, "margin-top", 6, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->table), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legs"), -1);
  add_head (self, self->table);
  for (int zone = EBB_N_ZONES - 1; zone >= 0; zone--)
    add_row (self, self->table, (EbbZone) zone);
  gtk_box_append (GTK_BOX (adw_bin_get_child (ADW_BIN (self))), self->table);
  g_object_bind_property (self->expander, "expanded", self->table, "visible",
                          G_BINDING_SYNC_CREATE);
}

/* ---- what stands in it ---- */

/* Labels are written only when they differ: a label that is set is laid out again. */
static void
set_label (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
show_head (EbbFigureTable *self, EbbSide side)
{
  const char      *name = ebb_words_side (side);
  g_autofree char *text = NULL;

  if (ebb_figure_values_has_only_levels (&self->values))
    /* Translators: head of a column: a side, and the highest level: "Left, level of 5". */
    text = g_strdup_printf (_ ("%s, level of %u"), name, self->values.level_count);
  else
    /* Translators: head of a column: a side, and the unit: "Left, mmHg". */
    text = g_strdup_printf (_ ("%s, mmHg"), name);
  set_label (self->heads[side], text);
}

/* Said when the row takes focus; while it has it, what changes is not said again. */
static void
name_row (EbbFigureTable *self, EbbZone zone)
{
  g_autofree char *text = NULL;

  if (gtk_widget_has_focus (self->rows[zone]))
    return;
  /* Translators: a row of a table, spoken: a zone, then what is in the left and the right one. */
  text = g_strdup_printf (_ ("%s: left %s, right %s"),
                          gtk_label_get_label (GTK_LABEL (self->names[zone])),
                          gtk_label_get_label (GTK_LABEL (self->cells[EBB_SIDE_LEFT][zone])),
                          gtk_label_get_label (GTK_LABEL (self->cells[EBB_SIDE_RIGHT][zone])));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[zone]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
show_row (EbbFigureTable *self, EbbZone zone)
{
  EbbZoneMask existing = self->values.zones[EBB_SIDE_LEFT] | self->values.zones[EBB_SIDE_RIGHT];

  gtk_widget_set_visible (self->rows[zone], (existing & EBB_ZONE_BIT (zone)) != 0);
  if (!gtk_widget_get_visible (self->rows[zone]))
    return;
  set_label (self->names[zone], ebb_words_zone (zone, existing));
  for (int side = 0; side < EBB_N_SIDES; side++)
    {
      g_autofree char *cell = ebb_figure_table_dup_cell (&self->values, (EbbSide) side, zone);

      set_label (self->cells[side][zone], cell);
    }
  name_row (self, zone);
}

static void
show_rows (EbbFigureTable *self)
{
  if (!gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    return;
  if (self->table == NULL)
    build (self);
  for (int side = 0; side < EBB_N_SIDES; side++)
    show_head (self, (EbbSide) side);
  for (int zone = 0; zone < EBB_N_ZONES; zone++)
    show_row (self, (EbbZone) zone);
}

static void
ebb_figure_table_class_init (EbbFigureTableClass *klass)
{
}

static void
ebb_figure_table_init (EbbFigureTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  ebb_figure_values_init (&self->values);
  self->expander = gtk_expander_new (_ ("As a table"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("As a table"), -1);
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (show_rows), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_halign (self->expander, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), self->expander);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ebb_figure_table_show:
 *
 * Nothing is written while it is closed. A figure without numbers has no table.
 */
void
ebb_figure_table_show (EbbFigureTable *self, const EbbFigureValues *values)
{
  g_return_if_fail (EBB_IS_FIGURE_TABLE (self));

  self->values = *values;
  gtk_widget_set_visible (GTK_WIDGET (self), !values->is_empty);
  show_rows (self);
}

/**
 * ebb_figure_table_measure_title:
 *
 * Returns: the width of what it is called, in pixels, on one line
 */
int
ebb_figure_table_measure_title (EbbFigureTable *self)
{
  int natural = 0;

  g_return_val_if_fail (EBB_IS_FIGURE_TABLE (self), 0);

  gtk_widget_measure (self->expander, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}
