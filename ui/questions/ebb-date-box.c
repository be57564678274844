/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Ebb Authors
 */
#include "ebb-date-box.h"

#include <string.h>

#include "ebb-answers.h"

#define YEAR_DIGITS 4

struct _EbbDateBox
{
  AdwBin parent_instance;

  /* owned by the template */
  GtkWidget *fields_box;
  GtkWidget *day_box;
  GtkWidget *day_entry;
  GtkWidget *month_entry;
  GtkWidget *year_entry;
  GtkWidget *unknown_check;
  GtkWidget *wrong_label;

  /* state */
  gboolean has_day;
  gboolean is_showing;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EbbDateBox, ebb_date_box, ADW_TYPE_BIN)

static gboolean
is_unknown (EbbDateBox *self)
{
  return self->has_day && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->unknown_check));
}

static void
changed_cb (EbbDateBox *self)
{
  gtk_widget_set_sensitive (self->fields_box, !is_unknown (self));
  if (!self->is_showing)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
activate_cb (EbbDateBox *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
ebb_date_box_class_init (EbbDateBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/ebb_boots/Ebb/questions/ebb-date-box.ui");
  gtk_widget_class_bind_template_child (widget_class, EbbDateBox, fields_box);
  gtk_widget_class_bind_template_child (widget_class, EbbDateBox, day_box);
  gtk_widget_class_bind_template_child (widget_class, EbbDateBox, day_entry);
  gtk_widget_class_bind_template_child (widget_class, EbbDateBox, month_entry);
  gtk_widget_class_bind_template_child (widget_class, EbbDateBox, year_entry);
  gtk_widget_class_bind_template_child (widget_class, EbbDateBox, unknown_check);
  gtk_widget_class_bind_template_child (widget_class, EbbDateBox, wrong_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EBB_TYPE_DATE_BOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATE] = g_signal_new ("activate", EBB_TYPE_DATE_BOX, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ebb_date_box_init (EbbDateBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* 0 leaves it empty. */
static void
fill (GtkWidget *entry, int number)
{
  g_autofree char *text = number != 0 ? g_strdup_printf ("%d", number) : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
show (EbbDateBox *self, gboolean has_day, int day, int month, int year)
{
  self->is_showing = TRUE;
  self->has_day = has_day;
  fill (self->day_entry, day);
  fill (self->month_entry, month);
  fill (self->year_entry, year);
  gtk_widget_set_visible (self->day_box, has_day);
  gtk_widget_set_visible (self->unknown_check, has_day);
  gtk_widget_set_visible (self->wrong_label, FALSE);
  changed_cb (self);
  self->is_showing = FALSE;
}

/**
 * ebb_date_box_show_month:
 *
 * Asks for a month and a year.
 */
void
ebb_date_box_show_month (EbbDateBox *self, int born_month)
{
  gboolean is_there = born_month != EBB_BORN_UNKNOWN;

  g_return_if_fail (EBB_IS_DATE_BOX (self));

  show (self, FALSE, 0, is_there ? born_month % 12 + 1 : 0, born_month / 12);
}

/**
 * ebb_date_box_show_day:
 *
 * Asks for a day, which need not be known.
 */
void
ebb_date_box_show_day (EbbDateBox *self, gint64 day_s)
{
  g_autoptr (GDateTime) day = day_s > 0 ? g_date_time_new_from_unix_utc (day_s) : NULL;

  g_return_if_fail (EBB_IS_DATE_BOX (self));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->unknown_check), day_s == EBB_DUE_UNKNOWN);
  if (day != NULL)
    show (self, TRUE, g_date_time_get_day_of_month (day), g_date_time_get_month (day),
          g_date_time_get_year (day));
  else
    show (self, TRUE, 0, 0, 0);
}

/* 0: there is none. */
static int
read_number (GtkWidget *entry, guint64 most)
{
  guint64 number;

  return g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (entry)), 10, 1, most,
                                     &number, NULL)
             ? (int) number
             : 0;
}

/**
 * ebb_date_box_get_month:
 *
 * Returns: the month that is in the fields
 */
int
ebb_date_box_get_month (EbbDateBox *self)
{
  g_return_val_if_fail (EBB_IS_DATE_BOX (self), EBB_BORN_UNKNOWN);

  return ebb_born_make (read_number (self->year_entry, EBB_BORN_YEAR_MAX),
                        read_number (self->month_entry, 12));
}

/**
 * ebb_date_box_get_day_s:
 *
 * Returns: when the day that is in the fields begins, or %EBB_DUE_UNKNOWN
 */
gint64
ebb_date_box_get_day_s (EbbDateBox *self)
{
  g_autoptr (GDateTime) day = NULL;

  g_return_val_if_fail (EBB_IS_DATE_BOX (self), 0);

  if (is_unknown (self))
    return EBB_DUE_UNKNOWN;
  if (ebb_date_box_get_month (self) == EBB_BORN_UNKNOWN)
    return 0;
  /* NULL for a day that its month has not. */
  day = g_date_time_new_utc (read_number (self->year_entry, EBB_BORN_YEAR_MAX),
                             read_number (self->month_entry, 12), read_number (self->day_entry, 31),
                             0, 0, 0);
  return day != NULL ? g_date_time_to_unix (day) : 0;
}

static gboolean
is_full (EbbDateBox *self)
{
  const char *day = gtk_editable_get_text (GTK_EDITABLE (self->day_entry));
  const char *month = gtk_editable_get_text (GTK_EDITABLE (self->month_entry));
  const char *year = gtk_editable_get_text (GTK_EDITABLE (self->year_entry));

  return (!self->has_day || day[0] != '\0') && month[0] != '\0' && strlen (year) == YEAR_DIGITS;
}

/**
 * ebb_date_box_judge:
 *
 * Says of what is there that it cannot be.
 */
void
ebb_date_box_judge (EbbDateBox *self, gboolean is_possible)
{
  gboolean is_wrong;

  g_return_if_fail (EBB_IS_DATE_BOX (self));

  is_wrong = !is_possible && !is_unknown (self) && is_full (self);
  gtk_widget_set_visible (self->wrong_label, is_wrong);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->year_entry), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
